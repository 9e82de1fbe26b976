"""DBLP: where a paper of a given title was published (https://dblp.org/faq/How+to+use+the+dblp+search+API.html)."""

import html
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlencode

from generator.identity import normal_title
from generator.net import Network, Send
from generator.resolvers.finding import Finding, ask, trouble
from generator.resolvers.single import one_by_one

KEY = "dblp.org"
_PREPRINTS = frozenset({"corr", "arxiv"})


async def look_up(subjects: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    """Yield the venue and year of each title that DBLP has in exactly these words, preprints left out."""

    async def question(title: str) -> Finding:
        query = urlencode({"q": title, "format": "json", "h": 10})
        response = await send(ask(f"{network.services.dblp}?{query}"), KEY)
        answer = response.json()
        if response.status != 200 or not isinstance(answer, dict):
            reason, evidence = trouble(response)
            return Finding(title, "unknown", reason, evidence)
        for row in _rows(answer):
            venue = row.get("venue")
            venue = venue[0] if isinstance(venue, list) and venue else venue
            if _same(row, title) and str(venue or "").lower() not in {*_PREPRINTS, ""}:
                facts = {
                    "venue": str(venue),
                    "year": _number(row.get("year")),
                    "doi": str(row.get("doi") or "").lower(),
                }
                return Finding(title, "found", "known-to-dblp", f"DBLP lists it under {venue}", facts=facts)
        return Finding(title, "unknown", "not-published", "DBLP knows no publication of this title")

    async for finding in one_by_one(subjects, question):
        yield finding


def _rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    result = answer.get("result")
    hits = result.get("hits") if isinstance(result, dict) else None
    hit = hits.get("hit") if isinstance(hits, dict) else None
    rows = [one.get("info") for one in hit if isinstance(one, dict)] if isinstance(hit, list) else []
    return [row for row in rows if isinstance(row, dict)]


def _same(row: dict[str, Any], title: str) -> bool:
    return normal_title(html.unescape(str(row.get("title") or ""))) == normal_title(title)


def _number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
