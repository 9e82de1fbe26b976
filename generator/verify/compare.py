"""What differs between an entry and its witnesses. Pure; every finding says what would be written."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.authoring.appeared import appeared
from generator.collection import Collection
from generator.diagnostics import Diagnostic, Severity
from generator.edits import Edit
from generator.identity import normal_title
from generator.importers.appearances import Appearances
from generator.model import Paper
from generator.verify.witness import Witness

_SAME_TITLE = 0.93
_LIKE_TITLE = 0.5
_COMMAND = re.compile(r"\\[A-Za-z]+\*?|[${}^_~\\]")
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One finding and the edits that it proposes; none where a person has to think."""

    diagnostic: Diagnostic
    edits: tuple[Edit, ...] = ()


def doubts(paper: Paper, witnesses: Sequence[Witness], collection: Collection, venues: Appearances) -> Iterator[Doubt]:
    """Yield what an entry and its witnesses do not agree on."""
    right: list[Witness] = []
    for witness in witnesses:
        if witness.gone:
            message = f"{witness.name} knows no {witness.subject}"
            yield _doubt(collection, paper, witness.key, "unknown-paper", message, severity="error")
        elif witness.title and _is_other(paper, witness):
            yield _wrong(collection, paper, witness)
        else:
            right.append(witness)
    for witness in right:
        if witness.withdrawn:
            message = f"{witness.name} says that the paper is withdrawn"
            yield _doubt(collection, paper, witness.key, "withdrawn-paper", message, "remove it or say so")
    for rule in (_retitled, _authors, _year):
        yield from rule(collection, paper, right)
    yield from _published(collection, paper, right, venues)


def _is_other(paper: Paper, witness: Witness) -> bool:
    """Return whether a title has so little in common with the entry's that only its authors could save it."""
    if any(likeness(title, witness.title) >= _LIKE_TITLE for title in (paper.title, *paper.aka)):
        return False
    ours, theirs = families(paper.authors), families(witness.authors)
    return not (ours and theirs and len(ours & theirs) / min(len(ours), len(theirs)) >= 0.5)


def _wrong(collection: Collection, paper: Paper, witness: Witness) -> Doubt:
    by = f" by {_people(witness.authors)}" if witness.authors else ""
    message = f"{witness.name} has {witness.title!r}{by} under {witness.subject}, not {paper.title!r}"
    hint = "correct the address, or the title"
    return _doubt(collection, paper, witness.key, "wrong-paper", message, hint, severity="error")


def _retitled(collection: Collection, paper: Paper, witnesses: Sequence[Witness]) -> Iterator[Doubt]:
    """A paper that has another name now is not found under its old one."""
    titled = [one for one in witnesses if one.title]
    known = (paper.title, *paper.aka)
    if not titled or any(likeness(title, one.title) >= _SAME_TITLE for one in titled for title in known):
        return
    newest = titled[-1]
    message = f"{newest.name} calls it {newest.title!r}"
    edit = Edit(paper_file(collection, paper), "title", _readable(newest.title))
    hint = f"write the new title{'' if _is_plain(newest.title) else ' without its markup'}, keep the old one under aka"
    yield _doubt(
        collection, paper, "title", "retitled-paper", message, hint, *([edit] if _is_plain(newest.title) else [])
    )


def _authors(collection: Collection, paper: Paper, witnesses: Sequence[Witness]) -> Iterator[Doubt]:
    """Authors are who the work is by: none is missing, none is somebody else."""
    named = sorted((one for one in witnesses if one.authors), key=lambda one: _TRUST.index(one.service))
    if not named:
        return
    best = named[0]
    if not paper.authors:
        edit = Edit(paper_file(collection, paper), "authors", best.authors)
        message = f"no authors; {best.name} names {_people(best.authors)}"
        yield _doubt(collection, paper, "title", "missing-authors", message, f"write {len(best.authors)} authors", edit)
        return
    if any(families(paper.authors) == families(one.authors) for one in named) or best.service == "crossref":
        return
    ours, theirs = families(paper.authors), families(best.authors)
    extra = [name for name in paper.authors if not families((name,)) <= theirs]
    lacking = [name for name in best.authors if not families((name,)) <= ours]
    if not extra and not lacking:
        return
    parts = [f"{_people(lacking)} not here"] * bool(lacking) + [f"{_people(extra)} not there"] * bool(extra)
    message = f"the authors differ from those at {best.name}: {'; '.join(parts)}"
    yield _doubt(collection, paper, "authors", "other-authors", message, "compare with the paper itself")


