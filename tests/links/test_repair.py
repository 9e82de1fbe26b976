"""Which new addresses are written, and why the others are not."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.links.check import Outcome
from generator.links.history import Record
from generator.links.inventory import of_entries
from generator.links.repair import Repairs, refusal, repairs
from generator.links.standing import standings
from tests.links.project import add, make

OLD = "https://lab.example.org/paper"


def moved(new: str, url: str = OLD, **more: object) -> Record:
    record = Record(url, "moved", "permanent-redirect", "2026-01-12T06:00:00+00:00", new_url=new)
    twice = replace(record, moves=2, moved_since="2026-01-05T06:00:00+00:00")
    return replace(twice, **more)  # type: ignore[arg-type] # the test names real fields


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("https://lab.example.org/papers/1", ""),
        ("https://www.example.org/papers/1", ""),
        ("https://lab.example.org/", "leads to a home page"),
        ("https://lab.example.org/index.html", "leads to a home page"),
        ("https://lab.example.org/login?next=paper", "leads to a login"),
        ("https://other.example.net/paper", "leads to another domain; --cross-domain allows it"),
        ("http://lab.example.org/papers/1", "the new address is not secure"),
        ("https://lab.example.org/taken", "the list already has the new address"),
        ("https://127.0.0.1/paper", "the new address must name its host, not a numeric address"),
        ("https://lab.example.org/a b", "the new address has spaces or characters that must be percent-encoded"),
        (OLD, "the list already writes it in its one form"),
    ],
)
def test_a_new_address_is_written_or_the_reason_is_told(new: str, reason: str) -> None:
    taken = {OLD, "https://lab.example.org/taken"}

    assert refusal(moved(new), new, taken, cross_domain=False) == reason


def test_another_domain_is_written_when_that_is_wished() -> None:
    assert (
        refusal(moved("https://other.example.net/paper"), "https://other.example.net/paper", set(), cross_domain=True)
        == ""
    )


def test_a_move_that_was_seen_once_waits() -> None:
    assert refusal(
        moved("https://lab.example.org/new", moves=1), "https://lab.example.org/new", set(), cross_domain=True
    )


def propose(root: Path, *records: Record) -> Repairs:
    uses, _ = of_entries(root)
    outcome = Outcome({one.url: one for one in records})
    return repairs(root, standings(outcome, uses, once=False), uses, cross_domain=False)


def test_only_that_scalar_changes_wherever_it_stands(tmp_path: Path) -> None:
    root = make(tmp_path)
    text = (
        "title: One # a comment\nyear: 2023\ntopics: [folding]\nlinks:\n  paper:\n"
        f"    - https://arxiv.org/abs/2301.00001\n    - '{OLD}'   # the old one\n"
        f'  code: [https://x.example.org/a, "{OLD}"]\n'
    )
    add(root, "one", "", "", text=text)
    add(root, "two", OLD, "https://x.example.org/b")

    made = propose(root, moved("https://lab.example.org/papers/1"))

    assert [one.path.rsplit("/", 1)[-1] for one in made.changes] == ["one.yml", "two.yml"]
    for change in made.changes:
        assert change.after == change.before.replace(OLD, "https://lab.example.org/papers/1").replace(
            "'https://lab.example.org/papers/1'", '"https://lab.example.org/papers/1"'
        )
    assert made.left == []


def test_the_one_form_of_the_list_is_written(tmp_path: Path) -> None:
    root = make(tmp_path)
    add(root, "one", "https://github.com/old/name", "https://x.example.org/b")

    made = propose(root, moved("https://github.com/new/name/", url="https://github.com/old/name", source="github"))

    assert "+  paper: https://github.com/new/name\n" in made.changes[0].diff()


def test_two_old_addresses_do_not_become_one(tmp_path: Path) -> None:
    root = make(tmp_path)
    add(root, "one", OLD, "https://lab.example.org/second")
    new = "https://lab.example.org/new"

    made = propose(root, moved(new), moved(new, url="https://lab.example.org/second"))

    assert [reason for _, reason in made.left] == ["the list already has the new address"]
    assert made.changes[0].after.count(new) == 1
