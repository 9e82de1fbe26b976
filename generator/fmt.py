"""Bring entry files into canonical form: order, quoting, wrapping and addresses; comments stay where they belong."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from pydantic import ValidationError

from generator import source
from generator.collection import PAPERS, SOFTWARE
from generator.diagnostics import Diagnostic, Span
from generator.entry_text import Part, parts, schema_line
from generator.identity import canonical
from generator.messages import problems_of
from generator.model import Paper, Software

_MODELINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=")
_BAR_COMMENT = re.compile(r"[ \t](#.*\S)")

Position: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: its text from the `#` on, the field or item it is about (`""`: the file's head), how it stands."""

    text: str
    key: str
    trailing: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where a field or a list item begins: line and column from 0."""

    at: Position
    key: str


@dataclass(frozen=True, slots=True)
class Change:
    """What formatting makes of one file."""

    path: str
    before: str
    after: str


END = "\N{END OF TEXT}"
"""The key of comments after the last value."""


def files(root: Path, paths: Iterable[Path]) -> list[str]:
    """Return the entry files among the paths, relative to the root: folders give what is in them, nothing gives all."""
    chosen = [path.resolve() for path in paths] or [(root / PAPERS).resolve(), (root / SOFTWARE).resolve()]
    found = {one for path in chosen for one in (path.rglob("*.yml") if path.is_dir() else [path]) if one.is_file()}
    base = root.resolve()
    inside = sorted(one.relative_to(base).as_posix() for one in found if one.is_relative_to(base))
    return [one for one in inside if model_of(one)]


def model_of(path: str) -> type[Paper] | type[Software] | None:
    """Return which kind of entry a file holds, by the folder it lies in; None for other files."""
    if path.startswith(f"{PAPERS}/"):
        return Paper
    return Software if path.startswith(f"{SOFTWARE}/") else None


def changes(root: Path, paths: Iterable[str]) -> tuple[list[Change], list[Diagnostic]]:
    """Return what formatting would change, and what is wrong with the files it cannot format."""
    found: list[Change] = []
    problems: list[Diagnostic] = []
    for path in paths:
        document, unread = source.read(root, path)
        if document is None or unread:
            problems += unread
            continue
        before = (root / path).read_bytes().decode("utf-8")
        after, invalid = formatted(path, before.removeprefix("\ufeff"))
        problems += invalid
        if after is not None and after != before:
            found.append(Change(path, before, after))
    return found, problems


def formatted(path: str, content: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the canonical text of an entry file with its comments; None and the problems when it is no valid entry."""
    document, problems = source.parse(path, content)
    if problems or document is None:
        return None, problems
    model = model_of(path)
    assert model, f"{path} is no entry file"  # noqa: S101 - a caller's bug, not bad data
    identity = path.rsplit("/", 1)[-1].removesuffix(".yml")
    if not isinstance(document.value, dict):
        return None, [Diagnostic(Span(path), "wrong-type", "the file must be keys with values")]
    try:
        entry = model.model_validate({**_repaired(document.value), "id": identity})
    except ValidationError as error:
        return None, list(problems_of(error, document, model))
    found = comments(content, document)
    text = _woven(entry, found)
    _nothing_is_lost(path, entry, found, text)
    return text, []


def not_formatted(change: Change) -> Diagnostic:
    """Return the problem of a file whose text is not its canonical text, at the first line that differs."""
    old, new = change.before.split("\n"), change.after.split("\n")
    lines = range(min(len(old), len(new)))
    line = next((one for one in lines if old[one] != new[one]), min(len(old), len(new)) - 1)
    span = Span(change.path, line + 1, 1, max(1, len(old[line])))
    hint = f"run generator fmt; it writes here: {new[line].strip()}"
    return Diagnostic(span, "not-formatted", "the entry is not in canonical form", hint)


def diff(change: Change) -> str:
    """Return what formatting changes, as a unified diff."""
    before, after = change.before.splitlines(keepends=True), change.after.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, change.path, change.path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _repaired(value: dict[str, Any]) -> dict[str, Any]:
    """Return the values with addresses in the list's form and without outer spaces: both have one right answer."""

    def text(one: Any, *, address: bool) -> Any:
        match one:
            case str():
                return canonical(one.strip()) if address else one.strip()
            case list():
                inner = [text(item, address=address) for item in one]
                return list(dict.fromkeys(inner)) if address and all(isinstance(item, str) for item in inner) else inner
            case dict():
                return {key: text(item, address=address) for key, item in one.items()}
        return one

    return {key: text(one, address=key in {"links", "figure"}) for key, one in value.items()}


