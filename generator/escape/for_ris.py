"""Values of RIS records, which end at the line's end."""

from generator.escape.characters import plain


def value(text: str) -> str:
    """Return the text as the value of one RIS line."""
    return plain(text).strip()
