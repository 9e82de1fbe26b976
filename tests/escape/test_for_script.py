import html.parser
import json

from hypothesis import given
from hypothesis import strategies as st

from generator.escape.for_script import compact, readable, script
from tests import hostile

data = st.recursive(
    hostile.values | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(hostile.values, inner, max_size=3),
    max_leaves=5,
)


class _Scripts(html.parser.HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.content = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.content += data


@given(data)
def test_a_script_element_ends_where_it_should_and_holds_the_value(value: object) -> None:
    page = _Scripts(f'<script type="application/json">{script(value)}</script><p>after</p>')
    assert page.tags == ["script", "p"]
    assert json.loads(page.content.removesuffix("after")) == value


@given(data)
def test_files_hold_the_value_in_utf_8(value: object) -> None:
    for text in (compact(value), readable(value)):
        assert json.loads(text.encode().decode()) == value


def test_letters_of_all_scripts_stay_readable() -> None:
    assert compact({"name": "Zoë 字"}) == '{"name":"Zoë 字"}'
