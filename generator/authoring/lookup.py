"""Ask the services what they know of a work: arXiv, Crossref, OpenReview, the ACL Anthology, GitHub."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, urlencode

from generator.authoring import known
from generator.authoring.known import Known
from generator.authoring.subject import Subject, subject
from generator.identity import arxiv_id, doi
from generator.importers import bibtex
from generator.net import Fetch, Network, Request, Response
from generator.resolvers import arxiv

_ADDRESS = re.compile(r"https?://[^\s<>\"'`)\]}|\\^]+")
_SITES = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org")
_MODELS = re.compile(
    r"^https?://(?:www\.)?huggingface\.co/(?!(?:papers|spaces|docs|blog|collections)/)(datasets/)?[\w.-]+/[\w.-]+$"
)


class Lookup:
    """The services, asked through `fetch`; without one, nothing is asked and everything they know stays missing."""

    def __init__(self, network: Network, fetch: Fetch | None) -> None:
        self._services = network.services
        self._token = network.tokens.get("github", "")
        self._fetch = fetch

    def learn(self, one: Subject) -> Known:
        """Return what is known of a subject; every failure is a note, none an exception."""
        asks: dict[str, Callable[[Subject], Known]] = {
            "arxiv": self._arxiv,
            "doi": self._doi,
            "openreview": self._openreview,
            "acl": self._acl,
            "github": self._github,
        }
        ask = asks.get(one.kind)
        start = Known(links=known.links([("paper" if one.kind != "github" else "code", one.url)]))
        return start.plus(ask(one)) if ask else start

    def complete(self, what: Known) -> Known:
        """Return the facts with what the identifiers among their own links add."""
        for url in what.links.get("paper", ()):
            if (one := subject(url)) and one.kind in {"arxiv", "acl", "openreview", "doi"} and not what.title:
                return what.plus(self.learn(one))
        return what

    def _get(self, url: str, **headers: str) -> Response | None:
        if self._fetch is None:
            return None
        return self._fetch(Request(url, headers=tuple(headers.items()), service=True))

    def _arxiv(self, one: Subject) -> Known:
        query = urlencode({"id_list": one.value, "max_results": 1}, safe="/")
        response = self._get(f"{self._services.arxiv}?{query}")
        if response is None or response.status not in {200, 400}:
            return _silent("arXiv", response)
        try:
            papers, errors = arxiv.feed(response.body)
        except arxiv.FeedError as error:
            return Known(notes=(f"arXiv's answer cannot be read: it {error}",))
        paper = papers.get(one.value)
        if paper is None:
            said = f": {errors[0]}" if errors else ""
            return Known(notes=(f"arXiv knows no paper {one.value}{said}",))
        found = Known(
            title=known.words(paper.title),
            authors=tuple(filter(None, map(known.words, paper.authors))),
            year=known.year(paper.published),
            places=tuple(filter(None, (paper.journal_ref, paper.comment))),
            links=known.links([*_of_text(paper.comment), *_doi_link(paper.doi)]),
        )
        if paper.withdrawn:
            found = found.noting("arXiv says the paper is withdrawn: think twice before adding it")
        # Crossref knows the venue by name where arXiv has free text only.
        return found.plus(self._crossref(paper.doi, quiet=True)) if paper.doi else found

    def _doi(self, one: Subject) -> Known:
        return self._crossref(one.value, quiet=False)

    def _crossref(self, name: str, *, quiet: bool) -> Known:
        response = self._get(f"{self._services.crossref}/works/{quote(name, safe='')}")
        answer = _at(response.json(), "message") if response and response.status == 200 else None
        if not isinstance(answer, dict):
            if quiet:
                return Known()
            gone = response is not None and response.status == 404
            return Known(notes=(f"Crossref knows no DOI {name}",)) if gone else _silent("Crossref", response)
        title, subtitle = (known.words(_at(answer, key, 0)) for key in ("title", "subtitle"))
        if subtitle and subtitle.casefold() not in title.casefold():
            title = f"{title}: {subtitle}"
        people = (_author(one) for one in _list(answer.get("author")))
        names = [_at(answer, "event", "acronym"), _at(answer, "event", "name"), *_list(answer.get("container-title"))]
        dates = (_at(answer, key, "date-parts", 0, 0) for key in ("issued", "published", "published-online"))
        return Known(
            title=title,
            authors=tuple(filter(None, people)),
            year=next((year for date in dates if (year := known.year(date))), None),
            places=tuple(filter(None, map(known.words, names))),
            links=known.links(_doi_link(name)),
        )

    def _openreview(self, one: Subject) -> Known:
        response: Response | None = None
        # Venues before about 2023 are known to the old service only.
        for service in (self._services.openreview, self._services.openreview_old):
            response = self._get(f"{service}/notes?{urlencode({'id': one.value})}")
            note = _at(response.json(), "notes", 0) if response and response.status == 200 else None
            if isinstance(note, dict):
                return _note(note)
            if response is None or response.status not in {200, 400, 403, 404}:
                return _silent("OpenReview", response)
        return Known(notes=(f"OpenReview shows no paper {one.value}",))

    def _acl(self, one: Subject) -> Known:
        response = self._get(f"{self._services.acl}/{one.value}.bib")
        if response is None or response.status != 200:
            gone = response is not None and response.status == 404
            return (
                Known(notes=(f"the ACL Anthology knows no {one.value}",))
                if gone
                else _silent("the ACL Anthology", response)
            )
        found, _ = bibtex.read(response.body.decode("utf-8", "replace"))
        return of_reference(found[0]) if found else Known(notes=("the ACL Anthology's answer holds no BibTeX",))

    def _github(self, one: Subject) -> Known:
        """Return the paper of a repository: the one BibTeX entry in its README, else the one arXiv paper there."""
        headers = {"authorization": f"Bearer {self._token}"} if self._token else {}
        address = f"{self._services.github}/repos/{one.value}/readme"
        response = self._get(address, accept="application/vnd.github.raw+json", **headers)
        if response is None or response.status != 200:
            gone = response is not None and response.status == 404
            return Known(notes=(f"GitHub shows no README in {one.value}",)) if gone else _silent("GitHub", response)
        text = response.body.decode("utf-8", "replace")
        papers = list(dict.fromkeys(found for url in _ADDRESS.findall(text) if (found := arxiv_id(url.rstrip(".,;")))))
        cited, _ = bibtex.read(text)
        if len(cited) == 1:
            return self._of_repository(of_reference(cited[0]), one)
        if len(papers) == 1:
            return self._of_repository(Known(links=known.links([("paper", f"https://arxiv.org/abs/{papers[0]}")])), one)
        told = f"names {len(papers)} arXiv papers" if papers else "names no paper"
        return Known(notes=(f"the README of {one.value} {told}: give the paper's own address",))

    def _of_repository(self, what: Known, one: Subject) -> Known:
        said = f"the paper is the one that the README of {one.value} names: check that it is its own"
        return self.complete(what).noting(said)


def of_reference(one: bibtex.Reference) -> Known:
    """Return what a BibTeX entry says."""
    places = [one.first("booktitle"), one.first("journal", "journaltitle"), one.first("series")]
    addresses = [*_addresses(one.first("url", "ee", "howpublished", "note")), *_identified(one)]
    return Known(
        title=known.words(one.first("title")),
        authors=tuple(filter(None, map(known.words, bibtex.people(one.first("author"))))),
        year=known.year(one.first("year", "date")),
        places=tuple(filter(None, places)),
        links=known.links(addresses),
    )


def _identified(one: bibtex.Reference) -> Iterable[tuple[str, str]]:
    eprint, note = one.first("eprint"), " ".join(one.fields.get(name, "") for name in ("journal", "note", "volume"))
    archive = one.first("archiveprefix", "eprinttype").casefold()
    if eprint and archive in {"arxiv", ""} and (found := subject(eprint)) and found.kind == "arxiv":
        yield "paper", found.url
    elif match := re.search(r"(?:arxiv:\s*|abs/)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", note, re.IGNORECASE):
        yield "paper", f"https://arxiv.org/abs/{match[1]}"
    yield from _doi_link(re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", one.first("doi"), flags=re.IGNORECASE))


def _addresses(text: str) -> Iterable[tuple[str, str]]:
    for match in _ADDRESS.finditer(text):
        url = match[0].rstrip(".,;")
        yield ("code" if _is_code(url) else "paper"), url


def _of_text(text: str) -> Iterable[tuple[str, str]]:
    """Yield the addresses in an author's comment by what they are: code, weights, data, else the project's page."""
    for match in _ADDRESS.finditer(text):
        url = match[0].rstrip(".,;:")
        if _is_code(url):
            yield "code", url
        elif found := _MODELS.match(url):
            yield ("data" if found[1] else "model"), url
        elif not arxiv_id(url) and not doi(url):
            yield "project", url


def _is_code(url: str) -> bool:
    return any(f"//{site}/" in url or f"//www.{site}/" in url for site in _SITES)


def _doi_link(name: str) -> Iterable[tuple[str, str]]:
    if name and not arxiv_id(f"https://doi.org/{name}"):
        yield "paper", f"https://doi.org/{name}"


def _note(note: dict[str, Any]) -> Known:
    raw = note.get("content")
    content = raw if isinstance(raw, dict) else {}
    venue = known.words(_plain(content.get("venue")))
    created = note.get("pdate") or note.get("cdate")
    return Known(
        title=known.words(_plain(content.get("title"))),
        authors=tuple(filter(None, (_person(one) for one in _list(_plain(content.get("authors")))))),
        year=known.year(found[0]) if (found := re.search(r"\b20\d\d\b", venue)) else _year_of(created),
        places=(venue,) if venue else (),
    )


def _year_of(milliseconds: object) -> int | None:
    # 1970 plus whole years: a day more or less at New Year is the venue's matter, which is asked first.
    return known.year(1970 + milliseconds // 31_556_952_000) if isinstance(milliseconds, int) else None


def _plain(value: object) -> Any:
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _person(value: object) -> str:
    return known.words(value.get("fullname") if isinstance(value, dict) else value)


def _author(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    name = " ".join(filter(None, (known.words(value.get(key)) for key in ("given", "family", "suffix"))))
    return name or known.words(value.get("name"))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _at(value: Any, *steps: str | int) -> Any:
    """Return what stands at the end of the steps, or None where the answer is shaped otherwise."""
    for step in steps:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _silent(service: str, response: Response | None) -> Known:
    if response is None:
        return Known(notes=(f"offline: {service} was not asked",))
    if response.status == 0:
        return Known(notes=(f"{service} cannot be reached: {response.failure or 'no answer'}",))
    if response.status == 429:
        return Known(notes=(f"{service} asks to come back later (429)",))
    return Known(notes=(f"{service} answers {response.status}",))
