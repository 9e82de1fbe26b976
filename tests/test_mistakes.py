"""The manual's page of mistakes is made from the broken files: each with what `check` says of it."""

import html
from pathlib import Path

import pytest

from generator import checks
from generator.diagnostics import Diagnostic, LineOf, line_reader, text
from tests import cases

PARTIAL = Path(__file__).parent.parent / "templates/site/_mistakes.md.j2"
MOST = 1_200
"""Longer examples are cut: their mistake is their length."""


def shown(file: Path) -> str:
    """Return a broken file without the lines that speak to the tests."""
    lines = file.read_bytes().decode("utf-8", "replace").splitlines()
    kept = "\n".join(line for line in lines if not line.startswith(("# expect:", "# file:", "# pad-to:")))
    return kept if len(kept) <= MOST else f"{kept[:MOST]} ..."


def block(content: str) -> str:
    """Return text as a block of code that neither Jinja nor Markdown reads; invisible characters become visible."""
    visible = "".join(char if char.isprintable() or char == "\n" else f"\\u{ord(char):04x}" for char in content)
    # A line that is empty would end the block for Markdown.
    escaped = html.escape(visible).replace("\n\n", "\n&#8203;\n").replace("{", "&#123;").replace("}", "&#125;")
    return f'<pre><code tabindex="0">{escaped}</code></pre>'


def example(case: cases.Case, root: Path) -> str:
    """Return one broken file and what is said of it; lines count as in the file that is shown."""
    _, problems = checks.everything(case.build(root))
    files = case.files()
    spoken = [place for place, _, _, _ in case.expected()]
    parts = []
    for place, file in files.items():
        if file.is_symlink() or (place not in spoken and len(files) > 2):
            continue
        parts.append(f"<p><code>{html.escape(place)}</code></p>\n{block(shown(file))}")
    said = text([_moved(one, files) for one in problems], _reader(root, files))
    answer = "The answer:" if parts else "No file can be shown here. The answer:"
    return "\n".join([*parts, f"<p>{answer}</p>", block(said.rstrip())])


def _spoken_lines(path: str, files: dict[str, Path]) -> int:
    file = files.get(path)
    if not file or file.is_symlink():
        return 0
    lines = file.read_bytes().decode("utf-8", "replace").splitlines()
    return sum(line.startswith(("# expect:", "# file:", "# pad-to:")) for line in lines)


def _moved(one: Diagnostic, files: dict[str, Path]) -> Diagnostic:
    span = one.span
    line = max(1, span.line - _spoken_lines(span.path, files))
    moved = type(span)(span.path, line, span.column, span.length)
    return Diagnostic(moved, one.code, one.message, one.hint, one.severity)


def _reader(root: Path, files: dict[str, Path]) -> LineOf:
    lines = line_reader(root)
    return lambda path, line: lines(path, line + _spoken_lines(path, files))


def page(folder: Path) -> str:
    """Return the part of the manual that shows every mistake."""
    codes: dict[str, list[cases.Case]] = {}
    for case in cases.every():
        codes.setdefault(case.code, []).append(case)
    parts = ["{# Made from tests/broken by `make golden`. #}"]
    for code in sorted(codes):
        parts.append(f"## {code} {{: #{code} }}")
        parts += [example(case, folder / case.name) for case in codes[code]]
    return "\n\n".join(parts) + "\n"


def test_golden_page_of_mistakes_is_what_the_broken_files_yield(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    made = page(tmp_path)
    if request.config.getoption("--update-golden"):
        PARTIAL.write_text(made, "utf-8")
    assert PARTIAL.read_text("utf-8") == made, "run `make golden` and read the diff"


def test_every_code_has_its_place_on_the_page() -> None:
    made = PARTIAL.read_text("utf-8")
    for case in cases.every():
        assert f"## {case.code} {{: #{case.code} }}" in made
