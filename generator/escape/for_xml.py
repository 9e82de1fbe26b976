"""Text and attribute values of XML."""

from generator.escape.characters import plain

_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})


def text(value: str) -> str:
    """Return the value for XML, as text and as a quoted attribute's value alike."""
    return plain(value).translate(_XML)
