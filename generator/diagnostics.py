"""Problems in data as values: where, which rule, how to repair it, and three ways to print them."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]
LineOf = Callable[[str, int], str]


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
    head = f"{span.path}:{span.line}:{span.column}: {one.severity}[{one.code}]: {_printable(one.message)}\n"
    line = line_of(span.path, span.line)
    hint = _printable(one.hint)
    if not line.strip():
        return head + (f"  = {hint}\n" if hint else "")
    # A very long line would push the marker out of sight, so only its surroundings are shown.
    start = max(0, span.column - 61) if len(line) > 160 else 0
    shown = _printable(line[start : start + 160])
    gutter = len(str(span.line))
    marker = "^" * max(1, min(span.length, len(shown) - (span.column - 1 - start)))
    pad = " " * (span.column - 1 - start)
    return f"{head} {span.line} | {shown}\n {' ' * gutter} | {pad}{marker}{' ' + hint if hint else ''}\n"


def github(diagnostics: Iterable[Diagnostic], line_of: LineOf) -> str:
    """Return the problems as workflow commands, which GitHub shows as annotations of the changed lines."""
    del line_of
    return "".join(
        f"::{one.severity} file={_property(one.span.path)},line={one.span.line},col={one.span.column},"
        f"endColumn={one.span.column + one.span.length},title={_property(one.code)}::"
        f"{_data(one.message + (f' ({one.hint})' if one.hint else ''))}\n"
        for one in ordered(diagnostics)
    )


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
            read[path] = file.read_bytes().decode("utf-8-sig", "replace").split("\n") if file.is_file() else []
        return read[path][line - 1].rstrip("\r") if 0 < line <= len(read[path]) else ""

    return line_of


def _printable(value: str) -> str:
    """Return the value with characters that could steer a terminal or reorder the line made visible, width kept."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
