"""Problems in data as values: where, which rule, how to repair it, and three ways to print them."""

import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]
LineOf = Callable[[str, int], str]
SHOWN = 160
"""How many characters of a line are shown."""
_SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: path relative to the project's root, line and column from 1, length in characters."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: its place, its stable kebab-case code, what is wrong, and the repair when it can be guessed."""

    span: Span
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics by place, then code, each once."""
    return sorted(dict.fromkeys(diagnostics), key=lambda one: (one.span, one.code, one.message))


def text(diagnostics: Iterable[Diagnostic], line_of: LineOf) -> str:
    """Return the problems for people: place, rule, the line itself and a marker below it."""
    return "".join(_block(one, line_of) for one in ordered(diagnostics))


def _block(one: Diagnostic, line_of: LineOf) -> str:
    span = one.span
    place = f"{_printable(span.path)}:{span.line}:{span.column}"
    head = f"{place}: {one.severity}[{one.code}]: {_printable(one.message)}\n"
    line = line_of(span.path, span.line)
    hint = _printable(one.hint)
    if not line.strip():
        return head + (f"  = {hint}\n" if hint else "")
    # Of a very long line only the surroundings are shown, else the marker is out of sight.
    start = max(0, span.column - 61) if len(line) > SHOWN else 0
    before, rest = line[start : span.column - 1], line[span.column - 1 : start + SHOWN]
    marked = rest[: span.length]
    marker = "^" * max(1, _width(marked))
    gutter = " " * len(str(span.line))
    below = f"{' ' * _width(before)}{marker} {hint}".rstrip()
    return f"{head} {span.line} | {_printable(before + rest).rstrip()}\n {gutter} | {below}\n"


def github(diagnostics: Iterable[Diagnostic], line_of: LineOf) -> str:
    """Return the problems as workflow commands, which GitHub shows at the changed lines, below the text for the log."""
    found = ordered(diagnostics)
    # GitHub shows ten annotations of a step and hides their places in the log, so the log gets the text as well.
    # An older form of commands counts anywhere in a line: what strangers wrote must not be one.
    return text(found, line_of).replace("##[", "# #[") + "".join(map(_command, found))


def _command(one: Diagnostic) -> str:
    span = one.span
    where = f"file={_property(span.path)},line={span.line},col={span.column},endColumn={span.column + span.length}"
    hint = f" ({one.hint})" if one.hint else ""
    return f"::{one.severity} {where},title={_property(one.code)}::{_data(_printable(one.message + hint))}\n"


def as_json(diagnostics: Iterable[Diagnostic], line_of: LineOf) -> str:
    """Return the problems as one JSON array for programs."""
    del line_of
    rows = [
        {
            "path": one.span.path,
            "line": one.span.line,
            "column": one.span.column,
            "length": one.span.length,
            "severity": one.severity,
            "code": one.code,
            "message": one.message,
            "hint": one.hint,
        }
        for one in ordered(diagnostics)
    ]
    return json.dumps(rows, indent=2) + "\n"


FORMATS: dict[str, Callable[[Iterable[Diagnostic], LineOf], str]] = {
    "text": text,
    "github": github,
    "json": as_json,
}


def line_reader(root: Path) -> LineOf:
    """Return a way to the lines of the project's files, each file read once; no line where there is no file."""
    read: dict[str, list[str]] = {}

    def line_of(path: str, line: int) -> str:
        if path not in read:
            file = root / path
            # A symbolic link is a problem itself; what it leads to is nobody's to print.
            ours = file.is_file() and not file.is_symlink()
            read[path] = file.read_bytes().decode("utf-8-sig", "replace").split("\n") if ours else []
        return read[path][line - 1].rstrip("\r") if 0 < line <= len(read[path]) else ""

    return line_of


def _printable(text: str) -> str:
    """Return the text with characters that could steer a terminal or reorder the line made visible, width kept."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char == "\t" else _SUBSTITUTE for char in text)


def _width(text: str) -> int:
    """Return how many columns a terminal uses: two for wide characters, none for marks on the one before."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
