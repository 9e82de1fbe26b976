"""`generator links` beside lychee on the same web: limits kept, time, requests, memory, and what a kill costs."""

import http.client
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench import measure
from tests.bench.measure import Cost, Result
from tests.bench.web import HOSTS, IN_FLIGHT, PER_SECOND, STRICT

LINKS, ON_STRICT = 3_000, 1_800
ROUNDS = 3
BIN = Path(sys.executable).parent
BOUND = max(ON_STRICT / PER_SECOND, ON_STRICT * 0.2 / IN_FLIGHT)
"""The least time that the limits of the strict host allow, in seconds."""
PROJECT = '[tool.generator]\nname = "Bench"\ntagline = "Links."\nrepository = "ada-example/bench"\n'


@contextmanager
def web() -> Iterator[int]:
    """Yield the port of the running web."""
    server = subprocess.Popen([sys.executable, "-m", "tests.bench.web"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None  # it was asked for
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait()


def tell(port: int, path: str = "/-/told") -> dict[str, Any]:
    """Return what the web has seen."""
    connection = http.client.HTTPConnection("127.0.1.2", port)
    connection.request("GET", path)
    told: dict[str, Any] = json.loads(connection.getresponse().read())
    connection.close()
    return told


def addresses(port: int, *, preprints: bool) -> list[str]:
    """Return the links of the profile; with `preprints`, those of the strict host are arXiv's."""
    strict = [
        f"https://arxiv.org/abs/23{1 + number // 1000:02}.{number % 1000:05}"
        if preprints
        else f"http://{STRICT}:{port}/{number}"
        for number in range(ON_STRICT)
    ]
    others = [f"http://127.0.1.{2 + number % (HOSTS - 1)}:{port}/{number}" for number in range(LINKS - ON_STRICT)]
    return [url for pair in zip(strict, [*others, *[""] * len(strict)], strict=False) for url in pair if url]


def ours(root: Path, links: Path, port: int, *more: str) -> list[str | Path]:
    """Return our command."""
    limits = ["--rate", str(PER_SECOND), "--in-flight", str(IN_FLIGHT), "--allow-net", "127.0.0.0/8"]
    service = ["--service", f"arxiv=http://127.0.1.2:{port}/-/arxiv"]
    return [BIN / "generator", "--root", root, "links", "--urls", links, *limits, *service, *more]


def theirs(links: Path) -> list[str | Path]:
    """Return lychee's command, with the limits that suit it best."""
    found = shutil.which("lychee", path=str(BIN)) or shutil.which("lychee")
    if found is None:
        raise measure.FailedError("lychee is missing: make bench installs it")
    limits = ["--host-concurrency", str(IN_FLIGHT), "--host-request-interval", "60ms"]
    return [found, "--no-progress", "--format", "json", *limits, links]


def measured(place: Path) -> Iterator[Result]:
    """Measure the profile three times each, in turns, then with arXiv's API, then killed and started again."""
    place.mkdir(parents=True)
    root = place / "project"
    (root / "entries").mkdir(parents=True)
    (root / "pyproject.toml").write_text(PROJECT, "utf-8")
    links = place / "links.txt"
    with web() as port:
        links.write_text("\n".join(addresses(port, preprints=False)) + "\n", "utf-8")
        yield from _profile(root, links, port)
        links.write_text("\n".join(addresses(port, preprints=True)) + "\n", "utf-8")
        yield from _batches(root, links, port)
        links.write_text("\n".join(addresses(port, preprints=False)) + "\n", "utf-8")
        yield from _killed(root, links, port)


def _timed(command: Sequence[str | Path], root: Path, port: int) -> tuple[Cost, dict[str, Any]]:
    tell(port, "/-/reset")
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    cost = measure.run(command, cwd=root, env=environment, allowed=(0, 2))
    return cost, tell(port)


def _profile(root: Path, links: Path, port: int) -> Iterator[Result]:
    report = root / "links.json"
    runs = []
    lychee = []
    for _ in range(ROUNDS):
        runs.append(_timed(ours(root, links, port, "--once", "--json", str(report)), root, port))
        lychee.append(_timed(theirs(links), root, port))
    cost, their = _median([one for one, _ in runs]), _median([one for one, _ in lychee])
    told = [one for _, one in runs]
    right = json.loads(report.read_text("utf-8"))["summary"]["ok"]
    name = f"links, {LINKS:,} over {HOSTS} hosts"
    yield _at_most(f"{name}, limits broken", cost, max(one["refused"] for one in told), 0, "refused")
    yield _at_most(f"{name}, wrong verdicts", cost, LINKS - right, 0, "wrong")
    yield _at_most(f"{name}, wall time", cost, cost.wall / BOUND, 1.25, f"bound {BOUND:.0f} s")
    yield _at_most(f"{name}, wall time", cost, cost.wall / their.wall, 1.1, f"lychee {their.wall:.0f} s")
    yield _at_most(
        f"{name}, requests a link",
        cost,
        told[0]["requests"] / LINKS,
        1.0,
        f"lychee {lychee[0][1]['requests'] / LINKS:.2f}",
    )
    yield _at_most(f"{name}, memory", cost, cost.megabytes, 100, f"lychee {their.megabytes:.0f} MB")
    yield _at_most(f"{name}, processor", cost, cost.cpu, 10, f"lychee {their.cpu:.1f} s")


def _batches(root: Path, links: Path, port: int) -> Iterator[Result]:
    cost, told = _timed(ours(root, links, port, "--once"), root, port)
    # 1,200 of the 3,000 have no service that knows them: 0.40 is what they cost alone.
    requests = round(told["requests"] / LINKS, 2)
    yield _at_most("links, with arXiv's API, requests a link", cost, requests, 0.4, f"{told['api']} to the API")
    yield _at_most("links, with arXiv's API, asked too early", cost, told["api_early"], 0, f"{cost.wall:.0f} s wall")


def _killed(root: Path, links: Path, port: int) -> Iterator[Result]:
    tell(port, "/-/reset")
    command = ours(root, links, port)
    first = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL)
    time.sleep(20)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    time.sleep(1)
    before: Mapping[str, int] = tell(port)["paths"]
    second, told = _timed(command, root, port)
    twice = sum(path in before for path in told["paths"])
    third, after = _timed(command, root, port)
    yield _at_most("links, killed after 20 s, asked twice", second, twice, 64, f"{len(before)} before")
    yield _at_most("links, killed after 20 s, never asked", second, LINKS - len({*before, *told["paths"]}), 0, "links")
    yield _at_most("links, third run, requests", third, after["requests"], 0, "requests")


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(one.cpu for one in costs),
        statistics.median(one.wall for one in costs),
        max(one.megabytes for one in costs),
    )


def _at_most(name: str, cost: Cost, value: float, limit: float, of: str) -> Result:
    return Result(name, cost, of, value, f"<= {limit}", value <= limit)
