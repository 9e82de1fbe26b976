"""The rules of import are data, and their mistakes have a place."""

from pathlib import Path

import pytest

from generator.collection import Collection, load
from generator.diagnostics import Diagnostic
from generator.importers import rules
from tests.importers import invented


def read(root: Path) -> tuple[rules.Rules, list[Diagnostic]]:
    return rules.load(root, load(root)[0])


def test_a_project_without_rules_has_none(tmp_path: Path) -> None:
    assert rules.load(tmp_path, Collection()) == (rules.Rules(), [])


def test_rules_are_read(tmp_path: Path) -> None:
    found, problems = read(invented.project(tmp_path))
    assert problems == []
    assert [one.id for one in found.lists] == ["bullets", "emphasis", "table"]
    assert found.lists[0].sections["Weights"] == ("weights",)


def test_a_wrong_rule_is_told_where_it_stands(tmp_path: Path) -> None:
    text = invented.FILES["import.yml"].replace("    heading: Awesome Small Models\n", "")
    found, problems = read(invented.project(tmp_path, {"import.yml": text}))
    assert found == rules.Rules()
    assert [(one.span.path, one.code) for one in problems] == [("entries/import.yml", "missing-field")]


def test_rules_that_are_no_yaml_are_told(tmp_path: Path) -> None:
    _, problems = read(invented.project(tmp_path, {"import.yml": "lists: [\n"}))
    assert [one.code for one in problems] == ["not-yaml"]


@pytest.mark.parametrize(
    ("was", "now", "line", "code", "hint"),
    [
        ("Weights: [weights]", "Weights: [wieghts]", 5, "unknown-topic", "did you mean 'weights'?"),
        ("        heads: [", "        haeds: [", 15, "unknown-topic", "did you mean 'heads'?"),
        ("venue: SC", "venue: SCC", 30, "unknown-venue", "did you mean 'SC'?"),
        ("survey: survey", "survey: surveys", 27, "unknown-list", "did you mean 'survey'?"),
        ("  - id: table", "  - id: tables", 16, "unknown-list", "did you mean 'table'?"),
    ],
)
def test_a_name_that_no_vocabulary_has_is_told_where_it_stands(
    tmp_path: Path, was: str, now: str, line: int, code: str, hint: str
) -> None:
    text = invented.FILES["import.yml"]
    assert was in text
    _, problems = read(invented.project(tmp_path, {"import.yml": text.replace(was, now)}))
    assert [(one.span.line, one.code, one.hint) for one in problems] == [(line, code, hint)]