def comments(content: str, document: source.Document) -> list[Comment]:
    """Return every comment of a file in order, without the line that names the schema."""
    scanned, brackets = _scan(content)
    places = _places(document)
    bracketed = {place.key for place in places if any(start < place.at < end for start, end in brackets)}
    found = []
    for index, text, depth in scanned:
        start = content.rfind("\n", 0, index) + 1
        at = (content.count("\n", 0, index), index - start)
        if _MODELINE.match(text):
            continue
        if content[start:index].strip():
            inside = set() if depth else bracketed
            found.append(
                Comment(text, _key_before([one for one in places if one.key not in inside], at), trailing=True)
            )
        else:
            found.append(Comment(text, _key_after(places, at)))
    return found


def _places(document: source.Document) -> list[_Place]:
    # The keys come second: a field begins at its key, an item of a list at its value.
    found = {
        key: _Place((spans.at(key).line - 1, spans.at(key).column - 1), key)
        for spans in (document.spans, document.keys)
        for key in spans.places
    }
    return sorted(found.values())


def _scan(content: str) -> tuple[list[tuple[int, str, int]], list[tuple[Position, Position]]]:
    """Return each comment as its index, text and how many brackets are open there; and the outer pairs of brackets.

    Between two tokens of YAML there is nothing but space and comments, so no `#` inside a value is taken for one.
    """
    found: list[tuple[int, str, int]] = []
    brackets: list[tuple[Position, Position]] = []
    opened: list[Position] = []
    end = 0
    for token in yaml.scan(content, Loader=source.LOADER):
        start = token.start_mark
        found += _comments_in(content, end, start.index, len(opened))
        end = max(end, token.end_mark.index)
        match token:
            case yaml.FlowSequenceStartToken() | yaml.FlowMappingStartToken():
                opened.append((start.line, start.column))
            case yaml.FlowSequenceEndToken() | yaml.FlowMappingEndToken():
                begin = opened.pop()
                brackets += [(begin, (start.line, start.column))] * (not opened)
            case yaml.ScalarToken(style="|" | ">"):
                # The line with the bar is part of the token, and may end with a comment.
                header = content[start.index :].split("\n", 1)[0]
                found += [(start.index + one.start(1), one[1], len(opened)) for one in _BAR_COMMENT.finditer(header)]
    return found + _comments_in(content, end, len(content), 0), brackets


def _comments_in(content: str, start: int, end: int, depth: int) -> list[tuple[int, str, int]]:
    return [(start + one.start(), one[0].rstrip(), depth) for one in re.finditer(r"#[^\r\n]*", content[start:end])]


def _key_before(places: list[_Place], at: Position) -> str:
    """Return what a comment at the end of a line is about: the last thing that begins before it."""
    return next((place.key for place in reversed(places) if place.at <= at), "")


def _key_after(places: list[_Place], at: Position) -> str:
    """Return what a comment on a line of its own is about: the next thing; above the first one, the whole file."""
    after = next((number for number, place in enumerate(places) if place.at > at), None)
    if after is None:
        return END
    return places[after].key if after else ""


def _woven(entry: Paper | Software, found: list[Comment]) -> str:
    """Return the canonical text with each comment before or behind what it is about."""
    items = frozenset(one.key.rpartition(".")[0] for one in found if one.key.rpartition(".")[2].isdigit())
    written = list(parts(entry, items))
    known = {part.key for part in written}
    lines = [schema_line(type(entry)), *(one.text for one in found if not one.key)]
    for part in written:
        lines += _with_comments(part, [one for one in found if one.key == part.key])
    # A comment on something that canonical form leaves out (an empty list) must not go with it.
    lines += [one.text for one in found if one.key and one.key not in known]
    return "\n".join(lines) + "\n"


def _with_comments(part: Part, about: list[Comment]) -> list[str]:
    behind = [one.text for one in about if one.trailing]
    before = [one.text for one in about if not one.trailing] + behind[1:]
    indent = part.text[: len(part.text) - len(part.text.lstrip())]
    return [*(indent + text for text in before), part.text + "".join(f"  {text}" for text in behind[:1])]


def _nothing_is_lost(path: str, entry: Paper | Software, found: list[Comment], text: str) -> None:
    """Read the new text again: formatting that would change a value or drop a comment must never reach the disk."""
    document, problems = source.parse(path, text)
    if document is None or problems or not isinstance(document.value, dict):
        raise AssertionError(f"the canonical text of {path} cannot be read: {problems}")
    if type(entry).model_validate({**document.value, "id": entry.id}) != entry:
        raise AssertionError(f"formatting {path} would change a value")
    if sorted(one.text for one in comments(text, document)) != sorted(one.text for one in found):
        raise AssertionError(f"formatting {path} would lose a comment")
