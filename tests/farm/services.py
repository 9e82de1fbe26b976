# ruff: noqa: ARG002 # every stand-in is called alike
"""Servers that answer as the documented services do, limits and errors included, and count what is asked too fast."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.farm.cases import give
from tests.farm.server import Asked, Farm, Site, page

NAMES = (
    "arxiv",
    "github",
    "gitlab",
    "doi",
    "crossref",
    "openreview",
    "openreview_old",
    "huggingface",
    "dblp",
    "wayback",
)


def reply(value: object, status: str = "200 OK", *headers: str) -> bytes:
    """Return JSON as an answer."""
    return page(json.dumps(value), status, "Content-Type: application/json; charset=utf-8", *headers)


def text(value: str, status: str) -> bytes:
    return page(value, status, "Content-Type: text/plain")


@dataclass
class Services:
    """What the stand-ins know, and what they saw. A name in `down` answers with that instead."""

    papers: dict[str, dict[str, Any]] = field(default_factory=dict)
    repositories: dict[str, dict[str, Any]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    projects: dict[str, dict[str, Any]] = field(default_factory=dict)
    dois: set[str] = field(default_factory=set)
    works: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    old_notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    models: dict[str, dict[str, Any]] = field(default_factory=dict)
    publications: list[dict[str, Any]] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Site] = field(default_factory=dict)
    down: dict[str, Site] = field(default_factory=dict)
    asked: list[tuple[str, Asked]] = field(default_factory=list)
    arxiv_gap: float = 0.0
    arxiv_delay: float = 0.0
    rest_left: int = 60
    heaviest: int = 1000
    """How many repositories one query may have before the service says that it is too much."""
    too_fast: list[str] = field(default_factory=list)
    bearer: str = "abc"
    _arxiv_free: float = 0.0
    _arxiv_busy: bool = False

    def on(self, farm: Farm) -> "Services":
        """Answer for 127.0.0.1 on a farm."""
        farm.sites["127.0.0.1"] = self._answer
        self.base = f"http://127.0.0.1:{farm.port}"
        return self

    @property
    def addresses(self) -> dict[str, str]:
        return {name: f"{self.base}/-/{name}" for name in NAMES}

    def of(self, name: str) -> list[Asked]:
        """Return what one service was asked."""
        return [asked for service, asked in self.asked if service == name]

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        parts = asked.path.split("?")[0].split("/")
        if parts[1] != "-":
            await give(self.pages.get(asked.path, page("<title>404</title>", "404 Not Found")), asked, writer)
            return
        name, rest = parts[2], "/".join(parts[3:])
        self.asked.append((name, asked))
        if name in self.down:
            await give(self.down[name], asked, writer)
        elif name == "arxiv":
            await self._arxiv(asked, writer)
        else:
            ask: Callable[[Asked, str], bytes] = getattr(self, f"_{name}")
            writer.write(ask(asked, rest))

    async def _arxiv(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        now = time.monotonic()
        if self._arxiv_busy or now < self._arxiv_free:
            self.too_fast.append(f"arXiv asked {self._arxiv_free - now:.3f} s too early")
            writer.write(text("Rate exceeded.", "429 Too Many Requests"))
            return
        self._arxiv_busy = True
        await asyncio.sleep(self.arxiv_delay)
        query = _query(asked)
        identifiers = query.get("id_list", "").split(",")
        wrong = next((one for one in identifiers if not re.fullmatch(r"\d{4}\.\d{4,5}|[A-Za-z.-]+/\d{7}", one)), None)
        entries = (
            [_error(wrong)] if wrong else [_entry(one, self.papers[one]) for one in identifiers if one in self.papers]
        )
        most = int(query.get("max_results", "10"))
        self._arxiv_busy = False
        self._arxiv_free = time.monotonic() + self.arxiv_gap
        writer.write(page(_feed(entries[:most]), "200 OK", "Content-Type: application/atom+xml; charset=utf-8"))

    def _github(self, asked: Asked, rest: str) -> bytes:
        if rest.startswith("repos/"):
            return self._rest(rest.removeprefix("repos/"))
        if asked.headers.get("authorization") != f"Bearer {self.bearer}":
            return reply({"message": "Bad credentials", "status": "401"}, "401 Unauthorized")
        wanted = re.findall(r'(r\d+):repository\(owner:("[^"]*"),name:("[^"]*")\)', json.loads(asked.body)["query"])
        if len(wanted) > self.heaviest:
            return text("bad gateway", "502 Bad Gateway")
        data: dict[str, Any] = {"rateLimit": {"cost": 1, "remaining": 900, "resetAt": "2026-11-20T10:00:00Z"}}
        errors = []
        for alias, owner, name in wanted:
            full = f"{json.loads(owner)}/{json.loads(name)}".lower()
            known = self.repositories.get(self.renamed.get(full, full))
            data[alias] = _graph(known) if known else None
            if not known:
                message = f"Could not resolve to a Repository with the name '{full}'."
                errors.append({"type": "NOT_FOUND", "path": [alias], "message": message})
        return reply({"data": data, **({"errors": errors} if errors else {})})

    def _rest(self, name: str) -> bytes:
        if self.rest_left == 0:
            message = {"message": "API rate limit exceeded"}
            return reply(message, "403 Forbidden", "x-ratelimit-remaining: 0", "x-ratelimit-reset: 1795168800")
        self.rest_left -= 1
        known = self.repositories.get(self.renamed.get(name.lower(), name.lower()))
        if not known:
            return reply({"message": "Not Found"}, "404 Not Found")
        license_ = {"spdx_id": known["license"]} if known.get("license") else None
        return reply(
            {
                "full_name": known["name"],
                "stargazers_count": known.get("stars", 0),
                "archived": known.get("archived", False),
                "disabled": False,
                "pushed_at": known.get("pushed"),
                "license": license_,
            }
        )

    def _gitlab(self, asked: Asked, rest: str) -> bytes:
        known = self.projects.get(unquote(rest.removeprefix("projects/")).lower())
        return reply(known) if known else reply({"message": "404 Project Not Found"}, "404 Not Found")

    def _doi(self, asked: Asked, rest: str) -> bytes:
        name = unquote(rest)
        if name in self.dois:
            return reply({"responseCode": 1, "handle": name, "values": []})
        return reply({"responseCode": 100, "handle": name}, "404 Not Found")

    def _crossref(self, asked: Asked, rest: str) -> bytes:
        names = [one.removeprefix("doi:") for one in _query(asked).get("filter", "").split(",")]
        items = [self.works[one] for one in names if one in self.works]
        return reply(
            {"status": "ok", "message-type": "work-list", "message": {"total-results": len(items), "items": items}}
        )

    def _openreview(self, asked: Asked, rest: str) -> bytes:
        return _note(self.notes, _query(asked)["id"])

    def _openreview_old(self, asked: Asked, rest: str) -> bytes:
        return _note(self.old_notes, _query(asked)["id"])

    def _huggingface(self, asked: Asked, rest: str) -> bytes:
        known = self.models.get(rest)
        if known is None:
            return reply({"error": "Invalid username or password."}, "401 Unauthorized")
        if "location" in known:
            return reply({}, "307 Temporary Redirect", f"Location: /-/huggingface/{known['location']}")
        return reply(known)

    def _dblp(self, asked: Asked, rest: str) -> bytes:
        wanted = _query(asked)["q"].lower()
        hits = [{"info": one} for one in self.publications if wanted in str(one["title"]).lower()]
        return reply({"result": {"hits": {"@total": str(len(hits)), **({"hit": hits} if hits else {})}}})

    def _wayback(self, asked: Asked, rest: str) -> bytes:
        copy = self.copies.get(_query(asked)["url"])
        closest = {"closest": {"available": True, "status": "200", "url": copy}} if copy else {}
        return reply({"url": "x", "archived_snapshots": closest})


def _query(asked: Asked) -> Mapping[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}


def _note(notes: Mapping[str, Any], name: str) -> bytes:
    if name in notes:
        return reply({"notes": [{"id": name, "forum": name, "content": notes[name]}], "count": 1})
    return reply({"name": "NotFoundError", "message": f"The Note {name} was not found", "status": 404}, "404 Not Found")


def _graph(known: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "nameWithOwner": known["name"],
        "isArchived": known.get("archived", False),
        "isDisabled": False,
        "stargazerCount": known.get("stars", 0),
        "pushedAt": known.get("pushed"),
        "licenseInfo": {"spdxId": known["license"]} if known.get("license") else None,
    }


def _entry(identifier: str, paper: Mapping[str, Any]) -> str:
    def own(name: str) -> str:
        return f"<arxiv:{name}>{escape(paper[name])}</arxiv:{name}>" if paper.get(name) else ""

    authors = "".join(f"<author><name>{escape(one)}</name></author>" for one in paper.get("authors", ["Ada Example"]))
    version = paper.get("version", 1)
    return (
        f"<entry><id>http://arxiv.org/abs/{identifier}v{version}</id><title>{escape(paper['title'])}</title>"
        f"<updated>{paper.get('updated', '2023-02-03')}T10:00:00Z</updated>"
        f"<published>{paper.get('published', '2023-01-02')}T10:00:00Z</published>"
        f"<summary>Never stored.</summary>{authors}{own('comment')}{own('journal_ref')}{own('doi')}"
        '<arxiv:primary_category term="cs.CL"/><category term="cs.CL"/></entry>'
    )


def _error(identifier: str) -> str:
    about = f"incorrect_id_format_for_{escape(identifier)}"
    return (
        f"<entry><id>http://arxiv.org/api/errors#{about}</id><title>Error</title>"
        f"<summary>incorrect id format for {escape(identifier)}</summary></entry>"
    )


def _feed(entries: list[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns:arxiv="http://arxiv.org/schemas/atom" '
        f'xmlns="http://www.w3.org/2005/Atom"><id>x</id>{"".join(entries)}</feed>'
    )
