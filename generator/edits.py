"""Change single values of an entry file and nothing else: comments, order and quoting of the rest stay."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator import source
from generator.diagnostics import Span
from generator.entry_text import scalar


class EditError(ValueError):
    """A value cannot be changed in place; the message says why."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One value to write: `links.code` or `authors`; a list is written in one line."""

    path: str
    key: str
    value: str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What edits make of one file."""

    path: str
    before: str
    after: str

    def diff(self) -> str:
        """Return the change as people read it."""
        lines = (self.before.splitlines(keepends=True), self.after.splitlines(keepends=True))
        return "".join(difflib.unified_diff(*lines, f"a/{self.path}", f"b/{self.path}", n=2))


def apply(path: str, text: str, edits: Sequence[Edit]) -> Change:
    """Return the file with these values written, proven by reading it again.

    Raises:
        EditError: the file cannot be read, has no such place, or would say something else besides.

    """
    after = text
    for edit in edits:
        after = _one(path, after, edit)
    return Change(path, text, after)


def _one(path: str, text: str, edit: Edit) -> str:
    document, problems = source.parse(path, text)
    if document is None or problems:
        raise EditError(f"{path} has to be repaired first: generator check says how")
    has = edit.key in document.spans.places
    after = _replaced(text, document, edit) if has else _added(text, document, edit)
    again, problems = source.parse(path, after)
    wanted = _with(document.value, edit.key.split("."), _text(edit.value))
    if again is None or problems or again.value != wanted:
        raise EditError(f"{path}: {edit.key} cannot be written in place")
    return after


def _text(value: str | int | tuple[str, ...]) -> source.Value:
    return [str(one) for one in value] if isinstance(value, tuple) else str(value)


def _with(value: source.Value, steps: list[str], new: source.Value) -> source.Value:
    if not steps:
        return new
    first, rest = steps[0], steps[1:]
    if isinstance(value, dict):
        return {**value, first: _with(value.get(first, {}), rest, new)}
    if isinstance(value, list) and first.isdigit() and int(first) < len(value):
        return [_with(one, rest, new) if index == int(first) else one for index, one in enumerate(value)]
    raise EditError(f"there is no place {'.'.join(steps)}")


def _replaced(text: str, document: source.Document, edit: Edit) -> str:
    span = document.spans.at(edit.key)
    start = _offset(text, span)
    length = _length(text, start)
    if isinstance(edit.value, tuple):
        raise EditError(f"{edit.key} is a list: change its items")
    quoted = text[start] in "\"'"
    # A title has a colon sooner or later, so what was quoted stays quoted.
    return text[:start] + scalar(edit.value, prose=quoted) + text[start + length :]


_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'")
_PLAIN_END = re.compile(r"\s+#|\s*$|\s*[,\]}](?:\s|$)", re.MULTILINE)


def _length(text: str, start: int) -> int:
    """Return how long the scalar that begins here is, within its line."""
    if text[start] in "\"'":
        match = _QUOTED.match(text, start)
        if not match:
            raise EditError("a value that spans lines is not changed in place")
        return len(match[0])
    if text[start] in "|>[{&*!":
        raise EditError("a value that spans lines is not changed in place")
    line_end = text.find("\n", start)
    line = text[start : len(text) if line_end < 0 else line_end]
    end = _PLAIN_END.search(line)
    return end.start() if end else len(line)


def _added(text: str, document: source.Document, edit: Edit) -> str:
    """Return the text with one more field, where the entry's order has it: after the one that goes before."""
    if edit.key not in _ORDER:
        raise EditError(f"there is no {edit.key} to change")
    before = [name for name in _ORDER[: _ORDER.index(edit.key)] if name in document.keys.places]
    if not before:
        raise EditError(f"no field stands before {edit.key}")
    lines = text.splitlines(keepends=True)
    line = document.keys.at(before[-1]).line
    while line < len(lines) and _continues(lines[line]):
        line += 1
    if isinstance(edit.value, tuple):
        written = f"{edit.key}: [{', '.join(_in_list(one) for one in edit.value)}]\n"
    else:
        written = f"{edit.key}: {scalar(edit.value)}\n"
    return "".join([*lines[:line], written, *lines[line:]])


_ORDER = ("title", "authors", "year", "venue", "track", "topics")


def _continues(line: str) -> bool:
    return line.startswith((" ", "\t", "- ")) and not line.lstrip().startswith("#")


def _in_list(value: str) -> str:
    text = scalar(value)
    return text if text.startswith('"') or not set(text) & set(",[]{}") else scalar(value, prose=True)


def _offset(text: str, span: Span) -> int:
    start = 0
    for _ in range(span.line - 1):
        start = text.index("\n", start) + 1
    return start + span.column - 1
