"""Every hostile case against the real client."""

import asyncio
import datetime as dt
import resource
import socket
import time
from collections.abc import Iterator, Sequence

import pytest

from generator.links.check import Outcome, check
from generator.net import configure
from tests.farm.cases import CASES, HEAVY, Case
from tests.farm.server import Farm, farm

NETWORK = {
    "rate": 1000,
    "in_flight": 4,
    "connect_timeout": 2.0,
    "read_timeout": 1.5,
    "whole_timeout": 2.5,
    "body_timeout": 0.5,
    "backoff": 0.05,
    "patience": 1.0,
}
NAMES = {case.name for case in (*CASES, *HEAVY)}


def look_up(host: str) -> list[str]:
    if host.removesuffix(".example") in NAMES:
        return ["127.0.0.1"]
    raise socket.gaierror(socket.EAI_NONAME, "no such name")


def run(served: Farm, cases: Sequence[Case]) -> Outcome:
    network = configure("tests (+https://example.org)", NETWORK, allow=["127.0.0.1/32"], environment={})
    urls = [address(served, case) for case in cases]
    doing = check(urls, network, None, now=lambda: dt.datetime.now(dt.UTC), copies=False, look_up=look_up)
    return asyncio.run(doing)


def address(served: Farm, case: Case, path: str = "") -> str:
    return f"http://{case.name}.example:{served.port}{path or case.path}"


@pytest.fixture(scope="module")
def served() -> Iterator[Farm]:
    with farm() as made:
        made.sites = {f"{case.name}.example": case.site for case in (*CASES, *HEAVY)}
        yield made


@pytest.fixture(scope="module")
def outcome(served: Farm) -> Outcome:
    return run(served, CASES)


def test_no_name_stands_for_two_cases() -> None:
    assert len(NAMES) == len(CASES) + len(HEAVY) >= 110


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_verdict_is_the_right_one(case: Case, served: Farm, outcome: Outcome) -> None:
    is_right(case, served, outcome)


def is_right(case: Case, served: Farm, outcome: Outcome) -> None:
    record = outcome.records[address(served, case)]
    assert (record.word, record.evidence) == (case.word, record.evidence)
    if case.reason:
        assert record.reason == case.reason
    assert set(case.flags) <= set(record.flags)
    assert record.new_url == (address(served, case, case.new) if case.new else "")
    asked = served.of(f"{case.name}.example")
    assert 1 <= len(asked) <= case.most
    assert {one.method for one in asked} == {"GET"}


@pytest.mark.parametrize("case", HEAVY, ids=lambda case: case.name)
def test_a_flood_costs_neither_memory_nor_time(case: Case, served: Farm) -> None:
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()

    outcome = run(served, [case])

    is_right(case, served, outcome)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kilobytes, of both sides together
    assert time.monotonic() - began < 15
