"""Where and when a work appeared, read from what services say in words: `Accepted at NeurIPS 2022`."""

import re
from collections.abc import Iterator

from generator.importers.appearances import Appearance, Appearances
from generator.importers.claims import Claim

_NOT_YET = re.compile(
    r"\b(?:submitted|submission|under (?:double.blind )?review|in review|preprint|rejected|withdrawn|extends|"
    r"extended version of|earlier version|previous version|shorter version)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:accepted|published|appear(?:s|ed|ing)?|presented|presentation|camera[- ]ready|forthcoming|to be published)\b"
    r"[^.;]*?\b(?:at|in|to|by|for)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_YEAR = re.compile("\\b((?:19|20)\\d\\d)\\b|['\N{RIGHT SINGLE QUOTATION MARK}](\\d\\d)\\b")
# Words that make another place out of a conference's name: what they belong to must not be cut off.
_ELSEWHERE = re.compile(
    r"workshop|tutorial|challenge|competition|symposium|demo|companion|student|findings|track|cup|shared task",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[;\n]|\.(?=\s|$)|\b\d+ (?:pages|figures|tables)\b")


def appeared(places: tuple[str, ...], appearances: Appearances) -> Claim | None:
    """Return the first place that a known venue is named in; the year may be missing."""
    for text in places:
        for phrase in _phrases(text):
            if found := _read(phrase, appearances):
                match = _YEAR.search(phrase)
                year = int(match[1] or f"20{match[2]}") if match else None
                return Claim(found.venue, year, found.track, text)
    return None


def _phrases(text: str) -> Iterator[str]:
    """Yield the parts of a text that may name a place; a text that says the work has not appeared there has none."""
    if not _NOT_YET.search(text):
        yield text
    for phrase in _SPLIT.split(text):
        if phrase.strip() and not _NOT_YET.search(phrase):
            yield phrase.strip(" ,")


def _read(phrase: str, appearances: Appearances) -> Appearance | None:
    told = _VERB.search(phrase)
    rest = phrase[told.end() :] if told else phrase
    if found := appearances.read(rest):
        return found
    words = rest.split()
    for length in range(len(words) - 1, 0, -1):
        kept, cut = " ".join(words[:length]).rstrip(",:("), " ".join(words[length:])
        if _ELSEWHERE.search(cut):
            return None
        # A name alone may be chance: a year, a volume or a word such as "accepted" makes it a place.
        named = told or _YEAR.search(kept) or not any(char.isalpha() for char in cut)
        if named and (found := appearances.read(kept)):
            return found
    return None
