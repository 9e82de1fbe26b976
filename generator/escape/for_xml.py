"""Text and attribute values of XML."""

import re

from generator.escape.characters import plain

_SPECIAL = re.compile("[&<>\"']")
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})


def text(value: str) -> str:
    """Return the value for XML, as text and as a quoted attribute's value alike."""
    value = plain(value)
    return value.translate(_XML) if _SPECIAL.search(value) else value
