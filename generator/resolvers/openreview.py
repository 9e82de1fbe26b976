"""OpenReview: the second version of its API, then the first, where venues before about 2023 are.

Guests see public notes only, and limits as low as 36 requests in half an hour were reported, so a refusal ends the
questions of a run. https://docs.openreview.net/reference/api-v2
"""

import re
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import quote

from generator.identity import openreview_id
from generator.net import Network, Response, Send
from generator.resolvers.finding import Finding, Resolver, ask, trouble
from generator.resolvers.single import one_by_one

KEY = "openreview.net"
# "ICLR 2026 Poster" is a paper; "ICLR 2027 Conference Submission" and "Submitted to ..." are none yet.
_NOT_ACCEPTED = re.compile(r"submi|withdrawn|reject|under review|desk", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


async def look_up(subjects: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    """Yield whether each forum exists, with title, authors and venue where they can be seen."""

    async def question(subject: str) -> Finding:
        finding = _read(subject, await send(_request(network.services.openreview, subject), KEY))
        if finding.state == "gone":
            finding = _read(subject, await send(_request(network.services.openreview_old, subject), KEY))
        return finding

    async for finding in one_by_one(subjects, question):
        yield finding


def _request(service: str, subject: str) -> Any:
    return ask(f"{service}/notes?id={quote(subject, safe='')}")


def _read(subject: str, response: Response) -> Finding:
    answer = response.json()
    notes = answer.get("notes") if isinstance(answer, dict) else None
    if response.status == 200 and isinstance(notes, list):
        if notes and isinstance(notes[0], dict):
            return Finding(subject, "found", "known-to-openreview", "OpenReview has it", facts=_facts(notes[0]))
        return Finding(subject, "gone", "no-such-note", "OpenReview knows no such note")
    if response.status == 404 and isinstance(answer, dict) and answer.get("name") == "NotFoundError":
        return Finding(subject, "gone", "no-such-note", "OpenReview knows no such note")
    if response.status == 403 and isinstance(answer, dict) and answer.get("name") == "ForbiddenError":
        return Finding(subject, "unknown", "not-public", "OpenReview has it, but not for guests")
    reason, evidence = trouble(response)
    return Finding(subject, "unknown", reason, evidence)


def _facts(note: dict[str, Any]) -> dict[str, Any]:
    content = note.get("content")
    content = content if isinstance(content, dict) else {}
    venue = str(_value(content, "venue") or "")
    authors = _value(content, "authors")
    year = _YEAR.search(venue) or _YEAR.search(str(_value(content, "venueid") or ""))
    facts = {
        "title": " ".join(str(_value(content, "title") or "").split()),
        "authors": [name for one in authors if (name := _author(one))] if isinstance(authors, list) else [],
        "venue": venue,
        "accepted": bool(venue) and not _NOT_ACCEPTED.search(venue),
        "withdrawn": "withdrawn" in venue.lower(),
        "year": int(year[0]) if year else None,
    }
    return {key: value for key, value in facts.items() if value not in ("", None, False, [])}


def _value(content: dict[str, Any], key: str) -> Any:
    """Return a field: the second version wraps its values, the first does not."""
    found = content.get(key)
    return found.get("value") if isinstance(found, dict) else found


def _author(one: object) -> str:
    name = one.get("fullname", "") if isinstance(one, dict) else one
    return " ".join(str(name or "").split())


RESOLVER = Resolver("openreview", KEY, openreview_id, look_up)
