"""Mistakes that newcomers make in YAML, and the words that help them."""

import pytest

from generator import source

CASES = [
    ("title: AWQ: x\n", 1, 11, "double quotes"),
    ('title: "AWQ\nyear: 2023\n', 1, 8, "close the quotes"),
    ("authors: [A, B\nyear: 2023\n", 1, 10, "close it with ]"),
    ('title: "A" B\n', 1, 12, "all of it"),
    ("title: [A] B\n", 1, 12, "all of it"),
    ("title: {x} y\n", 1, 12, "all of it"),
    ("title: @x\n", 1, 8, "double quotes"),
    ("title: `x`\n", 1, 8, "double quotes"),
    ("title: %x\n", 1, 8, "double quotes"),
    ("title: *A* b\n", 1, 8, "double quotes"),
    ("title: ? x\n", 1, 8, "double quotes"),
    ('title: "a \\d b"\n', 1, 12, "double the backslash"),
    ("title foo\nyear: 2023\n", 1, 1, "name: value"),
    ("title:foo\nyear: 2023\n", 1, 1, "name: value"),
    ("year: 2023\ntitle foo\nvenue: x\n", 2, 1, "name: value"),
    ("title: foo\n year: 2023\n", 2, 1, "indent it"),
    ("links:\n  paper: x\n   code: y\n", 3, 1, "indent it"),
    ("links:\n  paper: x\n code: y\n", 3, 2, "indent it"),
    ("authors:\n  - A\n - B\n", 3, 2, "indent it"),
    ("title: a\n---\ntitle: b\n", 2, 1, "remove ---"),
    ("title: a\n...\ntitle: b\n", 3, 1, "remove the line above"),
    ('title: "x",\nyear: 2023\n', 1, 11, "remove the comma"),
    ("title: 'it's'\n", 1, 12, "all of it"),
    ("title: | x\n", 1, 10, "double quotes"),
    ('{"title": "x"\n', 1, 1, "close them"),
    ("title: x\n<<<<<<< HEAD\n", 2, 1, "keep one of the two versions"),
]


@pytest.mark.parametrize(("content", "line", "column", "hint"), CASES, ids=[case[0] for case in CASES])
def test_a_mistake_is_shown_where_it_is_repaired(content: str, line: int, column: int, hint: str) -> None:
    _, problems = source.parse("e.yml", content)
    assert [(one.code, one.span.line, one.span.column) for one in problems] == [("not-yaml", line, column)]
    assert hint in problems[0].hint
