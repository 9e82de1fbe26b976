"""Run the benchmarks, print a table of ratios and fail when one is missed: `make bench`."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator import collection
from tests.bench import links, measure, plain, reading, synthetic
from tests.bench.measure import Cost, Result

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent
PARTS = ("entries", "templates", "site_overrides", "pyproject.toml", "mkdocs.yml", "build/docs/.gitkeep", "generator")
LOAD = """
import sys, yaml
from pathlib import Path
for file in sorted(Path(sys.argv[1]).rglob("*.yml")):
    yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
"""
ROUNDS = 7
SMALL, LARGE = 1_000, 10_000
TURNS = {SMALL: 3, LARGE: 1}
MOST_MEGABYTES = 300


def project(place: Path) -> Path:
    """Return a copy of what a build needs, so that nothing here is touched."""
    for part in PARTS:
        source, target = ROOT / part, place / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return place


def environment() -> Mapping[str, str]:
    """Return the environment of the measured commands: the same for all."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONHASHSEED": "0"}


def real(place: Path) -> Iterator[Result]:
    """Measure `check` and `build` on the real entries against a process that only loads their YAML."""
    root = project(place)
    commands: dict[str, tuple[Sequence[str | Path], tuple[int, ...]]] = {
        "load": ([sys.executable, "-c", LOAD, "entries"], (0,)),
        "check": ([BIN / "generator", "check"], (0, 1)),
        "build": ([BIN / "generator", "build"], (0,)),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        # In turns, so that other work of the machine falls on all of them.
        for name, (command, allowed) in commands.items():
            costs[name].append(measure.run(command, cwd=root, env=environment(), allowed=allowed))
    load, check, build = (measure.best(costs[name]) for name in commands)
    for name, cost, limit in (("generator check", check, 3), ("generator build", build, 5)):
        ratio = cost.cpu / load.cpu
        yield Result(f"{name}, real entries", cost, f"load {load.cpu:.2f} s", ratio, f"<= {limit}", ratio <= limit)


def site(place: Path) -> Iterator[Result]:
    """Measure the whole site of invented entries against plain Markdown files, and its growth and memory."""
    like, _ = collection.load(ROOT)
    costs: dict[int, Cost] = {}
    for count in (SMALL, LARGE):
        root = project(place / str(count))
        for folder in ("papers", "facts"):
            shutil.rmtree(root / "entries" / folder)
        # Decisions name the entries that were left out.
        (root / collection.DECISIONS).unlink(missing_ok=True)
        synthetic.write(root, count, like)
        for name in ("check", "build"):
            cost = measure.run([BIN / "generator", name], cwd=root, env=environment())
            yield _memory(f"generator {name}, {count:,} entries", cost)
        build: list[str | Path] = [BIN / "mkdocs", "build", "--quiet"]
        places = root, plain.write(root)
        turns = [[measure.run(build, cwd=one, env=environment()) for one in places] for _ in range(TURNS[count])]
        ours, theirs = (measure.best([turn[side] for turn in turns]) for side in (0, 1))
        costs[count] = ours
        yield _memory(f"whole site, {count:,} entries", ours)
        ratio = theirs.cpu / ours.cpu
        yield Result(
            f"whole site, {count:,} entries", ours, f"plain {theirs.cpu:.1f} s", ratio, ">= 6 less", ratio >= 6
        )
    growth = costs[LARGE].cpu / costs[SMALL].cpu
    yield Result("whole site, growth", costs[LARGE], f"{SMALL:,} entries", growth, "<= 10", growth <= 10)


def _memory(name: str, cost: Cost) -> Result:
    kept = cost.megabytes <= MOST_MEGABYTES
    return Result(f"{name}, memory", cost, "megabytes", cost.megabytes, f"<= {MOST_MEGABYTES}", kept)


def main() -> int:
    """Measure, print each line when it is known, and return 1 when a limit is missed."""
    missed = 0
    sys.stdout.write(f"{'what':44} {'cpu s':>8} {'against':>18} {'ratio':>8}  limit\n")
    # In memory, where that is possible: what a disk costs at the moment is nobody's doing here.
    memory = Path("/dev/shm")  # noqa: S108 # a folder of its own is made in it
    with tempfile.TemporaryDirectory(prefix="bench-", dir=memory if memory.is_dir() else None) as folder:
        for part in (real, site, links.measured):
            for one in part(Path(folder) / part.__name__):
                missed += not one.kept
                verdict = "" if one.kept else "   MISSED"
                line = f"{one.name:44} {one.cost.cpu:8.2f} {one.of:>18} {one.ratio:8.1f}  {one.limit}{verdict}\n"
                sys.stdout.write(line)
                sys.stdout.flush()
        like, _ = collection.load(ROOT)
        for wait in reading.measured(Path(folder) / "reading", like):
            missed += not wait.kept
            sys.stdout.write(f"{wait}{'' if wait.kept else '   MISSED'}\n")
    load = os.getloadavg()[0]
    sys.stdout.write(f"load of the machine at the end: {load:.1f}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
