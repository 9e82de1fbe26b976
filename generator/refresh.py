"""Ask the services about everything that the list links to, and keep what they say with the day it was said.

What a service does not answer keeps its old value; what it answers in part is kept in part.
"""

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator import facts, output
from generator.diagnostics import Diagnostic
from generator.links.inventory import of_entries
from generator.links.run import Run
from generator.net import Client, Network
from generator.net.client import LookUp, look_up
from generator.resolvers import Finding, arxiv, github, gitlab, huggingface

SNAPSHOT_DAYS = 7
SNAPSHOTS = 10
KEPT_DAYS = 28
Row = dict[str, Any]


@dataclass(slots=True)
class Refreshed:
    """What one service was asked and what came of it."""

    service: str
    path: str
    asked: int = 0
    learned: int = 0
    gone: int = 0
    reasons: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return self.asked > 0 and self.learned + self.gone == 0

    def told(self) -> str:
        """Return the outcome in one line."""
        if not self.asked:
            return f"{self.service}: nothing to ask"
        gone = f", {self.gone} gone" if self.gone else ""
        kept = self.asked - self.learned - self.gone
        old = f", {kept} keep their old values ({self.reasons[0]})" if kept and self.reasons else ""
        return f"{self.service}: {self.learned} of {self.asked} learned{gone}{old}"


@dataclass(frozen=True, slots=True)
class Subjects:
    """What there is to ask, by service."""

    arxiv: tuple[str, ...]
    github: tuple[str, ...]
    gitlab: tuple[str, ...]
    huggingface: tuple[str, ...]


def subjects(urls: Iterable[str]) -> Subjects:
    """Return what the addresses of the list name, each once, in a stable order."""
    urls = list(urls)

    def of(match: Any) -> list[str]:
        return [found for url in urls if (found := _matched(match, url))]

    papers = {one.split("v")[0] if "/" not in one else one for one in of(arxiv.match)}
    repositories = {one.lower() for one in of(github.match)}
    projects = {one.lower() for one in of(gitlab.match)}
    models = {one.lower(): one for one in of(huggingface.match)}
    return Subjects(
        tuple(sorted(papers)),
        tuple(sorted(repositories)),
        tuple(sorted(projects)),
        tuple(models[one] for one in sorted(models)),
    )


def _matched(match: Any, url: str) -> str | None:
    try:
        found: str | None = match(url)
    except ValueError:  # no address at all; `check` says so
        return None
    return found


def refresh(
    root: Path, network: Network, today: dt.date, *, services: Sequence[str] = (), look_up: LookUp = look_up
) -> tuple[list[Refreshed], list[Diagnostic]]:
    """Return what each service said as the new rows of its file; nothing is written."""
    uses, problems = of_entries(root)
    return asyncio.run(_refresh(root, network, today, subjects(uses), services, look_up)), problems


async def _refresh(
    root: Path, network: Network, today: dt.date, wanted: Subjects, services: Sequence[str], look_up: LookUp
) -> list[Refreshed]:
    async with Client(network, look_up) as client:
        run = Run(client)
        return await asyncio.gather(
            *(_service(name, root, wanted, run, today) for name in SERVICES if not services or name in services)
        )


SERVICES = ("github", "gitlab", "arxiv", "huggingface")
_PATHS = {
    "github": facts.STARS,
    "gitlab": facts.STARS,
    "arxiv": facts.ARXIV,
    "huggingface": facts.HUGGINGFACE,
}


async def _service(name: str, root: Path, wanted: Subjects, run: Run, today: dt.date) -> Refreshed:
    made = Refreshed(name, _PATHS[name])
    old = {row_key: row for row_key, row in _old(root, made.path).items() if _owner(name, row_key)}
    asked = list(getattr(wanted, name))
    # Where a service answers only some (GitHub without a token), the oldest numbers are the first to be renewed.
    asked.sort(key=lambda one: (old.get(_key(name, one), {}).get("day", ""), one))
    made.asked = len(asked)
    rows: dict[str, Row] = {}
    batch = github.usable(run.network)
    async for finding in _answers(name, asked, run):
        key = _key(name, finding.subject)
        row = old.get(key)
        if finding.state in {"found", "moved"}:
            made.learned += 1
            row = _settled(row, _row(name, key, finding, row, today), one_by_one=name == "github" and not batch)
        elif finding.state == "gone":
            made.gone += 1
            row = {**row, "gone": True} if row else None
        else:
            made.reasons.append(f"{finding.reason}: {finding.evidence}")
        if row:
            rows[key] = row
    made.rows = list(rows.values())
    return made


