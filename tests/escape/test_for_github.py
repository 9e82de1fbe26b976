import pytest

from generator.escape.for_github import Slugs, reference, resolve, shown, slug, target


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Quantization", "quantization"),
        ("Early Exit and Layer Skipping", "early-exit-and-layer-skipping"),
        ("Folding & Creasing", "folding--creasing"),
        ("Key-Value Sharing (MQA, GQA)", "key-value-sharing-mqa-gqa"),
        ("C++ / CUDA", "c--cuda"),
        ("snake_case stays", "snake_case-stays"),
        ("🤖 Models", "-models"),
        ("Models 🤖", "models-"),
        ("Élan Vital 字", "élan-vital-字"),
        ("What's new?", "whats-new"),
        ("x²: 50 %", "x-50-"),
        ("⚙\ufe0f Systems", "\ufe0f-systems"),
        ("!?", ""),
    ],
)
def test_an_anchor_is_what_github_makes_of_the_heading(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


def test_repeated_headings_are_numbered() -> None:
    slugs = Slugs()
    assert [slugs.next(one) for one in ("Data", "Data", "data", "Other")] == ["data", "data-1", "data-2", "other"]


def test_a_number_that_is_taken_is_passed_over() -> None:
    slugs = Slugs()
    assert [slugs.next(one) for one in ("Foo", "Foo 1", "Foo")] == ["foo", "foo-1", "foo-2"]


def test_a_link_gets_the_anchor_of_its_heading_wherever_that_stands() -> None:
    document = f"[x](#{reference('b')})\n\n# Data\n\n## Data{target('b')}\n"
    assert resolve(document) == "[x](#data-1)\n\n# Data\n\n## Data\n"


def test_headings_inside_code_do_not_count() -> None:
    document = f"```sh\n# Data\n```\n~~~\n# Data\n```\n~~~\n# Data{target('a')}\n[x](#{reference('a')})"
    assert resolve(document).endswith("[x](#data)")


def test_a_link_to_nothing_is_a_mistake_of_the_template() -> None:
    with pytest.raises(KeyError):
        resolve(f"[x](#{reference('nowhere')})")


def test_the_anchor_follows_what_readers_see_of_a_heading() -> None:
    assert shown("A &amp; [B](https://example.org) <span>$</span>") == "A & B $"
