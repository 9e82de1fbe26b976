"""Text in the wrong encoding: undone where it is certain, left alone where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers.encoding import repair


@pytest.mark.parametrize("encoding", ["mac_roman", "latin-1"])
@pytest.mark.parametrize("text", ["Naïve Bayes", "Gödel, Escher", "∞-former", "Тест", "木 Tree"])
def test_what_was_misread_comes_back(text: str, encoding: str) -> None:
    damaged = text.encode("utf-8").decode(encoding)
    assert repair(damaged)[0] == text


def test_windows_characters_come_back() -> None:
    assert repair("Na\u00c3\u00afve")[0] == "Naïve"
    assert repair("it\u00e2\u20ac\u2122s")[0] == "it\u2019s"


def test_each_repaired_line_is_told_with_its_number_and_encoding() -> None:
    after, lines = repair("plain\nNa\u221a\u00d8ve\nplain")
    assert after == "plain\nNaïve\nplain"
    assert [(one.number, one.after, one.encoding) for one in lines] == [(2, "Naïve", "mac_roman")]


def test_a_no_break_space_survives() -> None:
    assert repair("a\u00a0b".encode().decode("mac_roman"))[0] == "a\u00a0b"


@pytest.mark.parametrize("text", ["Christopher Ré", "Ångström", "naïve", "São Paulo", "ΑΒΓ", "日本語", "emoji 🦉"])
def test_text_in_the_right_encoding_is_left_alone(text: str) -> None:
    assert repair(text) == (text, [])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_the_misreading_of_mac_roman_is_undone_for_any_text(text: str) -> None:
    if not text.isascii():
        assert repair(text.encode().decode("mac_roman"))[0] == text


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_never_changed(text: str) -> None:
    assert repair(text) == (text, [])
