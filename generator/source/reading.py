"""The careful walk from what a YAML parser meets to plain values, their places and what is wrong with them."""

import re
from sys import intern
from typing import Any, TypeAlias

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generator.diagnostics import Diagnostic
from generator.source import characters
from generator.source.places import pack, unpack

Value: TypeAlias = str | list["Value"] | dict[str, "Value"]

MAX_DEPTH = 12
COMMENT_IN_VALUE = re.compile(r"[ \t]#[^\s#]")
NO_VALUE = frozenset({"", "~", "null", "Null", "NULL"})
_ENDS = (MappingEndEvent, SequenceEndEvent)
_STARTS = (MappingStartEvent, SequenceStartEvent)


class TooDeepError(Exception):
    """The file is nested so deeply that nobody wrote it by hand; it is not read further."""

    def __init__(self, place: int) -> None:
        super().__init__(f"more than {MAX_DEPTH} levels")
        self.place = place


class Reading:
    """One pass over one file; it ends with the file, and with it every event."""

    def __init__(self, path: str, content: str, parser: Any) -> None:
        self.path = path
        self.next = parser.get_event
        self.places: dict[str, int] = {}
        self.keys: dict[str, int] = {}
        self.problems: list[Diagnostic] = []
        self.depth = 0
        self.lines = content.split("\n") if COMMENT_IN_VALUE.search(content) else []

    def document(self) -> Value | None:
        """Return the file's values; None when it has none."""
        self.next()  # the stream's begin
        if not isinstance(self.next(), DocumentStartEvent):
            return None
        value = self.value_of(self.next(), "")
        self.next()  # the document's end
        if not isinstance(event := self.next(), StreamEndEvent):
            message = "is not valid YAML: a second document begins here"
            self.report(_place(event), "not-yaml", message, "keep one entry in a file: remove ---")
        return value

    def value_of(self, event: Any, key: str) -> Value:
        kind = type(event)
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if start.line == end.line else 1
        place = self.places[key] = pack(start.line + 1, start.column + 1, max(1, width))
        if kind is ScalarEvent:
            return self.scalar(event, key, place)
        if kind is AliasEvent:
            self.report(place, "yaml-alias", _NO_ALIAS, _QUOTE)
            return f"*{event.anchor}"
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooDeepError(place)
        self.no_extras(event, place)
        prefix = f"{key}." if key else ""
        value = self.mapping(prefix) if kind is MappingStartEvent else self.sequence(prefix)
        self.depth -= 1
        return value

    def sequence(self, prefix: str) -> list[Value]:
        found: list[Value] = []
        while type(event := self.next()) is not SequenceEndEvent:
            found.append(self.value_of(event, intern(f"{prefix}{len(found)}")))
        return found

    def mapping(self, prefix: str) -> dict[str, Value]:
        found: dict[str, Value] = {}
        while type(event := self.next()) is not MappingEndEvent:
            start = event.start_mark
            if type(event) is not ScalarEvent:
                self.report(_place(event), "wrong-type", "a key must be one word")
                self.skip(event)
                self.skip(self.next())
                continue
            name = event.value
            place = pack(start.line + 1, start.column + 1, max(1, len(name)))
            self.no_extras(event, place)
            path = intern(prefix + name)
            if name in found:
                first = unpack(self.path, self.keys[path])
                hint = f"the first one is in line {first.line}; a key with several values takes a list"
                self.report(place, "duplicate-key", f"the key {name!r} is there twice", hint)
                self.skip(self.next())
                continue
            self.keys[path] = place
            found[name] = self.value_of(self.next(), path)
        return found

    def skip(self, event: Any) -> None:
        """Leave out a value, however much it holds."""
        depth = int(isinstance(event, _STARTS))
        while depth:
            event = self.next()
            depth += isinstance(event, _STARTS) - isinstance(event, _ENDS)

    def scalar(self, event: Any, key: str, place: int) -> str:
        if event.anchor is not None or event.tag is not None:
            self.no_extras(event, place)
        text: str = event.value
        if not event.style:
            text = self.plain(event, key, text)
        elif event.style in "|>":
            text = text.rstrip("\n")
        if text.isascii() and text.isprintable():
            return text
        if problem := characters.problem(text):
            self.report(place, "forbidden-character", problem, "remove it")
            text = characters.without_forbidden(text)
        return text

    def plain(self, event: Any, key: str, text: str) -> str:
        """Return an unquoted value; what YAML reads as no value is none, and a lost end is told."""
        if text in NO_VALUE:
            # The parsers disagree about where nothing stands, and people look for it at its key.
            self.places[key] = self.keys.get(key, self.places[key])
            return ""
        end = event.end_mark
        if self.lines and (match := COMMENT_IN_VALUE.match(self.lines[end.line], end.column)):
            hint = "put the value into double quotes, or write a space after # if a comment is meant"
            message = "from here to the end of the line YAML reads a comment"
            self.report(pack(end.line + 1, match.start() + 2, 1), "cut-off-value", message, hint)
        return text

    def no_extras(self, event: Any, place: int) -> None:
        """Report an anchor, with which a file could refer to itself, and a tag, with which it could become code."""
        if event.anchor is not None:
            self.report(place, "yaml-alias", _NO_ALIAS, _QUOTE)
        if event.tag not in {None, "!"}:
            self.report(
                place, "yaml-tag", f"the YAML tag {event.tag!r} is not used here", "remove it or quote the value"
            )

    def report(self, place: int, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Diagnostic(unpack(self.path, place), code, message, hint))


_NO_ALIAS = "a value cannot begin with & or *"
_QUOTE = "put it into double quotes, or write the value out"


def _place(event: Any) -> int:
    return pack(event.start_mark.line + 1, event.start_mark.column + 1, 1)
