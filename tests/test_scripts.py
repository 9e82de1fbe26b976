"""Tests of what becomes of scripts when they are published."""

from pathlib import Path

import pytest

from generator import scripts

OURS = sorted(Path(__file__).parent.parent.glob("site_overrides/assets/js/*.js"))


def test_comments_and_indentation_are_left_out() -> None:
    text = '// a\n/** b */\n/**\n * c\n */\nconst a = "x // y";\n\n  if (a) {\n    // d\n    run(a);\n  }\n'
    assert scripts.published(text) == 'const a = "x // y";\nif (a) {\nrun(a);\n}\n'


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_scripts_keep_to_what_makes_that_safe(path: Path) -> None:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        plain = line.strip()
        where = f"{path.name}:{number}"
        if plain.startswith(("//", "/*", "*")):
            continue
        assert plain.count("`") % 2 == 0, f"{where}: a text spans lines"
        assert "/*" not in plain, f"{where}: a comment shares its line"


def test_publishing_twice_changes_nothing() -> None:
    for path in OURS:
        once = scripts.published(path.read_text("utf-8"))
        assert scripts.published(once) == once
