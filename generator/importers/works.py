"""Which records are one work: by identifier and by title, never by repository and never by likeness alone."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.identity import normal_title
from generator.importers.records import Record
from generator.model import Decisions, Same

# From this likeness on two titles are shown to a person. It decides nothing by itself.
_CANDIDATE = 0.82
# Two titles under one identifier are taken for one work, retitled, when they are at least this much alike.
RETITLED = 0.6
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One identifier under two titles, or one title under two identifiers, and what was done."""

    identifier: str
    titles: tuple[str, ...]
    decision: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two works whose titles are alike, and why they are two or one."""

    titles: tuple[str, str]
    likeness: float
    decision: str
    reason: str = ""


@dataclass(frozen=True)
class Work:
    """The records of one work, in the order of the sources."""

    records: tuple[Record, ...]
    same: Same | None = None
    """The decision that joined them or named their entry."""

    @property
    def entry(self) -> str | None:
        """The id that a decision gives it."""
        return self.same.entry if self.same else None

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(record.title for record in self.records))


class _Sets:
    """Numbers in sets that can be joined; each set is known by its smallest number."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, one: int) -> int:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for number in range(len(self._parent)):
            found.setdefault(self.find(number), []).append(number)
        return list(found.values())


class Grouping:
    """Joins records into works and keeps every doubt on the way."""

    def __init__(self, decisions: Decisions) -> None:
        self.same = {normal_title(title): one for one in decisions.same for title in one.titles}
        self.different = [(frozenset(map(normal_title, one.titles)), one.reason) for one in decisions.different]
        self.suspicions: list[Suspicion] = []

    def works(self, records: Sequence[Record]) -> list[Work]:
        """Return the works in the order of their first record."""
        sets = _Sets(len(records))
        by_title: dict[str, int] = {}
        for number, record in enumerate(records):
            # A record without a title is like no other.
            title = normal_title(record.title) or f"untitled {number}"
            same = self.same.get(title)
            sets.join(by_title.setdefault(f"entry {same.entry}" if same else title, number), number)
        by_identifier: dict[str, list[int]] = {}
        for number, record in enumerate(records):
            for identifier in sorted(record.identifiers):
                by_identifier.setdefault(identifier, []).append(number)
        for identifier, numbers in by_identifier.items():
            for other in numbers[1:]:
                if self._are_one(identifier, records[numbers[0]].title, records[other].title):
                    sets.join(numbers[0], other)
        return [self._work([records[number] for number in group]) for group in sets.groups()]

    def _are_one(self, identifier: str, one: str, other: str) -> bool:
        """Decide whether two titles under one identifier are one work, and keep the doubt when they differ."""
        keys = {normal_title(one), normal_title(other)}
        if len(keys) == 1 or "" in keys:
            return True
        same = self.same.get(normal_title(one))
        if same and self.same.get(normal_title(other)) is same:
            decision, reason = "one work", same.reason
        elif reason := self._apart(keys):
            decision = "two works"
        elif alike(one, other) >= RETITLED or (head(one) and head(one) == head(other)):
            decision, reason = "one work", "the titles are alike: taken for a new title"
        else:
            decision, reason = "undecided", "kept apart until entries/decisions.yml says"
        suspicion = Suspicion(identifier, (one, other), decision, reason)
        if suspicion not in self.suspicions:
            self.suspicions.append(suspicion)
        return decision == "one work"

    def _apart(self, keys: set[str]) -> str:
        return next((reason for titles, reason in self.different if keys <= titles), "")

    def _work(self, group: list[Record]) -> Work:
        decided = [same for record in group if (same := self.same.get(normal_title(record.title)))]
        arxiv = sorted({one for record in group for one in record.identifiers if one.startswith("arxiv:")})
        if len(arxiv) > 1:
            titles = tuple(dict.fromkeys(record.title for record in group))
            self.suspicions.append(Suspicion(", ".join(arxiv), titles, "one work", "one title has several identifiers"))
        return Work(tuple(group), decided[0] if decided else None)

    def candidates(self, works: Sequence[Work]) -> list[Candidate]:
        """Return every pair of titles that are alike but not the same, within works and between them."""
        found: dict[tuple[str, str], Candidate] = {}
        titles = [(title, number) for number, work in enumerate(works) for title in work.titles]
        for (one, first), (other, second) in _pairs(titles):
            if normal_title(one) == normal_title(other):
                continue
            likeness = alike(one, other)
            if likeness < _CANDIDATE and not (head(one) and head(one) == head(other)):
                continue
            same = self.same.get(normal_title(one))
            if first == second:
                reason = same.reason if same else "they share an identifier"
                decision = "one work"
            else:
                reason = self._apart({normal_title(one), normal_title(other)})
                decision = "two works" if reason else "undecided"
            found[one, other] = Candidate((one, other), round(likeness, 2), decision, reason)
        return list(found.values())


def alike(one: str, other: str) -> float:
    """Return how much two titles are alike, from 0 to 1; one that the other contains is fully alike."""
    first, second = sorted((normal_title(one), normal_title(other)), key=len)
    if len(first) > 20 and first in second:
        return 1.0
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def head(title: str) -> str:
    """Return the short name before a title's colon, normalised, or nothing."""
    name, colon, _ = title.partition(":")
    return normal_title(name) if colon and len(name.split()) <= 3 else ""


def _pairs(titles: list[tuple[str, int]]) -> Iterable[tuple[tuple[str, int], tuple[str, int]]]:
    """Yield pairs that share a short name or enough rare words: all pairs would be too many to compare."""
    words = [frozenset(_WORD.findall(title.casefold())) for title, _ in titles]
    count: dict[str, int] = {}
    for one in words:
        for word in one:
            count[word] = count.get(word, 0) + 1
    shelves: dict[str, list[int]] = {}
    for number, (title, _) in enumerate(titles):
        rare = sorted(words[number], key=lambda word: (count[word], word))[:4]
        for key in {f"head {head(title)}" if head(title) else "", *rare} - {""}:
            shelves.setdefault(key, []).append(number)
    seen: set[tuple[int, int]] = set()
    for shelf in shelves.values():
        for place, first in enumerate(shelf):
            for second in shelf[place + 1 :]:
                if (first, second) not in seen and titles[first][0] != titles[second][0]:
                    seen.add((first, second))
                    yield titles[first], titles[second]
