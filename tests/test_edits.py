"""Single values change, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.edits import Edit, EditError, apply

PATH = "entries/papers/2023/one.yml"
TEXT = """\
# head
title: 'One: a study' # why
year: 2023
topics: [folding, "rounding"] # two
links: {paper: https://a.example.org/1, code: "https://b.example.org/2"}
aka:
  - Plain words # here
  - "Quoted: words"
# tail
"""


@pytest.mark.parametrize(
    ("key", "value", "before", "after"),
    [
        ("title", "Two: another", "'One: a study'", '"Two: another"'),
        ("title", 'Say "two"', "'One: a study'", '"Say \\"two\\""'),
        ("year", 2024, "2023", "2024"),
        ("topics.0", "scaling", "[folding,", "[scaling,"),
        ("topics.1", "scaling", '"rounding"', '"scaling"'),
        ("links.paper", "https://c.example.org/3", "https://a.example.org/1", "https://c.example.org/3"),
        ("links.code", "https://c.example.org/3", "https://b.example.org/2", "https://c.example.org/3"),
        ("aka.0", "Other words", "Plain words", "Other words"),
        ("aka.1", "Other: words", "Quoted: words", "Other: words"),
    ],
)
def test_one_value_is_replaced_in_place(key: str, value: str | int, before: str, after: str) -> None:
    assert apply(PATH, TEXT, [Edit(PATH, key, value)]).after == TEXT.replace(before, after)


@pytest.mark.parametrize(
    ("key", "value", "line", "below"),
    [
        ("venue", "ICTM", "venue: ICTM\n", "year: 2023\n"),
        ("track", "Findings", "track: Findings\n", "year: 2023\n"),
        (
            "authors",
            ("Ada Example", "Bo Example"),
            "authors: [Ada Example, Bo Example]\n",
            "title: 'One: a study' # why\n",
        ),
        ("authors", ("Ada, the First",), 'authors: ["Ada, the First"]\n', "title: 'One: a study' # why\n"),
    ],
)
def test_a_field_is_added_where_the_order_has_it(key: str, value: str | tuple[str, ...], line: str, below: str) -> None:
    assert apply(PATH, TEXT, [Edit(PATH, key, value)]).after == TEXT.replace(below, below + line)


def test_an_item_of_a_vocabulary_is_replaced_too() -> None:
    text = "# lists\n- id: little\n  repository: https://a.example.org/1 # here\n"

    after = apply(
        "entries/lists.yml", text, [Edit("entries/lists.yml", "0.repository", "https://b.example.org/2")]
    ).after

    assert after == text.replace("https://a.example.org/1", "https://b.example.org/2")


def test_a_field_is_added_after_a_value_of_several_lines() -> None:
    text = 'title: "One\n  and two"\nauthors:\n  - Ada Example\n- x\nyear: 2023\n'.replace("- x\n", "")

    after = apply(PATH, text, [Edit(PATH, "venue", "ICTM"), Edit(PATH, "year", 2024)]).after

    assert after == text.replace("year: 2023\n", "year: 2024\nvenue: ICTM\n")


def test_several_edits_of_one_file_are_one_change() -> None:
    change = apply(PATH, TEXT, [Edit(PATH, "year", 2024), Edit(PATH, "venue", "ICTM"), Edit(PATH, "track", "Findings")])

    assert "year: 2024\nvenue: ICTM\ntrack: Findings\n" in change.after
    assert "-year: 2023\n+year: 2024\n+venue: ICTM\n+track: Findings\n" in change.diff()


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("title: >\n  folded\n  text\nyear: 2023\n", "title", "One"),
        ('title: "two\n  lines"\nyear: 2023\n', "title", "One"),
        ("title: [", "title", "One"),
        ("title: One\ntitle: Two\n", "title", "Three"),
        ("- title\n", "title", "One"),
        ("title: One\n", "links.paper", "https://a.example.org/"),
        ("title: One\nlinks:\n  paper: [a, b]\n", "links.paper", ("c",)),
        ("title: One\n", "summary", "Words"),
        ("topics: [a]\n", "authors", ("Ada",)),
    ],
)
def test_what_cannot_be_written_in_place_is_refused(text: str, key: str, value: str | tuple[str, ...]) -> None:
    with pytest.raises(EditError):
        apply(PATH, text, [Edit(PATH, key, value)])


@given(
    some.text(
        some.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn", "Mn"]), min_size=1
    )
)
def test_any_title_comes_back_as_it_was_given_or_is_refused(title: str) -> None:
    try:
        after = apply(PATH, TEXT, [Edit(PATH, "title", title)]).after
    except EditError:
        return
    lines = after.split("\n")
    assert lines[0] == "# head"
    assert lines[1].startswith('title: "')
    assert lines[1].endswith(" # why")
    assert lines[2:] == TEXT.split("\n")[2:]
