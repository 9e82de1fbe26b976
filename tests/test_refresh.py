"""What is learned is kept with its day; what a service does not say stays as it was."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator import facts
from generator.cli import cli
from generator.refresh import Refreshed, refresh, subjects, write
from tests.farm.cases import status
from tests.farm.fixtures import connect, network, served, services
from tests.farm.services import Services
from tests.links.project import add, make

__all__ = ["network", "served", "services"]

DAY = dt.date(2026, 11, 21)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = make(tmp_path)
    add(made, "brisk-fold", "https://arxiv.org/abs/2301.00001v2", "https://github.com/Lab/Tool/tree/main")
    add(made, "calm-fold", "https://arxiv.org/abs/cs.LG/0301001", "https://gitlab.com/lab/sub/tool")
    add(made, "deft-fold", "https://huggingface.co/lab/net", "https://github.com/lab/second")
    return made


@pytest.fixture
def known(services: Services) -> Services:
    services.papers = {"2301.00001": {"title": "One", "version": 2}, "cs.LG/0301001": {"title": "Two"}}
    services.repositories = {
        "lab/tool": {"name": "lab/tool", "stars": 120, "license": "MIT", "pushed": "2026-10-01T00:00:00Z"},
        "lab/second": {"name": "lab/second", "stars": 5},
    }
    services.projects = {"lab/sub/tool": {"path_with_namespace": "lab/sub/tool", "star_count": 9}}
    services.models = {"models/lab/net": {"id": "lab/net", "likes": 3}}
    return services


def rows(root: Path, path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (root / path).read_text("utf-8").splitlines()]


def learn(root: Path, services: Services, day: dt.date = DAY, bearer: str = "abc") -> list[Refreshed]:
    made, problems = refresh(root, connect(services, bearer=bearer), day)
    assert problems == []
    write(root, made)
    return made


def test_everything_that_links_name_is_asked_once() -> None:
    found = subjects(
        [
            "https://arxiv.org/abs/2301.00001v2",
            "https://arxiv.org/abs/2301.00001",
            "https://github.com/Lab/Tool",
            "https://github.com/lab/tool/issues/4",
            "https://huggingface.co/lab/net",
            "http://[broken",
        ]
    )

    assert found.arxiv == ("2301.00001",)
    assert found.github == ("lab/tool",)
    assert found.huggingface == ("models/lab/net",)


def test_facts_are_sorted_rows_with_their_day(root: Path, known: Services) -> None:
    learn(root, known)

    assert rows(root, facts.STARS) == [
        {"repository": "gitlab.com/lab/sub/tool", "stars": 9, "day": "2026-11-21"},
        {"repository": "lab/second", "stars": 5, "day": "2026-11-21"},
        {"repository": "lab/tool", "stars": 120, "day": "2026-11-21", "pushed": "2026-10-01", "license": "MIT"},
    ]
    assert [one["arxiv"] for one in rows(root, facts.ARXIV)] == ["2301.00001", "cs.LG/0301001"]
    assert rows(root, facts.HUGGINGFACE) == [{"repository": "models/lab/net", "day": "2026-11-21", "likes": 3}]
    assert "Never stored" not in (root / facts.ARXIV).read_text("utf-8")


def test_facts_can_be_read_back(root: Path, known: Services) -> None:
    learn(root, known)

    read, problems = facts.read(root)

    assert problems == []
    assert read.stars["lab/tool"] == facts.Stars(120, DAY, license="MIT", pushed="2026-10-01")
    assert read.preprints["2301.00001"] == facts.Preprint(DAY, "2023-01-02", "2023-02-03", 2)


def test_the_same_answers_change_no_file(root: Path, known: Services) -> None:
    learn(root, known)
    before = {path: (root / path).read_bytes() for path in (facts.STARS, facts.ARXIV, facts.HUGGINGFACE)}

    made, _ = refresh(root, connect(known), DAY + dt.timedelta(days=1))
    assert write(root, made) == []

    assert before == {path: (root / path).read_bytes() for path in before}


def test_an_old_day_is_renewed_even_if_nothing_changed(root: Path, known: Services) -> None:
    learn(root, known)

    learn(root, known, DAY + dt.timedelta(days=28))

    assert {one["day"] for one in rows(root, facts.ARXIV)} == {"2026-12-19"}


def test_a_service_that_fails_leaves_its_old_values(root: Path, known: Services) -> None:
    learn(root, known)
    before = (root / facts.STARS).read_text("utf-8")
    known.down["github"] = status("500 X")
    known.projects["lab/sub/tool"]["star_count"] = 10

    made = learn(root, known, DAY + dt.timedelta(days=1))

    assert (root / facts.STARS).read_text("utf-8") == before.replace(
        '"stars": 9, "day": "2026-11-21"', '"stars": 10, "day": "2026-11-22", "earlier": [["2026-11-21", 9]]'
    )
    assert [one.failed for one in made] == [True, False, False, False]
    assert "keep their old values" in made[0].told()


def test_a_partial_answer_is_kept_and_the_oldest_are_asked_first(root: Path, known: Services) -> None:
    learn(root, known)
    old = [("lab/tool", 100, "2026-11-01"), ("lab/second", 1, "2026-11-20")]
    text = facts.lines({"repository": name, "stars": stars, "day": day} for name, stars, day in old)
    (root / facts.STARS).write_text(text, "utf-8")
    known.rest_left = 1

    learn(root, known, bearer="")

    found = {one["repository"]: (one["stars"], one["day"]) for one in rows(root, facts.STARS)}
    assert found["lab/tool"] == (120, "2026-11-21")
    assert found["lab/second"] == (1, "2026-11-20")


def test_a_lost_repository_keeps_its_last_number_and_says_so(root: Path, known: Services) -> None:
    learn(root, known)
    del known.repositories["lab/second"]

    learn(root, known, DAY + dt.timedelta(days=1))

    read, _ = facts.read(root)
    assert (read.stars["lab/second"].count, read.stars["lab/second"].gone) == (5, True)


def test_a_renamed_and_archived_repository_says_so(root: Path, known: Services) -> None:
    known.renamed = {"lab/tool": "new/tool"}
    known.repositories["new/tool"] = {"name": "New/Tool", "stars": 130, "archived": True}

    learn(root, known)

    read, _ = facts.read(root)
    assert read.stars["lab/tool"] == facts.Stars(130, DAY, archived=True, name="New/Tool")


def test_what_the_list_links_no_more_is_forgotten(root: Path, known: Services) -> None:
    learn(root, known)
    (root / "entries/papers/2023/deft-fold.yml").unlink()

    learn(root, known, DAY + dt.timedelta(days=1))

    assert "lab/second" not in {one["repository"] for one in rows(root, facts.STARS)}


def test_growth_is_known_once_two_snapshots_exist(root: Path, known: Services) -> None:
    learn(root, known)
    assert facts.rising(facts.read(root)[0]) == []
    for days, stars in ((3, 130), (7, 150), (9, 160), (14, 200)):
        known.repositories["lab/tool"]["stars"] = stars
        learn(root, known, DAY + dt.timedelta(days=days))

    read, _ = facts.read(root)
    rise = facts.rising(read)[0]

    assert [count for _, count in read.stars["lab/tool"].earlier] == [120, 150]
    assert (rise.repository, rise.gained, rise.since) == ("lab/tool", 80, DAY)
    assert [one.repository for one in facts.rising(read, least=1000)] == []


def test_growth_is_counted_from_the_last_weeks_only() -> None:
    day = dt.date(2026, 11, 21)
    earlier = ((day - dt.timedelta(days=200), 10), (day - dt.timedelta(days=30), 100))
    some = facts.Facts(stars={"a/b": facts.Stars(150, day, earlier=earlier)})

    assert [(one.gained, one.since) for one in facts.rising(some)] == [(50, day - dt.timedelta(days=30))]


def test_the_fastest_comes_first() -> None:
    day = dt.date(2026, 11, 21)
    slow = facts.Stars(200, day, earlier=((day - dt.timedelta(days=50), 100),))
    fast = facts.Stars(80, day, earlier=((day - dt.timedelta(days=7), 30),))
    gone = facts.Stars(900, day, gone=True, earlier=((day - dt.timedelta(days=7), 30),))

    found = facts.rising(facts.Facts(stars={"a/slow": slow, "b/fast": fast, "c/gone": gone}))

    assert [one.repository for one in found] == ["b/fast", "a/slow"]


def command(root: Path, services: Services, *arguments: str) -> Any:
    options = [f"--service={name}={url}" for name, url in services.addresses.items()]
    environment = {"GITHUB_TOKEN": "abc", "GENERATOR_NETWORK_BACKOFF": "0.05", "GENERATOR_NETWORK_ARXIV_GAP": "0.02"}
    words = ["--root", str(root), "refresh", "--today", "2026-11-21", "--rate", "200", *options, *arguments]
    return CliRunner(env={**environment, "GITHUB_ACTIONS": ""}).invoke(cli, words, catch_exceptions=False)


def test_the_command_says_what_each_service_did(root: Path, known: Services) -> None:
    result = command(root, known)

    assert result.exit_code == 0
    assert "github: 2 of 2 learned" in result.output
    assert "wrote entries/facts/stars.jsonl" in result.output


def test_total_failure_is_loud_and_changes_nothing(root: Path, known: Services) -> None:
    known.down = dict.fromkeys(("github", "gitlab", "arxiv", "huggingface"), status("401 Unauthorized"))

    result = command(root, known)

    assert result.exit_code == 1
    assert "no service answered" in result.output
    assert not (root / facts.STARS).exists()


def test_one_service_alone_can_be_asked(root: Path, known: Services) -> None:
    command(root, known, "--only", "arxiv")

    assert (root / facts.ARXIV).exists()
    assert not (root / facts.STARS).exists()


def test_a_dry_run_writes_nothing(root: Path, known: Services) -> None:
    assert command(root, known, "--dry-run").exit_code == 0
    assert not (root / facts.STARS).exists()
