"""From the records of one work to its draft entry: what the sources agree on, and each choice where they do not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.collection import Node
from generator.identity import acl_id, arxiv_id, arxiv_year, doi, identifiers, normal_title, openreview_id
from generator.importers import addresses
from generator.importers.addresses import page_of
from generator.importers.appearances import Appearances
from generator.importers.claims import Claim, settled
from generator.importers.proceedings import proves
from generator.importers.records import KINDS, Record
from generator.importers.reference import Reference
from generator.importers.rules import Proceedings
from generator.importers.works import Work
from generator.model import Choice, Links, Paper, Venue

BIBLIOGRAPHY = "bibliography"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A field on which the sources differ: what the entry says, on whose word, and what the others say."""

    field: str
    value: str
    source: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Draft:
    """A proposed entry with its choices, and what kept it from being one."""

    work: Work
    fields: Mapping[str, object]
    choices: tuple[Chosen, ...]
    gained: tuple[tuple[str, str], ...] = ()
    """What the bibliography added: field and value."""
    reference: Reference | None = None
    problems: tuple[str, ...] = ()

    def paper(self, identity: str) -> Paper:
        """Return the entry under an id."""
        return Paper.model_validate({**self.fields, "id": identity})


class Drafting:
    """Makes drafts with the vocabularies, the rules and the choices that people made."""

    def __init__(
        self,
        venues: Mapping[str, Venue],
        nodes: Mapping[str, Node],
        proceedings: Sequence[Proceedings],
        choices: Sequence[Choice],
        order: Sequence[str],
    ) -> None:
        self.venues = venues
        self.nodes = nodes
        self.proceedings = [one for one in proceedings if one.venue in venues]
        self.appearances = Appearances(venues)
        self.choices = choices
        self.order = {name: place for place, name in enumerate(order)}

    def draft(self, work: Work, reference: Reference | None) -> Draft:
        """Return the draft of a work."""
        chosen: list[Chosen] = []
        problems: list[str] = []
        links = self._links(work)
        mine = {kind: list(urls) for kind, urls in links.items()}
        gained = list(_from_reference(links, reference))
        claim = self._claim(work, links, reference, chosen, problems)
        if gained and reference and claim and reference.venue not in {claim.venue, None}:
            # Its page is that of another appearance, as a workshop before the conference.
            gained = [one for one in gained if arxiv_id(one[1])]
            links = {**mine, "paper": [*(url for _, url in gained), *mine.get("paper", [])]}
        year = self._year(work, links, claim, reference, chosen)
        title = self._title(work, reference, chosen)
        authors = self._authors(work, reference, chosen, gained)
        known = {normal_title(title)}
        fields: dict[str, object] = {
            "title": title,
            "authors": authors,
            "year": year,
            "venue": claim.venue if claim and claim.venue else None,
            "track": claim.track if claim and claim.venue else None,
            "topics": self._topics(work),
            "links": Links(**{kind: tuple(links[kind]) for kind in KINDS if links.get(kind)}).model_dump(
                exclude_none=True
            ),
            "tags": tuple(dict.fromkeys(tag for record in work.records for tag in record.tags)),
            "figure": next((url for record in work.records for url in record.links("figure")), None),
            "aka": tuple(_other_titles(work, known)),
            "lists": tuple(sorted({record.source for record in work.records}, key=lambda name: self.order[name])),
        }
        return Draft(work, fields, tuple(chosen), tuple(gained), reference, tuple(problems))

    def decided(self, draft: Draft, identity: str) -> Draft:
        """Return the draft with what people chose for its entry."""
        fields, chosen = dict(draft.fields), list(draft.choices)
        for one in self.choices:
            if one.entry == identity:
                before = fields.get(one.field)
                fields[one.field] = _value(one)
                if one.field == "title":
                    fields["aka"] = tuple(_other_titles(draft.work, {normal_title(str(one.now))}))
                other = ("sources", _text(before)) if before else ("sources", "")
                chosen = [old for old in chosen if old.field != one.field]
                chosen.append(Chosen(one.field, one.now or "", f"decisions: {one.reason}", (other,)))
        return Draft(draft.work, fields, tuple(chosen), draft.gained, draft.reference, draft.problems)

    def _links(self, work: Work) -> dict[str, list[str]]:
        """Return the addresses by kind, each page once; arXiv stands first among papers."""
        found: dict[str, list[str]] = {}
        pages: set[tuple[str, str]] = set()
        elsewhere = {
            url for kind in KINDS if kind != "project" for record in work.records for url in record.links(kind)
        }
        for kind in KINDS:
            for record in sorted(work.records, key=lambda one: self.order[one.source]):
                for url in record.links(kind):
                    repeated = (kind, page_of(url)) in pages or (kind == "project" and url in elsewhere)
                    if not repeated:
                        pages.add((kind, page_of(url)))
                        found.setdefault(kind, []).append(url)
        found.get("paper", []).sort(key=lambda url: arxiv_id(url) is None)
        return found

    def _claim(
        self,
        work: Work,
        links: Mapping[str, Sequence[str]],
        reference: Reference | None,
        chosen: list[Chosen],
        problems: list[str],
    ) -> Claim | None:
        """Return where it appeared: what an address proves, then the bibliography, then the lists; published first."""
        proved = [claim for url in links.get("paper", ()) if (claim := self._proved(url))]
        said = [record.claim for record in work.records if record.claim and record.claim.venue != ""]
        if reference and reference.venue and reference.venue != "arXiv":
            said.insert(0, Claim(reference.venue, reference.year, reference.track, BIBLIOGRAPHY))
        if len({(one.venue, one.year) for one in proved}) > 1:
            problems.append(f"the addresses prove {' and '.join(map(str, proved))}")
        has_arxiv = any(arxiv_id(url) for url in links.get("paper", ()))
        final = settled(proved, said, lambda claim: self._rank(claim, has_arxiv=has_arxiv))
        others = tuple(dict.fromkeys((one.source, str(one)) for one in (*proved, *said) if str(one) != str(final)))
        if final and others and any(one.venue for one in (*proved, *said)):
            chosen.append(Chosen("venue", str(final), final.source, others))
        return final

    def _rank(self, claim: Claim, *, has_arxiv: bool) -> int:
        """Return how much a claim counts: a conference or journal, then a workshop, then a post, then a preprint."""
        if claim.venue is None:
            return 0
        kind = self.venues[claim.venue].kind
        if kind in {"preprint", "blog", "repository"}:
            return 0 if has_arxiv else 1
        return 2 if kind == "workshop" or (claim.track or "").startswith("Workshop") else 3

    def _proved(self, url: str) -> Claim | None:
        for one in self.proceedings:
            if url.startswith(one.address):
                return Claim(one.venue, one.year, one.track, url)
        return proves(url, self.appearances)

    def _year(
        self,
        work: Work,
        links: Mapping[str, Sequence[str]],
        claim: Claim | None,
        reference: Reference | None,
        chosen: list[Chosen],
    ) -> int | None:
        """Return the venue's year once published, else that of the arXiv identifier, else what a source says."""
        if claim and claim.venue and claim.year:
            return claim.year
        said = [(record.source, record.claim.year) for record in work.records if record.claim and record.claim.year]
        if reference and reference.year:
            said.append((BIBLIOGRAPHY, reference.year))
        numbers = [found for url in links.get("paper", ()) if (found := arxiv_id(url))]
        year, source = (arxiv_year(numbers[0]), f"arXiv:{numbers[0]}") if numbers else (None, "")
        if year is None and said:
            source, year = said[0]
        others = tuple(dict.fromkeys((name, str(other)) for name, other in said if other != year))
        if others and year:
            chosen.append(Chosen("year", str(year), source, others))
        return year

    def _title(self, work: Work, reference: Reference | None, chosen: list[Chosen]) -> str:
        """Return the best-cased form: lists in the order of the rules' trust, which is horseee's place for titles."""
        forms = [(record.source, record.title) for record in work.records]
        if reference and not reference.doubted("title"):
            forms.append((BIBLIOGRAPHY, reference.title))
        keys = [normal_title(title) for _, title in forms]
        # First the words on which most sources agree, then the spelling that keeps most capitals.
        main = max(dict.fromkeys(keys), key=lambda key: (keys.count(key), -keys.index(key)))
        spellings = [(source, title) for source, title in forms if normal_title(title) == main]
        source, title = max(spellings, key=lambda one: _casing(one[1]))
        others = tuple(dict.fromkeys((name, other) for name, other in forms if other != title))
        if others:
            chosen.append(Chosen("title", title, source, others))
        return title

    def _authors(
        self,
        work: Work,
        reference: Reference | None,
        chosen: list[Chosen],
        gained: list[tuple[str, str]],
    ) -> tuple[str, ...]:
        said = [(record.source, record.authors) for record in work.records if record.authors]
        if reference and reference.authors and not reference.doubted("authors"):
            if not said:
                gained.append(("authors", ", ".join(reference.authors)))
            said.append((BIBLIOGRAPHY, reference.authors))
        if not said:
            return ()
        source, authors = said[0]
        keys = [[normal_title(name) for name in names] for _, names in said]
        others = tuple(
            (name, ", ".join(names)) for (name, names), key in zip(said[1:], keys[1:], strict=True) if key != keys[0]
        )
        if others:
            chosen.append(Chosen("authors", ", ".join(authors), source, others))
        return authors

    def _topics(self, work: Work) -> tuple[str, ...]:
        """Return the topics of all lists, the most precise first, none that another one makes superfluous."""
        records = sorted(work.records, key=lambda one: self.order[one.source])
        found = list(dict.fromkeys(topic for record in records for topic in record.topics))
        above = {ancestor for topic in found for ancestor in self._ancestors(topic)}
        kept = [topic for topic in found if topic not in above]
        return tuple(sorted(kept, key=lambda topic: -self.nodes[topic].depth if topic in self.nodes else 0))

    def _ancestors(self, topic: str) -> Iterator[str]:
        node = self.nodes.get(topic)
        while node and node.parent:
            yield node.parent
            node = self.nodes[node.parent]


