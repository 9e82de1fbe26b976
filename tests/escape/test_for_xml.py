from xml.etree import ElementTree

from hypothesis import given

from generator.escape.characters import plain
from generator.escape.for_xml import text
from tests import hostile


@given(hostile.values)
def test_a_parser_reads_back_text_and_attribute(value: str) -> None:
    for quote in ("'", '"'):
        found = ElementTree.fromstring(f"<a b={quote}{text(value)}{quote}>{text(value)}</a>")  # noqa: S314 - our own text
        assert (found.text or "") == plain(value)
        assert found.get("b") == plain(value)
        assert len(found) == 0
