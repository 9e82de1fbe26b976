"""Read one YAML file into plain strings, lists and mappings, with the place of every key and value.

Every scalar stays the text that was written: `2306.10000` is no number and `no` no boolean here. What YAML offers
beyond that (anchors, tags, several documents) is refused, because entries come from strangers.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from generator.diagnostics import Diagnostic, Span

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
FAST = hasattr(yaml, "CBaseLoader")
# Base: no implicit types, so every scalar is text. The two loaders differ in speed only; a test holds them together.
LOADER: Any = yaml.CBaseLoader if FAST else yaml.BaseLoader

# Control characters, line ends that YAML and editors count differently, direction marks, invisible characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
_LINE_BREAK_IN_VALUE = re.compile(r"[\n\r\t]")
_MARKS_IN_A_ROW = 4
_DEEP = re.compile(r"(?:[-?:][ \t]+){9}|[\[{](?:[^\n]*[\[{]){9}|^ {40}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Spans:
    """Where the values of one file stand: `links.paper` or `authors.3` to a place, packed into one integer each."""

    path: str
    places: dict[str, int]

    def at(self, key: str) -> Span:
        """Return the place of a value; of its nearest ancestor that has one; of the file's first line."""
        while key:
            if (packed := self.places.get(key)) is not None:
                return unpack(self.path, packed)
            key = key.rpartition(".")[0]
        return Span(self.path)


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: its values, where they stand, and where the keys stand."""

    value: Value
    spans: Spans
    keys: Spans


def pack(line: int, column: int, length: int) -> int:
    """Return a place as one integer: ten thousand entries keep hundreds of thousands of them."""
    return line << 40 | min(column, 0xFFFFF) << 20 | min(length, 0xFFFFF)


def unpack(path: str, packed: int) -> Span:
    """Return the place that `pack` made an integer of."""
    return Span(path, packed >> 40, packed >> 20 & 0xFFFFF, packed & 0xFFFFF)


def read(root: Path, path: str) -> tuple[Document | None, list[Diagnostic]]:
    """Return the parsed file and what is wrong with it; no document when it is not YAML at all."""
    try:
        raw = (root / path).read_bytes()
    except OSError as error:
        return None, [Diagnostic(Span(path), "unreadable-file", f"cannot be read: {error.strerror}")]
    if len(raw) > MAX_BYTES:
        return None, [Diagnostic(Span(path), "file-too-large", f"has {len(raw)} bytes; {MAX_BYTES} are allowed")]
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        span = Span(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return None, [Diagnostic(span, "not-utf-8", message, "save the file as UTF-8")]
    return parse(path, content)


def parse(path: str, content: str) -> tuple[Document | None, list[Diagnostic]]:
    """Return the text of one YAML file as values and what is wrong with it."""
    problems = [*_forbidden_in_text(path, content)]
    # The replacement keeps every later column, so the rest of the file is still checked.
    content = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", content) if problems else content
    if _DEEP.search(content) and _depth(content) > MAX_DEPTH:
        return None, [*problems, Diagnostic(Span(path), "too-deep", f"is nested more than {MAX_DEPTH} levels deep")]
    loader = LOADER(content)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        return None, [*problems, _not_yaml(path, content, error)]
    finally:
        loader.dispose()
    if node is None:
        return None, [*problems, Diagnostic(Span(path), "empty-file", "holds no values")]
    reading = _Reading(path)
    value = reading.value_of(node, "")
    return Document(value, Spans(path, reading.places), Spans(path, reading.keys)), problems + reading.problems


class _Reading:
    """The walk from nodes to values; it ends with the file, and with it every node."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.places: dict[str, int] = {}
        self.keys: dict[str, int] = {}
        self.problems: list[Diagnostic] = []
        self.seen: set[int] = set()

    def value_of(self, node: yaml.Node, key: str) -> Value:
        start, end = node.start_mark, node.end_mark
        one_line = start.line == end.line
        place = pack(start.line + 1, start.column + 1, max(1, end.column - start.column) if one_line else 1)
        if key:
            self.places[key] = place
        if not isinstance(node, yaml.ScalarNode):
            # An alias is the same node again: refusing it also refuses the bomb made of aliases of aliases.
            if id(node) in self.seen:
                self.report(place, "yaml-alias", "anchors and aliases are not used here", "write the value out")
                return ""
            self.seen.add(id(node))
        match node:
            case yaml.ScalarNode():
                return self.scalar(node, place)
            case yaml.SequenceNode():
                self.no_tag(node, place, "tag:yaml.org,2002:seq")
                prefix = f"{key}." if key else ""
                return [self.value_of(item, f"{prefix}{index}") for index, item in enumerate(node.value)]
            case yaml.MappingNode():
                self.no_tag(node, place, "tag:yaml.org,2002:map")
                return self.mapping(node, key)
        raise AssertionError(f"PyYAML has a new kind of node: {node!r}")

    def mapping(self, node: yaml.MappingNode, key: str) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            start = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(pack(start.line + 1, start.column + 1, 1), "wrong-type", "a key must be one word")
                continue
            name = key_node.value
            place = pack(start.line + 1, start.column + 1, max(1, len(name)))
            path = f"{key}.{name}" if key else name
            if name in found:
                first = unpack(self.path, self.keys[path])
                hint = f"the first one is in line {first.line}"
                self.report(place, "duplicate-key", f"the key {name!r} is there twice", hint)
                continue
            self.keys[path] = place
            found[name] = self.value_of(value_node, path)
        return found

    def scalar(self, node: yaml.ScalarNode, place: int) -> str:
        self.no_tag(node, place, "tag:yaml.org,2002:str")
        text: str = node.value
        if node.style in {"|", ">"}:
            text = text.rstrip("\n")
        if text.isascii() and text.isprintable():
            return text
        if problem := character_problem(text):
            self.report(place, "forbidden-character", problem, "remove it")
            text = _LINE_BREAK_IN_VALUE.sub(" ", _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
        return text

    def no_tag(self, node: yaml.Node, place: int, expected: str) -> None:
        if node.tag not in {expected, None, "", "!"}:
            self.report(place, "yaml-tag", f"the YAML tag {node.tag!r} is not used here", "remove the tag")

    def report(self, place: int, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Diagnostic(unpack(self.path, place), code, message, hint))


def character_problem(text: str) -> str | None:
    """Return which character of a value is not allowed there, or None."""
    if match := _FORBIDDEN.search(text):
        return f"{_name(match[0])} is not allowed"
    if match := _LINE_BREAK_IN_VALUE.search(text):
        return f"{_name(match[0])} is not allowed inside a value"
    if not text.isascii():
        run = 0
        for char in text:
            run = run + 1 if unicodedata.combining(char) else 0
            if run > _MARKS_IN_A_ROW:
                return f"more than {_MARKS_IN_A_ROW} combining marks in a row are not allowed"
    return None


def _name(char: str) -> str:
    return f"the character U+{ord(char):04X} ({unicodedata.name(char, 'no name')})"


def _forbidden_in_text(path: str, content: str) -> Iterator[Diagnostic]:
    if content.isascii() and content.replace("\n", "").replace("\r", "").replace("\t", "").isprintable():
        return
    for match in _FORBIDDEN.finditer(content):
        line = content.count("\n", 0, match.start()) + 1
        column = match.start() - content.rfind("\n", 0, match.start())
        yield Diagnostic(
            Span(path, line, column), "forbidden-character", f"{_name(match[0])} is not allowed", "remove it"
        )


def _depth(content: str) -> int:
    """Return how deep the file is nested, read from events so that no call stack is at risk."""
    depth = deepest = 0
    try:
        for event in yaml.parse(content, Loader=LOADER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                deepest = max(deepest, depth)
                if deepest > MAX_DEPTH:
                    break
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        # The real parse says what is wrong and where; up to the fault the depth is known.
        return deepest
    return deepest


def _not_yaml(path: str, content: str, error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = content.split("\n")
    # Parsers like to blame the line after the fault when the file ends.
    if line > len(lines) or not lines[line - 1].strip():
        full = [number for number, one in enumerate(lines[:line], 1) if one.strip()]
        line = full[-1] if full else 1
        column = len(lines[line - 1].rstrip()) or 1
    if "Unicode character escape" in problem or "surrogate" in problem:
        return Diagnostic(Span(path, line, column), "forbidden-character", "an escaped surrogate is no character")
    return Diagnostic(Span(path, line, column), "not-yaml", f"is not valid YAML: {problem}", _yaml_hint(problem))


def _yaml_hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'put the value into double quotes: it holds a colon followed by a space, as in "AWQ: Quantization"'
    if "could not find expected ':'" in problem:
        return "a key needs a colon and a space after it"
    if "cannot start any token" in problem:
        return "put the value into double quotes"
    if "found unexpected end of stream" in problem or "while scanning a quoted scalar" in problem:
        return "close the quotes"
    if "expected <block end>" in problem:
        return "look at the indentation and the quotes of this line and the one above"
    if "expected ',' or ']'" in problem:
        return "close the list with ]; put items that hold commas or colons into double quotes"
    return ""
