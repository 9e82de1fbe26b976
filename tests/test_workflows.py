"""The workflows: valid, pinned, with the least rights, and none that waits for another."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
_USES = re.compile(r"^\s*(?:- )?uses:\s*(?P<action>\S+)(?P<rest>.*)$", re.MULTILINE)
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
_VERSION = re.compile(r"\s+# v\d+(?:\.\d+)*")


def read(file: Path) -> dict[Any, Any]:
    document: dict[Any, Any] = yaml.safe_load(file.read_text("utf-8"))
    return document


def triggers(file: Path) -> dict[str, Any]:
    # YAML 1.1 reads the key `on` as true.
    found: dict[str, Any] = read(file)[True]
    return found


def program(name: str) -> str:
    """Return a program of the test requirements; it is there, or the test fails."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is missing: make test installs it"
    return found


def test_there_are_workflows_to_check() -> None:
    assert {"links.yml", "refresh.yml", "verify.yml"} <= {file.name for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_actions_are_pinned_by_commit_with_their_version_beside(file: Path) -> None:
    for match in _USES.finditer(file.read_text("utf-8")):
        if not match["action"].startswith("./"):
            assert _PINNED.fullmatch(match["action"]), match[0]
            assert _VERSION.fullmatch(match["rest"]), match[0]


def test_one_action_is_pinned_alike_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for file in FILES:
        for match in _USES.finditer(file.read_text("utf-8")):
            pins.setdefault(match["action"].partition("@")[0], set()).add(match["action"] + match["rest"])

    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_workflow_has_no_rights_but_those_of_its_jobs(file: Path) -> None:
    workflow = read(file)

    assert workflow["permissions"] == {}
    assert "concurrency" in workflow
    for job in workflow["jobs"].values():
        assert "permissions" in job
        assert "timeout-minutes" in job


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_runs_by_the_clock_can_be_run_by_hand(file: Path) -> None:
    if "schedule" in triggers(file):
        assert "workflow_dispatch" in triggers(file)


def test_the_publication_waits_for_no_workflow_that_uses_the_network() -> None:
    text = (ROOT / ".github/workflows/publish.yml").read_text("utf-8")

    assert "workflow_run" not in text
    for command in ("generator links", "generator refresh", "generator verify"):
        assert command not in text


def test_zizmor_finds_nothing_in_the_workflows() -> None:
    done = subprocess.run(
        [program("zizmor"), "--offline", "--no-progress", "--format", "json", ROOT / ".github/workflows"],
        capture_output=True,
        check=False,
        text=True,
    )
    found = json.loads(done.stdout or "[]")

    assert [(one["ident"], one["desc"]) for one in found] == []
    assert done.returncode == 0, done.stderr


def test_the_workflows_fit_the_schema() -> None:
    done = subprocess.run(
        [program("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *FILES],
        capture_output=True,
        check=False,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing_where_it_is_installed() -> None:
    found = shutil.which("actionlint")
    if found is None:
        pytest.skip("actionlint is not installed: PyPI only has a package that downloads it")
    done = subprocess.run([found, "-no-color", *FILES], capture_output=True, check=False, text=True)

    assert done.returncode == 0, done.stdout
