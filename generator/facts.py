"""What machines learned and on which day: one JSON object a line, sorted, so that a refresh is a small diff."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, Span

FACTS = "entries/facts"
ADDED = f"{FACTS}/added.jsonl"
STARS = f"{FACTS}/stars.jsonl"


@dataclass(frozen=True, slots=True)
class Stars:
    """How many stars a repository had, and when."""

    count: int
    day: dt.date
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts by what they are about: days by entry id, stars by `owner/name` in lower case."""

    added: Mapping[str, dt.date] = field(default_factory=dict)
    stars: Mapping[str, Stars] = field(default_factory=dict)


def read(root: Path) -> tuple[Facts, list[Diagnostic]]:
    """Return all facts, and the lines that are none."""
    problems: list[Diagnostic] = []
    added = {row["id"]: dt.date.fromisoformat(row["day"]) for row in _rows(root, ADDED, {"id", "day"}, problems)}
    stars = {
        row["repository"].lower(): Stars(row["stars"], dt.date.fromisoformat(row["day"]), row.get("archived", False))
        for row in _rows(root, STARS, {"repository", "stars", "day"}, problems)
    }
    return Facts(added, stars), problems


def lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return facts as the text of their file: one object a line, sorted by their first key."""
    texts = [json.dumps(row, ensure_ascii=False) for row in rows]
    return "".join(f"{text}\n" for text in sorted(texts))


def _rows(root: Path, path: str, needed: set[str], problems: list[Diagnostic]) -> list[dict[str, Any]]:
    file = root / path
    if not file.is_file():
        return []
    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not needed <= set(row) or not _day(row["day"]):
            hint = f"an object with {', '.join(sorted(needed))}"
            problems.append(Diagnostic(Span(path, number), "bad-fact", "is no fact of this file", hint))
            continue
        found.append(row)
    return found


def _day(value: object) -> bool:
    try:
        dt.date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
