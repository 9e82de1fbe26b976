"""The day of an entry is recorded once, follows it to a new id, and tells readers what is new."""

import datetime as dt
from pathlib import Path

from click.testing import CliRunner

from generator import facts
from generator.authoring import added
from generator.cli import cli
from tests import factory
from tests.authoring.project import project

TODAY = dt.date(2024, 6, 1)


def test_only_new_entries_get_the_day() -> None:
    collection = factory.collection([factory.paper("old"), factory.paper("new")], [factory.software("tool")])
    (text,) = added.tree(collection, factory.facts(added={"old": "2023-01-02"}), TODAY).values()
    assert text == (
        '{"id": "new", "day": "2024-06-01"}\n{"id": "old", "day": "2023-01-02"}\n{"id": "tool", "day": "2024-06-01"}\n'
    )


def test_a_renamed_entry_keeps_its_day_and_a_removed_one_loses_it() -> None:
    collection = factory.collection([factory.paper("new", formerly=["old"])])
    (text,) = added.tree(collection, factory.facts(added={"old": "2023-01-02", "gone": "2023-01-03"}), TODAY).values()
    assert '{"id": "new", "day": "2023-01-02"}' in text
    assert "gone" not in text


def test_the_notes_of_a_month_list_its_papers_by_topic_with_links_to_their_pages() -> None:
    papers = [factory.paper("a", title="A @ada #1 [x](y)", topics=["rounding"]), factory.paper("b", topics=["folding"])]
    days = factory.facts(added={"a": "2024-06-01", "b": "2024-06-30", "c": "2024-05-31"})
    text = added.notes(factory.collection(papers), days, factory.SETTINGS, "2024-06")
    assert text.startswith("2 papers added.\n\n### Folding &amp; Creasing\n")
    assert f"]({factory.SETTINGS.site_url}papers/a/)" in text
    # A title calls nobody and names no issue.
    assert "@ada" not in text
    assert "#1" not in text
    assert added.notes(factory.collection(papers), days, factory.SETTINGS, "2024-07") == ""


def test_the_commands_record_and_tell(tmp_path: Path) -> None:
    root = project(tmp_path / "list", factory.paper("a"))
    run = CliRunner(env={"GITHUB_REPOSITORY": None}).invoke
    assert run(cli, ["--root", str(root), "added", "--check"]).exit_code == 1
    assert "wrote" in run(cli, ["--root", str(root), "added", "--today", "2024-06-01"]).stdout
    assert run(cli, ["--root", str(root), "added", "--today", "2024-07-01"]).stdout == ""
    assert run(cli, ["--root", str(root), "added", "--check"]).exit_code == 0
    assert facts.read(root)[0].added == {"a": TODAY}
    assert "1 paper added." in run(cli, ["--root", str(root), "notes", "2024-06"]).stdout
