"""From what is known of a work to the entry that is proposed for it, and what a person still has to say."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from generator import identity, source
from generator.authoring.appeared import appeared
from generator.authoring.known import Known
from generator.authoring.known import links as addresses
from generator.authoring.topics import Proposal as Likely
from generator.authoring.topics import Topics
from generator.collection import PAPERS, Collection, paper_path
from generator.diagnostics import Diagnostic
from generator.entry_text import entry_text
from generator.importers import ids
from generator.importers.appearances import Appearance, Appearances
from generator.importers.claims import Claim
from generator.importers.proceedings import proves
from generator.messages import problems_of
from generator.model import Links, Paper, id_problem

REQUIRED = ("title", "year", "topics", "links")
# Words by which a text says that it names a place of publication, although no known one.
_PLACE = re.compile(
    r"\b(?:proceedings|conference|symposium|workshop|journal|transactions|letters|accepted|published|appear)",
    re.IGNORECASE,
)
_PREPRINT = re.compile(r"\b(?:arxiv|corr|preprint|submitted|submission|under review|ssrn|techrxiv)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Wish:
    """What a person said about the entry; it wins over what services say."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    track: str = ""
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True)
class Proposal:
    """A proposed entry: the values of its fields, which of them are missing or refused, and notes for the person."""

    id: str
    fields: Mapping[str, Any]
    missing: tuple[str, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    topics: tuple[Likely, ...]
    """Topics by likelihood, for choosing."""
    paper: Paper | None

    @property
    def text(self) -> str:
        """The entry file; what is missing is named in a comment."""
        if self.paper:
            return entry_text(self.paper)
        draft = _draft(self.fields, self.id)
        first, _, rest = entry_text(draft).partition("\n")
        return f"{first}\n# Not finished: {' and '.join(self.missing)} missing.\n{rest}"

    def path(self, year: int) -> str:
        """Return the file of the entry; the year is that of today, for a work whose year nobody knows."""
        if self.paper:
            return paper_path(self.paper)
        found = [
            identity.arxiv_year(one) for url in self.fields["links"].get("paper", ()) if (one := identity.arxiv_id(url))
        ]
        return f"{PAPERS}/{min([*found, self.fields.get('year') or year])}/{self.id}.yml"


def _draft(fields: Mapping[str, Any], name: str) -> Paper:
    """Return an entry that may lack what all have: nothing of it is validated."""
    links = fields.get("links")
    kinds: dict[str, Any] = {kind: links.get(kind) for kind in Links.model_fields} if links else {}
    values: dict[str, Any] = {key: fields.get(key) for key in Paper.model_fields}
    values |= {"id": name, "links": Links.model_construct(**kinds) if links else None}
    return Paper.model_construct(**values)


def propose(known: Known, wish: Wish, collection: Collection, topics: Topics, taken: Sequence[str] = ()) -> Proposal:
    """Return the entry for a work. `taken` are ids of files that are no entries."""
    appearances = Appearances(collection.venues)
    title = wish.title or known.title
    links = _links(known, wish)
    claim, notes = _claim(known, wish, links, appearances)
    year, doubts = (wish.year, []) if wish.year else _year(known, claim, links)
    notes += doubts
    likely = topics.proposed(title) if title else []
    chosen = wish.topics or tuple(one.topic for one in likely[:1])
    if likely and not wish.topics:
        notes.append(f"the topic {chosen[0]} is a guess ({likely[0].reason}); {_others(likely)}")
    fields: dict[str, Any] = {
        "title": title or None,
        "authors": wish.authors or known.authors,
        "year": year,
        "venue": claim.venue if claim else None,
        "track": wish.track or (claim.track if claim else None),
        "topics": chosen or None,
        "links": links or None,
        "tags": wish.tags,
        "summary": wish.summary or None,
    }
    missing = tuple(name for name in REQUIRED if not fields[name])
    used = {*taken, *(one.id for one in collection.papers), *(one.id for one in collection.software)}
    used |= {old for one in collection.papers for old in one.formerly}
    name = wish.id or (ids.proposed(title, year or 0, used) if title else _slug(links))
    paper, problems = _paper(fields, name)
    problems += _unknown(wish, collection)
    told = (*known.notes, *notes, *(() if known.authors or wish.authors else ("no authors are known",)))
    return Proposal(name, {**fields, "links": links}, missing, tuple(problems), told, tuple(likely), paper)


def _paper(fields: Mapping[str, Any], name: str) -> tuple[Paper | None, list[str]]:
    """Return the entry, or what is wrong with it in the words that a check of its file would use."""
    if problem := id_problem(name):
        return None, [problem]
    document, problems = source.parse("the entry", entry_text(_draft(fields, name)))
    if document is None or problems or not isinstance(document.value, dict):
        return None, [_said(one) for one in problems]
    try:
        return Paper.model_validate({**document.value, "id": name}), []
    except ValidationError as error:
        found = problems_of(error, document, Paper)
        return None, [_said(one) for one in found if one.code != "missing-field"]


def _said(one: Diagnostic) -> str:
    return f"{one.message} ({one.hint})" if one.hint else one.message


def _unknown(wish: Wish, collection: Collection) -> list[str]:
    """Return which words a person gave that no vocabulary knows, each with the nearest one that it does."""
    given = [("topic", one, list(collection.nodes)) for one in wish.topics]
    given += [("tag", one, list(collection.tags)) for one in wish.tags]
    if wish.venue and not Appearances(collection.venues).read(wish.venue):
        given.append(("venue", wish.venue, list(collection.venues)))
    return [unknown(kind, one, known) for kind, one, known in given if one not in known]


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """Return that a word is in no vocabulary, and which one was perhaps meant."""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1)
    return f"no {kind} is called {word!r}" + (f"; did you mean {folded[close[0]]!r}?" if close else "")


