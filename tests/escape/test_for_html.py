import html5lib
from hypothesis import given

from generator.escape.characters import plain
from generator.escape.for_html import attribute, text
from tests import hostile


def _parsed(page: str) -> tuple[list[str], str, dict[str, str]]:
    """Return the elements in the body, its text, and the attributes of its first element."""
    body = html5lib.parse(f"<!doctype html><body>{page}", namespaceHTMLElements=False).find("body")
    assert body is not None
    first = next(iter(body), None)
    return (
        [one.tag for one in body.iter()][1:],
        "".join(body.itertext()),
        dict(first.attrib) if first is not None else {},
    )


@given(hostile.values)
def test_text_is_shown_as_it_is(value: str) -> None:
    elements, shown, _ = _parsed(f"<p>{text(value)}</p>")
    assert elements == ["p"]
    assert shown == plain(value)


@given(hostile.values)
def test_an_attribute_keeps_its_value_in_either_quotes(value: str) -> None:
    for quote in ("'", '"'):
        elements, _, attributes = _parsed(f"<p title={quote}{attribute(value)}{quote}></p>")
        assert elements == ["p"]
        assert attributes == {"title": plain(value)}
