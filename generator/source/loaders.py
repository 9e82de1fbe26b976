"""Two YAML parsers, one verdict: libyaml where it is sure, PyYAML's own where the two are known to differ."""

import re
from importlib import import_module
from typing import Any

import yaml

# Whether libyaml is there.
FAST: bool = yaml.__with_libyaml__
# Without the layers above it, which make nodes and objects: events are all we need.
_FAST_PARSER: Any = import_module("yaml._yaml").CParser if FAST else None

# Tags, anchors, aliases and comments behind a block indicator: rare, and read differently by the two parsers.
_SIGN = re.compile(r"""[!&*](?=\S)(?<![^\s\[{,:?\-'"\]}].)""")
_BLOCK_COMMENT = re.compile(r"[|>][-+0-9]*#")
_QUESTION_IN_WORD = re.compile(r"""(?<=[^\s\[\]{},:?'"-])( *)\?""")


class SlowLoader(yaml.BaseLoader):
    """PyYAML's own loader, taught that a question mark inside a word is part of it in `[a?b]` too, as libyaml says."""

    def __init__(self, content: str) -> None:
        used = set(content)
        # Files are too small to hold every character beyond the first plane.
        self.mask = next(char for char in map(chr, range(0x10000, 0x10FFFF)) if char not in used)
        super().__init__(_QUESTION_IN_WORD.sub(rf"\1{self.mask}", content))

    def get_event(self) -> Any:
        try:
            event: Any = super().get_event()  # type: ignore[no-untyped-call] # the stubs say nothing here
        except ValueError as error:
            raise yaml.YAMLError("an escape names no character") from error
        if isinstance(event, yaml.ScalarEvent):
            event.value = event.value.replace(self.mask, "?")
        return event


# What reads the tokens of files that `parse` accepted.
LOADER: Any = yaml.CBaseLoader if FAST else SlowLoader


def is_odd(content: str) -> bool:
    """Return whether the two parsers might read a text differently."""
    return _SIGN.search(content) is not None or _BLOCK_COMMENT.search(content) is not None


def events(content: str, *, fast: bool) -> Any:
    """Return what `get_event` can be asked of, event by event."""
    return _FAST_PARSER(content) if fast else SlowLoader(content)
