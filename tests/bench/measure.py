"""What a process costs: processor time and the most memory it held."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Processor seconds of a process and its children, its wall time, and its peak memory."""

    cpu: float
    wall: float
    megabytes: float


@dataclass(frozen=True)
class Result:
    """One line of the table: what was measured, against what, and whether it is kept."""

    name: str
    cost: Cost
    of: str
    ratio: float
    limit: str
    kept: bool


class FailedError(Exception):
    """A measured command ended with a code that was not expected."""


def run(command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str], allowed: tuple[int, ...] = (0,)) -> Cost:
    """Return the cost of one run of a command.

    Raises:
        FailedError: the command failed; the end of what it wrote is in the message.

    """
    log = cwd / "bench.log"
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, env={**env}, stdout=output, stderr=output, stdin=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    told = log.read_text("utf-8", "replace")[-2000:]
    log.unlink()
    if process.returncode not in allowed:
        raise FailedError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{told}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def best(costs: Sequence[Cost]) -> Cost:
    """Return the least of several runs: what is above it is the machine's other work."""
    return Cost(min(one.cpu for one in costs), min(one.wall for one in costs), max(one.megabytes for one in costs))
