"""Text and attribute values of HTML."""

from generator.escape.characters import plain

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;", "=": "&#61;"}
)


def text(value: str) -> str:
    """Return the value as the text of an HTML element."""
    return plain(value).translate(_TEXT)


def attribute(value: str) -> str:
    """Return the value as an HTML attribute's value, quoted in either way."""
    return plain(value).translate(_ATTRIBUTE)
