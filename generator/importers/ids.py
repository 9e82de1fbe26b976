"""The id of a new entry: a work's short name or the first words of its title, and more words where two clash."""

import re
import unicodedata
from collections.abc import Collection

from generator.model import MAX_ID

_WORDS_OF_TITLE = 6
_MAX_HEAD = 6
_END_OF_HEAD = re.compile("[:!?]\\s+(?=\\S)|\\s[-\N{EN DASH}]\\s")
_IDLE = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "its",
        "of",
        "on",
        "or",
        "the",
        "through",
        "to",
        "towards",
        "using",
        "via",
        "with",
    }
)
_SIGNS = {"+": " plus ", "&": " and ", "%": " percent ", "\N{INFINITY}": " infinity ", "\N{MULTIPLICATION SIGN}": "x"}


def proposed(title: str, year: int, taken: Collection[str]) -> str:
    """Return an id that is not taken: more words of the title, then the year, tell it from those that are."""
    end = _END_OF_HEAD.search(title)
    words = kebab(title)
    first = kebab(" ".join(title.split()[:_WORDS_OF_TITLE]))
    short = kebab(title[: end.start()]) if end else []
    if not 0 < len(short) <= _MAX_HEAD:
        short = _ended(first)
    for length in range(len(short), len(words) + 1):
        identity = "-".join(_ended(words[:length]) if length > len(short) else short)
        if identity and len(identity) <= MAX_ID and identity not in taken:
            return identity
    # A title in another script has no letters for an id.
    stem = "-".join(short)[: MAX_ID - 8].strip("-") or "paper"
    identity = f"{stem}-{year}"
    number = 2
    while identity in taken:
        identity = f"{stem}-{year}-{number}"
        number += 1
    return identity


def kebab(text: str) -> list[str]:
    """Return the words of a text in the letters that ids have."""
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    text = re.sub(r"['\N{RIGHT SINGLE QUOTATION MARK}](?=[a-z]{1,2}\b)", "", text)
    spelled = "".join(_spelled(char) for char in text)
    return re.findall(r"[a-z0-9]+", spelled.casefold())


def _spelled(char: str) -> str:
    """Return an ASCII spelling: accents fall off, a Greek letter is written out."""
    if char.isascii():
        return char
    plain = "".join(one for one in unicodedata.normalize("NFKD", char) if one.isascii() and one.isalnum())
    name = unicodedata.name(char, "")
    return plain or (f" {name.rsplit(' ', 1)[-1]} " if " LETTER " in name else " ")


def _ended(words: list[str]) -> list[str]:
    """Return the words without idle ones at the end, which promise something that does not come."""
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _IDLE:
        kept.pop()
    return kept
