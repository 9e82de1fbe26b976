import pytest

from generator.citations.names import Name, split


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Ada Example", Name("Example", "Ada")),
        ("Ada B. Example", Name("Example", "Ada B.")),
        ("Ada van der Example", Name("van der Example", "Ada")),
        ("Ada Van Example", Name("Example", "Ada Van")),
        ("van Example", Name("Example", "van")),
        ("Ada Example Jr.", Name("Example", "Ada", "Jr.")),
        ("Ada Example III", Name("Example", "Ada", "III")),
        ("Example", Name("Example")),
        ("例子", Name("例子")),
        ("Tiny Models Team", Name("Tiny Models Team")),
        ("Ada and Bo Example", Name("Ada and Bo Example")),
        ("Ada AnD Bo", Name("Ada AnD Bo")),
        ("Ada Others", Name("Ada Others")),
        ("Anders Landing", Name("Landing", "Anders")),
        ("Example, Ada", Name("Example, Ada")),
        ("Lab 42", Name("Lab 42")),
        ("Orlando Bin", Name("Bin", "Orlando")),
    ],
)
def test_a_printed_name_is_taken_apart(printed: str, parts: Name) -> None:
    assert split(printed) == parts


def test_a_name_is_sorted_by_its_family() -> None:
    assert split("Ada van Example Jr.").sorting == "van Example, Ada, Jr."
    assert split("Tiny Models Team").sorting == "Tiny Models Team"
