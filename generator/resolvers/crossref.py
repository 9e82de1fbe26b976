"""Crossref: title, authors, year and venue of up to fifty DOIs a request (https://api.crossref.org/swagger-ui).

It names the venue by its long name, marks titles up, and leaves out what publishers leave out. DOIs of arXiv and other
agencies are not there: absent means unknown, never gone.
"""

import html
import re
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlencode

from generator.net import Network, Request, Send
from generator.resolvers.finding import Finding, trouble, unknown

KEY = "crossref.org"
BATCH = 50
_SELECT = "DOI,title,author,issued,published,container-title,event,type"
_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,80}>")


async def look_up(subjects: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    """Yield what Crossref knows of each DOI."""
    for start in range(0, len(subjects), BATCH):
        batch = subjects[start : start + BATCH]
        response = await send(_request(batch, network), KEY)
        answer = response.json()
        message = answer.get("message") if isinstance(answer, dict) else None
        items = message.get("items") if isinstance(message, dict) else None
        if response.status != 200 or not isinstance(items, list):
            reason, evidence = trouble(response)
            for finding in unknown(subjects[start:], reason, evidence):
                yield finding
            return
        works = {str(one.get("DOI", "")).lower(): one for one in items if isinstance(one, dict)}
        for subject in batch:
            if work := works.get(subject.lower()):
                yield Finding(subject, "found", "known-to-crossref", "Crossref has it", facts=_facts(work))
            else:
                yield Finding(subject, "unknown", "other-agency", "Crossref does not have it")


def _request(batch: Sequence[str], network: Network) -> Request:
    query = {"filter": ",".join(f"doi:{one}" for one in batch), "select": _SELECT, "rows": len(batch)}
    return Request(f"{network.services.crossref}/works?{urlencode(query)}", service=True)


def _facts(work: dict[str, Any]) -> dict[str, Any]:
    titles, containers = _list(work.get("title")), _list(work.get("container-title"))
    event = work.get("event")
    facts = {
        "title": _plain(titles[0]) if titles else "",
        "authors": [name for one in _list(work.get("author")) if (name := _author(one))],
        "year": _year(work.get("published")) or _year(work.get("issued")),
        "venue": _plain(containers[0]) if containers else "",
        "event": _plain(event.get("acronym") or event.get("name")) if isinstance(event, dict) else "",
        "type": str(work.get("type") or ""),
    }
    return {key: value for key, value in facts.items() if value not in ("", None, [])}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _plain(text: object) -> str:
    return " ".join(html.unescape(_TAGS.sub("", str(text or ""))).split())


def _author(one: object) -> str:
    if not isinstance(one, dict):
        return ""
    return " ".join(f"{one.get('given') or ''} {one.get('family') or one.get('name') or ''}".split())


def _year(issued: object) -> int | None:
    """Return the year of a date whose parts may be missing: `[[2024]]`, `[[2024, 5]]`, `[[null]]`."""
    parts = _list(issued.get("date-parts")) if isinstance(issued, dict) else []
    first = _list(parts[0])[:1] if parts else []
    return int(first[0]) if first and isinstance(first[0], int) else None
