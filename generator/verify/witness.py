"""What the services say of the identifiers of an entry, in one shape."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.identity import arxiv_id, doi, openreview_id
from generator.model import Paper
from generator.net import Network, Send
from generator.resolvers import Finding, arxiv, crossref, dblp, openreview

NAMES = {"arxiv": "arXiv", "crossref": "Crossref", "openreview": "OpenReview", "dblp": "DBLP"}


@dataclass(frozen=True, slots=True)
class Witness:
    """One service about one identifier of a paper."""

    service: str
    subject: str
    key: str
    """Where the identifier stands in the entry: `links.paper.1`, or `title` for a search by title."""
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    places: tuple[str, ...] = ()
    """What it says, in words, of where the paper appeared."""
    doi: str = ""
    withdrawn: bool = False
    gone: bool = False

    @property
    def name(self) -> str:
        return NAMES[self.service]


@dataclass(slots=True)
class Heard:
    """All witnesses by entry, and what each service did not tell."""

    witnesses: dict[str, list[Witness]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def told(self) -> list[str]:
        """Return how many questions each service answered, in words."""
        found = []
        for service, number in self.asked.items():
            got = self.answered.get(service, 0)
            why = f" ({self.reasons[service]})" if got < number and service in self.reasons else ""
            found.append(f"{NAMES[service]}: {got} of {number} answered{why}")
        return found


Questions = Mapping[str, Mapping[str, list[tuple[str, str]]]]


def questions(papers: Iterable[Paper], *, by_title: bool) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Return what to ask each service, and for each subject the entries and keys that name it."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {"arxiv": {}, "crossref": {}, "openreview": {}, "dblp": {}}
    for paper in papers:
        for index, url in enumerate(paper.links.paper or ()):
            key = "links.paper" if len(paper.links.paper or ()) == 1 else f"links.paper.{index}"
            for service, read in (("arxiv", arxiv_id), ("crossref", doi), ("openreview", openreview_id)):
                if subject := read(url):
                    found[service].setdefault(subject, []).append((paper.id, key))
        if by_title and paper.venue is None:
            found["dblp"].setdefault(paper.title, []).append((paper.id, "title"))
    return {service: subjects for service, subjects in found.items() if subjects}


async def hear(asked: Questions, send: Send, network: Network, heard: Heard) -> None:
    """Ask, and add the answers to what was heard; the DOIs that arXiv tells of are asked for as well."""
    later: dict[str, list[tuple[str, str]]] = {}
    for service, subjects in asked.items():
        heard.asked[service] = heard.asked.get(service, 0) + len(subjects)
        async for finding in _answers(service, list(subjects), send, network):
            witness_of = _witness(service, finding)
            if witness_of is None:
                _silent(heard, service, finding)
                continue
            heard.answered[service] = heard.answered.get(service, 0) + 1
            for entry, key in subjects[finding.subject]:
                heard.witnesses.setdefault(entry, []).append(witness_of(key))
                if (found := str(finding.facts.get("doi") or "")) and service == "arxiv":
                    later.setdefault(found, []).append((entry, key))
    known = asked.get("crossref", {})
    if more := {subject: places for subject, places in later.items() if subject not in known}:
        await hear({"crossref": more}, send, network, heard)


def _answers(service: str, subjects: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    return _SERVICES[service](subjects, send, network)


_SERVICES = {
    "arxiv": arxiv.look_up,
    "crossref": crossref.look_up,
    "openreview": openreview.look_up,
    "dblp": dblp.look_up,
}


def _silent(heard: Heard, service: str, finding: Finding) -> None:
    if finding.reason in {"other-agency", "not-published", "not-public"}:
        heard.answered[service] = heard.answered.get(service, 0) + 1
    else:
        heard.reasons.setdefault(service, f"{finding.reason}: {finding.evidence}")


def _witness(service: str, finding: Finding) -> Any:
    """Return how to make the witness for a key, or None when the service said nothing of the paper."""
    if finding.state == "unknown":
        return None
    facts = finding.facts
    gone = finding.state == "gone"
    places = [str(facts.get(name) or "") for name in ("journal_ref", "comment", "event", "venue")]
    if service == "openreview" and not facts.get("accepted"):
        places = []
    year = facts.get("year") or _year(facts.get("published"))

    def at(key: str) -> Witness:
        return Witness(
            service,
            finding.subject,
            key,
            title=str(facts.get("title") or ""),
            authors=tuple(facts.get("authors") or ()),
            year=year,
            places=tuple(filter(None, places)),
            doi=str(facts.get("doi") or ""),
            withdrawn=bool(facts.get("withdrawn")),
            gone=gone,
        )

    return at


def _year(day: object) -> int | None:
    text = str(day or "")[:4]
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
