import pytest

from generator import vocabulary
from generator.source import Value

FILE: Value = [
    {"id": "ICTM", "name": "International Conference on Tiny Models", "aliases": ["Tiny Models"]},
    {"id": "weights", "name": "Weights", "topics": [{"id": "folding", "name": "Folding & Creasing"}]},
    {"id": "broken", "name": ["no", "text"], "aliases": "one-alias"},
    {"name": "without an id"},
    "no mapping",
]
WORDS = vocabulary.of("entries/x.yml", FILE)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ictm", "ICTM"),
        ("ICTM 2023", "ICTM"),
        ("ICTM'23", "ICTM"),
        ("tiny-models", "ICTM"),
        ("International Conference on Tiny Models 2024", "ICTM"),
        ("foldin", "folding"),
        ("folding and creasing", "folding"),
        ("one alias", "broken"),
        ("zebra", None),
    ],
)
def test_a_misspelt_word_leads_to_what_was_meant(said: str, meant: str | None) -> None:
    assert WORDS.meant(said) == meant


def test_items_with_mistakes_are_known_all_the_same() -> None:
    assert set(WORDS.keys) == {"ICTM", "weights", "folding", "broken"}
    assert WORDS.keys["folding"] == ["1.topics.0"]


def test_the_hint_names_the_file_where_nothing_is_near() -> None:
    assert WORDS.hint("zebra") == "known ones are listed in entries/x.yml"
