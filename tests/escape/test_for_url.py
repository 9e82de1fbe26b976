import html5lib
import markdown
import pytest
from cmarkgfm import github_flavored_markdown_to_html
from hypothesis import given
from hypothesis import strategies as st

from generator.escape.for_url import address, bare, part
from tests import hostile

tails = hostile.values.map(lambda value: f"https://example.org/{value}")


def _links(page: str) -> list[tuple[str, dict[str, str]]]:
    found = html5lib.parse(page, namespaceHTMLElements=False).find("body")
    assert found is not None
    return [(one.tag, dict(one.attrib)) for one in found.iter() if one.tag not in {"body", "p"}]


@given(tails)
def test_html_and_both_readers_of_markdown_see_the_same_address(value: str) -> None:
    expected = [("a", {"href": bare(value)})]
    assert _links(f'<a href="{address(value)}">x</a>') == expected
    assert _links(github_flavored_markdown_to_html(f"[x]({address(value)})")) == expected
    assert _links(markdown.markdown(f"[x]({address(value)})", extensions=["tables", "attr_list"])) == expected


@pytest.mark.parametrize(
    "value",
    [
        "https://arxiv.org/abs/2306.00978",
        "https://openreview.net/forum?id=abc_-1&noteId=2",
        "https://example.org/a%20b/~c/d;e=f,g:h@i!#part/2",
        "http://example.org",
    ],
)
def test_an_ordinary_address_stays_as_it_is(value: str) -> None:
    assert bare(value) == value


@given(st.one_of(hostile.values, hostile.values.map(lambda value: f"javascript:{value}")))
def test_what_is_no_web_address_becomes_empty(value: str) -> None:
    if not value.lower().startswith(("http://", "https://")):
        assert address(value) == bare(value) == ""


@pytest.mark.parametrize(
    "value", ["https://", "https:///path", "https://a\\@b/", "https://user@host/", "//a.org", " https://a.org"]
)
def test_an_address_without_a_plain_host_becomes_empty(value: str) -> None:
    assert address(value) == ""


@given(hostile.values)
def test_one_part_of_a_path_stays_one_part(value: str) -> None:
    assert not set(part(value)) & set("/?#&=<>\"' ")
