import rispy
from hypothesis import given

from generator.escape.characters import plain
from generator.escape.for_ris import value
from tests import hostile


@given(hostile.values)
def test_a_value_cannot_end_its_line_or_its_record(text: str) -> None:
    record = f"TY  - JOUR\r\nTI  - x{value(text)}x\r\nPY  - 2024\r\nER  - \r\n\r\n"
    (found,) = rispy.loads(record)
    assert found["title"].split() == f"x{plain(text).strip()}x".split()
    assert found["year"] == "2024"
