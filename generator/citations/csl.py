"""CSL-JSON, the items that citation processors work with."""

from collections.abc import Iterable
from typing import Any

from generator.citations import names
from generator.citations.parts import container, distinction
from generator.escape import for_script
from generator.views import Row

_TYPES = {
    "conference": "paper-conference",
    "workshop": "paper-conference",
    "journal": "article-journal",
    "blog": "post-weblog",
    "repository": "software",
}


def one(row: Row) -> str:
    """Return the CSL-JSON item of a paper."""
    return for_script.compact(item(row))


def several(items: Iterable[str]) -> str:
    """Return items as one JSON array, an item a line."""
    lines = ",\n".join(items)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def item(row: Row) -> dict[str, Any]:
    """Return the values of a CSL item."""
    made: dict[str, Any] = {
        "id": row.id,
        "type": _TYPES.get(row.kind, "article"),
        "title": row.title,
        "issued": {"date-parts": [[row.year]]},
        "URL": row.address,
    }
    if row.authors:
        made["author"] = [_name(author) for author in row.authors]
    if where := container(row):
        made["container-title"] = where
        if row.venue and row.venue.id != where:
            made["container-title-short"] = row.venue.id
    if row.doi:
        made["DOI"] = row.doi
    if row.arxiv:
        made["archive"] = "arXiv"
        made["archive_location"] = row.arxiv
        if row.preprint:
            made["publisher"] = "arXiv"
            made["number"] = f"arXiv:{row.arxiv}"
    if row.paper.summary:
        made["abstract"] = row.paper.summary
    if note := distinction(row):
        made["note"] = note
    return made


def _name(author: str) -> dict[str, str]:
    name = names.split(author)
    if name.literal:
        return {"literal": author}
    made = {"family": name.family, "given": name.given}
    return {**made, "suffix": name.suffix} if name.suffix else made
