"""A pull request's entries are fetched as data, and its comment shows what a reviewer wants to see and nothing more."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator import render
from generator.authoring import pull as pulls
from generator.authoring.comment import MARK
from generator.cli import cli
from generator.entry_text import entry_text
from generator.net import fetching
from tests import factory
from tests.authoring.answering import Services, answering
from tests.authoring.project import project

SHA = "a" * 40
OLD = factory.paper("brisk-fold", title="BriskFold: Folding in a Hurry")
NEW = factory.paper(
    "slow-fold", title="SlowFold: Folding @ada #7 <b>|", links={"paper": "https://arxiv.org/abs/2301.55555"}
)
PATH = "entries/papers/2023/slow-fold.yml"
THEIRS = factory.paper("slowfold-too", title="Another Title", links={"paper": "https://arxiv.org/abs/2301.55555"})


def listing(number: int, sha: str = SHA) -> dict[str, Any]:
    return {"number": number, "state": "open", "head": {"sha": sha, "ref": "add", "repo": {"full_name": "bo/list"}}}


def answers(
    files: list[dict[str, str]], contents: dict[str, str], others: list[dict[str, Any]]
) -> dict[str, tuple[int, bytes]]:
    """Return what GitHub answers: the longest paths first, because the first that fits is taken."""
    found = {f"/contents/{path}?ref={SHA}": (200, text.encode()) for path, text in contents.items()}
    found[f"/contents/entries/papers/2023/slowfold-too.yml?ref={'b' * 40}"] = (200, entry_text(THEIRS).encode())
    found["/pulls/5/files"] = (200, json.dumps(files).encode())
    theirs = [added("entries/papers/2023/slowfold-too.yml"), {"filename": "README.md", "status": "modified"}]
    found["/pulls/6/files"] = (200, json.dumps(theirs).encode())
    found["/pulls?state=open&head=bo%3Aadd"] = (200, json.dumps([listing(5)]).encode())
    found["/pulls?state=open"] = (200, json.dumps([listing(5), *others]).encode())
    return found


def fetched(
    root: Path, into: Path, files: list[dict[str, str]], contents: dict[str, str]
) -> tuple[pulls.Pull | None, Services]:
    with answering(answers(files, contents, [listing(6, "b" * 40)])) as services:
        network = services.network()
        with fetching(network) as fetch:
            return pulls.fetch(pulls.GitHub(network, fetch, "ada/list"), "bo:add", SHA, root, into), services


def comment(root: Path, into: Path, *words: str) -> str:
    run: Result = CliRunner(env={"GITHUB_REPOSITORY": None}).invoke(
        cli, ["--root", str(root), "pull", "comment", str(into), *words], catch_exceptions=False
    )
    assert run.exit_code == 0, run.output
    return run.stdout


def added(path: str = PATH) -> dict[str, str]:
    return {"filename": path, "status": "added"}


def test_the_entries_come_as_data_beside_the_list_as_it_is(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    found, services = fetched(root, into, [added(), added("README.md")], {PATH: entry_text(NEW)})
    assert found is not None
    assert (found.number, found.changed, found.beside) == (5, (PATH,), ("README.md",))
    assert (into / PATH).read_text("utf-8") == entry_text(NEW)
    assert (into / "entries/papers/2023/brisk-fold.yml").is_file()
    assert not (into / "README.md").exists()
    assert not (root / PATH).exists()
    assert [(one.number, one.path) for one in found.others] == [(6, "entries/papers/2023/slowfold-too.yml")]
    assert pulls.read(into) == found
    assert all("/contents/README.md" not in path for path in services.asked)


@pytest.mark.parametrize(
    "name",
    [
        "entries/papers/2023/../../../evil.yml",
        "entries/papers/2023/.hidden.yml",
        "entries/papers/2023/a b.yml",
        "entries/papers/2023/x.py",
        "entries/facts/added.jsonl",
        "generator/cli.py",
        "/etc/passwd",
        "entries/papers/x.yml",
        "pyproject.toml",
        ".github/workflows/check.yml",
        "site_overrides/hooks/x.py",
    ],
)
def test_nothing_but_entries_and_vocabularies_is_fetched(tmp_path: Path, name: str) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    found, services = fetched(root, into, [added(name)], {name: "x"})
    assert found is not None
    assert (found.changed, found.beside) == ((), (name,))
    assert not any("/contents/" in path and "slowfold" not in path for path in services.asked)


def test_removed_and_renamed_entries_are_gone_from_the_folder(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD, factory.paper("other")), tmp_path / "pull"
    files = [
        {"filename": "entries/papers/2023/other.yml", "status": "removed"},
        {"filename": PATH, "status": "renamed", "previous_filename": "entries/papers/2023/brisk-fold.yml"},
    ]
    found, _ = fetched(root, into, files, {PATH: entry_text(NEW)})
    assert found is not None
    assert found.removed == ("entries/papers/2023/brisk-fold.yml", "entries/papers/2023/other.yml")
    assert sorted(one.name for one in (into / "entries/papers/2023").iterdir()) == ["slow-fold.yml"]


def test_a_pull_request_that_moved_on_gets_no_comment(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    with answering({"/pulls": (200, json.dumps([listing(5, "c" * 40)]).encode())}) as services:
        network = services.network()
        with fetching(network) as fetch:
            github = pulls.GitHub(network, fetch, "ada/list")
            assert pulls.fetch(github, "bo:add", SHA, root, tmp_path / "pull") is None
    assert not (tmp_path / "pull").exists()


@pytest.mark.parametrize("status", [403, 500])
def test_a_github_that_does_not_answer_is_an_error_and_no_comment(tmp_path: Path, status: int) -> None:
    root = project(tmp_path / "list", OLD)
    with answering({"/pulls": (status, b"{}")}) as services:
        network = services.network()
        with fetching(network) as fetch, pytest.raises(pulls.PullError, match=str(status)):
            pulls.fetch(pulls.GitHub(network, fetch, "ada/list"), "bo:add", SHA, root, tmp_path / "pull")


def test_the_comment_shows_the_row_as_the_readme_will_and_calls_nobody(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    fetched(root, into, [added()], {PATH: entry_text(NEW)})
    text = comment(root, into, "--run", "https://github.com/ada/list/actions/runs/1")
    assert text.startswith(MARK)
    assert "**Ready for review:** 1 file of the list changed." in text
    (row,) = [line for line in text.splitlines() if line.startswith("| [SlowFold")]
    macros: Any = render.environment(root).get_template("readme/row.md.j2").module
    assert str(macros.head()).strip() in text
    assert row.count("|") == 5
    for stranger in ("@ada", "#7", "<b>"):
        assert stranger not in text
    assert "https://github.com/ada/list/actions/runs/1" in text


def test_the_comment_tells_of_another_pull_request_with_the_same_paper(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    fetched(root, into, [added()], {PATH: entry_text(NEW)})
    text = comment(root, into)
    assert "Perhaps proposed by somebody else too:" in text
    assert "/pull/6), both are arxiv:2301.55555" in text


def test_the_comment_tells_of_a_paper_that_is_there(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    again = factory.paper("slow-fold", title="BriskFold: Folding Once More")
    fetched(root, into, [added()], {PATH: entry_text(again)})
    assert "both are called BriskFold, entries/papers/2023/brisk-fold.yml" in comment(root, into)


def test_a_broken_entry_is_told_with_line_hint_and_manual_and_old_problems_are_not(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    (root / "entries/papers/2023/old-fault.yml").write_text("titel: x\n")
    fetched(root, into, [added()], {PATH: entry_text(NEW).replace("topics:", "topcs:")})
    text = comment(root, into)
    assert "to correct" in text
    assert "slow-fold.yml, line 5: no field is called" in text
    assert "contributing/mistakes/#unknown-field)" in text
    assert "old-fault" not in text


def test_text_that_is_no_yaml_cannot_break_the_comment(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    hostile = 'title: "x\n| @ada <script> ``` #1\n'
    fetched(root, into, [added()], {PATH: hostile})
    text = comment(root, into)
    assert "not-yaml" in text
    for stranger in ("@ada", "<script>", "```", "#1"):
        assert stranger not in text


def test_the_verdicts_of_its_links_are_listed(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    fetched(root, into, [added()], {PATH: entry_text(NEW)})
    urls = CliRunner().invoke(cli, ["--root", str(root), "pull", "urls", str(into)]).stdout
    assert urls == "https://arxiv.org/abs/2301.55555\n"
    verdicts = [
        {"url": "https://lab.org/a", "verdict": "ok", "evidence": "200"},
        {"url": "https://lab.org/b", "verdict": "moved", "new_url": "https://lab.org/c", "evidence": "301"},
        {"url": "https://lab.org/d", "verdict": "dead", "evidence": "404 @ada"},
    ]
    (tmp_path / "links.json").write_text(json.dumps({"links": verdicts}))
    text = comment(root, into, "--links", str(tmp_path / "links.json"))
    assert "(https://lab.org/a) works\n" in text
    assert "lab.org/c: 301" in text
    assert "leads nowhere: 404" in text
    assert "@ada" not in text


def test_a_change_of_other_files_says_so(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    fetched(root, into, [added("generator/x.py")], {})
    text = comment(root, into)
    assert "This pull request changes no entry." in text
    assert "for a maintainer to read: generator/x.py" in text


def test_the_command_fetches_and_prints_the_number(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    words = ["--root", str(root), "pull", "fetch", "--head", "bo:add", "--sha", SHA, "--into", str(into)]
    with answering(answers([added()], {PATH: entry_text(NEW)}, [])) as services:
        environment = {"GENERATOR_SERVICE_GITHUB": f"{services.address}/github", "GITHUB_REPOSITORY": None}
        result = CliRunner(env=environment).invoke(cli, words)
        again = CliRunner(env=environment).invoke(cli, words)
    assert (result.exit_code, result.stdout) == (0, "5\n")
    assert services.asked[0].startswith("/github/repos/ada-example/awesome-tiny-models/pulls?")
    assert (into / "pyproject.toml").read_text() == (root / "pyproject.toml").read_text()
    assert again.exit_code == 2


def test_what_is_no_commit_is_wrong_usage(tmp_path: Path) -> None:
    root = project(tmp_path / "list")
    words = ["pull", "fetch", "--head", "bo:add", "--sha", "$(x)", "--into", str(tmp_path / "pull")]
    assert CliRunner().invoke(cli, ["--root", str(root), *words]).exit_code == 2


def test_software_is_named_with_its_topics_and_features(tmp_path: Path) -> None:
    root, into = project(tmp_path / "list", OLD), tmp_path / "pull"
    path = "entries/software/quickserve.yml"
    fetched(root, into, [added(path)], {path: entry_text(factory.software("quickserve", features=["quick", "@ada"]))})
    text = comment(root, into)
    assert "- Quickserve (serving): quick, " in text
    assert "@ada" not in text
