"""Ids of new entries: short, readable, free, and always the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers.ids import proposed
from generator.model import KEBAB, MAX_ID


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("SHEARS: Cutting Weights Without Tears", "shears"),
        ("OWL.int8(): 8-bit Owls", "owl-int8"),
        ("OWL+: More Owls", "owl-plus"),
        ("Owl++: Most Owls", "owl-plus-plus"),
        ("Cut & Run: Lossless Owls", "cut-and-run"),
        ("\u221e-owl: Owls for Ever", "infinity-owl"),
        ("Owl-\u03a3: Many Owls", "owl-sigma"),
        ("Zo\u00ebformer: A Zo\u00eb", "zoeformer"),
        ("The Owl That Came in From the Cold", "the-owl-that-came"),
        ("Owls Are Not What They Seem Now", "owls-are-not-what-they-seem"),
        ("Cutting Step-by-Step! Outperforming Larger Owls", "cutting-step-by-step"),
        ("How Many Owls Do You Need?", "how-many-owls-do-you-need"),
        ("Owls Don't Need a Teacher", "owls-dont-need-a-teacher"),
        ("Maybe 0.5% Is Enough", "maybe-0-5-percent-is-enough"),
    ],
)
def test_an_id_is_the_short_name_or_the_first_words(title: str, expected: str) -> None:
    assert proposed(title, 2023, ()) == expected


def test_a_taken_id_gets_more_words_of_the_title() -> None:
    assert proposed("Owl: A General Framework", 2023, {"owl"}) == "owl-a-general"


def test_a_title_with_no_more_words_gets_the_year() -> None:
    assert proposed("Owl", 2023, {"owl"}) == "owl-2023"
    assert proposed("Owl", 2023, {"owl", "owl-2023"}) == "owl-2023-2"


@given(st.text(min_size=1, max_size=120).filter(lambda text: any(char.isascii() and char.isalnum() for char in text)))
def test_any_title_with_a_letter_gets_a_valid_id(title: str) -> None:
    identity = proposed(title, 2023, ())
    assert KEBAB.match(identity)
    assert len(identity) <= MAX_ID


@given(st.lists(st.sampled_from(["Owl: A Bird", "Owl: A Bird of Prey", "Owl", "owl: a bird"]), max_size=12))
def test_ids_of_one_import_never_clash(titles: list[str]) -> None:
    taken: list[str] = []
    for title in titles:
        taken.append(proposed(title, 2023, taken))
    assert len(set(taken)) == len(taken)
