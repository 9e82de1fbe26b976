"""The same run in four forms: a table for people, JSON for programs, annotations and one issue for GitHub."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from generator.diagnostics import Diagnostic, Severity
from generator.escape import for_markdown
from generator.links import history
from generator.links.check import Outcome
from generator.links.history import Record
from generator.links.standing import ACTIONS, GROUPS, Group, Standing, counts, since

SCHEMA = 1
MARKER = "<!-- generator links -->"
_MOST_USES = 3
_MOST_ROWS = 200
_MOST_CHARACTERS = 60_000  # GitHub takes 65,536
_MOST_ANNOTATIONS = 9


def table(found: Sequence[Standing], outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield the lines of the table for people, each with a style: head, dead, moved, dim or plain."""
    for name in ACTIONS:
        rows = [one for one in found if one.group == name]
        if rows:
            yield from _group(name, rows)
    yield from _unsure([one for one in found if one.group == "unverifiable"])
    if outcome.not_reached:
        yield "head", f"Not reached: {len(outcome.not_reached)}"
        yield (
            "dim",
            "  The time was up; what is known of them from before stands above, and the next run begins with them.",
        )
        yield "plain", ""
    yield "plain", summary(found, outcome)


def _group(name: Group, rows: Sequence[Standing]) -> Iterator[tuple[str, str]]:
    yield "head", f"{GROUPS[name]} ({len(rows)})"
    for one in rows:
        record = one.record
        yield name if name in {"dead", "moved"} else "plain", f"  {_clean(record.url)}"
        if record.new_url:
            sure = "" if history.settled_move(record) else "  (seen once; --fix writes it after a second look)"
            yield "plain", f"    now {_clean(record.new_url)}{sure}"
        yield "dim", f"    {_clean(_details(record))}"
        if record.copy:
            yield "plain", f"    archived copy: {_clean(record.copy)}"
        for use in one.uses[:_MOST_USES]:
            yield "dim", f"    {use.span.path}:{use.span.line}:{use.span.column}" + (f" {use.key}" if use.key else "")
        if len(one.uses) > _MOST_USES:
            yield "dim", f"    and in {len(one.uses) - _MOST_USES} more places"
    yield "plain", ""


def _details(record: Record) -> str:
    remarks = ", ".join(flag for flag in record.flags if flag != record.reason)
    return "; ".join(filter(None, (record.reason, record.evidence, since(record), remarks)))


def _unsure(rows: Sequence[Standing]) -> Iterator[tuple[str, str]]:
    if not rows:
        return
    yield "head", f"{GROUPS['unverifiable']} ({len(rows)}): nothing to do"
    for (host, reason), number in _by_host(rows):
        yield "dim", f"  {number:5}  {host}  {reason}"
    yield "plain", ""


def _by_host(rows: Sequence[Standing]) -> list[tuple[tuple[str, str], int]]:
    found = Counter((_host(one.record.url), one.record.reason) for one in rows)
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def _host(url: str) -> str:
    try:
        return _clean(urlsplit(url).hostname or "?")
    except ValueError:
        return "?"


def summary(found: Sequence[Standing], outcome: Outcome) -> str:
    """Return the run in one line."""
    number = counts(found)
    alive = number["ok"] + number["archived"] + number["notes"]
    parts = [f"{len(found)} links", f"{alive} alive"]
    words: dict[Group, str] = {"dead": "dead", "moved": "moved", "suspect": "suspect", "blocked": "blocked"}
    parts += [f"{number[name]} {word}" for name, word in words.items() if number[name]]
    unsure = number["unverifiable"] + number["human"]
    parts += [f"{unsure} unverifiable"] * (unsure > 0)
    parts += [f"{len(outcome.not_reached)} not reached"] * bool(outcome.not_reached)
    fresh = sum(one.fresh for one in found)
    known = f", {fresh} known from before" if fresh else ""
    asked = f"{outcome.requests} request{'s' * (outcome.requests != 1)} in {outcome.seconds:.1f} s"
    return f"{', '.join(parts)}. {asked}{known}"


def as_json(found: Sequence[Standing], outcome: Outcome) -> str:
    """Return everything about every link for programs."""
    numbers: dict[str, int] = {"links": len(found), **{str(name): number for name, number in counts(found).items()}}
    numbers["not_reached"] = len(outcome.not_reached)
    document = {
        "schema": SCHEMA,
        "summary": numbers,
        "requests": {"total": outcome.requests, "by_host": dict(sorted(outcome.by_host.items()))},
        "seconds": round(outcome.seconds, 3),
        "links": [_row(one) for one in found],
        "not_reached": outcome.not_reached,
    }
    return json.dumps(document, indent=2) + "\n"


