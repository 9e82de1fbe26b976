"""The rules of import are data, and their mistakes have a place."""

from pathlib import Path

from generator.importers import rules
from tests.importers import invented


def test_a_project_without_rules_has_none(tmp_path: Path) -> None:
    assert rules.load(tmp_path) == (rules.Rules(), [])


def test_rules_are_read(tmp_path: Path) -> None:
    found, problems = rules.load(invented.project(tmp_path))
    assert problems == []
    assert [one.id for one in found.lists] == ["bullets", "emphasis", "table"]
    assert found.lists[0].sections["Weights"] == ("weights",)


def test_a_wrong_rule_is_told_where_it_stands(tmp_path: Path) -> None:
    text = invented.FILES["import.yml"].replace("    heading: Awesome Small Models\n", "")
    found, problems = rules.load(invented.project(tmp_path, {"import.yml": text}))
    assert found == rules.Rules()
    assert [(one.span.path, one.code) for one in problems] == [("entries/import.yml", "missing-field")]


def test_rules_that_are_no_yaml_are_told(tmp_path: Path) -> None:
    _, problems = rules.load(invented.project(tmp_path, {"import.yml": "lists: [\n"}))
    assert [one.code for one in problems] == ["not-yaml"]
