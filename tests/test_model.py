import pytest
from pydantic import ValidationError

from generator.model import MAX_ID, Links, Paper, id_problem
from tests import factory


def test_an_entry_cannot_be_changed() -> None:
    paper = factory.paper()
    with pytest.raises(ValidationError, match="frozen"):
        paper.title = "Other"  # type: ignore[misc] # that it is refused is the point


def test_a_single_address_stands_for_a_list_of_one() -> None:
    one = Links.model_validate({"paper": "https://a.example.org/"})
    assert one == Links.model_validate({"paper": ["https://a.example.org/"]})
    assert one.paper == ("https://a.example.org/",)


def test_links_come_in_the_order_of_the_model() -> None:
    links = Links.model_validate({"code": "https://github.com/a/b", "paper": "https://a.example.org/"})
    assert [kind for kind, _ in links.kinds()] == ["paper", "code"]
    assert links.all() == ("https://a.example.org/", "https://github.com/a/b")


@pytest.mark.parametrize(
    "identity", ["", "A", "a_b", "-a", "a-", "a--b", "a b", "é", "a\n", "con", "com1", "x" * (MAX_ID + 1)]
)
def test_what_cannot_be_a_file_a_slug_and_a_citation_key_is_no_id(identity: str) -> None:
    assert id_problem(identity)


@pytest.mark.parametrize("identity", ["a", "7", "awq", "2-bit-models", "com10", "x" * MAX_ID])
def test_words_and_numbers_joined_by_hyphens_are_an_id(identity: str) -> None:
    assert id_problem(identity) is None


def test_every_field_that_people_write_is_described() -> None:
    for name, field in (*Paper.model_fields.items(), *Links.model_fields.items()):
        assert name == "id" or (field.description or "").endswith("."), name


@pytest.mark.parametrize("year", ["2023", 2023])
def test_a_year_may_come_as_text_or_number(year: str | int) -> None:
    assert factory.paper(year=year).year == 2023


@pytest.mark.parametrize("year", ["+2023", "2_023", " 2023", "2023.0", "२०२३", "MMXXIII"])
def test_a_year_is_four_plain_digits(year: str) -> None:
    with pytest.raises(ValidationError):
        factory.paper(year=year)