def _row(one: Standing) -> Mapping[str, Any]:
    record = one.record
    return {
        "url": record.url,
        "verdict": record.word,
        "confirmed": one.confirmed,
        "group": one.group,
        "reason": record.reason,
        "evidence": record.evidence,
        "status": record.status,
        "new_url": record.new_url,
        "flags": list(record.flags),
        "asked": record.source,
        "fresh": one.fresh,
        "checked": record.checked,
        "fails": record.fails,
        "first_failed": record.first_failed,
        "last_ok": record.last_ok,
        "archived_copy": record.copy,
        "uses": [
            {
                "path": use.span.path,
                "line": use.span.line,
                "column": use.span.column,
                "entry": use.entry,
                "key": use.key,
            }
            for use in one.uses
        ],
    }


def annotations(found: Sequence[Standing]) -> list[Diagnostic]:
    """Return what GitHub shows beside the lines, the dead first; a step shows ten, so the rest is counted."""
    chosen = [one for one in found if one.group in {"dead", "moved", "suspect", "archived", "blocked"}]
    everything = [_annotation(one, place) for one in chosen for place in range(len(one.uses))]
    everything.sort(key=lambda one: one.severity != "error")
    shown = everything[:_MOST_ANNOTATIONS]
    if rest := len(everything) - len(shown):
        last = everything[_MOST_ANNOTATIONS]
        message = f"{rest} more links need a look; the reports have them all"
        shown.append(Diagnostic(last.span, "more-links", message, severity="warning"))
    return shown


def _annotation(one: Standing, place: int) -> Diagnostic:
    record = one.record
    hint = f"write {record.new_url}" if record.new_url else f"archived copy: {record.copy}" if record.copy else ""
    message = f"{record.url}: {record.reason}, {record.evidence}"
    severity: Severity = "error" if one.group == "dead" else "warning"
    return Diagnostic(one.uses[place].span, f"{one.group}-link", message, hint, severity)


def markdown(found: Sequence[Standing], outcome: Outcome, name: str) -> str:
    """Return the body of the one issue; nothing when there is nothing for anybody to do, and the issue is closed."""
    shown: list[Group] = ["dead", "moved", "human", "blocked", "archived"]
    rows = {group: [one for one in found if one.group == group] for group in shown}
    if not any(rows[group] for group in shown if group != "archived"):
        return ""
    lines = [
        MARKER,
        f"The links of {for_markdown.text(name)}, as the last run left them. This text is rewritten by each",
    ]
    lines += ["run, and the issue is closed when nothing is left to do.", ""]
    for group in shown:
        lines += _section(GROUPS[group], rows[group])
    suspects = [one for one in found if one.group == "suspect"]
    lines += _folded(f"{GROUPS['suspect']} ({len(suspects)})", [_item(one) for one in suspects])
    unsure = [one for one in found if one.group == "unverifiable"]
    by_host = [f"- {for_markdown.text(host)}: {number} {reason}" for (host, reason), number in _by_host(unsure)]
    lines += _folded(f"{GROUPS['unverifiable']} ({len(unsure)})", by_host)
    last = for_markdown.text(summary(found, outcome))
    return "\n".join([*_fitting(lines), last, ""])


def _fitting(lines: list[str]) -> list[str]:
    """Return as many lines as an issue can hold, and a word on the rest."""
    size = 0
    kept: list[str] = []
    for line in lines:
        size += len(line) + 1
        if size > _MOST_CHARACTERS:
            # Closes what may be open, so that the end of the text stays what it is.
            return [*kept, "", "</details>", "", "There is more than fits here; the run's JSON file has all of it.", ""]
        kept.append(line)
    return kept


def _section(head: str, rows: Sequence[Standing]) -> list[str]:
    if not rows:
        return []
    return [f"## {head} ({len(rows)})", "", *(_item(one) for one in rows[:_MOST_ROWS]), *_rest(len(rows)), ""]


def _folded(head: str, items: list[str]) -> list[str]:
    if not items:
        return []
    shown = [*items[:_MOST_ROWS], *_rest(len(items))]
    return ["<details>", f"<summary>{head}</summary>", "", *shown, "", "</details>", ""]


def _rest(number: int) -> list[str]:
    return [f"- and {number - _MOST_ROWS} more"] if number > _MOST_ROWS else []


def _item(one: Standing) -> str:
    record = one.record
    places = ", ".join(f"`{use.span.path}:{use.span.line}`" for use in one.uses[:_MOST_USES])
    parts = [f"- {_shown(record.url)}"]
    if record.new_url:
        sure = "" if history.settled_move(record) else " (seen once)"
        parts.append(f"  now {_shown(record.new_url)}{sure}")
    parts.append(f"  {for_markdown.text(_details(record))}")
    if record.copy:
        parts.append(f"  [archived copy]({_safe(record.copy)})")
    return "\n".join([*parts, f"  {places}"])


def _shown(url: str) -> str:
    """Return an address as its own text, without anything that Markdown could take for more."""
    return f"`{_clean(url).replace('`', '%60')}`"


def _safe(url: str) -> str:
    return "".join(char if char.isalnum() or char in "-._~:/?#&=+%" else f"%{ord(char):02X}" for char in _ascii(url))


def _ascii(url: str) -> str:
    return url.encode("ascii", "ignore").decode("ascii")


def _clean(text: str) -> str:
    """Return a text that cannot steer a terminal or break a line."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
