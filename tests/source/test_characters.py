import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.source import characters


@pytest.mark.parametrize(
    "char",
    ["\x00", "\x1b", "\x7f", "\x85", "\xad", "\u200b", "\u200e", "\u2028", "\u202e", "\u2066", "\ufeff", "\ud800"],
)
def test_invisible_and_steering_characters_are_refused_by_name(char: str) -> None:
    assert f"U+{ord(char):04X}" in (characters.problem(f"a{char}b") or "")


@pytest.mark.parametrize(
    "text", ["é", "Łukasz Kaiser", "李明", "naïve", "e\u0301", "क्\u200dष", "\N{GRINNING FACE}", "a b"]
)
def test_letters_of_every_script_are_welcome(text: str) -> None:
    assert characters.problem(text) is None


def test_joiners_beside_latin_letters_are_refused() -> None:
    assert "U+200D" in (characters.problem("a\u200db") or "")


def test_a_pile_of_marks_is_refused() -> None:
    assert characters.problem("a" + "\u0301" * 4) is None
    assert "combining marks" in (characters.problem("a" + "\u0301" * 5) or "")


@given(st.text())
def test_cleaning_keeps_every_line_and_column(content: str) -> None:
    cleaned, _ = characters.cleaned("e.yml", content)
    whole = content.replace("\r\n", "\n").replace("\r", "\n")
    assert [len(line) for line in cleaned.rstrip("\n").split("\n")] == [
        len(line) for line in whole.rstrip("\n").split("\n")
    ]


@given(st.text())
def test_what_was_cleaned_has_no_problem_but_marks(content: str) -> None:
    cleaned, _ = characters.cleaned("e.yml", content)
    for line in cleaned.split("\n"):
        assert "marks" in (characters.problem(line) or "marks")


@given(st.text())
def test_what_is_quoted_in_a_message_stays_on_its_line(text: str) -> None:
    assert characters.problem(characters.without_forbidden(text)) in {None, characters.problem("a" + "\u0301" * 5)}
