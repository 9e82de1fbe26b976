import unicodedata

from hypothesis import given

from generator.escape.characters import plain
from tests import hostile


def test_ordinary_text_stays_as_it_is() -> None:
    assert plain("Café: 字 & <b> 😀") == "Café: 字 & <b> 😀"


def test_line_breaks_and_tabs_become_one_space() -> None:
    assert plain("a\r\n\tb\u2028c") == "a b c"


def test_a_value_that_a_screen_would_reorder_is_made_visible() -> None:
    assert plain("a\u202eb") == "a\N{REPLACEMENT CHARACTER}b"


@given(hostile.values)
def test_every_result_can_be_written_as_utf_8_on_one_line(value: str) -> None:
    result = plain(value)
    result.encode()
    assert result.splitlines() in ([], [result])
    assert not [char for char in result if unicodedata.category(char) in {"Cc", "Cs"}]


@given(hostile.values)
def test_cleaning_twice_changes_nothing_more(value: str) -> None:
    assert plain(plain(value)) == plain(value)
