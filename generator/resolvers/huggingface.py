"""Hugging Face: whether a model, data set or space exists and what it is called now, from the Hub's API.

The API has its own limit (500 requests in five minutes without a token), five times that of the pages.
https://huggingface.co/docs/hub/rate-limits
"""

import re
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from generator.net import Network, Response, Send
from generator.net.address import AddressError, target
from generator.resolvers.finding import Finding, Resolver, ask, trouble
from generator.resolvers.single import one_by_one

KEY = "huggingface.co"
_HOSTS = frozenset({"huggingface.co", "www.huggingface.co", "hf.co"})
_NOT_MODELS = frozenset(
    {"api", "blog", "chat", "collections", "datasets", "docs", "join", "learn", "login", "models", "organizations"}
    | {"papers", "posts", "pricing", "settings", "spaces", "tasks", "welcome"}
)
_NAME = re.compile(r"^[A-Za-z0-9_.-]+$")


def match(url: str) -> str | None:
    """Return `models/owner/name`, `datasets/owner/name` or `spaces/owner/name` of an address."""
    parts = urlsplit(url)
    if parts.hostname not in _HOSTS or parts.fragment:
        return None
    steps = [step for step in parts.path.split("/") if step]
    kind = "models"
    if steps and steps[0] in {"datasets", "spaces"}:
        kind, steps = steps[0], steps[1:]
    elif steps and steps[0] in _NOT_MODELS:
        return None
    if len(steps) < 2 or not all(map(_NAME.match, steps[:2])):
        return None
    return "/".join((kind, *steps[:2]))


def decides(url: str) -> bool:
    """Return whether an address is the repository itself."""
    steps = [step for step in urlsplit(url).path.split("/") if step]
    return len(steps) == (3 if steps[0] in {"datasets", "spaces"} else 2)


def renamed(url: str, name: str) -> str:
    """Return the address with the repository's new name."""
    parts = urlsplit(url)
    steps = parts.path.split("/")
    first = 2 if steps[1] in {"datasets", "spaces"} else 1
    return urlunsplit(
        ("https", "huggingface.co", "/".join([*steps[:first], name, *steps[first + 2 :]]), parts.query, "")
    )


async def look_up(subjects: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    """Yield whether each repository exists; an answer of 401 leaves open whether it is gated, private or gone."""

    async def question(subject: str) -> Finding:
        address = f"{network.services.huggingface}/{subject}"
        response = await send(ask(address, network.tokens.get("huggingface", "")), KEY)
        if response.status in {301, 302, 307, 308}:
            onward = urljoin(address, response.header("location"))
            if _same_origin(onward, address):
                response = await send(ask(onward, network.tokens.get("huggingface", "")), KEY)
        return _read(subject, response)

    async for finding in one_by_one(subjects, question):
        yield finding


def _same_origin(one: str, other: str) -> bool:
    try:
        return target(one).origin == target(other).origin
    except AddressError:
        return False


def _read(subject: str, response: Response) -> Finding:
    row = response.json()
    if response.status == 200 and isinstance(row, dict) and row.get("id"):
        return _found(subject, row)
    if response.status == 404:
        return Finding(subject, "gone", "no-such-repository", "Hugging Face knows no such repository")
    if response.status == 401:
        return Finding(subject, "unknown", "gated-or-gone", "Hugging Face answers 401: gated, private or gone")
    reason, evidence = trouble(response)
    return Finding(subject, "unknown", reason, evidence)


def _found(subject: str, row: dict[str, Any]) -> Finding:
    name, asked = str(row["id"]), subject.split("/", 1)[1]
    moved = name.lower() != asked.lower()
    facts = {
        "likes": row.get("likes"),
        "downloads": row.get("downloads"),
        "modified": str(row.get("lastModified") or "")[:10],
        "gated": bool(row.get("gated")),
    }
    return Finding(
        subject,
        "moved" if moved else "found",
        "renamed-repository" if moved else "known-to-huggingface",
        f"Hugging Face calls it {name}" if moved else "Hugging Face has it",
        name,
        ("disabled",) if row.get("disabled") else (),
        {key: value for key, value in facts.items() if value not in ("", None, False)},
    )


RESOLVER = Resolver("huggingface", KEY, match, look_up, decides=decides, renamed=renamed)
