"""Only what a change brings is held against it."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.authoring.since import RevisionError, introduced, problems_at
from generator.cli import cli
from generator.diagnostics import Diagnostic, Span
from tests import factory
from tests.authoring.project import project

OLD = factory.paper("old", title="Old", topics=["folding"])


def git(root: Path, *words: str) -> None:
    name = ["-c", "user.name=Ada", "-c", "user.email=ada@lab.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *name, *words], cwd=root, check=True, capture_output=True)


def repository(root: Path) -> Path:
    """Return a list whose first commit has one good and one bad entry."""
    project(root, OLD)
    (root / "entries/papers/2023/bad.yml").write_text("title: T\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "first")
    return root


def check(root: Path, *words: str) -> tuple[int, str]:
    result = CliRunner(env={"GITHUB_ACTIONS": None}).invoke(cli, ["--root", str(root), "check", *words])
    return result.exit_code, result.stdout


def test_an_old_problem_does_not_fail_a_change_and_a_new_one_does(tmp_path: Path) -> None:
    root = repository(tmp_path / "list")
    assert check(root)[0] == 1
    assert check(root, "--changed-since", "HEAD")[0] == 0
    (root / "entries/papers/2023/worse.yml").write_text("titel: T\n")
    code, told = check(root, "--changed-since", "HEAD")
    assert code == 1
    assert "worse.yml" in told
    assert "bad.yml" not in told


def test_a_change_that_breaks_an_entry_elsewhere_is_held_against_it(tmp_path: Path) -> None:
    root = repository(tmp_path / "list")
    topics = root / "entries/topics.yml"
    topics.write_text(topics.read_text().replace('"folding"', '"creasing"'))
    code, told = check(root, "--changed-since", "HEAD")
    assert code == 1
    assert "old.yml" in told


def test_a_moved_line_makes_no_new_problem_and_a_second_one_does() -> None:
    one = Diagnostic(Span("a.yml", 3), "code", "message")
    moved = Diagnostic(Span("a.yml", 9), "code", "message")
    assert introduced([moved], [one]) == []
    assert introduced([one, moved], [one]) == [moved]


@pytest.mark.parametrize("revision", ["nothing", "--output=/tmp/x", ""])
def test_a_revision_that_git_does_not_know_is_wrong_usage(tmp_path: Path, revision: str) -> None:
    root = repository(tmp_path / "list")
    with pytest.raises(RevisionError):
        problems_at(root, revision)
    assert revision == "" or check(root, f"--changed-since={revision}")[0] == 2


def test_a_link_in_the_repository_is_not_followed(tmp_path: Path) -> None:
    root = repository(tmp_path / "list")
    (root / "entries/papers/2023/link.yml").symlink_to("/etc/hostname")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "link")
    assert "link.yml" not in {Path(one.span.path).name for one in problems_at(root, "HEAD")}


def test_what_the_job_on_merge_makes_is_not_asked_for() -> None:
    assert introduced([Diagnostic(Span("entries/schema/paper.json"), "stale-schema", "old")], []) == []