# Who writes authors out in full and in order.
_TRUST = ("openreview", "arxiv", "crossref", "dblp")


def _year(collection: Collection, paper: Paper, witnesses: Sequence[Witness]) -> Iterator[Doubt]:
    """A preprint has the year of its first version; nothing was published before it."""
    first = next((one for one in witnesses if one.service == "arxiv" and one.year), None)
    if first is None or first.year is None:
        return
    if paper.venue is None and paper.year != first.year and not any(one.places for one in witnesses):
        edit = Edit(paper_file(collection, paper), "year", first.year)
        message = f"the first version at arXiv is of {first.year}"
        yield _doubt(collection, paper, "year", "other-year", message, f"write {first.year}", edit)
    elif paper.venue is not None and paper.year < first.year - 1:
        message = f"{paper.year} is before the first version at arXiv, which is of {first.year}"
        yield _doubt(collection, paper, "year", "other-year", message, "look the year up")


def _published(
    collection: Collection, paper: Paper, witnesses: Sequence[Witness], venues: Appearances
) -> Iterator[Doubt]:
    """A preprint that has appeared since is cited by where it appeared."""
    if paper.venue is not None and not _is_preprint(collection, paper.venue):
        return
    for witness in witnesses:
        claim = appeared(witness.places, venues)
        if claim is None or claim.venue is None or _is_preprint(collection, claim.venue):
            continue
        year = claim.year or (witness.year if witness.service != "arxiv" else None)
        path = paper_file(collection, paper)
        values = {"year": year if year != paper.year else None, "venue": claim.venue, "track": claim.track}
        edits = [Edit(path, key, value) for key, value in values.items() if value]
        wanted = ", ".join(f"{edit.key}: {edit.value}" for edit in edits)
        message = f"{witness.name} says {claim.source!r}"
        yield _doubt(collection, paper, "year", "published-since", message, f"write {wanted}", *edits)
        return
    for witness in witnesses:
        if witness.doi and witness.service in {"arxiv", "dblp"}:
            message = f"{witness.name} names the DOI {witness.doi}"
            yield _doubt(collection, paper, witness.key, "published-since", message, "look up where it appeared")
            return


def _is_preprint(collection: Collection, venue: str) -> bool:
    found = collection.venues.get(venue)
    return found is not None and found.kind in {"preprint", "repository", "blog"}


def likeness(one: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 1, markup and punctuation aside."""
    first, second = normal_title(_COMMAND.sub(" ", one)), normal_title(_COMMAND.sub(" ", other))
    if first == second:
        return 1.0
    short, long = sorted((first, second), key=len)
    # A subtitle added or dropped leaves the name.
    if len(short) >= 12 and long.startswith(short):
        return max(0.8, len(short) / len(long))
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def families(authors: Sequence[str]) -> frozenset[str]:
    """Return the last names of people, without accents and case, so that initials and spellings do not matter."""
    return frozenset(words[-1] for one in authors if (words := _plain(one)))


def _plain(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", name.split(",", maxsplit=1)[0] if "," in name else name).casefold()
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    words = _WORDS.findall(folded.replace("\u00df", "ss"))
    return [word for word in words if word not in {"jr", "sr", "ii", "iii", "iv"}] or words


def _is_plain(title: str) -> bool:
    return not _COMMAND.search(title)


def _readable(title: str) -> str:
    return " ".join(title.split())


def _people(authors: Sequence[str]) -> str:
    shown = list(authors[:3])
    return ", ".join(shown) + (f" and {len(authors) - 3} more" if len(authors) > 3 else "")


def paper_file(collection: Collection, paper: Paper) -> str:
    """Return the file of a paper."""
    return collection.path(paper.id)


def _doubt(
    collection: Collection,
    paper: Paper,
    key: str,
    code: str,
    message: str,
    hint: str = "",
    *edits: Edit,
    severity: Severity = "warning",
) -> Doubt:
    return Doubt(Diagnostic(collection.at(paper.id, key), code, message, hint, severity), edits)
