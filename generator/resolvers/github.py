"""GitHub: a hundred repositories a request through GraphQL, which needs a token; one a request through REST without.

A batch of plain repositories costs about one point; the token of an Actions run has a thousand an hour.
https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""

import json
import re
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from generator.identity import github_repository
from generator.net import Network, Request, Response, Send
from generator.resolvers.finding import Finding, Resolver, ask, trouble, unknown

BATCH = 100
KEY = "github.com"
_SMALLEST = 5
_LIMITED = frozenset({"RATE_LIMIT", "RATE_LIMITED"})
_FIELDS = "nameWithOwner isArchived isDisabled stargazerCount pushedAt licenseInfo{spdxId}"
_RESERVED = frozenset(
    {"about", "apps", "collections", "contact", "customer-stories", "enterprise", "events", "explore", "features"}
    | {"login", "marketplace", "notifications", "organizations", "orgs", "pricing", "search", "security", "settings"}
    | {"site", "sponsors", "stars", "team", "topics", "trending", "users"}
)
_ROOT = re.compile(r"^/[^/]+/[^/]+/?$")


def match(url: str) -> str | None:
    """Return `owner/name` of an address inside a repository."""
    name = github_repository(url)
    return None if name is None or name.split("/")[0].lower() in _RESERVED else name


def decides(url: str) -> bool:
    """Return whether an address is the repository itself: for a file in it the page is asked too."""
    parts = urlsplit(url)
    return bool(_ROOT.match(parts.path)) and not parts.query and parts.fragment in {"", "readme"}


def renamed(url: str, name: str) -> str:
    """Return the address with the repository's new name."""
    parts = urlsplit(url)
    rest = parts.path.split("/")[3:]
    return urlunsplit(("https", "github.com", "/".join(["", name, *rest]), parts.query, parts.fragment))


def usable(network: Network) -> bool:
    """Return whether GraphQL may be asked at all."""
    return bool(network.tokens.get("github"))


async def look_up(subjects: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    """Yield a finding per repository, halving batches that are too heavy for the service."""
    waiting = [list(subjects[start : start + BATCH]) for start in range(0, len(subjects), BATCH)]
    while waiting:
        batch = waiting.pop(0)
        response = await send(_request(batch, network), KEY)
        answer = response.json()
        data = answer.get("data") if isinstance(answer, dict) else None
        if response.status == 200 and isinstance(data, dict):
            for finding in _read(batch, data, _errors(answer)):
                yield finding
            continue
        if _too_heavy(response, answer) and len(batch) > _SMALLEST:
            middle = len(batch) // 2
            waiting[:0] = [batch[:middle], batch[middle:]]
            continue
        reason, evidence = _refusal(response, answer)
        for finding in unknown([*batch, *(one for rest in waiting for one in rest)], reason, evidence):
            yield finding
        return


def _request(batch: Sequence[str], network: Network) -> Request:
    parts = []
    for index, subject in enumerate(batch):
        owner, name = (json.dumps(one) for one in subject.split("/", 1))
        parts.append(f"r{index}:repository(owner:{owner},name:{name}){{{_FIELDS}}}")
    query = "{rateLimit{cost remaining resetAt}" + " ".join(parts) + "}"
    headers = (
        ("Authorization", f"Bearer {network.tokens.get('github', '')}"),
        ("Content-Type", "application/json"),
        ("Accept", "application/json"),
    )
    return Request(
        f"{network.services.github}/graphql", "POST", headers, json.dumps({"query": query}).encode(), service=True
    )


def _errors(answer: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the type and message of each error by the alias it is about."""
    found = {}
    for error in answer.get("errors") or ():
        if isinstance(error, dict) and error.get("path"):
            found[str(error["path"][0])] = (str(error.get("type", "")), str(error.get("message", "")))
    return found


def _read(batch: Sequence[str], data: dict[str, Any], errors: dict[str, tuple[str, str]]) -> list[Finding]:
    found = []
    for index, subject in enumerate(batch):
        row = data.get(f"r{index}")
        if isinstance(row, dict) and row.get("nameWithOwner"):
            found.append(_found(subject, row))
            continue
        kind, message = errors.get(f"r{index}", ("", "no answer for this repository"))
        if kind == "NOT_FOUND":
            found.append(Finding(subject, "gone", "no-such-repository", "GitHub knows no such public repository"))
        else:
            found.append(Finding(subject, "unknown", "service-error", f"{kind} {message}".strip()[:200]))
    return found


def _found(subject: str, row: dict[str, Any]) -> Finding:
    name = str(row["nameWithOwner"])
    license_ = (row.get("licenseInfo") or {}).get("spdxId") or ""
    return finding(
        subject,
        name,
        stars=row.get("stargazerCount"),
        archived=bool(row.get("isArchived")),
        disabled=bool(row.get("isDisabled")),
        pushed=str(row.get("pushedAt") or "")[:10],
        license_="" if license_ == "NOASSERTION" else str(license_),
    )


def finding(
    subject: str, name: str, *, stars: object, archived: bool, disabled: bool, pushed: str, license_: str
) -> Finding:
    """Return what is known of a repository; a name that differs only in case is no other name."""
    moved = name.lower() != subject.lower()
    facts: dict[str, Any] = {"stars": stars, "archived": archived, "pushed": pushed, "license": license_}
    flags = ("archived",) * archived + ("disabled",) * disabled
    evidence = f"GitHub calls it {name}" if moved else "GitHub has it"
    return Finding(
        subject,
        "moved" if moved else "found",
        "renamed-repository" if moved else "known-to-github",
        evidence,
        name,
        flags,
        {key: value for key, value in facts.items() if value not in ("", None, False)},
    )


def _too_heavy(response: Response, answer: object) -> bool:
    if response.status in {502, 504} or response.failure == "timeout":
        return True
    return isinstance(answer, dict) and "esource limits" in json.dumps(answer.get("errors") or "")


def _refusal(response: Response, answer: object) -> tuple[str, str]:
    if isinstance(answer, dict):
        errors = [one for one in answer.get("errors") or () if isinstance(one, dict)]
        if errors:
            limited = any(one.get("type") in _LIMITED for one in errors)
            return "service-limit" if limited else "service-error", str(errors[0].get("message", ""))[:200]
    if response.status == 401:
        return "bad-token", "GitHub does not accept the token"
    return trouble(response)


async def look_up_one_by_one(subjects: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    """Yield a finding per repository through REST, until the sixty requests an hour without a token are used up."""
    for index, subject in enumerate(subjects):
        response = await send(ask(f"{network.services.github}/repos/{subject}", network.tokens.get("github", "")), KEY)
        row = response.json()
        if response.status == 200 and isinstance(row, dict) and row.get("full_name"):
            yield _of_rest(subject, row)
        elif response.status in {404, 451}:
            yield Finding(subject, "gone", "no-such-repository", f"GitHub answers {response.status}")
        else:
            reason, evidence = trouble(response)
            for finding_ in unknown(subjects[index:], reason, evidence):
                yield finding_
            return


def _of_rest(subject: str, row: dict[str, Any]) -> Finding:
    license_ = (row.get("license") or {}).get("spdx_id") or ""
    return finding(
        subject,
        str(row["full_name"]),
        stars=row.get("stargazers_count"),
        archived=bool(row.get("archived")),
        disabled=bool(row.get("disabled")),
        pushed=str(row.get("pushed_at") or "")[:10],
        license_="" if license_ == "NOASSERTION" else str(license_),
    )


RESOLVER = Resolver("github", KEY, match, look_up, usable, decides, renamed)
