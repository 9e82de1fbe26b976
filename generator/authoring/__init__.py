"""From an address, an id or a BibTeX entry to one new entry file, and from a pull request to what is said about it."""
