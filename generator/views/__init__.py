"""What a reader sees, as pure values without markup: sections, rows, pages, numbers."""

from generator.views.catalog import Catalog, Counts, Item, Selection, catalog
from generator.views.rows import Link, Repository, Row, Tool
from generator.views.sections import Section

__all__ = ["Catalog", "Counts", "Item", "Link", "Repository", "Row", "Section", "Selection", "Tool", "catalog"]
