"""The topics as sections of README and site: each with its own papers, its guests, its software and its counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model import Topic
from generator.views.rows import Row, Tool


@dataclass(frozen=True)
class Section:
    """One topic with all that stands under it."""

    topic: Topic
    depth: int
    parents: tuple[Topic, ...]
    """The topics above it, outermost first."""
    rows: tuple[Row, ...]
    """The papers at home here, newest first."""
    guests: tuple[Row, ...]
    """Papers that belong here too and are at home elsewhere, newest first."""
    tools: tuple[Tool, ...]
    sections: tuple["Section", ...]
    everything: tuple[Row, ...] = field(repr=False)
    """Every paper of this topic and of those below it, once each, newest first."""

    @property
    def id(self) -> str:
        return self.topic.id

    @property
    def name(self) -> str:
        return self.topic.name

    @property
    def about(self) -> str:
        return self.topic.about

    @property
    def count(self) -> int:
        """How many papers there are here and below, each counted once."""
        return len(self.everything)

    @property
    def own(self) -> tuple[Row, ...]:
        """The papers of this very topic, guests included, newest first."""
        here = {row.id for row in (*self.rows, *self.guests)}
        return tuple(row for row in self.everything if row.id in here)

    @property
    def tool_count(self) -> int:
        """How much software there is here and below."""
        return len({tool.id for one in self.walk() for tool in one.tools})

    def walk(self) -> Iterator["Section"]:
        """Yield this section and those below it, parents first."""
        yield self
        for one in self.sections:
            yield from one.walk()


def sections(topics: Sequence[Topic], rows: Sequence[Row], tools: Sequence[Tool]) -> tuple[Section, ...]:
    """Return the tree of topics filled with papers (given newest first) and software."""
    home: dict[str, list[int]] = {}
    guest: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        for index, topic in enumerate(row.topics):
            (guest if index else home).setdefault(topic, []).append(place)
    software: dict[str, list[Tool]] = {}
    for tool in tools:
        for topic in tool.topics:
            software.setdefault(topic, []).append(tool)
    return tuple(_section(topic, 1, (), rows, home, guest, software)[0] for topic in topics)


def _section(
    topic: Topic,
    depth: int,
    parents: tuple[Topic, ...],
    rows: Sequence[Row],
    home: Mapping[str, Sequence[int]],
    guest: Mapping[str, Sequence[int]],
    software: Mapping[str, Sequence[Tool]],
) -> tuple[Section, set[int]]:
    own, guests = home.get(topic.id, ()), guest.get(topic.id, ())
    places = {*own, *guests}
    below = []
    for child in topic.topics:
        section, found = _section(child, depth + 1, (*parents, topic), rows, home, guest, software)
        below.append(section)
        places |= found
    made = Section(
        topic=topic,
        depth=depth,
        parents=parents,
        rows=tuple(rows[place] for place in own),
        guests=tuple(rows[place] for place in guests),
        tools=tuple(software.get(topic.id, ())),
        sections=tuple(below),
        everything=tuple(rows[place] for place in sorted(places)),
    )
    return made, places
