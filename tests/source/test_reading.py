"""The careful and the quick reading give the same values, and the two parsers the same verdict."""

import random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import source

# What entries are made of, and what breaks them.
PIECES = [
    "a", "title: x", "b: c", ": ", " ", "  ", "\n", "\n", "- ", "[", "]", "{", "}", ",", "'", '"', "# c", " #c", "&a",
    "*a", "!", "!!str ", "|", ">", "|-\n", "?", "? ", "---", "...\n", "%", "@", "`", ":", "https://x.example/z?a=b",
    "\\", "\\u12", "é", "-", "<<: ", "null", "~", "\r\n", "\t", "\u202e", "links:\n  paper: ", "|2\n", ">+\n", "\ud800",
    '"\\ud83d\\ude00"', '"\\U0011ffff"', "\x85", "\u2028", "\ufeff", "AWQ: y",
]  # fmt: skip

both = pytest.mark.skipif(not source.FAST, reason="libyaml is missing: there is one parser only")


def outcome(content: str, *, fast: bool) -> tuple[Any, ...]:
    document, problems = source.parse("entry.yml", content, fast=fast)
    if document is None:
        return None, problems
    return document.value, problems, document.spans.places, document.keys.places


@both
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_verdict_on_any_text_is_the_same_with_and_without_libyaml(content: str) -> None:
    assert outcome(content, fast=True) == outcome(content, fast=False)


@both
@given(st.text(max_size=40))
def test_the_verdict_on_any_characters_is_the_same_with_and_without_libyaml(title: str) -> None:
    content = f'title: "{title}"\nyear: 2023\n'
    assert outcome(content, fast=True) == outcome(content, fast=False)


@both
def test_many_texts_of_a_fixed_seed_get_the_same_verdict() -> None:
    draw = random.Random(7)  # noqa: S311 - the same texts on every run
    for _ in range(4_000):
        content = "".join(draw.choice(PIECES) for _ in range(draw.randint(2, 12)))
        assert outcome(content, fast=True) == outcome(content, fast=False), repr(content)


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Zl", "Zp"]))
keys = st.text(st.sampled_from("abcdefgh"), min_size=1, max_size=4)
values = st.recursive(
    texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(keys, values, min_size=1, max_size=4))
def test_what_yaml_writes_is_read_back(value: dict[str, Any]) -> None:
    # Quoted, as every scalar is text here.
    written = yaml.safe_dump(value, allow_unicode=True, default_style='"', width=10_000)
    document, problems = source.parse("entry.yml", written)
    assert problems == []
    assert document is not None
    assert document.value == value


@given(st.dictionaries(keys, st.lists(texts, max_size=3), min_size=1, max_size=4))
def test_every_place_holds_the_value_that_stands_there(value: dict[str, list[str]]) -> None:
    written = yaml.safe_dump(value, allow_unicode=True, default_style='"', width=10_000)
    document, _ = source.parse("entry.yml", written)
    assert document is not None
    lines = written.split("\n")
    for key, items in value.items():
        for index, item in enumerate(items):
            span = document.spans.at(f"{key}.{index}")
            line = lines[span.line - 1]
            assert yaml.safe_load(line[span.column - 1 : span.column - 1 + span.length]) == item


def test_a_scalar_stays_the_text_that_was_written() -> None:
    document, _ = source.parse("e.yml", "a: 2306.10000\nb: no\nc: 0x10\nd: 2023-01-01\ne: 1e3\n")
    assert document is not None
    assert document.value == {"a": "2306.10000", "b": "no", "c": "0x10", "d": "2023-01-01", "e": "1e3"}


def test_windows_line_ends_and_a_byte_order_mark_are_no_mistake(tmp_path: Any) -> None:
    (tmp_path / "e.yml").write_bytes(b"\xef\xbb\xbftitle: a\r\nyear: b\r\n")
    document, problems = source.read(tmp_path, "e.yml")
    assert problems == []
    assert document is not None
    assert document.value == {"title": "a", "year": "b"}
    assert document.spans.at("year").line == 2


def test_a_place_that_does_not_exist_is_that_of_its_nearest_ancestor() -> None:
    document, _ = source.parse("e.yml", "links:\n  paper: x\n")
    assert document is not None
    assert document.spans.at("links.paper.0") == document.spans.at("links.paper")
    assert document.spans.at("nowhere") == document.spans.at("")


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_nesting_without_end_is_refused_and_costs_no_stack(opening: str) -> None:
    document, problems = source.parse("e.yml", f"a: {opening * 50_000}" if opening != "- " else opening * 50_000)
    assert document is None
    assert [one.code for one in problems] in (["too-deep"], ["not-yaml"])


def test_aliases_of_aliases_do_not_explode() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    document, problems = source.parse("e.yml", "\n".join(lines))
    assert document is not None
    assert {one.code for one in problems} == {"yaml-alias"}


def test_a_private_character_in_a_value_is_kept() -> None:
    # The slow parser hides question marks behind such characters.
    content = "a: [\U00010000b?c, !x d?e]\n"
    document, _ = source.parse("e.yml", content, fast=False)
    assert document is not None
    assert document.value == {"a": ["\U00010000b?c", "d?e"]}


def test_an_address_with_a_question_mark_may_stand_in_brackets() -> None:
    for fast in {source.FAST, False}:
        document, problems = source.parse("e.yml", "paper: [https://x.example/forum?id=a]\n", fast=fast)
        assert problems == []
        assert document is not None
        assert document.value == {"paper": ["https://x.example/forum?id=a"]}
