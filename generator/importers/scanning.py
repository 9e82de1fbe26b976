"""What looks like an error of scanning in references: lost letters, broken pages, impossible identifiers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import permutations

from generator.identity import acl_id, arxiv_id, arxiv_year, normal_title
from generator.importers.appearances import Appearance, Appearances
from generator.importers.reference import ARXIV, YEAR, Doubt, Reference, complete

_HASH = re.compile(r"/(?P<hash>[0-9a-f]{20,})-(?:Paper|Abstract)")
_HASH_LENGTH = 32
_POST = re.compile(r"/comments/(?P<code>[a-z0-9]{5,8})/")
# Letters that a scan confuses with each other; outside words nothing tells which one was meant.
_CONFUSABLE = frozenset("0O1lI")
_LONGEST_OPENREVIEW = 12
# Forum identifiers had nine or ten characters before.
_LONGER_IDS_SINCE = 2020
_LONGEST_NAME = 5
_SHORTEST_TITLE = 3
_LONG_WORD = 6
_MONTHS = 12


def doubts(one: Reference, seams: Iterable[str], appearances: Appearances) -> Iterator[Doubt]:
    """Yield what looks wrong in one reference; `seams` are the words around each break inside of it."""
    for found in (
        _doubts_of_text(one, seams),
        _doubts_of_names(one),
        _doubts_of_title(one),
        _doubts_of_year(one),
        _doubts_of_arxiv(one),
        _doubts_of_openreview(one),
        _doubts_of_addresses(one),
        _doubts_of_venue(one, appearances),
    ):
        yield from found


def _doubts_of_text(one: Reference, seams: Iterable[str]) -> Iterator[Doubt]:
    for seam in seams:
        # What stands before the title is the list of authors.
        after = one.text.find(seam.partition(" | ")[2])
        yield Doubt("authors" if after < one.text.find(one.title) else "text", f"a page ends inside: {seam}")
    if not complete(one.text):
        yield Doubt("text", "ends without a full stop")


def _doubts_of_names(one: Reference) -> Iterator[Doubt]:
    if not one.authors:
        yield Doubt("authors", "no authors were found")
    for name in dict.fromkeys(one.authors):
        if one.authors.count(name) > 1:
            yield Doubt("authors", f"{name!r} is there twice")
        if re.search(r"[\\$*<>@]|\d.*\s|\s.*\d", name):
            yield Doubt("authors", f"{name!r} holds characters that names have not")
        if len(name.split()) > _LONGEST_NAME:
            yield Doubt("authors", f"{name!r} is long: a comma may be lost")
        if re.search(r"(?<!-)\b(?:and|In)\b", name):
            yield Doubt("authors", f"{name!r} holds a word that is no name")


def _doubts_of_title(one: Reference) -> Iterator[Doubt]:
    if re.search(r"[\\^_{}<>*]", one.title) or len(one.title) < _SHORTEST_TITLE:
        yield Doubt("title", "holds markup or nothing")
    if re.search(r"\s[:,](?:\s|[a-z])|[^\W\d_]\s-[a-z]|[a-z]-\s[a-z]", one.title):
        yield Doubt("title", "has spaces where none belong")


def _doubts_of_year(one: Reference) -> Iterator[Doubt]:
    if one.year is None:
        yield Doubt("year", "no year was found")
        return
    named = [] if ARXIV.search(one.venue_text) else [int(match[1]) for match in YEAR.finditer(one.venue_text)]
    if named and one.year not in named:
        yield Doubt("year", f"the venue's name says {named[0]}, the reference {one.year}")
    if one.acl and (match := re.match(r"(?:(20\d{2})\.|[A-Z](\d{2})-)", one.acl)):
        year = int(match[1]) if match[1] else _century(int(match[2]))
        if year != one.year:
            yield Doubt("acl", f"{one.acl} is of {year}, the reference says {one.year}")


def _century(two: int) -> int:
    return 1900 + two if two > 60 else 2000 + two


def _doubts_of_arxiv(one: Reference) -> Iterator[Doubt]:
    found = {match[1] for match in ARXIV.finditer(one.text)}
    found |= {linked for url in one.urls if (linked := arxiv_id(url))}
    if len(found) > 1:
        yield Doubt("arxiv", f"two identifiers: {', '.join(sorted(found))}")
    if one.arxiv is None:
        return
    if not 1 <= int(one.arxiv.rsplit("/", 1)[-1][2:4]) <= _MONTHS:
        yield Doubt("arxiv", f"{one.arxiv} names a month that is none")
    if one.year and one.year < arxiv_year(one.arxiv):
        yield Doubt("arxiv", f"{one.arxiv} is younger than the reference, which says {one.year}")


def _doubts_of_openreview(one: Reference) -> Iterator[Doubt]:
    if one.openreview is None:
        return
    shortest = 9 if one.year and one.year < _LONGER_IDS_SINCE else 10
    if not shortest <= len(one.openreview) <= _LONGEST_OPENREVIEW:
        yield Doubt("openreview", f"{one.openreview!r} has {len(one.openreview)} characters: some may be lost")
    elif _CONFUSABLE & set(one.openreview):
        yield Doubt("openreview", f"{one.openreview!r} holds letters that scans confuse (0 and O, 1, l and I)")


def _doubts_of_addresses(one: Reference) -> Iterator[Doubt]:
    for url in one.urls:
        if (match := _HASH.search(url)) and len(match["hash"]) != _HASH_LENGTH:
            yield Doubt("urls", f"{url} has {len(match['hash'])} of {_HASH_LENGTH} hexadecimal digits")
        if re.search(r"%5[Ff]", url):
            yield Doubt("urls", f"{url} escapes what needs no escape")
        if "aclanthology.org/" in url and acl_id(url) is None:
            yield Doubt("urls", f"{url} has not the form of an identifier there")
        if (match := _POST.search(url)) and _CONFUSABLE & set(match["code"]):
            yield Doubt("urls", f"{url} holds letters that scans confuse outside of words")


def _doubts_of_venue(one: Reference, appearances: Appearances) -> Iterator[Doubt]:
    if not one.venue_text or ARXIV.search(one.venue_text):
        return
    if appearances.read(one.venue_text) is None and one.venue is None:
        yield Doubt("venue", f"{one.venue_text!r} is not in the vocabulary")
    said = appearances.of_acl(one.acl) if one.acl else None
    if said and one.venue and (said.venue != one.venue or (said.track and said.track != one.track)):
        yield Doubt("venue", f"{one.acl} is of {_shown(said)}, the reference says {_shown(one)}")


def _shown(where: Appearance | Reference) -> str:
    return f"{where.venue} {where.track or ''}".strip()


def doubting_each_other(found: list[Reference]) -> list[Reference]:
    """Return the references with the doubts that only the others raise: lookalike names, one title for two works."""
    doubtful = _lookalikes(Counter(name for one in found for name in one.authors))
    titles = Counter(normal_title(one.title) for one in found)
    done = []
    for one in found:
        doubts = [Doubt("authors", f"{name!r} may be {doubtful[name]!r}") for name in one.authors if name in doubtful]
        if titles[normal_title(one.title)] > 1:
            doubts.append(Doubt("title", "another reference has this title"))
        done.append(replace(one, doubts=(*one.doubts, *doubts)))
    return done


def _lookalikes(spelled: Mapping[str, int]) -> dict[str, str]:
    """Return names that a scan may have misread, each with the name that it may be."""
    groups: dict[tuple[int, int, str], list[str]] = {}
    for name in spelled:
        words = name.split()
        for place in range(len(words) if len(words) > 1 else 0):
            others = " ".join((*words[:place], *words[place + 1 :]))
            groups.setdefault((place, len(words), others), []).append(name)
    return {
        name: other
        for (place, length, _), names in groups.items()
        for name, other in permutations(names, 2)
        if _misread(name.split()[place], other.split()[place], surname=place == length - 1)
        # A scan loses letters more often than it makes them up: the longer name is the likely one.
        and (len(name) < len(other) or spelled[name] < spelled[other] or len(name) == len(other))
    }


def _misread(word: str, other: str, *, surname: bool) -> bool:
    """Return whether two words differ by one lost letter, or two surnames by a replaced one.

    Given names that differ by a replaced letter are mostly two people.
    """
    if min(len(word), len(other)) < _LONG_WORD or word[0] != other[0]:
        return False
    start = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    if word[start + 1 :] == other[start:] or word[start:] == other[start + 1 :]:
        return True
    return surname and word[start + 1 :] == other[start + 1 :]
