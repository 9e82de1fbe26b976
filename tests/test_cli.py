import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import ELSEWHERE, cli
from tests import cases

WRONG = "title: Sketch\nyear: 2023\ntopics: [prunning]\nlinks:\n  paper: https://arxiv.org/abs/2303.00003\n"
WARNS = "title: Sketch\nyear: 2023\ntopics: [compression]\nlinks:\n  paper: https://arxiv.org/abs/2303.00003\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return cases.Case(cases.PROJECT).build(tmp_path / "project")


def run(*arguments: str | Path, env: Mapping[str, str | None] | None = None) -> Result:
    # The tests themselves run inside Actions, where formats have another default.
    return CliRunner().invoke(cli, [str(one) for one in arguments], env={"GITHUB_ACTIONS": None, **(env or {})})


def sketch(project: Path, text: str) -> Path:
    (project / "entries/papers/2023/sketch.yml").write_text(text, "utf-8")
    return project


def test_a_clean_project_ends_with_zero_and_says_what_was_looked_at(project: Path) -> None:
    result = run("--root", project, "check")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "2 papers, 1 software: no problems\n"


def test_an_error_ends_with_one_and_is_shown_at_its_place(project: Path) -> None:
    result = run("--root", sketch(project, WRONG), "check")
    assert result.exit_code == 1
    assert result.stdout.startswith("entries/papers/2023/sketch.yml:3:10: error[unknown-topic]: no topic is called")
    assert result.stderr == "2 papers, 1 software: 1 error\n" or result.stderr.endswith("1 error\n")


def test_a_warning_alone_stops_nobody(project: Path) -> None:
    result = run("--root", sketch(project, WARNS), "check")
    assert result.exit_code == 0
    assert "warning[mixed-topic]" in result.stdout
    assert result.stderr.endswith("1 warning\n")


def test_inside_actions_problems_become_annotations(project: Path) -> None:
    result = run("--root", sketch(project, WRONG), "check", env={"GITHUB_ACTIONS": "true"})
    assert "::error file=entries/papers/2023/sketch.yml,line=3,col=10," in result.stdout


def test_a_program_gets_json_and_nothing_else_on_its_standard_output(project: Path) -> None:
    result = run("--root", sketch(project, WRONG), "check", "--format", "json", env={"GITHUB_ACTIONS": "true"})
    assert [one["code"] for one in json.loads(result.stdout)] == ["unknown-topic"]
    assert json.loads(run("--root", cases.PROJECT, "check", "--format", "json").stdout) == []


@pytest.mark.parametrize(
    "arguments",
    [["check", "--format", "xml"], ["chekc"], ["check", "--zebra"], ["--root", "/nowhere", "check"], ["check", "x"]],
)
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr


def test_outside_of_a_project_the_reason_is_told(tmp_path: Path) -> None:
    result = run("--root", tmp_path, "check")
    assert result.exit_code == 2
    assert "no folder around it holds entries/" in result.stderr


def test_the_project_is_found_from_any_folder_below_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "entries/papers/2023")
    assert run("check").exit_code == 0


def test_the_command_runs_as_a_module_in_the_poorest_terminal(project: Path) -> None:
    text = WRONG.replace("Sketch", '"Ské\u202etch"')
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "generator", "--root", str(sketch(project, text)), "check"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"\\ufffd" in done.stdout
    assert b"unknown-topic" in done.stdout


def commands() -> list[str]:
    return cli.list_commands(click.Context(cli))


def test_every_command_is_listed_with_a_sentence() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    for name in commands():
        assert f"\n  {name} " in shown.stdout
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.get_short_help_str(200).endswith(".")


@pytest.mark.parametrize("name", sorted(ELSEWHERE))
def test_a_command_of_another_module_is_there_when_it_is_called(name: str) -> None:
    assert run(name, "--help").stdout.startswith(f"Usage: cli {name}")


def test_every_option_is_explained() -> None:
    for name in commands():
        command = cli.get_command(click.Context(cli), name)
        for option in command.params if command else ():
            if isinstance(option, click.Option):
                assert option.help, f"{name} {option.opts}"


def test_checking_loads_nothing_that_opens_sockets_or_makes_pages(project: Path) -> None:
    heavy = {"ssl", "http.client", "requests", "urllib3", "aiohttp", "jinja2", "mkdocs", "markdown_it"}
    code = (
        "import sys\nfrom generator.cli import cli\n"
        f"try:\n    cli(['--root', {str(project)!r}, 'check'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"
