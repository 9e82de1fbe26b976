"""RIS, which reference managers of every kind read."""

from collections.abc import Iterator

from generator.citations import names
from generator.citations.parts import container, distinction
from generator.escape import for_ris
from generator.views import Row

_TYPES = {"conference": "CONF", "workshop": "CONF", "journal": "JOUR", "blog": "BLOG", "repository": "COMP"}


def one(row: Row) -> str:
    """Return the RIS record of a paper, with an empty line after it."""
    return "".join(f"{tag}  - {for_ris.value(value)}\r\n" for tag, value in _lines(row)) + "ER  - \r\n\r\n"


def _lines(row: Row) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(row.kind, "UNPB")
    yield "ID", row.id
    yield "TI", row.title
    for author in row.authors:
        yield "AU", names.split(author).sorting
    yield "PY", str(row.year)
    if where := container(row):
        yield "T2", where
    if row.preprint and row.arxiv:
        yield "PB", "arXiv"
    if row.arxiv:
        yield "AN", f"arXiv:{row.arxiv}"
    if row.doi:
        yield "DO", row.doi
    yield "UR", row.address
    if row.paper.summary:
        yield "AB", row.paper.summary
    if note := distinction(row):
        yield "N1", note
    for tag in row.tags:
        yield "KW", tag.name
