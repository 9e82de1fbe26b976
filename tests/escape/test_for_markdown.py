import html.parser
import re

import markdown
import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import example, given

from generator.escape.characters import plain
from generator.escape.for_markdown import text
from tests import hostile

# More than the site switches on, so that switching one on later does not open a hole.
EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details",
    "pymdownx.emoji", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark",
    "pymdownx.superfences", "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip
SITE = markdown.Markdown(extensions=EXTENSIONS)


class _Seen(html.parser.HTMLParser):
    """What a reader sees of a page: its texts, and the elements around them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elements: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        assert tag != "span" or not attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return _words("".join(self.texts))


def _words(value: str) -> str:
    return " ".join(value.split())


def _gfm(source: str) -> _Seen:
    # GitHub lets such HTML through that does no harm.
    return _Seen(github_flavored_markdown_to_html(source, options=Options.CMARK_OPT_UNSAFE))


def _site(source: str) -> _Seen:
    return _Seen(SITE.reset().convert(source))


READERS = pytest.mark.parametrize("read", [_gfm, _site], ids=["GitHub", "Python-Markdown"])


@READERS
@given(value=hostile.values)
@example(value="1. one")
@example(value="12) twelve")
@example(value="+")
@example(value="a:b:c:d:")
def test_a_paragraph_shows_exactly_the_value(read: type[_Seen], value: str) -> None:
    seen = read(text(value))
    assert seen.text == _words(plain(value))
    assert set(seen.elements) <= {"p", "span"}


@READERS
@given(value=hostile.values)
def test_a_cell_shows_exactly_the_value_and_stays_one_cell(read: type[_Seen], value: str) -> None:
    seen = read(f"| a | b |\n| --- | --- |\n| {text(value)} | z |\n")
    assert "".join(seen.text.split()) == "".join(f"ab{plain(value)}z".split())
    assert [one for one in seen.elements if one != "span"] == [
        "table",
        "thead",
        "tr",
        "th",
        "th",
        "tbody",
        "tr",
        "td",
        "td",
    ]


@READERS
@given(value=hostile.values)
def test_a_links_text_shows_exactly_the_value_and_opens_no_other_link(read: type[_Seen], value: str) -> None:
    seen = read(f"see [x{text(value)}x](https://example.org/)")
    assert seen.text == _words(f"see x{plain(value)}x")
    assert [one for one in seen.elements if one != "span"] == ["p", "a"]


@READERS
@given(value=hostile.values)
def test_a_heading_shows_exactly_the_value(read: type[_Seen], value: str) -> None:
    seen = read(f"## x{text(value)}x")
    assert seen.text == _words(f"x{plain(value)}x")
    assert [one for one in seen.elements if one != "span"] == ["h2"]


@given(hostile.values)
def test_inside_an_html_element_it_is_text_too(value: str) -> None:
    seen = _Seen(f"<div>{text(value)}</div>")
    assert seen.text == _words(plain(value))
    assert set(seen.elements) <= {"div", "span"}


@given(hostile.values)
def test_what_github_looks_for_in_finished_text_is_broken_up(value: str) -> None:
    for node in _gfm(text(value)).texts:
        assert not re.search(r"(?<![\w`])@\w|:[\w+-]+:|(?<!\w)#\d|\$\S[^$]*\$", node)


@pytest.mark.parametrize(
    "title",
    [
        "AWQ: Activation-aware Weight Quantization for LLM Compression and Acceleration",
        "What Makes Good In-Context Examples for GPT-3?",
        "SparseGPT: Massive Language Models Can Be Accurately Pruned in One-Shot (2023)",
        "It's 50/50, isn't it? Not quite; see below.",
    ],
)
def test_an_ordinary_title_stays_readable_in_the_source(title: str) -> None:
    assert text(title) == title


def test_a_dollar_sign_is_escaped_as_githubs_manual_says() -> None:
    assert text("It costs $5 or $6") == "It costs <span>&#36;</span>5 or <span>&#36;</span>6"
