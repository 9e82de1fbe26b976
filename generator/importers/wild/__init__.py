"""Lists of any style: a real parse of Markdown and HTML into a tree, units of it, and what each unit says."""