def _answers(name: str, asked: Sequence[str], run: Run) -> AsyncIterator[Finding]:
    network = run.network
    match name:
        case "github" if github.usable(network):
            return github.look_up(asked, run.send, network)
        case "github":
            return github.look_up_one_by_one(asked, run.send, network)
        case "gitlab":
            return gitlab.look_up(asked, run.send, network)
        case "arxiv":
            return arxiv.look_up(asked, run.send, network)
    return huggingface.look_up(asked, run.send, network)


def _key(name: str, subject: str) -> str:
    return f"gitlab.com/{subject.lower()}" if name == "gitlab" else subject.lower() if name == "github" else subject


def _owner(name: str, key: str) -> bool:
    """Return whether a row of a file that two services share belongs to this one."""
    return name not in {"github", "gitlab"} or key.startswith("gitlab.com/") == (name == "gitlab")


def _row(name: str, key: str, finding: Finding, old: Row | None, today: dt.date) -> Row:
    learned = {"day": today.isoformat(), **finding.facts}
    if name == "arxiv":
        return {"arxiv": key, **learned}
    if finding.state == "moved":
        learned["name"] = finding.name
    if name == "huggingface":
        return {"repository": key, **learned}
    row = {"repository": key, "stars": learned.pop("stars", 0), **learned}
    earlier = _earlier(old, today)
    return {**row, "earlier": earlier} if earlier else row


def _settled(old: Row | None, new: Row, *, one_by_one: bool) -> Row:
    """Return the old row where nothing but the day differs and it is young: then a refresh is a small diff.

    Where only some are asked a night, the day says whose turn it is, so there it always moves.
    """
    if old is None or one_by_one:
        return new
    ours: Row = {"day": "", "earlier": []}
    same = {**old, **ours} == {**new, **ours}
    return old if same and _days(str(old.get("day", "")), new["day"]) < KEPT_DAYS else new


def _earlier(old: Row | None, today: dt.date) -> list[list[Any]]:
    """Return the snapshots that stay: at least a week apart, the last ten."""
    if not old:
        return []
    points = [one for one in old.get("earlier") or [] if isinstance(one, list) and len(one) == 2]
    last = points[-1][0] if points else ""
    day = str(old.get("day", ""))
    if day and day < today.isoformat() and (not last or _days(last, day) >= SNAPSHOT_DAYS):
        points.append([day, old.get("stars", 0)])
    return points[-SNAPSHOTS:]


def _days(start: str, end: str) -> int:
    try:
        return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days
    except ValueError:
        return 0


def _old(root: Path, path: str) -> dict[str, Row]:
    """Return the rows of a file by what they are about: their first value."""
    file = root / path
    if not file.is_file():
        return {}
    found: dict[str, Row] = {}
    for line in file.read_text("utf-8", "replace").split("\n"):
        try:
            row = json.loads(line) if line else None
        except ValueError:
            continue  # `check` reports it; the new file does without
        if isinstance(row, dict) and row:
            found[str(next(iter(row.values())))] = row
    return found


def write(root: Path, made: Sequence[Refreshed]) -> Sequence[str]:
    """Write the files of the services that said something, and return the paths that changed."""
    tree: dict[str, str] = {}
    for path in sorted({one.path for one in made}):
        parts = [one for one in made if one.path == path]
        if all(one.failed or not one.asked for one in parts):
            continue
        asked = {one.service for one in parts}
        rows = {key: row for key, row in _old(root, path).items() if not any(_owner(name, key) for name in asked)}
        for one in parts:
            rows |= {str(next(iter(row.values()))): row for row in one.rows}
        tree[path] = facts.lines(rows.values())
    return output.put(root, tree)


def summary(made: Sequence[Refreshed]) -> Mapping[str, str]:
    """Return the outcome of each service in words."""
    return {one.service: one.told() for one in made}
