"""The memory between runs, torn, foreign, shared and killed."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.links.history import Record
from generator.links.state import State, StateError, read
from tests.farm.server import Asked, Farm, farm, page
from tests.links.project import make

STAMP = "2026-11-21T06:00:00+00:00"


@pytest.fixture
def served() -> Iterator[Farm]:
    with farm() as made:
        yield made


def record(url: str, reason: str = "answered") -> Record:
    return Record(url, "ok", reason, STAMP)


def test_what_is_put_is_on_disk_before_the_run_ends(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "links.jsonl"
    state = State(path)
    with state.open():
        state.put(record("https://a.example/"))
        assert list(read(path)) == ["https://a.example/"]


def test_the_last_line_of_an_address_counts_and_is_the_only_one_left(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    state = State(path)
    with state.open():
        state.put(record("https://b.example/", "first"))
        state.put(record("https://a.example/"))
        state.put(record("https://b.example/", "second"))

    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [(line["url"], line["reason"]) for line in lines] == [
        ("https://a.example/", "answered"),
        ("https://b.example/", "second"),
    ]


def test_a_torn_last_line_costs_that_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    state = State(path)
    with state.open():
        state.put(record("https://a.example/"))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2].replace(b"a.example", b"b.example"))

    state = State(path)
    with state.open():
        state.put(record("https://c.example/"))

    assert sorted(read(path)) == ["https://a.example/", "https://c.example/"]


@pytest.mark.parametrize(
    "noise", [b"", b"\n\n", b"no json\n", b"\xff\xfe\x00\n", b"[1]\n", b"{}\n", b"[" * 100_000 + b"\n"]
)
def test_foreign_lines_are_left_out(noise: bytes, tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    path.write_bytes(
        noise + json.dumps({"url": "x", "word": "ok", "reason": "", "checked": STAMP}).encode() + b"\n" + noise
    )

    assert list(read(path)) == ["x"]


def test_two_runs_do_not_share_a_memory(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    with State(path).open(), pytest.raises(StateError), State(path).open():
        pass


def test_a_memory_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(StateError, match="cannot be written"), State(tmp_path / "file" / "links.jsonl").open():
        pass


def test_a_failed_run_leaves_what_it_learned(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"

    def fail(state: State) -> None:
        with state.open():
            state.put(record("https://a.example/"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail(State(path))

    assert list(read(path)) == ["https://a.example/"]
    with State(path).open():
        pass


def test_a_killed_run_is_taken_up_where_it_was_and_a_third_asks_nothing(served: Farm, tmp_path: Path) -> None:
    root = make(tmp_path)
    links = tmp_path / "links.txt"
    paths = [f"/{number}" for number in range(60)]
    links.write_text("".join(f"http://127.0.0.1:{served.port}{path}\n" for path in paths), "utf-8")

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        del asked
        await asyncio.sleep(0.05)
        writer.write(page())

    served.sites["127.0.0.1"] = answer
    limits = ["--rate", "60", "--in-flight", "4", "--allow-net", "127.0.0.1/32"]
    command = [sys.executable, "-m", "generator", "--root", str(root), "links", "--urls", str(links), *limits]

    first = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while len(served.asked) < 25 and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    time.sleep(0.2)  # what was under way is still counted
    before = [one.path for one in served.asked]
    known = read(root / ".generator/links.jsonl")
    second = subprocess.run(command, capture_output=True, check=False, text=True)
    again = [one.path for one in served.asked][len(before) :]
    third = subprocess.run(command, capture_output=True, check=False, text=True)

    assert 25 <= len(before) < 60
    assert second.returncode == 0, second.stderr
    twice = set(before) & set(again)
    assert len(twice) <= 4
    assert not {path for path in twice if f"http://127.0.0.1:{served.port}{path}" in known}
    assert set(before) | set(again) == set(paths)
    assert len(again) == len(set(again))
    assert third.returncode == 0
    assert "0 requests" in third.stdout
    assert len(served.asked) == len(before) + len(again)
