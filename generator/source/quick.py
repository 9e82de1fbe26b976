"""The values of a file in which nothing is odd, without their places: nearly every file, nearly every time."""

from typing import Any

from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generator.source import characters
from generator.source.reading import COMMENT_IN_VALUE, MAX_DEPTH, NO_VALUE, Value


class OddError(Exception):
    """Something in the file needs the careful reading, which knows where everything stands."""


def values(content: str, parser: Any) -> Value:
    """Return what a file holds.

    Raises:
        OddError: the file holds something that may be a problem.

    """
    if COMMENT_IN_VALUE.search(content):
        raise OddError
    following = parser.get_event
    following()  # the stream's begin
    if type(following()) is not DocumentStartEvent:
        raise OddError
    value = _value(following(), following, 1)
    following()  # the document's end
    if type(following()) is not StreamEndEvent:
        raise OddError
    return value


def _value(event: Any, following: Any, depth: int) -> Value:
    kind = type(event)
    if kind is ScalarEvent:
        return _text(event)
    if depth > MAX_DEPTH or event.anchor is not None:
        raise OddError
    if kind is SequenceStartEvent and event.tag is None:
        items: list[Value] = []
        while type(event := following()) is not SequenceEndEvent:
            items.append(_value(event, following, depth + 1))
        return items
    if kind is MappingStartEvent and event.tag is None:
        found: dict[str, Value] = {}
        while type(event := following()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or (name := _text(event)) in found or not name:
                raise OddError
            found[name] = _value(following(), following, depth + 1)
        return found
    raise OddError


def _text(event: Any) -> str:
    text: str = event.value
    if event.tag is not None or event.anchor is not None:
        raise OddError
    if event.style:
        if event.style in "|>":
            text = text.rstrip("\n")
    elif text in NO_VALUE:
        return ""
    if not (text.isascii() and text.isprintable()) and characters.problem(text):
        raise OddError
    return text
