"""How much of the list the README shows, so that GitHub never cuts it.

GitHub shows at most 512,000 bytes of a file; the README keeps to `LIMIT`. When it would be larger it is shortened in
this order, each step only when the one before was not enough:

1. every row names its first author only;
2. no row names authors;
3. papers of other topics are no longer named below a topic's table;
4. the largest topics show their newest papers only, all cut to the same number, and say how many more the site has.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.views.catalog import Catalog
from generator.views.rows import AUTHORS_SHOWN, Row
from generator.views.sections import Section

LIMIT = 400_000


@dataclass(frozen=True, slots=True)
class Shape:
    """What is shown: so many authors, guests or not, so many rows a topic."""

    authors: int = AUTHORS_SHOWN
    guests: bool = True
    rows: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """One topic of the README."""

    section: Section
    lines: tuple[str, ...]
    """The rows that are shown, ready as lines of a table."""
    more: int
    """How many older papers are left to the site."""
    guests: tuple[Row, ...]
    parts: tuple["Part", ...]


STEPS = (Shape(), Shape(authors=1), Shape(authors=0), Shape(authors=0, guests=False))


def fitting(
    catalog: Catalog,
    lines: Callable[[int], Mapping[str, str]],
    page: Callable[[Shape, Mapping[str, str]], str],
    limit: int = LIMIT,
) -> str:
    """Return the longest page that fits.

    `lines` makes the row of every paper for a number of authors, `page` the whole page of a shape from them.
    """
    known: dict[int, Mapping[str, str]] = {}

    def rows(authors: int) -> Mapping[str, str]:
        if authors not in known:
            known[authors] = lines(authors)
        return known[authors]

    for shape in STEPS:
        # Rows that are too long by themselves need no page around them to tell; without authors they are shortest.
        if _length(catalog, rows(shape.authors), shape.rows) > limit:
            if _length(catalog, rows(0), shape.rows) > limit:
                break
            continue
        text = page(shape, rows(shape.authors))
        if len(text.encode()) <= limit:
            return text
    return _cut(catalog, rows(0), page, limit)


def _cut(catalog: Catalog, rows: Mapping[str, str], page: Callable[[Shape, Mapping[str, str]], str], limit: int) -> str:
    """Return the page with the greatest number of rows a topic that fits; with none when even that is too much."""

    def fits(count: int) -> bool:
        return len(page(Shape(authors=0, guests=False, rows=count), rows).encode()) <= limit

    most = max((len(section.rows) for section in catalog.section_of.values()), default=0)
    bound = _last(0, most, lambda count: _length(catalog, rows, count) <= limit)
    return page(Shape(authors=0, guests=False, rows=_last(0, bound, fits)), rows)


def _last(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Return the greatest number for which something holds that holds for small ones; `low` needs no proof."""
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _length(catalog: Catalog, rows: Mapping[str, str], count: int) -> int:
    """Return how many characters the newest rows of all topics have together, which is never more than their bytes."""
    return sum(len(rows[row.id]) + 1 for section in catalog.section_of.values() for row in section.rows[:count])


def sections(catalog: Catalog, shape: Shape, lines: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the topics that have papers, each with what the shape shows of it."""
    return tuple(_part(section, shape, lines) for section in catalog.sections if section.count)


def _part(section: Section, shape: Shape, lines: Mapping[str, str]) -> Part:
    shown = section.rows[: shape.rows]
    return Part(
        section=section,
        lines=tuple(lines[row.id] for row in shown),
        more=len(section.rows) - len(shown),
        guests=section.guests if shape.guests else (),
        parts=tuple(_part(one, shape, lines) for one in section.sections if one.count),
    )
