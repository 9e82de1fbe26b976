"""Formatting gives one canonical text, keeps every comment and value, and leaves broken files alone."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import fmt, source
from generator.cli import cli

PATH = "entries/papers/2023/tiny.yml"
HEAD = "# yaml-language-server: $schema=../../schema/paper.json\n"

MESSY = """\
# Checked by hand.
# yaml-language-server: $schema=elsewhere.json
year: 2023 # of the journal
# the printed title has a typo
title: 'Tiny: # a study' # sic

authors: [ # from the PDF
  Ada Lark, # first
  # spelt so on the paper
  "Bo Finch"
  ]
links: {paper: "https://arxiv.org/pdf/2301.00001v2.pdf", code: [https://github.com/lark/tiny/]} # both work
topics:
# more precise than pruning
- structured # home
tags: [] # none fits
summary: > # own words
  Cuts
  heads.
# the end
"""

CLEAN = (
    HEAD
    + """\
# Checked by hand.
# the printed title has a typo
title: "Tiny: # a study"  # sic
authors:  # from the PDF
  - Ada Lark  # first
  # spelt so on the paper
  - Bo Finch
year: 2023  # of the journal
topics:
  # more precise than pruning
  - structured  # home
links:  # both work
  paper: https://arxiv.org/abs/2301.00001
  code: https://github.com/lark/tiny
summary: "Cuts heads."  # own words
# none fits
# the end
"""
)

PLAIN = """\
title: "Tiny"
authors: [Ada Lark, Bo Finch]
year: 2023
topics: [structured, other]
links:
  paper:
    - https://arxiv.org/abs/2301.00001
    - https://lab.org/tiny#page
  code: https://github.com/lark/tiny
aka:
  - "Tiny # one"
"""


def formatted(content: str, path: str = PATH) -> str:
    text, problems = fmt.formatted(path, content)
    assert problems == []
    assert text is not None
    return text


def test_order_quotes_wrapping_and_addresses_become_canonical_and_comments_stay() -> None:
    assert formatted(MESSY) == CLEAN


@pytest.mark.parametrize("content", [CLEAN, HEAD + PLAIN])
def test_a_canonical_entry_is_left_as_it_is(content: str) -> None:
    assert formatted(content) == content


def commented(content: str, seed: int) -> str:
    """Return the text with comments sprinkled wherever YAML allows a whole-line or trailing one."""
    rolls = random.Random(seed)  # noqa: S311 - test data, no secret
    lines = []
    for number, line in enumerate(content.splitlines()):
        if rolls.random() < 0.4:
            lines.append(" " * rolls.randrange(6) + f"# above {number}")
        lines.append(line + (f" # behind {number}" if rolls.random() < 0.4 else ""))
    return "\n".join([*lines, "# last"]) + "\n"


@settings(deadline=None)
@given(st.integers(0, 10**9), st.permutations(["a", "b", "c", "d", "e", "f"]))
def test_formatting_twice_is_formatting_once_wherever_comments_and_fields_stand(seed: int, order: list[str]) -> None:
    blocks = PLAIN.replace("\ntitle", "\n\ntitle").split("\n")
    fields = "\n".join(f"\x00{line}" if not line.startswith(" ") else line for line in blocks if line).split("\x00")[1:]
    shuffled = "".join(f"{one.rstrip()}\n" for _, one in sorted(zip(order, fields, strict=True)))
    messy = commented(shuffled, seed)
    once = formatted(messy)
    assert formatted(once) == once
    assert all(once.count(f"# {kind}") == messy.count(f"# {kind}") for kind in ("above", "behind", "last"))
    document, _ = source.parse(PATH, once)
    plain, _ = source.parse(PATH, PLAIN)
    assert document is not None
    assert plain is not None
    assert document.value == plain.value


def test_windows_line_ends_and_a_byte_order_mark_go(tmp_path: Path) -> None:
    write(tmp_path, b"\xef\xbb\xbf" + CLEAN.replace("\n", "\r\n").encode())
    changes, problems = fmt.changes(tmp_path, [PATH])
    assert problems == []
    assert [one.after for one in changes] == [CLEAN]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("title: a: b\n", "not-yaml"),
        ("titel: x\n", "unknown-field"),
        (PLAIN.replace("2023", "20x3"), "wrong-type"),
        (PLAIN + "year: 2024\n", "duplicate-key"),
        ("- a\n", "wrong-type"),
        (PLAIN.replace("Tiny", "Ti\u200bny"), "forbidden-character"),
        (PLAIN.replace("topics:", "topics: &x").replace("aka:", "lists: *x\naka:"), "yaml-alias"),
    ],
)
def test_a_broken_file_is_reported_and_not_touched(tmp_path: Path, content: str, code: str) -> None:
    write(tmp_path, content.encode())
    changes, problems = fmt.changes(tmp_path, [PATH])
    assert changes == []
    assert code in {one.code for one in problems}


def test_only_entry_files_below_the_root_are_chosen(tmp_path: Path) -> None:
    write(tmp_path, PLAIN.encode())
    (tmp_path / "entries/topics.yml").write_text("[]\n")
    (tmp_path.parent / "stranger.yml").write_text("a: b\n")
    assert fmt.files(tmp_path, []) == [PATH]
    assert fmt.files(tmp_path, [tmp_path / "entries/topics.yml", tmp_path.parent / "stranger.yml"]) == []
    assert fmt.files(tmp_path, [tmp_path / "entries/papers/2023", tmp_path / PATH]) == [PATH]


def test_the_problem_stands_at_the_first_line_that_differs() -> None:
    problem = fmt.not_formatted(fmt.Change(PATH, "a: 1\nb:   2\n", "a: 1\nb: 2\n"))
    assert (problem.span.line, problem.code) == (2, "not-formatted")
    assert "b: 2" in problem.hint


def test_a_missing_last_line_end_is_a_difference() -> None:
    change = fmt.Change(PATH, "a: 1", "a: 1\n")
    assert fmt.not_formatted(change).span.line == 1
    assert "\\ No newline at end of file\n" in fmt.diff(change)


def write(root: Path, content: bytes) -> None:
    (root / PATH).parent.mkdir(parents=True)
    (root / PATH).write_bytes(content)


def project(root: Path) -> CliRunner:
    write(root, MESSY.encode())
    return CliRunner()


def test_the_command_formats_and_says_which_files(tmp_path: Path) -> None:
    runner = project(tmp_path)
    result = runner.invoke(cli, ["--root", str(tmp_path), "fmt"])
    assert (result.exit_code, result.stdout) == (0, f"formatted {PATH}\n")
    assert (tmp_path / PATH).read_text("utf-8") == CLEAN
    assert [one.name for one in (tmp_path / PATH).parent.iterdir()] == ["tiny.yml"]
    assert runner.invoke(cli, ["--root", str(tmp_path), "fmt", "--check"]).exit_code == 0


def test_the_command_changes_nothing_when_asked_to_check_or_to_show(tmp_path: Path) -> None:
    runner = project(tmp_path)
    checked = runner.invoke(cli, ["--root", str(tmp_path), "fmt", "--check"])
    shown = runner.invoke(cli, ["--root", str(tmp_path), "fmt", "--diff"])
    assert (checked.exit_code, shown.exit_code) == (1, 0)
    assert "not-formatted" in checked.stdout
    assert "+title: " in shown.stdout
    assert (tmp_path / PATH).read_text("utf-8") == MESSY


def test_a_path_without_entries_is_wrong_usage(tmp_path: Path) -> None:
    result = project(tmp_path).invoke(cli, ["--root", str(tmp_path), "fmt", str(tmp_path / "entries")])
    assert result.exit_code == 0
    (tmp_path / "notes.yml").write_text("a: b\n")
    result = CliRunner().invoke(cli, ["--root", str(tmp_path), "fmt", str(tmp_path / "notes.yml")])
    assert result.exit_code == 2
    assert "no entry file" in result.stderr
