"""Two YAML loaders, one verdict: libyaml where it is sure, PyYAML's own where the two are known to differ."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Span

MAX_DEPTH = 12

# Whether libyaml is there. Base loaders know no implicit types: every scalar is text.
FAST = hasattr(yaml, "CBaseLoader")

# What has none of these is surely not nested deeply and holds no anchor: most files are spared a second reading.
_DEEP = re.compile(r"^[-?: ]{10}|(?:[\[{][^\[{]*){8}", re.MULTILINE)
# Tags, anchors, aliases and comments behind a block indicator: rare, and read differently by the two loaders.
_ODD = re.compile(r"""(?:^|[\s\[{,:?\-'"\]}])[!&*](?=\S)|[|>][-+0-9]*#""", re.MULTILINE)
_QUESTION_IN_WORD = re.compile(r"""(?<=[^\s\[\]{},:?'"-])( *)\?""")


class _SlowLoader(yaml.BaseLoader):
    """PyYAML's own loader, taught that a question mark inside a word is part of it in `[a?b]` too, as libyaml says."""

    def __init__(self, content: str) -> None:
        used = set(content)
        # Files are too small to hold every character beyond the first plane.
        self.mask = next(char for char in map(chr, range(0x10000, 0x10FFFF)) if char not in used)
        super().__init__(_QUESTION_IN_WORD.sub(rf"\1{self.mask}", content))

    def compose_scalar_node(self, anchor: Any) -> yaml.ScalarNode:
        node: yaml.ScalarNode = super().compose_scalar_node(anchor)
        node.value = node.value.replace(self.mask, "?")
        return node


# What reads tokens of files that `compose` accepted.
LOADER: Any = yaml.CBaseLoader if FAST else _SlowLoader


def compose(content: str, *, fast: bool) -> yaml.Node | None:
    """Return the root node. Where the two loaders differ, which is in faulty and odd files, the slow one decides."""
    if fast and not _ODD.search(content):
        try:
            return _root(yaml.CBaseLoader, content)
        except yaml.YAMLError:
            # libyaml says less about what is wrong, and refuses some tags and escapes that PyYAML takes.
            return _root(_SlowLoader, content)
    return _root(_SlowLoader, content)


def _root(loader_class: Any, content: str) -> yaml.Node | None:
    loader = loader_class(content)
    try:
        node: yaml.Node | None = loader.get_single_node()
    except ValueError as error:
        raise yaml.YAMLError("an escape names no character") from error
    finally:
        loader.dispose()
    return node


def anchors(path: str, content: str) -> Iterator[Diagnostic]:
    """Yield the anchors and aliases: an entry that refers to itself is hard to read and easy to abuse."""
    if not _ODD.search(content):
        return
    for event in yaml.parse(content, Loader=_SlowLoader):
        mark = event.start_mark
        if mark and getattr(event, "anchor", None) is not None:
            span = Span(path, mark.line + 1, mark.column + 1)
            hint = "put it into double quotes, or write the value out"
            yield Diagnostic(span, "yaml-alias", "a value cannot begin with & or *", hint)


def depth_of(content: str) -> int:
    """Return how deep a file is nested, if that can be much, read from events so that no call stack is at risk."""
    if not _DEEP.search(content):
        return 0
    depth = deepest = 0
    try:
        for event in yaml.parse(content, Loader=_SlowLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                deepest = max(deepest, depth)
                if deepest > MAX_DEPTH:
                    return deepest
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, ValueError):
        # The real parse says what is wrong and where; up to the fault the depth is known.
        return deepest
    return deepest
