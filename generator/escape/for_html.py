"""Text and attribute values of HTML."""

import re

from generator.escape.characters import plain

# Most values hold none of them, and looking is much faster than translating.
_SPECIAL = re.compile("[&<>\"'`=]")

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;", "=": "&#61;"}
)


def text(value: str) -> str:
    """Return the value as the text of an HTML element."""
    value = plain(value)
    return value.translate(_TEXT) if _SPECIAL.search(value) else value


def attribute(value: str) -> str:
    """Return the value as an HTML attribute's value, quoted in either way."""
    value = plain(value)
    return value.translate(_ATTRIBUTE) if _SPECIAL.search(value) else value
