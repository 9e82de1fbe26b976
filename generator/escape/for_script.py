"""JSON inside a script element, and JSON files."""

import json
from typing import Any

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_INSIDE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def script(value: Any) -> str:
    """Return the value as JSON that cannot end the script element it stands in."""
    return compact(value).translate(_INSIDE)


def compact(value: Any) -> str:
    """Return the value as JSON in one line; only a lone surrogate, which UTF-8 has no form for, is escaped."""
    return _encodable(_COMPACT.encode(value))


def readable(value: Any) -> str:
    """Return the value as indented JSON, one line at the end."""
    return _encodable(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def _encodable(text: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text
