"""What failures must add up to before a link is called dead, and when it is asked again."""

import datetime as dt
from collections.abc import Sequence

import pytest

from generator.links import history
from generator.links.history import Record, advance, confirmed, due, from_row, needs_human, settled_move, to_row
from generator.links.verdict import Verdict

START = dt.datetime(2026, 1, 5, 6, 0, tzinfo=dt.UTC)
URL = "https://lab.example/paper"

OK = Verdict("ok", "answered")
GONE = Verdict("dead", "not-found", proof="hard")
SOFT = Verdict("dead", "soft404", proof="soft")
UNSURE = Verdict("unverifiable", "forbidden")
MALFORMED = Verdict("dead", "malformed", proof="at-once")


def moved(url: str = "https://lab.example/new", source: str = "http") -> Verdict:
    return Verdict("moved", "permanent-redirect", new_url=url, source=source)


def after(*looks: tuple[float, Verdict]) -> Record:
    record: Record | None = None
    for day, verdict in looks:
        record = advance(record, verdict, URL, START + dt.timedelta(days=day))
    assert record is not None
    return record


@pytest.mark.parametrize(
    ("looks", "dead"),
    [
        ([(0, GONE)], False),
        ([(0, GONE), (5.9, GONE)], False),
        ([(0, GONE), (6, GONE)], True),
        ([(0, GONE), (1, GONE), (2, GONE)], False),
        ([(0, SOFT), (7, SOFT)], False),
        ([(0, SOFT), (3, SOFT), (6.9, SOFT)], False),
        ([(0, SOFT), (3, SOFT), (7, SOFT)], True),
        ([(0, GONE), (6, SOFT)], False),
        ([(0, SOFT), (6, GONE)], False),
        ([(0, SOFT), (6, GONE), (13, GONE)], True),
        ([(0, GONE), (3, OK), (6, GONE)], False),
        ([(0, GONE), (3, moved()), (6, GONE)], False),
        ([(0, GONE), (3, UNSURE), (6, GONE)], True),
        ([(0, UNSURE), (3, UNSURE), (70, UNSURE)], False),
        ([(0, MALFORMED)], True),
        ([(0, GONE), (6, GONE), (7, OK)], False),
    ],
)
def test_a_link_is_dead_after_failures_over_days(looks: Sequence[tuple[float, Verdict]], dead: bool) -> None:
    assert confirmed(after(*looks)) is dead


def test_one_success_forgets_every_failure() -> None:
    record = after((0, GONE), (6, GONE), (7, OK))

    assert (record.fails, record.hard_fails, record.first_failed) == (0, 0, "")
    assert record.last_ok.startswith("2026-01-12")


@pytest.mark.parametrize(("days", "human"), [(59, False), (60, True)])
def test_what_nobody_could_tell_for_long_is_for_a_person(days: float, human: bool) -> None:
    assert needs_human(after((0, OK), (1, UNSURE), (1 + days, UNSURE))) is human


@pytest.mark.parametrize(
    ("looks", "settled"),
    [
        ([(0, moved())], False),
        ([(0, moved()), (0.5, moved())], False),
        ([(0, moved()), (7, moved())], True),
        ([(0, moved()), (7, moved("https://lab.example/other"))], False),
        ([(0, moved()), (3, OK), (7, moved())], False),
        ([(0, moved(source="github"))], True),
    ],
)
def test_a_move_is_sure_when_it_was_seen_twice_or_the_service_says_so(
    looks: Sequence[tuple[float, Verdict]], settled: bool
) -> None:
    assert settled_move(after(*looks)) is settled


@pytest.mark.parametrize(
    ("verdict", "fresh_for", "asked_after"),
    [
        (OK, 20.9, 28),
        (moved(), 6, 7),
        (moved(source="github"), 6, 7),
        (UNSURE, 5.2, 7),
        (GONE, 0.8, 1),
        (MALFORMED, 300, 366),
        (Verdict("ok", "known-to-arxiv", source="arxiv"), 6, 7),
    ],
)
def test_fresh_results_are_not_asked_again_before_their_time(
    verdict: Verdict, fresh_for: float, asked_after: float
) -> None:
    record = after((0, verdict))

    assert not due(record, START + dt.timedelta(days=fresh_for))
    assert due(record, START + dt.timedelta(days=asked_after))


def test_what_was_never_asked_is_due() -> None:
    assert due(None, START)


def test_links_first_asked_on_one_day_are_not_all_asked_again_on_one_day() -> None:
    records = [advance(None, OK, f"https://lab.example/{number}", START) for number in range(200)]
    days = [sum(due(one, START + dt.timedelta(days=day)) for one in records) for day in (21, 24, 26, 28)]

    assert days[0] < 20
    assert 50 < days[1] < 150
    assert days[3] == 200


def test_a_record_survives_its_line() -> None:
    record = after((0, GONE), (6, GONE))

    assert from_row(to_row(record)) == record


@pytest.mark.parametrize(
    "row",
    [
        None,
        [],
        {},
        {"url": 5, "word": "ok", "reason": "", "checked": ""},
        {"url": URL, "word": "fine", "reason": "", "checked": ""},
        {"url": URL, "word": "ok", "reason": "", "checked": "yesterday"},
        {"url": URL, "word": "ok", "reason": "", "checked": "2026-01-05"},
        {"url": URL, "word": "ok", "reason": "", "checked": "", "fails": "3"},
        {"url": URL, "word": "ok", "checked": ""},
    ],
)
def test_a_line_that_is_no_record_is_none(row: object) -> None:
    assert from_row(row) is None


def test_a_record_of_a_newer_version_is_still_read() -> None:
    row = {"url": URL, "word": "ok", "reason": "answered", "checked": START.isoformat(), "mood": "good"}

    assert from_row(row) == Record(URL, "ok", "answered", START.isoformat())


def test_the_rules_are_those_of_the_documentation() -> None:
    assert (history.HARD_FAILURES, history.HARD_DAYS) == (2, 6)
    assert (history.SOFT_FAILURES, history.SOFT_DAYS) == (3, 7)
