"""From single looks to what a maintainer is told: failures must repeat over days before a link is called dead."""

import datetime as dt
import hashlib
from dataclasses import dataclass, fields, replace
from typing import Any

from generator.links.verdict import WORDS, Verdict

HARD_FAILURES, HARD_DAYS = 2, 6
SOFT_FAILURES, SOFT_DAYS = 3, 7
UNSURE_DAYS = 60
MOVE_DAYS = 1
_TTL = {"ok": 28.0, "moved": 28.0, "unverifiable": 7.0, "blocked": 28.0}
_BATCH_TTL = 6.5
_AGAIN_HOURS = 20


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered of one address. Times are UTC, in ISO form, so that a line of the file can be read."""

    url: str
    word: str
    reason: str
    checked: str
    evidence: str = ""
    status: int = 0
    new_url: str = ""
    flags: tuple[str, ...] = ()
    proof: str = "soft"
    source: str = "http"
    fails: int = 0
    hard_fails: int = 0
    first_failed: str = ""
    last_ok: str = ""
    unsure_since: str = ""
    moved_since: str = ""
    moves: int = 0
    copy: str = ""
    copy_asked: str = ""


def advance(before: Record | None, verdict: Verdict, url: str, now: dt.datetime) -> Record:
    """Return the record of a link after one more look. Unverifiable is no failure, and no end of a row of them."""
    old = before or Record(url, "", "", "")
    stamp = now.isoformat(timespec="seconds")
    record = replace(
        old,
        word=verdict.word,
        reason=verdict.reason,
        checked=stamp,
        evidence=verdict.evidence[:500],
        status=verdict.status,
        new_url=verdict.new_url,
        flags=verdict.flags,
        proof=verdict.proof,
        source=verdict.source,
    )
    match verdict.word:
        case "dead":
            return _failed(old, record, hard=verdict.proof != "soft", stamp=stamp)
        case "ok" | "moved":
            return _alive(old, record, stamp)
        case "unverifiable":
            return replace(record, unsure_since=old.unsure_since or stamp)
    return record


def _failed(old: Record, record: Record, *, hard: bool, stamp: str) -> Record:
    return replace(
        record,
        fails=old.fails + 1,
        hard_fails=old.hard_fails + 1 if hard else 0,
        first_failed=old.first_failed or stamp,
        unsure_since="",
        moves=0,
        moved_since="",
    )


def _alive(old: Record, record: Record, stamp: str) -> Record:
    moved = record.word == "moved"
    same = moved and old.new_url == record.new_url and old.moves > 0
    return replace(
        record,
        fails=0,
        hard_fails=0,
        first_failed="",
        last_ok=stamp,
        unsure_since="",
        moves=(old.moves + 1 if same else 1) if moved else 0,
        moved_since=(old.moved_since if same else stamp) if moved else "",
    )


def confirmed(record: Record) -> bool:
    """Return whether a link is dead by its history, not by one look."""
    if record.word != "dead":
        return False
    days = _days(record.first_failed, record.checked)
    hard = record.hard_fails == record.fails
    return (
        record.proof == "at-once"
        or (hard and record.fails >= HARD_FAILURES and days >= HARD_DAYS)
        or (record.fails >= SOFT_FAILURES and days >= SOFT_DAYS)
    )


def needs_human(record: Record) -> bool:
    """Return whether nobody could tell for so long that a person should look."""
    return record.word == "unverifiable" and _days(record.unsure_since, record.checked) >= UNSURE_DAYS


def settled_move(record: Record) -> bool:
    """Return whether a move is sure enough to be written: the service's word at once, a redirect seen on two days."""
    if record.word != "moved":
        return False
    by_service = record.source != "http"
    return by_service or (record.moves >= 2 and _days(record.moved_since, record.checked) >= MOVE_DAYS)


def due(record: Record | None, now: dt.datetime) -> bool:
    """Return whether a link is asked again: what failed every day at most, the rest after its time."""
    if record is None or not record.checked:
        return True
    age = _days(record.checked, now.isoformat())
    if record.word == "dead":
        return age >= (365 if record.proof == "at-once" else _AGAIN_HOURS / 24)
    if record.word == "moved" and not settled_move(record):
        return age >= _BATCH_TTL
    if record.source != "http" and record.word != "unverifiable":
        return age >= _BATCH_TTL
    # Spread by the address, so that what was first asked on one day is not all asked again on one day.
    return age >= _TTL[record.word] * (0.75 + 0.25 * _spread(record.url))


def _spread(url: str) -> float:
    return int.from_bytes(hashlib.sha256(url.encode()).digest()[:2], "big") / 65536


def _days(start: str, end: str) -> float:
    if not start or not end:
        return 0.0
    return (dt.datetime.fromisoformat(end) - dt.datetime.fromisoformat(start)).total_seconds() / 86400


def from_row(row: object) -> Record | None:
    """Return the record that a line of the state file holds, or None when it holds none."""
    if not isinstance(row, dict) or not isinstance(row.get("url"), str) or row.get("word") not in {*WORDS, ""}:
        return None
    known = {one.name: one.type for one in fields(Record)}
    values: dict[str, Any] = {name: value for name, value in row.items() if name in known}
    values["flags"] = tuple(map(str, values.get("flags", ())))
    for name, value in values.items():
        if name != "flags" and not isinstance(value, int if name in _COUNTS else str):
            return None
    if any(values.get(name) and not _is_time(values[name]) for name in _TIMES):
        return None
    try:
        return Record(**values)
    except TypeError:
        return None


_COUNTS = frozenset({"status", "fails", "hard_fails", "moves"})
_TIMES = ("checked", "first_failed", "last_ok", "unsure_since", "moved_since", "copy_asked")


def _is_time(text: str) -> bool:
    try:
        return dt.datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def to_row(record: Record) -> dict[str, Any]:
    """Return a record for its line, without what is empty."""
    row = {one.name: getattr(record, one.name) for one in fields(Record)}
    return {name: value for name, value in row.items() if value not in ("", 0, ()) or name in {"word", "reason"}}
