"""BibTeX: the key is the entry's id, the type follows from the venue, names and acronyms keep their capitals."""

from collections.abc import Iterator

from generator.citations import names
from generator.citations.parts import container, distinction
from generator.escape import for_bibtex
from generator.views import Row

_TYPES = {"conference": "inproceedings", "workshop": "inproceedings", "journal": "article"}
_CONTAINERS = {"inproceedings": "booktitle", "article": "journal", "misc": "howpublished"}


def one(row: Row) -> str:
    """Return the BibTeX entry of a paper, made once: its page, its files and those of its topics show the same."""
    if "bib" not in row.texts:
        row.texts["bib"] = _entry(row)
    return row.texts["bib"]


def _entry(row: Row) -> str:
    kind = _TYPES.get(row.kind, "misc")
    fields = "".join(f"  {key} = {{{value}}},\n" for key, value in _fields(row, kind))
    return f"@{kind}{{{row.id},\n{fields}}}\n"


def _fields(row: Row, kind: str) -> Iterator[tuple[str, str]]:
    yield "title", for_bibtex.title(row.title)
    if row.authors:
        yield "author", " and ".join(_name(author) for author in row.authors)
    if where := container(row):
        yield _CONTAINERS[kind], for_bibtex.value(where)
    yield "year", str(row.year)
    if row.arxiv:
        yield "eprint", row.arxiv
        yield "archivePrefix", "arXiv"
    if row.doi:
        yield "doi", for_bibtex.verbatim(row.doi)
    yield "url", for_bibtex.verbatim(row.address)
    if note := distinction(row):
        yield "note", for_bibtex.value(note)


def _name(author: str) -> str:
    name = names.split(author)
    if name.literal:
        # One word is a name; BibTeX would take several, or a comma, apart.
        return for_bibtex.group(author)
    parts = [name.family, name.suffix, name.given] if name.suffix else [name.family, name.given]
    return for_bibtex.value(", ".join(parts))
