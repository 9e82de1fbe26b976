"""Whether the links of the list still lead where they should, and what to do where they do not."""