def _from_reference(links: dict[str, list[str]], reference: Reference | None) -> Iterator[tuple[str, str]]:
    """Add the proceedings page or DOI of the reference behind the links that are there, and yield what was added."""
    if reference is None:
        return
    papers = links.setdefault("paper", [])
    schemes = (
        ("acl", acl_id, "https://aclanthology.org/{}/"),
        ("openreview", openreview_id, "https://openreview.net/forum?id={}"),
        ("doi", doi, "https://doi.org/{}"),
    )
    for field, read, form in schemes:
        value = getattr(reference, field)
        if field == "doi" and reference.acl and str(value).endswith(reference.acl):
            continue
        if value and not reference.doubted(field) and not any(read(url) for url in papers):
            address = form.format(value)
            papers.append(address)
            yield "links.paper", address
    for url in reference.urls:
        found = addresses.repair(url).url
        usable = found and not reference.doubted("urls") and not identifiers((found,)) and _is_proceedings(found)
        if found and usable and all(arxiv_id(one) for one in papers):
            papers.append(found)
            yield "links.paper", found
    if reference.arxiv and not reference.doubted("arxiv") and not any(arxiv_id(url) for url in papers):
        address = f"https://arxiv.org/abs/{reference.arxiv}"
        papers.insert(0, address)
        yield "links.paper", address
    if not papers:
        del links["paper"]


