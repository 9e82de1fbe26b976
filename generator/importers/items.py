"""What an outside list holds, before anybody decides what it means: items, their links, badges and places."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawLink:
    """A link as its source has it: the words it stands under, its address, its line."""

    label: str
    url: str
    line: int
    role: str = "link"
    """`link`, `title`, `badge` (a star badge's repository) or `figure`."""
    kind: str = ""
    """What it leads to, where the reader of the list has decided that already."""


@dataclass(frozen=True, slots=True)
class Item:
    """One bullet or table row of a list."""

    line: int
    section: tuple[str, ...]
    title: str
    venue: str = ""
    authors: str = ""
    links: tuple[RawLink, ...] = ()
    types: tuple[str, ...] = ()
    """What badges say about it besides stars and venue, as `Structural`."""
    cells: tuple[str, ...] = ()
    """The text of each cell, when it is a table row."""
    raw: str = ""
    kind: str = ""
    """`paper` or `software`, where the reader of the list has decided that already."""
    more: tuple[tuple[str, ...], ...] = ()
    """Other sections that it stands in."""


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of a source, and what became of them."""

    first: int
    last: int
    what: str
    """`paper`, `software`, `heading`, or why the lines are no item."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line that is no item although it holds links or is a bullet, and why it is none."""

    line: int
    section: tuple[str, ...]
    reason: str
    raw: str
    links: tuple[RawLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one file holds. Every link of the file is in an item or in a leftover."""

    heading: str
    items: tuple[Item, ...]
    leftovers: tuple[Leftover, ...]
    spans: tuple[Span, ...] = ()
    """What became of every line that is not empty."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Something a source has wrong that was put right, with the evidence."""

    line: int
    field: str
    before: str
    after: str
    reason: str
