"""How README and site will show an entry, before it is merged."""

from pathlib import Path
from typing import Any

from generator import render
from generator.collection import Collection
from generator.facts import Facts
from generator.model import Paper
from generator.settings import Settings
from generator.views.rows import AUTHORS_SHOWN, row


def table(papers: list[Paper], collection: Collection, root: Path) -> str:
    """Return the rows of the README that the papers will have, as a Markdown table with its head."""
    macros: Any = render.environment(root).get_template("readme/row.md.j2").module
    rows = [macros.row(row(paper, collection, Facts()), AUTHORS_SHOWN).strip() for paper in papers]
    return "\n".join([str(macros.head()).strip(), *map(str, rows)])


def places(paper: Paper, collection: Collection, settings: Settings) -> list[str]:
    """Return where readers will find a paper on the site: its page and its topics' pages."""
    pages = [f"{settings.site_url}papers/{paper.id}/"]
    return pages + [f"{settings.site_url}topics/{topic}/" for topic in paper.topics if topic in collection.nodes]
