"""BibTeX, as authors, publishers and reference managers write it: its entries as plain text, and what is broken."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.importers.latex import plain

_START = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_NAME = re.compile(r"\s*([A-Za-z][\w:.+/-]*)\s*=\s*")
_KEY = re.compile(r"\s*([^,\s{}()=]*)\s*(,|(?=[})]))")
_BARE = re.compile(r"[^\s,#{}\"()]+")
_JOINT = re.compile(r"\s*#\s*")
_NO_WORKS = frozenset({"comment", "preamble", "string"})
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_JUNIOR = re.compile(r"^(?:jr|sr|i{2,3}|iv)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is no BibTeX: its line, and what is wrong there."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry: its type and key, and its fields in lower case as plain text. Addresses stay as written."""

    line: int
    kind: str
    key: str
    fields: Mapping[str, str]

    def first(self, *names: str) -> str:
        """Return the first of these fields that says something."""
        return next((self.fields[name] for name in names if self.fields.get(name)), "")


_AS_WRITTEN = frozenset({"url", "doi", "eprint", "howpublished", "note", "ee", "author", "editor"})


def looks_like(text: str) -> bool:
    """Return whether a text holds a BibTeX entry."""
    return any(match[1].lower() not in _NO_WORKS for match in _START.finditer(text))


def read(text: str) -> tuple[list[Reference], list[Fault]]:
    """Return the entries of a BibTeX text and what in it could not be read; one broken entry spoils no other."""
    found: list[Reference] = []
    faults: list[Fault] = []
    words: dict[str, str] = {}
    at = 0
    while match := _START.search(text, at):
        line = text.count("\n", 0, match.start()) + 1
        kind = match[1].lower()
        try:
            at = _one(text, match, line, words, found)
        except _BrokenError as error:
            faults.append(Fault(text.count("\n", 0, error.at) + 1, f"@{kind}: {error.reason}"))
            # The next entry most likely begins at the next line that starts with one.
            onward = re.compile(r"^[ \t]*@", re.MULTILINE).search(text, match.end())
            at = onward.start() if onward else len(text)
    return found, faults


class _BrokenError(ValueError):
    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


def _one(text: str, start: re.Match[str], line: int, words: dict[str, str], found: list[Reference]) -> int:
    kind, close = start[1].lower(), "}" if start[2] == "{" else ")"
    at = start.end()
    if kind in {"comment", "preamble"}:
        return _past(text, at, close)
    key = ""
    if kind != "string":
        named = _KEY.match(text, at)
        # Some write no key at all; then the first thing is a field.
        if named and not _NAME.match(text, at):
            key, at = named[1], named.end()
    fields, at = _fields(text, at, close, words)
    if kind == "string":
        words.update(fields)
    else:
        known = {name: value if name in _AS_WRITTEN else plain(value) for name, value in fields.items()}
        found.append(Reference(line, kind, key, known))
    return at


def _fields(text: str, at: int, close: str, words: Mapping[str, str]) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while True:
        at = _spaces(text, at)
        if text[at : at + 1] in {"", "@"}:
            raise _BrokenError(at - 1, f"{close!r} is missing at its end")
        if text[at] == close:
            return fields, at + 1
        if text[at] == ",":
            at += 1
            continue
        named = _NAME.match(text, at)
        if not named:
            raise _BrokenError(at, f"expected a field and '=', found {text[at : at + 20].splitlines()[0]!r}")
        value, at = _value(text, named.end(), words)
        fields.setdefault(named[1].lower(), " ".join(value.split()))


def _value(text: str, at: int, words: Mapping[str, str]) -> tuple[str, int]:
    parts = []
    while True:
        sign = text[at : at + 1]
        if sign == "{":
            end = _past(text, at + 1, "}")
            parts.append(text[at + 1 : end - 1])
        elif sign == '"':
            end = _quoted(text, at + 1)
            parts.append(text[at + 1 : end - 1])
        elif bare := _BARE.match(text, at):
            end = bare.end()
            parts.append(words.get(bare[0].lower(), bare[0]))
        else:
            raise _BrokenError(min(at, len(text) - 1), "a field has no value")
        joint = _JOINT.match(text, end)
        if not joint:
            return "".join(parts), end
        at = joint.end()


def _past(text: str, at: int, close: str) -> int:
    """Return where the matching bracket ends, braces inside counted."""
    depth, start = 0, at
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 2
            continue
        if sign == close and depth == 0:
            return at + 1
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            break
        at += 1
    raise _BrokenError(start, f"{close!r} is missing")


def _quoted(text: str, at: int) -> int:
    depth, start = 0, at
    while at < len(text):
        sign = text[at]
        if sign == '"' and depth == 0:
            return at + 1
        depth += (sign == "{") - (sign == "}")
        at += 2 if sign == "\\" else 1
    raise _BrokenError(start, "the closing quote is missing")


def _spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def people(names: str) -> tuple[str, ...]:
    """Return the authors of a field as they are printed: `Last, Jr, First` turned round, `others` left out."""
    return tuple(
        name for one in _split(names) if (name := _person(one)) and name.casefold() not in {"others", "et al."}
    )


def _split(names: str) -> Iterator[str]:
    """Yield the names between the words `and` that stand outside braces."""
    start = depth = at = 0
    while at < len(names):
        depth += (names[at] == "{") - (names[at] == "}")
        if depth == 0 and (match := _AND.match(names, at)):
            yield names[start:at]
            start = at = match.end()
            continue
        at += 1
    yield names[start:]


def _person(name: str) -> str:
    parts = [one.strip() for one in _commas(name.strip())]
    if len(parts) == 2:
        last, first = parts
        return plain(f"{first} {last}" if not _JUNIOR.match(first) else f"{last} {first}")
    if len(parts) == 3:
        last, junior, first = parts
        return plain(f"{first} {last} {junior}")
    return plain(name)


def _commas(name: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(name):
        depth += (sign == "{") - (sign == "}")
        if sign == "," and depth == 0:
            parts.append(name[start:at])
            start = at + 1
    return [*parts, name[start:]]
