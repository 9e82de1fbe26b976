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


_MARKED = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def decoded(content: bytes) -> tuple[str, list[Line]]:
    """Return the text of a file in whatever encoding it is, and the lines that were not UTF-8."""
    for mark, name in _MARKED:
        if content.startswith(mark):
            return content.decode(name, "replace"), []
    found: list[Line] = []
    lines = []
    whole = _chinese(content)
    for number, line in enumerate(content.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            name = whole or "cp1252"
            lines.append(line.decode(name, "replace"))
            found.append(Line(number, line.decode("ascii", "backslashreplace"), lines[-1], name))
    return "\n".join(lines), found


def _chinese(content: bytes) -> str:
    """Return the encoding of a Chinese text that is not UTF-8, or nothing."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        wrong = [line for line in content.split(b"\n") if not _is_utf8(line)]
        try:
            text = b"\n".join(wrong).decode("gb18030")
        except UnicodeDecodeError:
            return ""
        high = sum(ord(char) > 0x7F for char in text)
        common = sum(
            "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef"
            for char in text
        )
        # Letters with accents stand alone; signs of Chinese stand in rows.
        return "gb18030" if common > 0.9 * high and sum(len(run) > 1 for run in _runs(text)) else ""
    return ""


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _runs(text: str) -> list[str]:
    return "".join(char if "\u4e00" <= char <= "\u9fff" else " " for char in text).split()
