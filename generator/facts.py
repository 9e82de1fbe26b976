"""What machines learned and on which day: one JSON object a line, sorted, so that a refresh is a small diff."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, Span

FACTS = "entries/facts"
ADDED = f"{FACTS}/added.jsonl"
STARS = f"{FACTS}/stars.jsonl"
ARXIV = f"{FACTS}/arxiv.jsonl"
HUGGINGFACE = f"{FACTS}/huggingface.jsonl"


@dataclass(frozen=True, slots=True)
class Stars:
    """How many stars a repository had, and when."""

    count: int
    day: dt.date
    archived: bool = False
    license: str = ""
    """Its SPDX name, as the service found it."""
    pushed: str = ""
    """The day of the last push."""
    name: str = ""
    """What the repository is called now, when it was renamed."""
    gone: bool = False
    """The service does not know it any more; the number is the last one seen."""
    earlier: tuple[tuple[dt.date, int], ...] = ()
    """Counts of earlier days, the oldest first, at least a week apart."""


@dataclass(frozen=True, slots=True)
class Preprint:
    """What arXiv said of a paper, without its text."""

    day: dt.date
    published: str = ""
    updated: str = ""
    version: int = 0
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Rise:
    """How many stars a repository gained, and since when."""

    repository: str
    gained: int
    since: dt.date
    stars: Stars


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts by what they are about: days by entry id, stars by `owner/name` in lower case, preprints by arXiv id.

    Repositories elsewhere than on GitHub have their host before their name: `gitlab.com/owner/name`.
    """

    added: Mapping[str, dt.date] = field(default_factory=dict)
    stars: Mapping[str, Stars] = field(default_factory=dict)
    preprints: Mapping[str, Preprint] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict, repr=False)
    """The line of each id in the file of days."""


def read(root: Path) -> tuple[Facts, list[Diagnostic]]:
    """Return all facts, and the lines that are none."""
    problems: list[Diagnostic] = []
    added: dict[str, dt.date] = {}
    places: dict[str, int] = {}
    stars: dict[str, Stars] = {}
    for number, row in rows(root, ADDED, {"id": str, "day": dt.date}, problems):
        places.setdefault(row["id"], number)
        added.setdefault(row["id"], row["day"])
    for _, row in rows(root, STARS, {"repository": str, "stars": int, "day": dt.date}, problems):
        stars.setdefault(row["repository"].lower(), _stars(row))
    preprints = {row["arxiv"]: _preprint(row) for _, row in rows(root, ARXIV, {"arxiv": str, "day": dt.date}, problems)}
    return Facts(added, stars, preprints, places), problems


def _stars(row: Mapping[str, Any]) -> Stars:
    earlier = row.get("earlier")
    points = [(_day(one[0]), one[1]) for one in earlier if _is_point(one)] if isinstance(earlier, list) else []
    return Stars(
        row["stars"],
        row["day"],
        row.get("archived") is True,
        _text(row.get("license")),
        _text(row.get("pushed")),
        _text(row.get("name")),
        row.get("gone") is True,
        tuple((day, count) for day, count in points if day),
    )


def _is_point(one: object) -> bool:
    return isinstance(one, list) and len(one) == 2 and type(one[1]) is int


def _preprint(row: Mapping[str, Any]) -> Preprint:
    version = row.get("version")
    dates = _text(row.get("published")), _text(row.get("updated"))
    return Preprint(row["day"], *dates, version if type(version) is int else 0, row.get("withdrawn") is True)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def rising(facts: Facts, *, days: int = 60, least: int = 10) -> list[Rise]:
    """Return the repositories that gained most since their oldest snapshot of the last `days`, the fastest first.

    Growth is counted to each repository's own last snapshot, never to today: a build reads no clock.
    """
    found = []
    for repository, stars in facts.stars.items():
        recent = [(day, count) for day, count in stars.earlier if (stars.day - day).days <= days]
        if recent and not stars.gone and stars.count - recent[0][1] >= least:
            found.append(Rise(repository, stars.count - recent[0][1], recent[0][0], stars))
    return sorted(found, key=lambda one: (-one.gained / max(1, (one.stars.day - one.since).days), one.repository))


def lines(facts: Iterable[Mapping[str, Any]]) -> str:
    """Return facts as the text of their file: one object a line, sorted by its first value."""
    return "".join(f"{line}\n" for line in sorted(json.dumps(fact, ensure_ascii=False) for fact in facts))


def rows(
    root: Path, path: str, fields: Mapping[str, type], problems: list[Diagnostic]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each fact of a file with its line, days as dates; lines that are no facts go to the problems.

    The first field says what a fact is about; a second fact about the same is a problem too.
    """
    file = root / path
    if not file.is_file():
        return
    subject = next(iter(fields))
    seen: dict[str, int] = {}
    for number, line in enumerate(file.read_bytes().decode("utf-8", "replace").split("\n"), 1):
        if not line.strip():
            continue
        row = _row(line, fields)
        if row is None:
            hint = f"an object with {', '.join(fields)}"
            problems.append(Diagnostic(Span(path, number, 1, len(line)), "bad-fact", "is no fact of this file", hint))
            continue
        about = str(row[subject]).lower()
        if about in seen:
            message = f"{row[subject]!r} is there twice"
            hint = f"the first one is in line {seen[about]}; keep the newer"
            problems.append(Diagnostic(Span(path, number, 1, len(line)), "duplicate-fact", message, hint))
            continue
        seen[about] = number
        yield number, row


def _row(line: str, fields: Mapping[str, type]) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    for name, kind in fields.items():
        value = row.get(name)
        if kind is dt.date:
            row[name] = value = _day(value)
        if not isinstance(value, kind) or isinstance(value, bool):
            return None
    return row


def _day(value: object) -> dt.date | None:
    # Only the one form: Python also reads 20260131 and weeks, other programs do not.
    if not isinstance(value, str):
        return None
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None
