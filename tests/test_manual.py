"""The manual says what the model says."""

import pytest
from pydantic import BaseModel

from generator import manual, source
from generator.collection import Collection
from generator.model import Paper, Software
from tests import factory


@pytest.mark.parametrize("model", [Paper, Software])
def test_every_field_is_in_the_manual_with_its_shape_and_meaning(model: type[BaseModel]) -> None:
    found = manual.fields(model)
    names = [one.name for one in found if "." not in one.name]
    assert names == [name for name, field in model.model_fields.items() if not field.exclude]
    assert all(one.about.endswith(".") for one in found)
    assert all(one.shape for one in found)
    required = {one.name for one in found if one.required}
    assert required == {name for name, field in model.model_fields.items() if field.is_required() and name != "id"}


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("title", "text, at most 400 characters"),
        ("authors", "list of texts"),
        ("year", "year of four digits"),
        ("topics", "list of ids, at most 8"),
        ("links", "addresses by kind"),
        ("links.code", "address or list of addresses, at most 12"),
        ("figure", "address"),
    ],
)
def test_shapes_are_said_in_words(name: str, shape: str) -> None:
    assert {one.name: one.shape for one in manual.fields(Paper)}[name] == shape


def test_a_closed_choice_names_its_values() -> None:
    shapes = {one.name: one.shape for one in manual.fields(Software)}
    assert shapes["supports"] == "list of training, fine-tuning, inference"


@pytest.mark.parametrize("collection", [factory.collection(), factory.collection(topics=())])
def test_the_example_is_a_valid_entry(collection: Collection) -> None:
    document, problems = source.parse("x.yml", manual.example(collection))
    assert problems == []
    assert document is not None
    assert isinstance(document.value, dict)
    assert Paper.model_validate({**document.value, "id": "foldnet"}).topics
