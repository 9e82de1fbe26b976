"""GitLab: whether a project of gitlab.com exists, its name now, its stars (https://docs.gitlab.com/api/projects/)."""

import re
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from generator.net import Network, Response, Send
from generator.resolvers.finding import Finding, Resolver, ask, trouble
from generator.resolvers.single import one_by_one

KEY = "gitlab.com"
_NAME = re.compile(r"^[A-Za-z0-9_.-]+$")
_RESERVED = frozenset({"explore", "help", "users", "groups", "dashboard", "search", "api", "-"})


def match(url: str) -> str | None:
    """Return the full path of the project that an address is in: groups may lie inside groups."""
    parts = urlsplit(url)
    if parts.hostname not in {"gitlab.com", "www.gitlab.com"}:
        return None
    steps = [step for step in parts.path.split("/-/")[0].split("/") if step]
    if len(steps) < 2 or steps[0] in _RESERVED or not all(map(_NAME.match, steps)):
        return None
    return "/".join((*steps[:-1], steps[-1].removesuffix(".git")))


def decides(url: str) -> bool:
    """Return whether an address is the project itself."""
    parts = urlsplit(url)
    return "/-/" not in parts.path and not parts.fragment


def renamed(url: str, name: str) -> str:
    """Return the address with the project's new path."""
    parts = urlsplit(url)
    _, mark, rest = parts.path.partition("/-/")
    return urlunsplit(("https", "gitlab.com", f"/{name}{mark}{rest}", parts.query, parts.fragment))


async def look_up(subjects: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    """Yield whether each project exists."""

    async def question(subject: str) -> Finding:
        address = f"{network.services.gitlab}/projects/{quote(subject, safe='')}?license=true"
        return _read(subject, await send(ask(address, network.tokens.get("gitlab", "")), KEY))

    async for finding in one_by_one(subjects, question):
        yield finding


def _read(subject: str, response: Response) -> Finding:
    row = response.json()
    if response.status == 200 and isinstance(row, dict) and row.get("path_with_namespace"):
        return _found(subject, row)
    if response.status == 404 and isinstance(row, dict):
        return Finding(subject, "gone", "no-such-repository", "GitLab knows no such public project")
    reason, evidence = trouble(response)
    return Finding(subject, "unknown", reason, evidence)


def _found(subject: str, row: dict[str, Any]) -> Finding:
    name = str(row["path_with_namespace"])
    moved, archived = name.lower() != subject.lower(), bool(row.get("archived"))
    license_ = row.get("license")
    facts = {
        "stars": row.get("star_count"),
        "archived": archived,
        "pushed": str(row.get("last_activity_at") or "")[:10],
        "license": license_.get("nickname") or license_.get("name") if isinstance(license_, dict) else "",
    }
    return Finding(
        subject,
        "moved" if moved else "found",
        "renamed-repository" if moved else "known-to-gitlab",
        f"GitLab calls it {name}" if moved else "GitLab has it",
        name,
        ("archived",) * archived,
        {key: value for key, value in facts.items() if value not in ("", None, False)},
    )


RESOLVER = Resolver("gitlab", KEY, match, look_up, decides=decides, renamed=renamed)
