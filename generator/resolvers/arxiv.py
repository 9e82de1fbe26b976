"""arXiv: up to two hundred papers a request, from its API (https://info.arxiv.org/help/api/user-manual.html).

Its terms allow one request every three seconds on one connection; `Network.pace` keeps them. Only the versions, dates
and bibliographic fields are read; abstracts are skipped.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from generator.identity import arxiv_id
from generator.net import Network, Request, Response, Send
from generator.net.config import ARXIV
from generator.resolvers.finding import Finding, Resolver, trouble, unknown

BATCH = 200
_ATOM, _OWN = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
_ID = re.compile(r"arxiv\.org/abs/(?P<id>.+?)(?:v(?P<version>\d+))?$")
_WITHDRAWN = re.compile(
    r"\bwithdrawn\b(?! from (?:the )?(?:submission|conference|workshop))|\bhas been removed by arxiv\b", re.IGNORECASE
)
_VERSION = re.compile(r"v(\d+)(?:\.pdf)?/?$")


class FeedError(ValueError):
    """An answer is no feed of the API."""


@dataclass(frozen=True, slots=True)
class Preprint:
    """What arXiv knows of one paper."""

    id: str
    title: str
    authors: tuple[str, ...]
    published: str
    updated: str
    version: int
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    primary: str = ""
    categories: tuple[str, ...] = ()

    @property
    def withdrawn(self) -> bool:
        return bool(_WITHDRAWN.search(self.comment))

    def facts(self) -> dict[str, Any]:
        """Return the fields as facts, without those that are empty."""
        rows: dict[str, Any] = {
            "title": self.title,
            "authors": list(self.authors),
            "published": self.published,
            "updated": self.updated,
            "version": self.version,
            "withdrawn": self.withdrawn,
            "journal_ref": self.journal_ref,
            "doi": self.doi,
            "comment": self.comment,
            "primary": self.primary,
            "categories": list(self.categories),
        }
        return {name: value for name, value in rows.items() if value}


def match(url: str) -> str | None:
    """Return the identifier of an address, with its version where it names one."""
    identifier = arxiv_id(url)
    if identifier is None or urlsplit(url).fragment:
        return None
    version = _VERSION.search(urlsplit(url).path)
    return f"{identifier}v{version[1]}" if version else identifier


def feed(body: bytes) -> tuple[dict[str, Preprint], list[str]]:
    """Return the papers of an answer by identifier, and what it says is wrong with the question.

    Raises:
        FeedError: the answer is no feed; too fast a client gets plain text.

    """
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise FeedError("a document type has no place in a feed")
    try:
        root = ET.fromstring(body)  # noqa: S314 # entities cannot be declared without the document type refused above
    except ET.ParseError as error:
        raise FeedError(f"is no XML: {error}") from error
    if root.tag != f"{_ATOM}feed":
        raise FeedError(f"is <{root.tag[:60]}>, not a feed")
    papers, errors = {}, []
    for entry in root.iter(f"{_ATOM}entry"):
        address = _text(entry, f"{_ATOM}id")
        if "api/errors" in address:
            errors.append(_text(entry, f"{_ATOM}summary"))
        elif found := _ID.search(address):
            papers[found["id"]] = _preprint(entry, found["id"], int(found["version"] or 1))
    return papers, errors


def _preprint(entry: ET.Element, identifier: str, version: int) -> Preprint:
    primary = entry.find(f"{_OWN}primary_category")
    return Preprint(
        id=identifier,
        title=_text(entry, f"{_ATOM}title"),
        authors=tuple(name for one in entry.iter(f"{_ATOM}author") if (name := _text(one, f"{_ATOM}name"))),
        published=_text(entry, f"{_ATOM}published")[:10],
        updated=_text(entry, f"{_ATOM}updated")[:10],
        version=version,
        comment=_text(entry, f"{_OWN}comment"),
        journal_ref=_text(entry, f"{_OWN}journal_ref"),
        doi=_text(entry, f"{_OWN}doi").lower(),
        primary=primary.get("term", "") if primary is not None else "",
        categories=tuple(term for one in entry.iter(f"{_ATOM}category") if (term := one.get("term", ""))),
    )


def _text(element: ET.Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())


async def look_up(subjects: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    """Yield a finding per identifier; those that a batch lacks are asked for once more before they count as gone."""
    missing: list[str] = []
    waiting = [list(subjects[start : start + BATCH]) for start in range(0, len(subjects), BATCH)]
    while waiting:
        batch = waiting.pop(0)
        response = await send(_request(batch, network), ARXIV)
        try:
            papers, errors = _read(response)
        except FeedError as error:
            reason, evidence = trouble(response) if response.status != 200 else ("service-error", str(error))
            for finding in unknown([*batch, *(one for rest in waiting for one in rest)], reason, evidence):
                yield finding
            break
        if errors and len(batch) > 1:
            # One malformed identifier spoils the whole batch: halve until it stands alone.
            middle = len(batch) // 2
            waiting[:0] = [batch[:middle], batch[middle:]]
            continue
        if errors:
            yield Finding(batch[0], "gone", "no-such-paper", f"arXiv says: {errors[0][:200]}")
            continue
        for subject in batch:
            paper = papers.get(_bare(subject))
            if paper is None:
                missing.append(subject)
            else:
                yield _found(subject, paper)
    async for finding in _confirm(missing, send, network):
        yield finding


async def _confirm(missing: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        response = await send(_request(batch, network), ARXIV)
        try:
            papers, errors = _read(response)
        except FeedError as error:
            for finding in unknown(batch, "service-error", str(error)):
                yield finding
            continue
        # An empty feed for many papers is a broken service rather than many lost papers.
        broken = bool(errors) or (not papers and len(batch) >= 5)
        for subject in batch:
            if paper := papers.get(_bare(subject)):
                yield _found(subject, paper)
            elif broken:
                yield Finding(subject, "unknown", "service-error", "arXiv answers with an empty feed")
            else:
                yield Finding(subject, "gone", "no-such-paper", "arXiv knows no such identifier")


def _read(response: Response) -> tuple[dict[str, Preprint], list[str]]:
    if response.status not in {200, 400}:
        raise FeedError(f"answers {response.status}")
    return feed(response.body)


def _request(batch: Sequence[str], network: Network) -> Request:
    # Without max_results the API returns ten papers, however many were asked for. Versions are left out, so that a
    # wrong one does not hide the paper.
    bare = list(dict.fromkeys(_bare(one) for one in batch))
    query = urlencode({"id_list": ",".join(bare), "max_results": len(bare)}, safe=",/")
    return Request(f"{network.services.arxiv}?{query}", service=True)


def _found(subject: str, paper: Preprint) -> Finding:
    asked = _VERSION.search(subject)
    if asked and int(asked[1]) > paper.version:
        return Finding(subject, "gone", "no-such-version", f"its newest version is v{paper.version}")
    flags = ("withdrawn",) if paper.withdrawn else ()
    evidence = f"arXiv has v{paper.version} of {paper.updated}"
    return Finding(subject, "found", "known-to-arxiv", evidence, flags=flags, facts=paper.facts())


def _bare(subject: str) -> str:
    return _VERSION.sub("", subject)


RESOLVER = Resolver("arxiv", ARXIV, match, look_up)
