"""The walk from YAML nodes to plain values and their places."""

import re
from sys import intern
from typing import TypeAlias

import yaml

from generator.diagnostics import Diagnostic
from generator.source import characters
from generator.source.places import pack, unpack

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

_COMMENT_IN_VALUE = re.compile(r"[ \t]#[^\s#]")
_NO_VALUE = frozenset({"~", "null", "Null", "NULL"})


class Reading:
    """The walk from nodes to values; it ends with the file, and with it every node."""

    def __init__(self, path: str, content: str) -> None:
        self.path = path
        self.places: dict[str, int] = {}
        self.keys: dict[str, int] = {}
        self.problems: list[Diagnostic] = []
        self.seen: set[int] = set()
        self.commented = content.split("\n") if _COMMENT_IN_VALUE.search(content) else []

    def value_of(self, node: yaml.Node, key: str) -> Value:
        start, end = node.start_mark, node.end_mark
        width = end.column - start.column if start.line == end.line else 1
        place = self.places[key] = pack(start.line + 1, start.column + 1, max(1, width))
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, key, place)
        # An alias is the same node again: going into it once also defuses the bomb made of aliases of aliases.
        if id(node) in self.seen:
            return ""
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            self.no_tag(node, place, "tag:yaml.org,2002:map")
            return self.mapping(node, f"{key}." if key else "")
        self.no_tag(node, place, "tag:yaml.org,2002:seq")
        prefix = f"{key}." if key else ""
        return [self.value_of(item, intern(f"{prefix}{index}")) for index, item in enumerate(node.value)]

    def mapping(self, node: yaml.MappingNode, prefix: str) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            start = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(pack(start.line + 1, start.column + 1, 1), "wrong-type", "a key must be one word")
                continue
            name = key_node.value
            place = pack(start.line + 1, start.column + 1, max(1, len(name)))
            path = intern(prefix + name)
            if name in found:
                first = unpack(self.path, self.keys[path])
                hint = f"the first one is in line {first.line}; a key with several values takes a list"
                self.report(place, "duplicate-key", f"the key {name!r} is there twice", hint)
                continue
            self.keys[path] = place
            found[name] = self.value_of(value_node, path)
        return found

    def scalar(self, node: yaml.ScalarNode, key: str, place: int) -> str:
        self.no_tag(node, place, "tag:yaml.org,2002:str")
        text: str = node.value
        if not node.style:
            text = self.plain(node, key, text)
        elif node.style in "|>":
            text = text.rstrip("\n")
        if text.isascii() and text.isprintable():
            return text
        if problem := characters.problem(text):
            self.report(place, "forbidden-character", problem, "remove it")
            text = characters.without_forbidden(text)
        return text

    def plain(self, node: yaml.ScalarNode, key: str, text: str) -> str:
        """Return an unquoted value; what YAML reads as no value is none, and a lost end is told."""
        if not text or text in _NO_VALUE:
            # The loaders disagree about where nothing stands, and people look for it at its key.
            self.places[key] = self.keys.get(key, self.places[key])
            return ""
        if self.commented and (
            match := _COMMENT_IN_VALUE.match(self.commented[node.end_mark.line], node.end_mark.column)
        ):
            place = pack(node.end_mark.line + 1, match.start() + 2, 1)
            hint = "put the value into double quotes, or write a space after # if a comment is meant"
            self.report(place, "cut-off-value", "from here to the end of the line YAML reads a comment", hint)
        return text

    def no_tag(self, node: yaml.Node, place: int, expected: str) -> None:
        if node.tag not in {expected, None, "", "!"}:
            self.report(
                place, "yaml-tag", f"the YAML tag {node.tag!r} is not used here", "remove it or quote the value"
            )

    def report(self, place: int, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Diagnostic(unpack(self.path, place), code, message, hint))
