"""One work, one entry."""

from collections.abc import Iterable, Iterator
from itertools import permutations

from generator.collection import DECISIONS, Collection
from generator.diagnostics import Diagnostic
from generator.identity import acl_id, arxiv_id, doi, normal_title, openreview_id
from generator.model import Paper, Software
from generator.vocabulary import fold

# From the strongest sign that two entries are one work to the weakest; a pair is reported for its strongest.
_SIGNS = ("arxiv", "doi", "openreview", "acl", "link", "title")
_READERS = {"arxiv": arxiv_id, "doi": doi, "openreview": openreview_id, "acl": acl_id}
_NAMES = {
    "arxiv": "the arXiv id",
    "doi": "the DOI",
    "openreview": "the OpenReview id",
    "acl": "the ACL Anthology id",
    "link": "the address",
    "title": "the title",
}
_CODES = {
    "arxiv": "duplicate-arxiv-id",
    "doi": "duplicate-doi",
    "openreview": "duplicate-openreview-id",
    "acl": "duplicate-acl-id",
    "link": "duplicate-link",
    "title": "duplicate-title",
}
_ONE_LINK_IS_WRONG = "if they are one work, keep one entry; if not, one of the two links is wrong"
_LOOK_ALIKE = f"if they are one work, keep one entry; if not, say so in {DECISIONS} under different"


def papers_are_listed_once(collection: Collection) -> Iterator[Diagnostic]:
    """Two files for one paper would print it twice; both are told, because either may be the new one."""
    groups: dict[tuple[str, str], list[tuple[Paper, str, str]]] = {}
    for paper in collection.papers:
        for sign, value, key, shown in _signs(paper):
            groups.setdefault((sign, value), []).append((paper, key, shown))
    # Most papers share nothing: only the groups of several are looked at.
    shared = [(key, members) for key, members in groups.items() if len(members) > 1]
    told: set[tuple[str, str]] = set()
    apart = _apart(collection)
    for (sign, _), members in sorted(shared, key=lambda one: _SIGNS.index(one[0][0])):
        for (paper, key, shown), (other, _, _) in permutations(members, 2):
            pair = (paper.id, other.id)
            if paper.id == other.id or pair in told or _are_apart(paper, other, apart):
                continue
            told.add(pair)
            hint = _ONE_LINK_IS_WRONG if sign in _READERS else _LOOK_ALIKE
            message = f"{_NAMES[sign]} {shown!r} is also that of {collection.path(other.id)} ({other.title})"
            yield Diagnostic(collection.at(paper.id, key), _CODES[sign], message, hint)


def software_is_listed_once(collection: Collection) -> Iterator[Diagnostic]:
    """Two files for one tool would print it twice."""
    groups: dict[str, list[Software]] = {}
    for software in collection.software:
        groups.setdefault(fold(software.name), []).append(software)
    for members in groups.values():
        for one, other in permutations(members, 2):
            message = f"the name {one.name!r} is also that of {collection.path(other.id)}"
            yield Diagnostic(collection.at(one.id, "name"), "duplicate-title", message, "keep one of the two")


def _signs(paper: Paper) -> Iterator[tuple[str, str, str, str]]:
    """Yield what tells that a paper is the same as another: kind, normal value, place, value as people know it."""
    for index, url in enumerate(paper.links.paper or ()):
        key = f"links.paper.{index}"
        yield "link", url.partition("://")[2].rstrip("/").casefold(), key, url
        for sign, read in _READERS.items():
            if (value := read(url)) is not None:
                yield sign, value, key, value
    titles = {"title": paper.title, **{f"aka.{index}": title for index, title in enumerate(paper.aka)}}
    for key, title in titles.items():
        if normal := normal_title(title):
            yield "title", normal, key, title


def _apart(collection: Collection) -> dict[str, list[int]]:
    """Return which decisions say that a title is a work of its own, by normal title."""
    found: dict[str, list[int]] = {}
    for number, decision in enumerate(collection.decisions.different):
        for title in decision.titles:
            found.setdefault(normal_title(title), []).append(number)
    return found


def _are_apart(one: Paper, other: Paper, apart: dict[str, list[int]]) -> bool:
    if not apart:
        return False
    mine, theirs = _decisions(one, apart), _decisions(other, apart)
    if normal_title(one.title) == normal_title(other.title):
        # Two works of one title: the decision names it twice.
        return any(mine.count(number) > 1 for number in mine)
    return bool(set(mine) & set(theirs))


def _decisions(paper: Paper, apart: dict[str, list[int]]) -> list[int]:
    titles: Iterable[str] = {normal_title(title) for title in (paper.title, *paper.aka)}
    return [number for title in titles for number in apart.get(title, ())]