def _links(known: Known, wish: Wish) -> dict[str, tuple[str, ...]]:
    given = addresses((kind, url) for kind, urls in wish.links.items() for url in urls)
    both = Known(links=given).plus(Known(links=known.links)).links
    found = dict(both)
    if papers := found.get("paper"):
        found["paper"] = tuple(sorted(papers, key=lambda url: identity.arxiv_id(url) is None))
    return found


def _claim(
    known: Known, wish: Wish, links: Mapping[str, tuple[str, ...]], appearances: Appearances
) -> tuple[Claim | None, list[str]]:
    """Return where the work appeared: on the person's word, by an address that proves it, by what services say."""
    if wish.venue:
        found = appearances.read(wish.venue) or Appearance(wish.venue)
        return Claim(found.venue, None, found.track, "the person"), []
    for url in links.get("paper", ()):
        if proved := proves(url, appearances):
            return proved, []
    if claim := appeared(known.places, appearances):
        return claim, [f"the venue {claim.venue} is read from {claim.source!r}"]
    strange = next((one for one in known.places if _PLACE.search(one) and not _PREPRINT.search(one)), "")
    return None, [f"no venue of this list is called {strange!r}: written as a preprint"] if strange else []


def _year(known: Known, claim: Claim | None, links: Mapping[str, tuple[str, ...]]) -> tuple[int | None, list[str]]:
    """Return the venue's year, or of a preprint the year of its first version; and a note where that is a guess."""
    preprint = min(_preprint_years(links), default=known.year)
    if claim is None or claim.year:
        return (claim.year if claim else preprint), []
    year = known.year or preprint
    return year, [f"the year {year} may be the preprint's: check that it is that of {claim.venue}"] if year else []


def _preprint_years(links: Mapping[str, tuple[str, ...]]) -> list[int]:
    return [identity.arxiv_year(one) for url in links.get("paper", ()) if (one := identity.arxiv_id(url))]


def _others(likely: Sequence[Likely]) -> str:
    others = ", ".join(one.topic for one in likely[1:4])
    return f"others that fit: {others}" if others else "nothing else fits"


def _slug(links: Mapping[str, tuple[str, ...]]) -> str:
    """Return an id for a work without a title: what its address is called."""
    url = next((url for urls in links.values() for url in urls), "")
    words = re.findall(r"[a-z0-9]+", re.sub(r"^https?://(?:www\.)?", "", url.casefold()))
    return (
        "-".join(word for word in words if word not in {"org", "com", "net", "abs", "forum", "id"})[:60].strip("-")
        or "new"
    )
