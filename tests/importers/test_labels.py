"""The words on links, and badges."""

import pytest

from generator.importers.labels import badge, kind


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Paper", "paper"),
        ("[Paper]", "paper"),
        ("PDF", "paper"),
        ("Code", "code"),
        ("Code2", "code"),
        ("[Github]", "code"),
        ("Unofficial Github", "unofficial"),
        ("Project Page", "project"),
        ("Reddit post", "blog"),
        ("URL", "any"),
        ("Attention Is Not All", ""),
        ("", ""),
    ],
)
def test_a_label_names_a_kind(label: str, expected: str) -> None:
    assert kind(label) == expected


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ("https://img.shields.io/github/stars/owl/shears.svg?style=social&label=Star", ("stars", "owl/shears")),
        ("https://img.shields.io/github/stars/owl/shears.js.svg", ("stars", "owl/shears.js")),
        ("https://img.shields.io/badge/Conference-CTS'23%20Oral-blue", ("venue", "CTS'23 Oral")),
        ("https://img.shields.io/badge/Conference-CTS--X_2023-blue", ("venue", "CTS-X 2023")),
        ("https://img.shields.io/badge/Structural-C2A4A6", ("type", "Structural")),
    ],
)
def test_a_badge_tells_something(picture: str, expected: tuple[str, str]) -> None:
    found = badge(picture)
    assert found is not None
    assert (found.kind, found.text) == expected


def test_a_picture_elsewhere_is_no_badge() -> None:
    assert badge("https://example.org/github/stars/owl/shears.svg") is None
