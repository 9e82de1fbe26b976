"""Lists in Markdown: which lines are items, and that no link of a text is missed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers.items import Item, Reading
from generator.importers.markdown import all_links, read
from tests.importers import invented


def only(text: str) -> Item:
    (one,) = read(text).items
    return one


def held(reading: Reading) -> set[tuple[int, str]]:
    links = [link for one in reading.items for link in one.links]
    links += [link for one in reading.leftovers for link in one.links]
    return {(link.line, link.url) for link in links}


def test_headings_are_the_path_of_an_item() -> None:
    reading = read("# A\n## B\n- [x](https://x.org)\n### C\n- [y](https://y.org)\n## D\n- [z](https://z.org)\n")
    assert [one.section for one in reading.items] == [("A", "B"), ("A", "B", "C"), ("A", "D")]
    assert reading.heading == "A"


def test_a_heading_keeps_its_words_and_loses_its_marks() -> None:
    assert only("## **Bold** & `code` [link](https://l.org)\n- [x](https://x.org)\n").section == ("Bold & code link",)


def test_every_kind_of_bullet_is_an_item() -> None:
    lines = "- [a](https://a.org)\n\n* [b](https://b.org)\n\n+ [c](https://c.org)\n\n1. [d](https://d.org)\n"
    assert [one.title for one in read(lines).items] == ["a", "b", "c", "d"]


def test_a_nested_bullet_is_an_item_of_its_own() -> None:
    assert [one.title for one in read("- [a](https://a.org)\n  - [b](https://b.org)\n").items] == ["a", "b"]


def test_a_table_of_contents_is_no_item() -> None:
    reading = read("- [Weights](#weights)\n  - [Heads](#heads)\n- no link at all\n")
    assert reading.items == ()
    assert [one.reason for one in reading.leftovers] == ["contents", "contents", "a bullet without a link"]


def test_prose_with_links_is_left_over_with_its_links() -> None:
    (one,) = read("See [us](https://u.org).\n").leftovers
    assert (one.reason, [link.url for link in one.links]) == ("text around the items", ["https://u.org"])


def test_links_in_html_are_left_over_too() -> None:
    (one,) = read('<div><a href="https://h.org"><img src="https://h.org/a.png"></a></div>\n').leftovers
    assert [link.url for link in one.links] == ["https://h.org", "https://h.org/a.png"]


@pytest.mark.parametrize(
    ("line", "title", "venue"),
    [
        ("- Owls, <ins>CTS, 2023</ins> [[Paper](https://o.org)]", "Owls", "CTS, 2023"),
        ("- Owls <ins> CTS, 2023</ins>, [[Paper](https://o.org)]", "Owls", "CTS, 2023"),
        ("- Owls\uff0c<ins>CTS-Short, 2022</ins> [[Paper](https://o.org)]", "Owls", "CTS-Short, 2022"),
        ("- How Many Owls? <ins>arXiv, 2022</ins> [[Paper](https://o.org)]", "How Many Owls?", "arXiv, 2022"),
        ("- How many owls?. *[arXiv'23]* [[Paper]](https://o.org)", "How many owls?", "arXiv'23"),
        ("- Owls. *[CTS'23]* [[Paper]](https://o.org) [[Code]](https://g.org)", "Owls", "CTS'23"),
        ("- Owls 2.0. *[CTS'23]* [[Paper]](https://o.org)", "Owls 2.0", "CTS'23"),
        ("- Owls(): 8-bit Owls, <ins>CTS, 2022</ins> [[Paper](https://o.org)]", "Owls(): 8-bit Owls", "CTS, 2022"),
        ("- Owls. [[URL]](https://o.org)", "Owls", ""),
        ("- Owls, <ins>CTS, 2023</ins> [[Paper]](https://o.org) [[Code](https://g.org)]", "Owls", "CTS, 2023"),
    ],
)
def test_a_title_ends_where_its_venue_or_links_begin(line: str, title: str, venue: str) -> None:
    one = only(f"{line}\n")
    assert (one.title, one.venue) == (title, venue)
    assert one.links[0].url == "https://o.org"


def test_labels_lose_their_brackets() -> None:
    one = only("- Owls, <ins>CTS, 2023</ins> [[Paper](https://o.org)] [[Code2]](https://g.org)\n")
    assert [link.label for link in one.links] == ["Paper", "Code2"]


def test_a_link_broken_over_a_line_is_whole() -> None:
    one = only("- Owls. *[CTS'23]* [[Paper]](https://o.org) [[Code]](https://g.org/owl.\n)\n")
    assert [link.url for link in one.links] == ["https://o.org", "https://g.org/owl."]


def test_a_linked_title_is_followed_by_authors() -> None:
    one = only("* [Owls: Their Nights](https://o.org). Ada Owl, Bo Elk. [[Paper]](https://o.org)\n")
    assert (one.title, one.authors) == ("Owls: Their Nights", "Ada Owl, Bo Elk")


def test_badges_are_read_and_not_shown() -> None:
    badge = "https://img.shields.io/badge"
    one = only(
        f"* [![Publish]({badge}/Conference-CTS'23-blue)]() [![Type]({badge}/Structural-aaa)]() "
        "[![Star](https://img.shields.io/github/stars/owl/shears.svg)](https://github.com/owl/shears) "
        "[Owls](https://o.org). Ada Owl.\n"
    )
    assert (one.title, one.venue, one.types, one.authors) == ("Owls", "CTS'23", ("Structural",), "Ada Owl")
    assert [(link.role, link.url) for link in one.links] == [
        ("badge", "https://github.com/owl/shears"),
        ("title", "https://o.org"),
    ]


def test_a_badge_between_title_and_authors_divides_nothing() -> None:
    row = (
        "| A | B |\n|:-|:-|\n| [Owls](https://o.org) [![Type](https://img.shields.io/badge/X-aaa)]() <br> Ada Owl | |\n"
    )
    assert only(row).authors == "Ada Owl"


def test_a_row_may_have_more_cells_than_its_heading() -> None:
    one = only("| A | B |\n|:-|:-|\n| [Owls](https://o.org) <br> Ada Owl | x | [Model](https://m.org) | o |\n")
    assert [link.url for link in one.links] == ["https://o.org", "https://m.org"]
    assert one.cells[2:] == ("Model", "o")


def test_an_escaped_pipe_divides_no_cells() -> None:
    one = only(
        "| A | B |\n|:-|:-|\n| [Owls \\| Elks](https://o.org) | [Paper](https://p.org) \\| [Code](https://c.org) |\n"
    )
    assert one.title == "Owls | Elks"
    assert [link.url for link in one.links] == ["https://o.org", "https://p.org", "https://c.org"]


def test_pictures_are_figures_in_markdown_and_html() -> None:
    one = only('| A | B | C |\n|-|-|-|\n| [Owls](https://o.org) | ![](a.png) | <img width="9" src="b.png"> |\n')
    assert [link.url for link in one.links if link.role == "figure"] == ["a.png", "b.png"]


def test_the_line_of_a_row_is_its_own() -> None:
    reading = read("# T\n\n| A |\n|-|\n| [a](https://a.org) |\n| [b](https://b.org) |\n")
    assert [one.line for one in reading.items] == [5, 6]


def test_a_link_in_the_heading_of_a_table_is_left_over() -> None:
    (one,) = read("| [A](https://a.org) |\n|-|\n| [b](https://b.org) |\n").leftovers
    assert one.reason == "links in the heading of a table"


def test_addresses_stay_as_they_were_written() -> None:
    assert only("- [a](https://a.org/%7Eowl?x=[1]&y=é)\n").links[0].url == "https://a.org/%7Eowl?x=[1]&y=é"


@pytest.mark.parametrize("text", [*invented.SOURCES.values()])
def test_items_and_leftovers_hold_every_link_of_a_list(text: str) -> None:
    badges = "https://img.shields.io/"
    found = {(one.line, one.url) for one in all_links(text) if one.url and not one.url.startswith(badges)}
    assert found
    assert found <= held(read(text))


BLOCKS = (
    "- ",
    "* ",
    "| ",
    " | ",
    "\n",
    "\n\n",
    "# ",
    "*",
    "**",
    "<br>",
    "<ins>",
    "</ins>",
    "text ",
    "|-|-|\n",
    "`c`",
    "  ",
)
LINKS = (
    "[a](https://a.org)",
    "![b](b.png)",
    "[[Paper]](https://p.org)",
    "[![x](y.png)](https://z.org)",
    '<img src="i">',
)
PARTS = st.sampled_from((*BLOCKS, *LINKS))


@given(st.lists(PARTS, max_size=25).map("".join))
def test_no_link_of_any_text_is_missed(text: str) -> None:
    assert {(one.line, one.url) for one in all_links(text)} <= held(read(text))
