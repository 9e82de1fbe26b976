import csv
import io

import pytest
from hypothesis import given

from generator.escape.characters import plain
from generator.escape.for_csv import cell
from tests import hostile


@given(hostile.values)
def test_a_spreadsheet_gets_the_text_and_never_a_formula(value: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([cell(value), "next"])
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert rows == [[cell(value), "next"]]
    assert cell(value) in (plain(value), "'" + plain(value))
    assert cell(value).lstrip()[:1] not in {"=", "+", "-", "@"}


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "|calc", "%x"])
def test_what_could_be_a_formula_is_marked_as_text(value: str) -> None:
    assert cell(value).startswith("'")


def test_ordinary_text_is_not_marked() -> None:
    assert cell("AWQ: 4-bit = small") == "AWQ: 4-bit = small"
    assert cell("") == ""
