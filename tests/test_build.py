"""The command `generator build`, from a project on disk to its outputs."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import cli

ROOT = Path(__file__).parent.parent
PROJECT = Path(__file__).parent / "golden/project"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GENERATOR_REPOSITORY", "GENERATOR_SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    project = tmp_path / "project"
    shutil.copytree(PROJECT, project)
    shutil.copytree(ROOT / "templates", project / "templates")
    (project / "build/docs").mkdir(parents=True)
    (project / "build/docs/.gitkeep").touch()
    return project


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--root", str(root), "build", *arguments])


def outputs(root: Path) -> dict[str, bytes]:
    kept = [root / "README.md", *(root / "build/docs").rglob("*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in kept if path.is_file()}


def test_a_build_writes_everything_and_a_second_one_nothing(root: Path) -> None:
    first = run(root)
    assert first.exit_code == 0, first.output
    made = outputs(root)
    assert {"README.md", "build/docs/papers.json", "build/docs/feed.xml", "build/docs/llms.txt"} <= set(made)
    second = run(root)
    assert second.output.startswith("0 files written, 0 removed, ")
    assert outputs(root) == made


def test_nothing_is_written_while_an_entry_has_an_error(root: Path) -> None:
    run(root)
    made = outputs(root)
    (root / "entries/papers/2024/broken.yml").write_text("title: Broken\n")
    (root / "entries/papers/2024/why-small.yml").unlink()
    result = run(root)
    assert result.exit_code == 1
    assert "entries/papers/2024/broken.yml:1:1: error[missing-field]" in result.output
    assert outputs(root) == made


def test_a_rule_across_entries_stops_the_build_too(root: Path) -> None:
    text = (root / "entries/papers/2024/why-small.yml").read_text().replace("compression", "no-such-topic")
    (root / "entries/papers/2024/why-small.yml").write_text(text)
    result = run(root)
    assert result.exit_code == 1
    assert "no-such-topic" in result.output
    assert not (root / "README.md").exists()


def test_check_says_what_is_stale_and_changes_nothing(root: Path) -> None:
    run(root)
    assert run(root, "--check").exit_code == 0
    (root / "README.md").write_text("edited by hand\n")
    (root / "build/docs/stray.txt").write_text("x")
    made = outputs(root)
    result = run(root, "--check")
    assert result.exit_code == 1
    assert "README.md:1:1: error[stale-output]" in result.output
    assert "build/docs/stray.txt:1:1: error[stale-output]: is no longer made" in result.output
    assert outputs(root) == made


def test_check_on_a_fresh_clone_judges_what_a_clone_holds(root: Path) -> None:
    run(root)
    shutil.rmtree(root / "build/docs")
    (root / "build/docs").mkdir()
    (root / "build/docs/.gitkeep").touch()
    assert run(root, "--check").exit_code == 0
    (root / "README.md").unlink()
    assert run(root, "--check").exit_code == 1


def test_a_column_is_changed_in_the_template_alone(root: Path) -> None:
    row = root / "templates/readme/row.md.j2"
    text = row.read_text("utf-8")
    text = text.replace(
        "| Paper | Authors | Venue | Code and more |\n| :--- | :--- | :--- | :--- |", "| Year | Paper |\n| --- | --- |"
    )
    start = text.index("| [{{ row.title")
    end = text.index("{% endmacro %}", start)
    row.write_text(f"{text[:start]}| {{{{ row.year }}}} | {{{{ row.title | cell }}}} |\n{text[end:]}", "utf-8")
    assert run(root).exit_code == 0
    assert "| Year | Paper |\n| --- | --- |\n| 2019 | Plain Signs Suffice |\n" in (root / "README.md").read_text(
        "utf-8"
    )


def test_a_fork_publishes_under_its_own_name_without_an_edit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "Cy-Example/tiny-fork")
    assert run(root).exit_code == 0
    readme = (root / "README.md").read_text("utf-8")
    assert "https://cy-example.github.io/tiny-fork/papers.bib" in readme
    assert "ada-example.github.io" not in readme


def test_settings_that_cannot_be_used_are_wrong_usage(root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool.generator]\nname = 'x'\n")
    result = run(root)
    assert result.exit_code == 2
    assert "repository" in result.output


def test_a_link_in_place_of_the_build_folder_is_wrong_usage(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "build")
    (tmp_path / "elsewhere").mkdir()
    (root / "build").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    result = run(root)
    assert result.exit_code == 2
    assert "build is a link" in result.output
    assert list((tmp_path / "elsewhere").iterdir()) == []