def _is_proceedings(url: str) -> bool:
    return page_of(url).partition(":")[0] in {"pmlr", "neurips", "mlsys", "cvf", "jmlr", "usenix", "acm"}


def _other_titles(work: Work, known: set[str]) -> Iterator[str]:
    # Titles of a scanned bibliography may be misread: they come in only where a decision names them.
    titles = [*work.titles, *(work.same.titles if work.same else ())]
    for title in titles:
        if normal_title(title) not in known:
            known.add(normal_title(title))
            yield title


def _casing(title: str) -> tuple[int, int]:
    """Return how well a title keeps its capitals: words that begin with one, then capitals inside words."""
    words = title.split()
    starts = sum(word[:1].isupper() for word in words)
    return starts, sum(char.isupper() for word in words for char in word[1:])


def _value(one: Choice) -> object:
    if one.now is None:
        return () if one.field in {"authors", "topics", "aka"} else None
    if one.field == "year":
        return int(one.now)
    if one.field in {"authors", "topics"}:
        return tuple(part.strip() for part in one.now.split(","))
    return (one.now,) if one.field == "aka" else one.now


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def origins(records: Sequence[Record]) -> str:
    """Return where records stand, for messages."""
    return ", ".join(f"{record.source}:{record.item.line}" for record in records)
