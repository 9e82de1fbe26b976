"""Editors and the model agree about entries: what one takes, the other takes."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from generator import schema
from generator.cli import cli
from generator.collection import Collection
from generator.entry_text import entry_text
from tests import factory

PAPER = "entries/schema/paper.json"
FULL: dict[str, Any] = {
    "title": "T",
    "authors": ["Ada Example"],
    "year": 2023,
    "venue": "ICTM",
    "topics": ["folding", "serving"],
    "links": {"paper": "https://arxiv.org/abs/2301.00001", "code": ["https://lab.org/a", "https://lab.org/b"]},
    "tags": ["two-bit"],
    "lists": ["little-list"],
}


def validator(name: str = "paper", collection: Collection | None = None) -> jsonschema.Draft7Validator:
    made = json.loads(schema.tree(collection or factory.collection())[f"entries/schema/{name}.json"])
    jsonschema.Draft7Validator.check_schema(made)
    return jsonschema.Draft7Validator(made)


def test_the_canonical_text_of_an_entry_is_valid() -> None:
    paper = factory.paper(**FULL, aka=["Old"], formerly=["older"], summary="It folds.", track="Oral")
    assert list(validator().iter_errors(yaml.safe_load(entry_text(paper)))) == []
    tool = factory.software(features=["small"], supports=["training"])
    assert list(validator("software").iter_errors(yaml.safe_load(entry_text(tool)))) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("titel", "T"),
        ("id", "t"),
        ("title", ""),
        ("title", " T"),
        ("authors", "Ada Example"),
        ("year", "2023"),
        ("year", 1812),
        ("venue", "ICTMM"),
        ("topics", []),
        ("topics", ["nothing"]),
        ("topics", ["folding", "folding"]),
        ("links", {}),
        ("links", {"papr": "https://arxiv.org/abs/2301.00001"}),
        ("links", {"paper": "arxiv.org/abs/2301.00001"}),
        ("links", {"paper": ["https://lab.org/a", "https://lab.org/a"]}),
        ("links", {"paper": []}),
        ("tags", ["three-bit"]),
        ("lists", ["big-list"]),
        ("summary", "x" * 201),
        ("formerly", ["Not An Id"]),
    ],
)
def test_a_mistake_shows_in_the_editor(field: str, value: Any) -> None:
    assert [error.path for error in validator().iter_errors({**FULL, field: value})]


@pytest.mark.parametrize("field", ["title", "year", "topics", "links"])
def test_a_missing_field_shows_in_the_editor(field: str) -> None:
    assert not validator().is_valid({key: value for key, value in FULL.items() if key != field})


def test_every_field_and_every_word_of_a_vocabulary_is_explained() -> None:
    made = json.loads(schema.tree(factory.collection())[PAPER])
    assert all(one["description"] for one in made["properties"].values())
    topics = made["properties"]["topics"]["items"]
    explained = dict(zip(topics["enum"], topics["enumDescriptions"], strict=True))
    assert explained["rounding"] == "Compression / Rounding. Weights written with fewer digits. Also: RND."


def test_tracks_of_the_venue_are_offered_and_others_are_not_refused() -> None:
    collection = factory.collection()
    venue = collection.venues["ICTM"].model_validate(
        {"id": "ICTM", "name": "I", "kind": "conference", "tracks": [{"name": "Findings"}]}
    )
    offering = Collection(topics=collection.topics, venues={"ICTM": venue})
    made = json.loads(schema.tree(offering)[PAPER])
    assert "Findings" in json.dumps(made["allOf"])
    assert validator("paper", offering).is_valid({**FULL, "tags": [], "lists": [], "track": "Something New"})


def test_a_list_without_vocabularies_still_has_schemas() -> None:
    assert validator("paper", Collection()).is_valid(FULL)


def test_stale_and_missing_schemas_are_warnings(tmp_path: Path) -> None:
    collection = factory.collection()
    assert list(schema.stale(tmp_path, collection)) == []
    (tmp_path / "entries/schema").mkdir(parents=True)
    assert {one.message for one in schema.stale(tmp_path, collection)} == {"is missing"}
    for path, text in schema.tree(collection).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    assert list(schema.stale(tmp_path, collection)) == []
    (found,) = {one.span.path for one in schema.stale(tmp_path, factory.collection(topics=()))} - {
        "entries/schema/software.json"
    }
    assert found == PAPER
    assert {one.severity for one in schema.stale(tmp_path, Collection())} == {"warning"}


def test_the_command_writes_then_finds_nothing_stale_and_refuses_half_a_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "entries").mkdir()
    for name in ("topics", "venues", "tags", "lists"):
        (tmp_path / f"entries/{name}.yml").write_text("[]\n")
    run = CliRunner().invoke
    assert run(cli, ["--root", str(tmp_path), "schema"]).stdout.count("wrote entries/schema/") == 3
    assert run(cli, ["--root", str(tmp_path), "schema", "--check"]).exit_code == 0
    (tmp_path / "entries/topics.yml").write_text("- id: x\n")
    refused = run(cli, ["--root", str(tmp_path), "schema"])
    assert refused.exit_code == 1
    assert "missing-field" in refused.stdout
