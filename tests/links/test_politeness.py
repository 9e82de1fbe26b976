"""Limits are a contract: what a host allows is never exceeded, what it asks for is done."""

import asyncio
import datetime as dt
import itertools
import time
from collections.abc import Iterator

import pytest

from generator.links.check import Outcome, check
from generator.net import configure
from generator.net.message import seconds
from generator.net.pace import NEAREST, Pace
from tests.farm.cases import status
from tests.farm.fixtures import FAST
from tests.farm.server import Answer, Asked, Farm, farm, page, to

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def served() -> Iterator[Farm]:
    with farm() as made:
        yield made


def here(host: str) -> list[str]:
    del host
    return ["127.0.0.1"]


def look(urls: list[str], **limits: object) -> Outcome:
    network = configure("tests", {**FAST, **limits}, allow=["127.0.0.1/32"], environment={})
    doing = check(urls, network, None, now=lambda: NOW, copies=False, look_up=here)
    return asyncio.run(doing)


def slowly(delay: float) -> Answer:
    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        del asked
        await asyncio.sleep(delay)
        writer.write(page())

    return answer


def test_no_more_than_the_limit_are_under_way_at_one_owner(served: Farm) -> None:
    for name in ("www.lab.example", "blog.lab.example"):
        served.sites[name] = slowly(0.05)
    urls = [f"http://{name}:{served.port}/{n}" for n in range(10) for name in ("www.lab.example", "blog.lab.example")]

    outcome = look(urls, in_flight=3)

    assert {one.word for one in outcome.records.values()} == {"ok"}
    assert served.most[""] == 3


def test_no_more_than_the_rate_come_in_a_second(served: Farm) -> None:
    served.sites["one.example"] = page()

    look([f"http://one.example:{served.port}/{number}" for number in range(40)], rate=25)

    arrivals = [one.at for one in served.of("one.example")]
    assert len(arrivals) == 40
    # Wherever one looks; a busy machine may bring arrivals nearer than they were sent, hence not a whole second.
    assert max(sum(start <= one < start + 0.8 for one in arrivals) for start in arrivals) <= 25


def test_hops_of_a_chain_count_like_any_request(served: Farm) -> None:
    served.sites["one.example"] = to(f"http://two.example:{served.port}/end")
    served.sites["two.example"] = page()

    look([f"http://one.example:{served.port}/{number}" for number in range(12)], rate=8)

    arrivals = [one.at for one in served.of("two.example")]
    assert len(arrivals) == 12
    assert max(sum(start <= one < start + 0.8 for one in arrivals) for start in arrivals) <= 8


def test_a_whole_host_waits_when_one_answer_asks_for_it(served: Farm) -> None:
    served.sites["one.example"] = page()
    refused: list[float] = []

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if not refused and asked.path == "/3":
            refused.append(time.monotonic())
            writer.write(status("429 Slow down", "Retry-After: 1"))
        else:
            writer.write(page())

    served.sites["one.example"] = answer

    outcome = look([f"http://one.example:{served.port}/{number}" for number in range(8)], in_flight=1)

    later = [one.at for one in served.of("one.example") if one.at > refused[0]]
    assert len(later) == 5
    assert min(later) - refused[0] >= 1.0
    assert {one.word for one in outcome.records.values()} == {"ok"}


def test_a_host_that_refuses_from_the_start_is_asked_once(served: Farm) -> None:
    served.sites["one.example"] = status("429 Slow down", "Retry-After: 3600")

    outcome = look([f"http://one.example:{served.port}/{number}" for number in range(30)], in_flight=1)

    assert len(served.of("one.example")) == 1
    assert {one.word for one in outcome.records.values()} == {"unverifiable"}
    assert outcome.seconds < 5


def test_a_host_that_begins_to_refuse_gets_one_more_question_after_our_patience(served: Farm) -> None:
    left = [page()] * 3

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        del asked
        writer.write(left.pop() if left else status("429 Slow down", "Retry-After: 3600"))

    served.sites["one.example"] = answer

    outcome = look([f"http://one.example:{served.port}/{number}" for number in range(30)], in_flight=1, patience=0.3)

    assert len(served.of("one.example")) == 5
    first, second = served.of("one.example")[3:]
    assert second.at - first.at >= 0.3
    words = [one.word for one in outcome.records.values()]
    assert (words.count("ok"), words.count("unverifiable")) == (3, 27)


@pytest.mark.parametrize("in_flight", [1, 4])
def test_a_limit_on_two_pages_does_not_cost_the_others_their_answer(in_flight: int, served: Farm) -> None:
    shown: list[str] = []

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if asked.path not in {"/2", "/3"}:
            writer.write(page())
            await writer.drain()
            shown.append(asked.path)
            return
        # A host that refuses before it has shown anything is another case.
        while len(shown) < 2:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        writer.write(status("429 Slow", "Retry-After: 3600"))

    served.sites["one.example"] = answer

    outcome = look([f"http://one.example:{served.port}/{n}" for n in range(10)], in_flight=in_flight, patience=0.2)

    words = [one.word for one in outcome.records.values()]
    assert (words.count("ok"), words.count("unverifiable")) == (8, 2)


