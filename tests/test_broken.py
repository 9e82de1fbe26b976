"""The broken files and the code hold each other: every code has a file, every file yields what it states."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import checks, source
from generator.diagnostics import FORMATS, line_reader
from tests import cases

GENERATOR = Path(checks.__file__).parent.parent
# What `check` runs. Other commands have problems of their own, tested beside them.
MODULES = ("checks", "collection.py", "facts.py", "messages.py", "model.py", "source")
# How these modules make a problem: the name of the call, and which argument is the code.
CALLS = {"Diagnostic": 1, "_problem": 0, "problem": 0, "report": 1, "_at": 2}

CASES = cases.every()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_file_yields_exactly_what_it_states(case: cases.Case, tmp_path: Path) -> None:
    _, problems = checks.everything(case.build(tmp_path / "project"))
    found = sorted((one.span.path, one.code, one.span.line, one.span.column) for one in problems)
    assert found == case.expected()
    assert case.code in {code for _, code, _, _ in found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_file_can_be_reported_in_every_format(case: cases.Case, tmp_path: Path) -> None:
    root = case.build(tmp_path / "project")
    _, problems = checks.everything(root)
    for form in FORMATS.values():
        printed = form(problems, line_reader(root))
        assert printed.endswith("\n")
        assert printed.replace("\n", "").isprintable()


def test_the_project_under_the_broken_files_is_clean() -> None:
    collection, problems = checks.everything(cases.PROJECT)
    assert problems == []
    assert collection.entries
    assert collection.tables


def test_one_broken_file_never_hides_the_errors_of_others(tmp_path: Path) -> None:
    root = tmp_path / "project"
    expected: set[str] = set()
    for number, case in enumerate(CASES):
        # Files that stand alone; those that take a certain place could stand in each other's way.
        if case.source.is_file() and b"# file:" not in case.source.read_bytes() and case.code != "file-too-large":
            case.build(root)
            (root / cases.USUAL_PLACE).rename(root / f"entries/papers/2023/case-{number}.yml")
            expected.update(code for _, code, _, _ in case.expected())
    collection, problems = checks.everything(root)
    assert expected <= {one.code for one in problems}
    assert {"halves", "cutter"} <= {paper.id for paper in collection.papers}


def test_every_code_in_the_source_has_a_broken_file() -> None:
    codes = set(_codes())
    assert len(codes) > 40
    assert codes == {case.code for case in CASES}


@pytest.mark.skipif(not source.FAST, reason="libyaml is missing: there is one loader only")
@pytest.mark.parametrize("case", [*CASES, cases.Case(cases.PROJECT)], ids=lambda case: case.name)
def test_the_verdict_is_the_same_with_and_without_libyaml(case: cases.Case) -> None:
    for path, file in case.files().items():
        if file.suffix in {".yml", ".yaml"} and not file.is_symlink():
            content = file.read_bytes().decode("utf-8", "replace")
            (one, problems), (other, same_problems) = (source.parse(path, content, fast=fast) for fast in (True, False))
            assert problems == same_problems
            assert (one is None) == (other is None)
            if one and other:
                assert one.value == other.value
                assert one.spans.places == other.spans.places
                assert one.keys.places == other.keys.places


def _codes() -> Iterator[str]:
    for name in MODULES:
        place = GENERATOR / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            tree = ast.parse(file.read_text("utf-8"))
            for node in ast.walk(tree):
                yield from _codes_of(node)


def _codes_of(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=arguments) if name in CALLS:
            candidates = arguments[CALLS[name] : CALLS[name] + 1]
        case ast.Assign(targets=[ast.Name(id="_CODES")], value=ast.Dict(values=values)):
            candidates = values
        case ast.AnnAssign(target=ast.Name(id="_CODES"), value=ast.Dict(values=values)):
            candidates = values
        case _:
            return
    for one in candidates:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value
