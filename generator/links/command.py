"""`generator links` from options to exit code: what to ask, the run, and the forms in which it is told."""

import asyncio
import datetime as dt
import re
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import output
from generator.diagnostics import Diagnostic
from generator.links import inventory, report
from generator.links.check import Now, Outcome, check, plan
from generator.links.history import Record
from generator.links.inventory import Use
from generator.links.repair import Repairs, repairs
from generator.links.standing import Standing, standings
from generator.links.state import State
from generator.net import Network

OK, DEAD, USAGE, BUDGET = 0, 1, 2, 3
STATE = ".generator/links.jsonl"
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h)?")
_SHARD = re.compile(r"(\d{1,3})/(\d{1,3})")


class UsageError(ValueError):
    """An option cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asked for."""

    lines: str | None = None
    """The text of --urls, or None to check the entries."""
    lines_name: str = "-"
    once: bool = False
    again: bool = False
    changed_since: str = ""
    shard: str = ""
    budget: str = "30m"
    state: Path = Path(STATE)
    copies: bool = True
    now: dt.datetime | None = None


@dataclass(slots=True)
class Told:
    """What a run has to tell."""

    found: list[Standing]
    outcome: Outcome
    uses: Mapping[str, list[Use]]
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def code(self) -> int:
        """The exit code: dead links before an unfinished run."""
        if any(one.group == "dead" for one in self.found):
            return DEAD
        return BUDGET if self.outcome.not_reached else OK


def run(root: Path, wanted: Wanted, network: Network) -> Told:
    """Check the links and return what there is to tell.

    Raises:
        UsageError: an option has a value that it cannot have.
        RevisionError: --changed-since names no revision.
        StateError: another run uses the same state, or it cannot be written.

    """
    budget, (index, of) = seconds(wanted.budget), shard(wanted.shard)
    problems: list[Diagnostic] = []
    if wanted.lines is not None:
        uses = inventory.of_lines(wanted.lines, wanted.lines_name)
    else:
        uses, problems = inventory.of_entries(root)
    if wanted.changed_since:
        uses = inventory.since(root, wanted.changed_since, uses)
    if of > 1:
        mine = set(inventory.share(uses, plan(uses, network).keys(), index, of))
        uses = {url: places for url, places in uses.items() if url in mine}
    outcome = _checked(root, wanted, network, uses, budget)
    return Told(standings(outcome, uses, once=wanted.once), outcome, uses, problems)


def _checked(root: Path, wanted: Wanted, network: Network, uses: Mapping[str, list[Use]], budget: float) -> Outcome:
    now = _clock(wanted.now)
    progress = Progress(len(uses))

    def ask(state: State | None) -> Outcome:
        doing = check(
            uses,
            network,
            state,
            now=now,
            budget=budget,
            again=wanted.again,
            copies=wanted.copies,
            progress=progress.show,
        )
        return asyncio.run(doing)

    try:
        if wanted.once:
            return ask(None)
        state = State(root / wanted.state)
        with state.open():
            return ask(state)
    finally:
        progress.clear()


def _clock(pretended: dt.datetime | None) -> Now:
    """Return the clock: the real one, or one that stands still at a time given for a trial."""
    if pretended is None:
        return lambda: dt.datetime.now(dt.UTC)
    fixed = pretended if pretended.tzinfo else pretended.replace(tzinfo=dt.UTC)
    return lambda: fixed


def seconds(text: str) -> float:
    """Return a duration such as `90s`, `10m` or `2h` in seconds.

    Raises:
        UsageError: it is none.

    """
    match = _DURATION.fullmatch(text.strip())
    if not match or float(match[1]) <= 0:
        raise UsageError(f"{text!r} is no duration such as 90s, 10m or 2h")
    return float(match[1]) * {"s": 1, "m": 60, "h": 3600}[match[2] or "s"]


def shard(text: str) -> tuple[int, int]:
    """Return which share of how many: `2/5`.

    Raises:
        UsageError: it is none.

    """
    if not text:
        return 1, 1
    match = _SHARD.fullmatch(text)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise UsageError(f"{text!r} is no share such as 2/5")
    return int(match[1]), int(match[2])


class Progress:
    """One line on a terminal that is written over and goes away; nothing anywhere else."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._dead = 0
        self._started = self._shown = time.monotonic()
        self._terminal = sys.stderr.isatty()

    def show(self, url: str, record: Record) -> None:
        """Count one result, and draw at most ten times a second."""
        del url
        self._done += 1
        self._dead += record.word == "dead"
        now = time.monotonic()
        if self._terminal and now - self._shown > 0.1:
            self._shown = now
            dead = f", {self._dead} failed" if self._dead else ""
            sys.stderr.write(f"\r\x1b[K{self._done} of {self._total} links{dead}, {now - self._started:.0f} s")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def write(told: Told, name: str, *, json_file: Path | None, markdown_file: Path | None) -> None:
    """Write the reports that were asked for, each file whole; an empty Markdown report means: nothing to do."""
    if json_file:
        output.put(json_file.parent, {json_file.name: report.as_json(told.found, told.outcome)})
    if markdown_file:
        output.put(markdown_file.parent, {markdown_file.name: report.markdown(told.found, told.outcome, name)})


def propose(root: Path, told: Told, *, cross_domain: bool) -> Repairs:
    """Return the new addresses as changes of entry files."""
    return repairs(root, told.found, told.uses, cross_domain=cross_domain)
