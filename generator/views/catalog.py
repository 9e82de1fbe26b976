"""The whole list as a reader finds it: rows, sections, software, what is new, counts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from generator.collection import Collection
from generator.facts import Facts
from generator.views.rows import Row, Tool, newest_first, row, tool
from generator.views.sections import Section, sections

NEIGHBOURS = 6
LATEST = 50


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of everything."""

    papers: int
    software: int
    topics: int
    with_code: int
    without_authors: int
    repositories: int
    venues: int
    lists: int
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Item:
    """One of many with a count: a venue, a year, a tag, an author."""

    id: str
    name: str
    count: int


@dataclass(frozen=True)
class Selection:
    """Papers that are published together as files and feeds: the whole list, or one topic with all below it."""

    id: str
    """Empty for the whole list, else the topic's id."""
    name: str
    about: str
    rows: tuple[Row, ...]

    @property
    def stem(self) -> str:
        """Where its files stand, without suffix."""
        return f"topics/{self.id}" if self.id else "papers"

    @property
    def page(self) -> str:
        """Its page, relative to the site's root."""
        return f"topics/{self.id}/" if self.id else ""

    @cached_property
    def latest(self) -> tuple[Row, ...]:
        """The papers added last, newest first; those whose day nobody recorded come after all others."""
        return latest(self.rows)[:LATEST]


@dataclass(frozen=True)
class Catalog:
    """All views of one collection. Made once a build; everything in it is ready to be shown."""

    collection: Collection
    rows: tuple[Row, ...]
    """Every paper, newest first."""
    tools: tuple[Tool, ...]
    """All software, by name."""
    sections: tuple[Section, ...]
    """The tree of topics, in the order people gave it."""
    by_id: dict[str, Row] = field(repr=False)
    section_of: dict[str, Section] = field(repr=False)

    @cached_property
    def counts(self) -> Counts:
        years = [one.year for one in self.rows]
        links = [one.links for one in self.rows] + [one.links for one in self.tools]
        repositories = {
            link.repository.name.lower()
            for link in chain.from_iterable(links)
            if link.repository and link.kind in {"code", "unofficial"}
        }
        return Counts(
            papers=len(self.rows),
            software=len(self.tools),
            topics=sum(1 for one in self.section_of.values() if one.count or one.tools),
            with_code=sum(one.has_code for one in self.rows),
            without_authors=sum(not one.authors for one in self.rows),
            repositories=len(repositories),
            venues=len({one.venue.id for one in self.rows if one.venue}),
            lists=len({key for one in self.rows for key in one.paper.lists}),
            first_year=min(years, default=0),
            last_year=max(years, default=0),
        )

    @cached_property
    def whole(self) -> Selection:
        """The whole list as one selection."""
        return Selection("", "", "", self.rows)

    @cached_property
    def latest(self) -> tuple[Row, ...]:
        """Every paper by the day it was added, the last first."""
        return latest(self.rows)

    @cached_property
    def updated(self) -> dt.date | None:
        """The day on which the last paper was added."""
        return max((one.added for one in self.rows if one.added), default=None)

    @cached_property
    def redirects(self) -> dict[str, str]:
        """Old ids of papers, each with the id it has now."""
        return {old: one.id for one in self.rows for old in one.paper.formerly if old not in self.by_id}

    def selections(self) -> Iterator[Selection]:
        """Yield the whole list, then every topic that has papers."""
        yield self.whole
        for section in self.section_of.values():
            if section.count:
                yield Selection(section.id, section.name, section.about, section.everything)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {one.id: place for section in self.section_of.values() for place, one in enumerate(section.rows)}

    def neighbours(self, one: Row) -> tuple[Row, ...]:
        """Return papers of the same home topic nearest in time, newest first."""
        section = self.section_of.get(one.home)
        if section is None:
            return ()
        place, rows = self._places[one.id], section.rows
        start = max(0, min(place - NEIGHBOURS // 2, len(rows) - NEIGHBOURS - 1))
        return tuple(other for other in rows[start : start + NEIGHBOURS + 1] if other.id != one.id)

    def newer(self, one: Row) -> Row | None:
        """Return the next newer paper of the same home topic."""
        return self._beside(one, -1)

    def older(self, one: Row) -> Row | None:
        """Return the next older paper of the same home topic."""
        return self._beside(one, 1)

    def _beside(self, one: Row, step: int) -> Row | None:
        section = self.section_of.get(one.home)
        if section is None:
            return None
        place = self._places[one.id] + step
        return section.rows[place] if 0 <= place < len(section.rows) else None


def latest(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows by the day they were added, the last first; rows of one day keep their order."""
    return tuple(sorted(rows, key=lambda one: one.added or dt.date.min, reverse=True))


def catalog(collection: Collection, facts: Facts) -> Catalog:
    """Return all views of a collection."""
    rows = newest_first([row(paper, collection, facts) for paper in collection.papers])
    tools = sorted((tool(one, collection, facts) for one in collection.software), key=lambda one: one.name.casefold())
    tree = sections(collection.topics, rows, tools)
    return Catalog(
        collection=collection,
        rows=rows,
        tools=tuple(tools),
        sections=tree,
        by_id={one.id: one for one in rows},
        section_of={one.id: one for top in tree for one in top.walk()},
    )
