"""Files stand where their content says, and years agree with identifiers."""

from collections.abc import Iterator

from generator.collection import SOFTWARE, TABLES, Collection, first_year, paper_path
from generator.diagnostics import Diagnostic, Span
from generator.identity import arxiv_id, arxiv_year
from generator.model import Paper


def files_are_where_they_belong(collection: Collection) -> Iterator[Diagnostic]:
    """Folders by first year keep every folder small enough for GitHub to list, and never change."""
    for paper in collection.papers:
        why = f"the paper first appeared in {first_year(paper)}, the folder is another"
        yield from _misplaced(collection.path(paper.id), paper_path(paper), why)
    for folder, entries in ((SOFTWARE, collection.software), (TABLES, collection.tables)):
        for entry in entries:
            why = f"files stand in {folder} itself"
            yield from _misplaced(collection.path(entry.id), f"{folder}/{entry.id}.yml", why)


def years_fit_arxiv(collection: Collection) -> Iterator[Diagnostic]:
    """A preprint is not older than its identifier; a published paper can be, and then one of the two is doubtful."""
    for paper in collection.papers:
        found = [
            (arxiv_year(identifier), identifier) for url in paper.links.paper or () if (identifier := arxiv_id(url))
        ]
        if not found or paper.year >= min(found)[0]:
            continue
        year, identifier = min(found)
        place = collection.at(paper.id, "year")
        message = f"{paper.year} is before the paper's arXiv id {identifier}, which is of {year}"
        if _is_preprint(collection, paper):
            yield Diagnostic(place, "year-before-arxiv", message, f"write {year}, or correct links.paper")
        else:
            hint = "look up the venue's year; correct it, or leave it if the paper came to arXiv later"
            yield Diagnostic(place, "year-before-arxiv", message, hint, severity="warning")


def _is_preprint(collection: Collection, paper: Paper) -> bool:
    venue = collection.venues.get(paper.venue or "")
    return paper.venue is None or (venue is not None and venue.kind == "preprint")


def _misplaced(actual: str, expected: str, why: str) -> Iterator[Diagnostic]:
    if actual != expected:
        yield Diagnostic(Span(actual), "wrong-folder", why, f"move the file to {expected}")
