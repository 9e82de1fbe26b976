"""The workflows of contributors, read as an attacker would and run with a pretended GitHub."""

import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import cli

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
GH = """#!/bin/sh
# A pretended gh: remembers each call, answers from files, takes artifacts from a folder.
printf '%s\\n' "$*" >> "$GH_LOG"
case "$1 $2" in
  "run download") while [ "$1" != --dir ]; do shift; done; mkdir -p "$2"; cp -r "$GH_ARTIFACT/." "$2";;
  "api --paginate") cat "$GH_ANSWER";;
  "release view") exit "${GH_HAS_RELEASE:-1}";;
esac
"""


def workflow(name: str) -> dict[str, Any]:
    text = (ROOT / ".github/workflows" / name).read_text("utf-8")
    # Not `safe_load`: to YAML 1.1 the key `on` is true.
    found: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but strings
    return found


def steps() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (file.name, name, step)
        for file in FILES
        for name, job in workflow(file.name)["jobs"].items()
        for step in job["steps"]
    ]


def script(file: str, job: str, name: str) -> str:
    (found,) = [one["run"] for one in workflow(file)["jobs"][job]["steps"] if one["name"] == name]
    return str(found)


def run(text: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does: bash, stopping at the first error."""
    programs = folder.parent / "programs"
    programs.mkdir(exist_ok=True)
    (programs / "gh").write_text(GH)
    (programs / "gh").chmod(0o755)
    (folder.parent / "output").touch()
    given = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(folder.parent),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GH_LOG": str(folder.parent / "gh.log"),
        "RUNNER_TEMP": str(folder.parent / "temp"),
        "GITHUB_OUTPUT": str(folder.parent / "output"),
        **environment,
    }
    words = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", text]
    return subprocess.run(words, cwd=folder, env=given, capture_output=True, text=True, check=False)


def git(folder: Path, *words: str) -> str:
    name = ["-c", "user.name=Ada", "-c", "user.email=ada@lab.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def repository(tmp_path: Path) -> Path:
    """Return a clone of a repository whose main has one commit."""
    origin, folder = tmp_path / "origin", tmp_path / "work"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(origin))
    git(tmp_path, "clone", "--quiet", str(origin), str(folder))
    git(folder, "checkout", "--quiet", "-B", "main")
    (folder / "entries").mkdir()
    (folder / ".github/ISSUE_TEMPLATE").mkdir(parents=True)
    for path in ("README.md", "entries/topics.yml", ".github/ISSUE_TEMPLATE/config.yml"):
        (folder / path).write_text("old\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "first")
    git(folder, "push", "--quiet", "origin", "main")
    return folder


@pytest.mark.parametrize(
    ("file", "job", "step"), [one for one in steps() if "run" in one[2]], ids=lambda one: str(one)[:20]
)
def test_nothing_of_an_event_is_written_into_a_script(file: str, job: str, step: dict[str, Any]) -> None:
    assert "${{" not in step["run"], (file, job)


def test_what_a_fork_triggers_can_read_and_no_more() -> None:
    for file in FILES:
        found = workflow(file.name)
        if "pull_request" not in found["on"]:
            continue
        for name, job in found["jobs"].items():
            if "github.event_name != 'pull_request'" in job.get("if", ""):
                continue
            assert job["permissions"] == {"contents": "read"}, (file.name, name)
            assert "secrets." not in json.dumps(job)
        assert "pull_request_target" not in found["on"]


def test_a_check_holds_no_token_while_code_of_the_pull_request_runs() -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text("utf-8")
    assert "github.token" not in text
    assert "{{ secrets" not in text
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


def test_no_code_of_a_pull_request_is_checked_out_beside_a_token() -> None:
    for name in ("comment.yml", "form.yml", "publish.yml"):
        for job in workflow(name)["jobs"].values():
            for step in job["steps"]:
                if "actions/checkout" in step.get("uses", ""):
                    reference = step["with"].get("ref", "main")
                    assert reference in {"main", "${{ needs.record.outputs.sha }}"}


def test_the_job_that_writes_comments_runs_no_code_of_the_project() -> None:
    job = workflow("comment.yml")["jobs"]["write"]
    assert all("uses" not in step for step in job["steps"])
    assert ".venv" not in json.dumps(job)


def test_the_step_that_asks_strangers_addresses_has_no_token() -> None:
    (step,) = [one for one in workflow("comment.yml")["jobs"]["read"]["steps"] if "links --urls" in one.get("run", "")]
    assert "env" not in step


def test_every_command_of_a_workflow_exists_with_its_options() -> None:
    seen = 0
    for file, _, step in steps():
        text = step.get("run", "").replace("\\\n", " ")
        for line in re.findall(r"\.venv/bin/generator ([^|>)\n;]+)", text):
            words = [word for word in shlex.split(line, comments=True) if word != "||"]
            names = [word for word in words[:2] if re.fullmatch(r"[a-z]+", word)]
            help_of = names if names[0] == "pull" else names[:1]
            result = CliRunner().invoke(cli, ["--root", str(ROOT), *help_of, "--help"])
            assert result.exit_code == 0, (file, line)
            for option in (word.partition("=")[0] for word in words if word.startswith("--")):
                assert option in result.output, (file, line, option)
            seen += 1
    assert seen > 15


def test_a_new_comment_is_written_and_an_old_one_renewed(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (tmp_path / "artifact").mkdir()
    (tmp_path / "artifact/comment.md").write_text(
        "<!-- generator: this comment is kept current -->\n\n$(touch evil) `x`\n"
    )
    text = script("comment.yml", "write", "Write or renew the comment")
    environment = {"GH_ARTIFACT": str(tmp_path / "artifact"), "NUMBER": "7", "RUN_ID": "1", "GH_REPO": "ada/list"}
    for answer, call in (
        ("", "--method POST repos/ada/list/issues/7/comments"),
        ("99\n98\n", "--method PATCH repos/ada/list/issues/comments/99 "),
    ):
        (tmp_path / "answer").write_text(answer)
        done = run(text, folder, GH_ANSWER=str(tmp_path / "answer"), **environment)
        assert done.returncode == 0, done.stderr
        assert call in (tmp_path / "gh.log").read_text().splitlines()[-1]
    assert not (folder / "evil").exists()


def form(tmp_path: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    folder = repository(tmp_path)
    artifact = tmp_path / "artifact"
    artifact.mkdir()
    for name, text in files.items():
        (artifact / name).write_text(text, "utf-8")
    environment = {"GH_ARTIFACT": str(artifact), "NUMBER": "12", "RUN_ID": "1", "MAIN": "main"}
    return run(script("form.yml", "answer", "Open the pull request, or answer"), folder, **environment)


ENTRY = {
    "path": "entries/papers/2023/fold.yml",
    "entry.yml": "title: $(touch evil)\n",
    "title": 'Add `touch evil` $(touch evil) "; touch evil',
    "message": "Add the entry fold\n\nCo-authored-by: bo <1+bo@users.noreply.github.com>\n",
    "body.md": "$(touch evil)\n",
}


def test_a_form_becomes_a_branch_a_pull_request_and_a_check(tmp_path: Path) -> None:
    done = form(tmp_path, ENTRY)
    assert done.returncode == 0, done.stderr
    origin = tmp_path / "origin"
    assert git(origin, "show", "--stat", "--format=%an %B", "form/issue-12").startswith(
        "github-actions[bot] Add the entry fold"
    )
    assert git(origin, "show", "form/issue-12:entries/papers/2023/fold.yml") == ENTRY["entry.yml"]
    assert "Co-authored-by: bo" in git(origin, "log", "-1", "--format=%B", "form/issue-12")
    calls = (tmp_path / "gh.log").read_text()
    assert f"pr create --base main --head form/issue-12 --title {ENTRY['title']} --body-file" in calls
    assert calls.splitlines()[-1] == "workflow run check.yml --ref form/issue-12"
    assert not list(tmp_path.rglob("evil"))


@pytest.mark.parametrize(
    "path",
    [
        "entries/papers/2023/../../../.github/workflows/x.yml",
        "entries/papers/2023/x.yml\n/etc/passwd",
        "/etc/passwd",
        "entries/papers/2023/X y.yml",
    ],
)
def test_a_path_that_is_none_of_an_entry_stops_the_form(tmp_path: Path, path: str) -> None:
    done = form(tmp_path, {**ENTRY, "path": path})
    assert done.returncode == 1
    assert "no path of an entry" in done.stdout
    assert "form/issue-12" not in git(tmp_path / "origin", "branch", "--list")


def test_a_form_that_makes_no_entry_is_answered_and_its_label_taken_off(tmp_path: Path) -> None:
    done = form(tmp_path, {"answer.md": "No entry could be made.\n"})
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "gh.log").read_text().splitlines()
    assert calls[1].startswith("issue comment 12 --body-file")
    assert calls[2] == "issue edit 12 --remove-label add"
    assert len(calls) == 3


COMMIT = ("publish.yml", "record", "Commit it where it changed")


def test_what_was_made_is_committed_once(tmp_path: Path) -> None:
    folder = repository(tmp_path)
    assert run(script(*COMMIT), folder).returncode == 0
    assert git(tmp_path / "origin", "rev-list", "--count", "main").strip() == "1"
    (folder / "README.md").write_text("new\n")
    assert run(script(*COMMIT), folder).returncode == 0
    assert git(tmp_path / "origin", "show", "main:README.md") == "new\n"
    head = git(folder, "rev-parse", "HEAD").strip()
    assert (tmp_path / "output").read_text().splitlines()[-1] == f"sha={head}"


def test_when_main_moved_on_nothing_is_published_and_nothing_fails(tmp_path: Path) -> None:
    folder = repository(tmp_path)
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(tmp_path / "origin"), str(other))
    (other / "entries/topics.yml").write_text("newer\n")
    git(other, "commit", "--quiet", "-am", "newer")
    git(other, "push", "--quiet", "origin", "HEAD:main")
    (folder / "README.md").write_text("new\n")
    done = run(script(*COMMIT), folder)
    assert done.returncode == 0, done.stderr
    assert "main moved on" in done.stdout
    assert (tmp_path / "output").read_text() == ""


def test_a_push_that_is_forbidden_is_loud(tmp_path: Path) -> None:
    folder = repository(tmp_path)
    hook = tmp_path / "origin/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    (folder / "README.md").write_text("new\n")
    done = run(script(*COMMIT), folder)
    assert done.returncode == 1
    assert "::error::the bot may not push" in done.stdout


def test_the_form_that_papers_pages_lead_to_takes_the_id_of_the_entry() -> None:
    mistake = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/report-a-mistake.yml").read_text("utf-8"))
    assert "entry" in {one["id"] for one in mistake["body"]}
    pages = (ROOT / "generator/pages.py").read_text("utf-8")
    assert "issues/new?template=report-a-mistake.yml&entry=" in pages


def test_the_forms_need_no_more_than_an_address_and_a_topic() -> None:
    add = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/add-a-paper.yml").read_text("utf-8"))
    assert [one["id"] for one in add["body"] if one["validations"]["required"]] == ["address", "topic"]