def test_errors_are_not_answered_with_a_storm(served: Farm) -> None:
    served.sites["one.example"] = status("503 Service Unavailable")

    look([f"http://one.example:{served.port}/{number}" for number in range(10)])

    assert len(served.of("one.example")) == 30  # once and twice again, each later than the one before
    by_path: dict[str, list[float]] = {}
    for one in served.of("one.example"):
        by_path.setdefault(one.path, []).append(one.at)
    for first, second, third in by_path.values():
        assert second - first >= 0.05
        assert third - second >= 0.1


def test_the_user_agent_says_who_asks(served: Farm) -> None:
    served.sites["one.example"] = page()

    look([f"http://one.example:{served.port}/"])

    assert served.asked[0].headers["user-agent"] == "tests"
    assert served.asked[0].headers["accept-encoding"] == "identity"


def test_one_page_is_asked_once_for_all_its_fragments(served: Farm) -> None:
    served.sites["one.example"] = page('<p id="a">' + "<p>words and words</p>" * 40)

    outcome = look([f"http://one.example:{served.port}/p#{name}" for name in ("a", "b", "c")])

    assert len(served.asked) == 1
    flags = [record.flags for record in outcome.records.values()]
    assert ["fragment-missing" in one for one in flags] == [False, True, True]


def test_the_time_budget_ends_a_run_and_says_what_was_not_reached(served: Farm) -> None:
    served.sites["one.example"] = page()
    urls = [f"http://one.example:{served.port}/{number}" for number in range(40)]
    network = configure("tests", {**FAST, "rate": 10}, allow=["127.0.0.1/32"], environment={})

    outcome = asyncio.run(check(urls, network, None, now=lambda: NOW, budget=1.0, copies=False, look_up=here))

    assert 5 <= len(outcome.records) <= 12
    assert len(outcome.records) + len(outcome.not_reached) == 40
    assert outcome.seconds < 3


def test_a_late_start_does_not_bring_the_next_one_nearer() -> None:
    pace = Pace(2, 1.0)

    pace.start(0.9)  # it could have begun at 0
    pace.send(0.9)

    assert pace.wait(1.0) == pytest.approx(0.9)


def test_what_connects_slowly_counts_from_when_it_is_sent() -> None:
    pace = Pace(2, 1.0)

    pace.start(0.0)
    assert pace.wait(0.5) is None
    pace.send(0.8)

    assert pace.wait(1.0) == pytest.approx(0.8)


def test_what_was_never_sent_counts_from_its_end() -> None:
    pace = Pace(2, 1.0)

    pace.start(0.0)
    pace.finish(0.7)

    assert (pace.running, pace.unsent) == (0, 0)
    assert pace.wait(1.0) == pytest.approx(0.7)


def test_lost_time_is_made_up_for_without_breaking_the_rate_anywhere() -> None:
    pace = Pace(100, 0.1, burst=10)
    now, sent = 0.0, []
    for number in range(60):
        now += pace.wait(now) or 0.0
        if number == 25:
            now += 0.25  # no place was free
        pace.start(now)
        pace.send(now)
        sent.append(now)

    for start in sent:
        assert sum(start <= one < start + 0.999 for one in sent) <= 10
    assert min(later - one for one, later in itertools.pairwise(sent)) >= 0.1 * NEAREST - 1e-9
    assert sent[-1] < 59 * 0.1 + 0.25


def test_connections_that_take_long_do_not_gather_into_a_flood() -> None:
    pace = Pace(100, 0.1, burst=10)
    now, waiting, sent = 0.0, [], []
    for _ in range(400):
        now += 0.01
        if pace.wait(now) == 0.0:
            pace.start(now)
            waiting.append(now)
        if len(waiting) >= 7:  # all of them connect at one moment
            for _ in waiting:
                pace.send(now)
                sent.append(now)
            waiting.clear()

    assert len(sent) > 20
    for start in sent:
        assert sum(start <= one < start + 0.999 for one in sent) <= 10


def test_a_pause_is_never_shortened() -> None:
    pace = Pace(1, 0.0)

    pace.pause(10.0)
    pace.pause(5.0)

    assert pace.wait(6.0) == 4.0


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Sat, 21 Nov 2026 12:01:30 GMT", 90.0),
        ("Saturday, 21-Nov-26 12:01:30 GMT", 90.0),
        ("Sat Nov 21 12:01:30 2026", 90.0),
        ("Fri, 01 Jan 2016 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("1.5", None),
        ("٣", None),
        ("Sat, 99 Nov 99999 12:01:30 GMT", None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(header: str, wait: float | None) -> None:
    assert seconds(header, NOW) == wait
