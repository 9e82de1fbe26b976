"""The numbers behind the charts and tables of the statistics page."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.views.catalog import Catalog
from generator.views.rows import Row


@dataclass(frozen=True, slots=True)
class Year:
    """One year: how many papers, and how many of them with code."""

    year: int
    papers: int
    with_code: int

    @property
    def share(self) -> float:
        """The part that has code, from 0 to 1."""
        return self.with_code / self.papers if self.papers else 0.0


@dataclass(frozen=True, slots=True)
class Heat:
    """How many papers of each top topic appeared in each year."""

    years: tuple[int, ...]
    topics: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Id, name and counts in the order of the years."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One topic of the tree map, with what stands below it."""

    id: str
    name: str
    count: int
    tiles: tuple["Tile", ...] = ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """Which papers stand on several source lists."""

    lists: tuple[tuple[str, str, int], ...]
    """Id, name and number of papers."""
    sets: tuple[tuple[tuple[str, ...], int], ...]
    """Each combination of lists that has papers standing on exactly these, the largest first."""


def years(rows: Iterable[Row]) -> tuple[Year, ...]:
    """Return the papers of each year from the first to the last, years without any included."""
    papers: Counter[int] = Counter()
    coded: Counter[int] = Counter()
    for row in rows:
        papers[row.year] += 1
        coded[row.year] += row.has_code
    if not papers:
        return ()
    return tuple(Year(year, papers[year], coded[year]) for year in range(min(papers), max(papers) + 1))


def heat(catalog: Catalog, since: int) -> Heat:
    """Return top topics by years; everything before `since` counts for the year before it."""
    last = max((row.year for row in catalog.rows), default=since)
    first = min((row.year for row in catalog.rows), default=since)
    span = tuple(range(max(first, since - 1), last + 1))
    topics = []
    for section in catalog.sections:
        counts = Counter(max(row.year, span[0]) for row in section.everything)
        if counts:
            topics.append((section.id, section.name, tuple(counts[year] for year in span)))
    return Heat(span, tuple(topics))


def venues(catalog: Catalog) -> tuple[tuple[str, str, int], ...]:
    """Return id, full name and papers of each venue, the largest first; preprints stand under their own name."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in catalog.rows:
        counts[(row.venue.id, row.venue.name) if row.venue else ("", "Preprints and others")] += 1
    return tuple((key, name, count) for (key, name), count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def tiles(catalog: Catalog) -> tuple[Tile, ...]:
    """Return the two upper levels of the topics by papers at home there; a topic's own papers are a tile too."""
    made = []
    for section in catalog.sections:
        home = [(one, sum(len(below.rows) for below in one.walk())) for one in section.sections]
        inner = [Tile(one.id, one.name, count) for one, count in home if count]
        if section.rows:
            inner.append(Tile(section.id, section.name, len(section.rows)))
        if inner:
            made.append(Tile(section.id, section.name, sum(one.count for one in inner), tuple(inner)))
    return tuple(made)


def overlap(catalog: Catalog) -> Overlap:
    """Return how the source lists share papers."""
    sets = Counter(tuple(sorted(row.paper.lists)) for row in catalog.rows if row.paper.lists)
    each = Counter(key for row in catalog.rows for key in row.paper.lists)
    known = catalog.collection.lists
    lists = [(key, known[key].name if key in known else key, each[key]) for key in sorted(each)]
    ordered = sorted(sets.items(), key=lambda one: (-one[1], one[0]))
    return Overlap(tuple(sorted(lists, key=lambda one: (-one[2], one[0]))), tuple(ordered))
