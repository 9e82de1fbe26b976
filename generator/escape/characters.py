"""Characters that no output may carry, whatever its format."""

import re

# Not allowed in XML 1.0, or able to reorder a line, or half a character. Line breaks and tabs become spaces.
_SPACE = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+")
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def plain(value: str) -> str:
    """Return the value on one line and without characters that are forbidden in some output."""
    if value.isprintable():
        return value
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", _SPACE.sub(" ", value))
