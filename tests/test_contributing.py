"""What CONTRIBUTING.md says exists, exists; and what exists, it says."""

import re
from pathlib import Path

import click
import pytest
import yaml

from generator import settings, source
from generator.cli import cli
from generator.model import Paper

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_every_module_is_in_the_table_and_every_module_in_the_table_is_there() -> None:
    table = TEXT.split("| Module of `generator/` |")[1].split("\n\n")[0]
    named = {
        name.rstrip("/") for line in table.splitlines()[2:] for name in re.findall(r"`([\w./]+)`", line.split("|")[1])
    }
    there = {path.name for path in (ROOT / "generator").iterdir() if not path.name.startswith("__")}
    assert named == there


def test_every_command_of_make_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make (\w+)`", TEXT):
        assert f"\n{target}: " in makefile, target


def test_every_command_of_the_generator_is_there() -> None:
    known = set(cli.list_commands(click.Context(cli)))
    assert set(re.findall(r"`(?:\.venv/bin/)?generator (\w+)", TEXT)) <= known


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:tests|entries|\.ci)/[\w./-]+)`", TEXT))))
def test_every_file_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_heading_in_the_contents_is_there() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line[3:]).lower().replace(" ", "-") for line in TEXT.splitlines() if line[:3] == "## "
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", TEXT)) == headings


def test_the_example_is_an_entry_in_which_nothing_is_wrong() -> None:
    example = re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert example is not None
    document, problems = source.parse("example.yml", example[1])
    assert problems == []
    assert document is not None
    assert isinstance(document.value, dict)
    paper = Paper.model_validate({**document.value, "id": "foldnet"})
    topics = (ROOT / "entries/topics.yml").read_text("utf-8")
    assert all(f"id: {topic}\n" in topics for topic in paper.topics)
    assert paper.venue in {one["id"] for one in yaml.safe_load((ROOT / "entries/venues.yml").read_text("utf-8"))}


def test_links_lead_to_our_own_site_and_forms() -> None:
    site = settings.load(ROOT, {}).site_url
    for url in re.findall(r"\]\((https?://[^)]+)\)", TEXT):
        assert url.startswith(site)
    for form in re.findall(r"template=([\w.-]+)", TEXT):
        assert (ROOT / ".github/ISSUE_TEMPLATE" / form).is_file()
