"""`generator import` as people type it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import cli
from tests.importers import invented

FOLDER = invented.HERE / "lists"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return invented.project(tmp_path)


def typed(root: Path, *arguments: str) -> Result:
    files = [str(FOLDER / name) for name in invented.SOURCES]
    common = ["--bibliography", str(FOLDER / "survey.txt"), "--today", "2026-01-02"]
    return CliRunner().invoke(cli, ["--root", str(root), "import", *files, *common, *arguments])


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_it_writes_entries_days_and_a_report(root: Path) -> None:
    result = typed(root)
    assert result.exit_code == 0, result.output
    made = files(root)
    assert "entries/papers/2023/shears.yml" in made
    assert b'{"id": "shears", "day": "2026-01-02"}' in made["entries/facts/added.jsonl"]
    assert made["build/import/report.md"].startswith(b"# Import")
    assert "bullets: 5 papers, 1 software" in result.output


def test_a_second_run_changes_no_entry(root: Path) -> None:
    typed(root)
    before = {name: text for name, text in files(root).items() if name.startswith("entries/")}
    result = typed(root)
    assert result.exit_code == 0
    assert "0 files written" in result.output
    assert {name: text for name, text in files(root).items() if name.startswith("entries/")} == before


def test_a_dry_run_writes_only_the_report(root: Path) -> None:
    before = set(files(root))
    assert typed(root, "--dry-run").exit_code == 0
    assert set(files(root)) - before == {"build/import/report.md", "build/import/report.json"}


def test_lists_can_be_named(root: Path) -> None:
    assert typed(root, "--list", "bullets", "--list", "emphasis", "--list", "table").exit_code == 0


def test_a_list_for_every_file_or_for_none(root: Path) -> None:
    result = typed(root, "--list", "bullets")
    assert result.exit_code == 2
    assert "--list is there 1 times for 3 files" in result.output


def test_an_impossible_list_is_wrong_usage(root: Path) -> None:
    result = typed(root, "--list", "X!", "--list", "y", "--list", "z")
    assert result.exit_code == 2
    assert "must be lower-case words" in result.output


def test_a_dry_run_shows_examples_first(root: Path) -> None:
    lines = typed(root, "--dry-run").output.split("\n")
    assert lines[0] == "11 papers, of which some:"
    assert "SHEARS" in lines[1]
    assert any(line.startswith("left out, contents: bullets.md:6") for line in lines)


def test_a_file_in_another_encoding_is_read_and_told(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "latin.md"
    path.write_bytes("# R\n## É\n- [Café Owls at Night](https://arxiv.org/abs/2301.00099)\n".encode("latin-1"))
    result = CliRunner().invoke(cli, ["--root", str(root), "import", str(path)])
    assert result.exit_code == 0, result.output
    assert "Café Owls at Night" in (root / "entries/papers/2023/cafe-owls-at-night.yml").read_text("utf-8")
    assert "cp1252" in (root / "build/import/report.md").read_text("utf-8")


def test_nothing_is_written_while_the_project_has_errors(root: Path) -> None:
    (root / "entries/topics.yml").write_text("- id: 7\n", "utf-8")
    before = set(files(root))
    result = typed(root)
    assert result.exit_code == 1
    assert "entries/topics.yml:1" in result.output
    assert set(files(root)) == before
