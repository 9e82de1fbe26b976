"""Undo wrong encodings: UTF-8 that some program read as Mac Roman or Windows-1252 and saved again."""

import unicodedata
from dataclasses import dataclass

# Each turns the wrong characters back into the bytes they came from. Mac Roman has a character for every byte.
_MISREAD_AS = ("mac_roman", "cp1252", "latin-1")


@dataclass(frozen=True, slots=True)
class Line:
    """One line whose characters were read in the wrong encoding."""

    number: int
    before: str
    after: str
    encoding: str


def repair(text: str) -> tuple[str, list[Line]]:
    """Return the text with every misread line as it was meant, and those lines.

    A line is only touched when all of it goes back to bytes that are UTF-8: text in the right encoding hardly ever
    does, because its accented letters would have to stand in pairs that look like the halves of other letters.
    """
    found: list[Line] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not line.isascii() and (meant := _meant(line)):
            after, encoding = meant
            found.append(Line(number, line, after, encoding))
            lines[number - 1] = after
    return "\n".join(lines), found


def _meant(line: str) -> tuple[str, str] | None:
    found = []
    for encoding in _MISREAD_AS:
        try:
            after = line.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if len(after) < len(line) and not _odd(after, "Cc"):
            found.append((after, encoding))
    # More than one encoding can explain a line; accents without their letter show the wrong explanation.
    return min(found, key=lambda one: _odd(one[0], "Mn", "Mc", "Me", "Cn", "Co"), default=None)


def _odd(text: str, *categories: str) -> int:
    return sum(unicodedata.category(char) in categories for char in text.rstrip("\r"))
