"""Where a paper appeared, read from the many ways in which lists and bibliographies write it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.model import Venue

_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS = "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:{_TENS})[\s-](?:{_ONES})|{_ONES}|{_TEENS}|(?:twenti|thirti|forti)eth"
_ORDINAL = re.compile(rf"\b(?:\d+(?:st|nd|rd|th)|{_NUMBER})\b")
_YEAR = re.compile(r"(?:\b(?:19|20)\d{2}\b|['’]\d{1,2}\b)")
_VOLUME = re.compile(r"\bvolume\s+\d+\b")
_WORD = re.compile(r"[^\W_]+")
# Words that carry no meaning in a venue's name, and the parts of proceedings that are no track.
_IDLE = frozenset({"proceedings", "of", "the", "on", "for", "and", "in", "annual", "long", "papers", "main", "with"})
_ACL_VOLUME = re.compile(r"^\d{4}\.(?P<volume>[a-z0-9-]+)-(?P<part>[a-z0-9]+)\.\d+$")
_ACL_LETTERS = {"P": "ACL", "N": "NAACL", "D": "EMNLP", "E": "EACL", "Q": "TACL", "K": "CoNLL"}


@dataclass(frozen=True)
class Appearance:
    """A key of venues.yml, and the track there as the vocabulary names it."""

    venue: str
    track: str | None = None


class Appearances:
    """What the vocabulary of venues knows: ask it what a source means."""

    def __init__(self, venues: Mapping[str, Venue]) -> None:
        self._known: dict[str, Appearance] = {}
        alone: dict[str, set[Appearance]] = {}
        for venue in venues.values():
            names = (venue.id, venue.name, *venue.aliases)
            for name in names:
                self._known[_key(name)] = Appearance(venue.id)
            for track in venue.tracks:
                found = Appearance(venue.id, track.name)
                for alias in track.aliases:
                    alone.setdefault(_key(alias), set()).add(found)
                for part in (track.name, *track.aliases):
                    for name in names:
                        self._known.setdefault(_key(f"{name} {part}"), found)
                        self._known.setdefault(_key(f"{part} {name}"), found)
        for key, places in alone.items():
            # "Short Papers" alone may be of any conference: only what one venue claims says where it was.
            if len(places) == 1:
                self._known.setdefault(key, next(iter(places)))

    def read(self, text: str) -> Appearance | None:
        """Return what a source means by words such as `ACL'23 Findings`, or None when no venue fits."""
        for form in _forms(text):
            if found := self._known.get(_key(form)):
                return found
        return None

    def of_acl(self, identifier: str) -> Appearance | None:
        """Return what an identifier of the ACL Anthology says: `2023.findings-emnlp.936` is EMNLP Findings."""
        if match := _ACL_VOLUME.match(identifier):
            return self.read(f"{match['volume']} {match['part']}") or self.read(match["volume"])
        if (letter := identifier[:1]) in _ACL_LETTERS:
            return self.read(_ACL_LETTERS[letter])
        return None


def _forms(text: str) -> Iterable[str]:
    """Yield the text whole, without what stands in brackets, and what stands in brackets alone."""
    yield text
    bare = re.sub(r"\s*\([^()]*\)", "", text)
    if bare != text:
        yield bare
        yield from re.findall(r"\(([^()]+)\)", text)


def _key(text: str) -> str:
    """Return the words that tell venues apart, in one spelling."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    for pattern in (_ORDINAL, _YEAR, _VOLUME):
        plain = pattern.sub(" ", plain)
    return " ".join(word for word in _WORD.findall(plain) if word not in _IDLE)
