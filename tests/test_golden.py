"""The outputs of a small invented project, whole, as files that people can read and review."""

import datetime as dt
import socket
import time
from pathlib import Path

import pytest

from generator import checks, collection, exporters, facts, output, render, settings, website
from generator.views import catalog
from generator.website import Edition

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
PROJECT = GOLDEN / "project"
EXPECTED = GOLDEN / "expected"


def edition() -> Edition:
    """Return the invented project with the templates of the real one."""
    found, problems = collection.load(PROJECT)
    learned, more = facts.read(PROJECT)
    assert [*problems, *more, *(one for one in checks.run(found, learned) if one.severity == "error")] == []
    return Edition(ROOT, catalog(found, learned), settings.load(PROJECT, {}), ())


def everything() -> dict[str, str]:
    """Return all that a build writes, and beside it the files that stand next to the built pages."""
    made = edition()
    tree = website.tree(made)
    twins = [
        *exporters.twins(made.catalog, made.settings),
        *render.twins(made.catalog, made.settings, made.root),
    ]
    return tree | {f"build/site/{path}": text for path, text in twins}


def test_golden_outputs_are_what_the_project_makes(request: pytest.FixtureRequest) -> None:
    tree = everything()
    if request.config.getoption("--update-golden"):
        output.write(GOLDEN, {f"expected/{path}": text for path, text in tree.items()}, owned="expected")
    made = {path.relative_to(EXPECTED).as_posix() for path in EXPECTED.rglob("*") if path.is_file()}
    assert made == set(tree), "run `make golden` and read the diff: files came or went"
    for path, text in tree.items():
        expected = (EXPECTED / path).read_bytes().decode()
        assert text == expected, f"{path} changed: run `make golden` and read the diff"


def test_the_build_opens_no_socket_and_reads_no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = everything()

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the build asked for the time or the network")

    for module, name in ((time, "time"), (time, "time_ns"), (time, "localtime"), (time, "gmtime"), (socket, "socket")):
        monkeypatch.setattr(module, name, forbidden)

    class NoDay(dt.date):
        @classmethod
        def today(cls) -> "NoDay":
            raise AssertionError("the build asked for the day")

    monkeypatch.setattr(dt, "date", NoDay)
    assert everything() == expected


def test_the_order_of_files_on_disk_does_not_matter(tmp_path: Path) -> None:
    copies = sorted(PROJECT.rglob("*"), reverse=True)
    for path in copies:
        if path.is_file():
            target = tmp_path / path.relative_to(PROJECT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    found, _ = collection.load(tmp_path)
    learned, _ = facts.read(tmp_path)
    again = Edition(ROOT, catalog(found, learned), settings.load(tmp_path, {}), ())
    assert website.tree(again) == website.tree(edition())
