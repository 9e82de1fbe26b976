import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Span, as_json, github, line_reader, ordered, text

LINES = {("e.yml", 2): "autors: [A]"}


def line_of(path: str, line: int) -> str:
    return LINES.get((path, line), "")


ONE = Diagnostic(Span("e.yml", 2, 1, 6), "unknown-field", "no field is called 'autors'", "did you mean 'authors'?")

anything = st.text()
diagnostics = st.builds(
    Diagnostic,
    st.builds(Span, anything, st.integers(1, 9), st.integers(1, 300), st.integers(1, 300)),
    st.just("a-code"),
    anything,
    anything,
    st.sampled_from(["error", "warning"]),
)


def test_text_shows_the_line_and_marks_the_place() -> None:
    assert text([ONE], line_of) == (
        "e.yml:2:1: error[unknown-field]: no field is called 'autors'\n"
        " 2 | autors: [A]\n"
        "   | ^^^^^^ did you mean 'authors'?\n"
    )


def test_a_problem_of_a_whole_file_has_its_hint_below() -> None:
    one = Diagnostic(Span("gone.yml"), "missing-file", "the file is missing", "restore it")
    assert text([one], line_of) == "gone.yml:1:1: error[missing-file]: the file is missing\n  = restore it\n"


def test_the_marker_stands_under_wide_characters() -> None:
    one = Diagnostic(Span("e.yml", 1, 4, 2), "a-code", "m")
    shown = text([one], lambda *_: "漢字: 漢字").split("\n")
    assert shown[1] == " 1 | 漢字: 漢字"
    # Four columns for two wide characters, one for the colon before the marked space and the next wide one.
    assert shown[2] == "   |      ^^^"


def test_of_a_long_line_the_surroundings_of_the_place_are_shown() -> None:
    line = "x" * 500 + "HERE" + "y" * 500
    shown = text([Diagnostic(Span("e.yml", 1, 501, 4), "a-code", "m")], lambda *_: line).split("\n")
    assert "HERE" in shown[1]
    assert len(shown[1]) < 180
    assert shown[1].index("HERE") == shown[2].index("^^^^")


@given(st.lists(diagnostics, max_size=4), anything)
def test_no_message_steers_a_terminal_or_begins_a_line_of_its_own(found: list[Diagnostic], line: str) -> None:
    printed = text(found, lambda *_: line.replace("\n", " "))
    assert printed.replace("\n", "").isprintable()
    assert all(
        one.startswith((" ", "  = ")) or ": error[" in one or ": warning[" in one for one in printed.splitlines()
    )


@given(st.lists(diagnostics, max_size=4))
def test_github_gets_one_command_a_problem_and_no_other(found: list[Diagnostic]) -> None:
    printed = github(found, lambda *_: "::error::x ##[error]x")
    commands = [line for line in printed.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == len(ordered(found))
    assert "##[" not in printed.replace("".join(commands), "")


def test_github_commands_name_the_place_and_escape_what_has_a_meaning_there() -> None:
    one = Diagnostic(Span("a,b:c.yml", 2, 3, 4), "a-code", "50%\nmore", "a hint", "warning")
    assert github([one], line_of).endswith(
        "::warning file=a%2Cb%3Ac.yml,line=2,col=3,endColumn=7,title=a-code::"
        "50%25\N{REPLACEMENT CHARACTER}more (a hint)\n"
    )


def test_json_holds_every_part() -> None:
    assert json.loads(as_json([ONE], line_of)) == [
        {
            "path": "e.yml",
            "line": 2,
            "column": 1,
            "length": 6,
            "severity": "error",
            "code": "unknown-field",
            "message": "no field is called 'autors'",
            "hint": "did you mean 'authors'?",
        }
    ]


@given(st.lists(diagnostics, max_size=4))
def test_json_can_be_printed_in_any_encoding(found: list[Diagnostic]) -> None:
    assert len(json.loads(as_json(found, line_of).encode("ascii"))) == len(ordered(found))


def test_problems_come_by_place_and_each_once() -> None:
    later = Diagnostic(Span("e.yml", 10, 1), "b-code", "m")
    assert ordered([later, ONE, later]) == [ONE, later]


def test_lines_are_read_once_and_never_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a secret\n", "utf-8")
    (tmp_path / "e.yml").symlink_to("secret")
    (tmp_path / "f.yml").write_bytes(b"one\r\ntwo\xff\n")
    line = line_reader(tmp_path)
    assert line("e.yml", 1) == ""
    assert line("f.yml", 1) == "one"
    assert line("f.yml", 2) == "two\N{REPLACEMENT CHARACTER}"
    assert line("f.yml", 9) == ""
    assert line("nowhere.yml", 1) == ""
