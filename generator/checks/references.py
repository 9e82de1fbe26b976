"""What entries name is there: topics, venues, tags, lists, columns."""

from collections.abc import Callable, Iterator, Mapping

from generator.collection import VOCABULARIES, Collection
from generator.diagnostics import Diagnostic
from generator.model import Paper, Software, id_problem

_CODES: Mapping[str, str] = {
    "topics": "unknown-topic",
    "venue": "unknown-venue",
    "tags": "unknown-tag",
    "lists": "unknown-list",
    "source": "unknown-list",
}


def words_are_known(collection: Collection) -> Iterator[Diagnostic]:
    """A misspelt word would make a topic, a venue or a tag of its own that nobody finds."""
    for paper in collection.papers:
        for field in ("topics", "venue", "tags", "lists"):
            yield from _unknown(collection, paper, field)
    for software in collection.software:
        for field in ("topics", "lists"):
            yield from _unknown(collection, software, field)
    for table in collection.tables:
        yield from unknown(collection, table.id, "source", "source", table.source)
    for identity, values in collection.flawed.items():
        for field in ("topics", "venue", "tags", "lists"):
            # What cannot be a word at all is told already.
            yield from _unknown_words(collection, identity, field, values.get(field), told=id_problem)


def cells_have_a_column(collection: Collection) -> Iterator[Diagnostic]:
    """A cell of no column would not be shown."""
    for table in collection.tables:
        known = [column.id for column in table.columns]
        for index, row in enumerate(table.rows):
            for name in row:
                if name not in known:
                    place = collection.at(table.id, f"rows.{index}.{name}")
                    hint = f"its columns: {', '.join(known)}"
                    yield Diagnostic(place, "unknown-column", f"the table has no column {name!r}", hint)


def unknown(collection: Collection, owner: str, key: str, field: str, value: str) -> Iterator[Diagnostic]:
    """Yield that a value is no word of its field's vocabulary; nothing where the vocabulary itself cannot be read."""
    vocabulary = collection.vocabularies.get(VOCABULARIES[field])
    # One broken vocabulary is one problem, not one for each entry.
    if vocabulary is not None and value not in vocabulary.keys:
        noun = _CODES[field].removeprefix("unknown-")
        message = f"no {noun} is called {value!r}"
        yield Diagnostic(collection.at(owner, key), _CODES[field], message, vocabulary.hint(value))


def _unknown(collection: Collection, entry: Paper | Software, field: str) -> Iterator[Diagnostic]:
    yield from _unknown_words(collection, entry.id, field, getattr(entry, field), told=lambda _: None)


def _unknown_words(
    collection: Collection, owner: str, field: str, value: object, *, told: Callable[[str], str | None]
) -> Iterator[Diagnostic]:
    if isinstance(value, str):
        if value and field == "venue":
            yield from unknown(collection, owner, field, field, value)
        return
    for index, item in enumerate(value if isinstance(value, (tuple, list)) else ()):
        if isinstance(item, str) and not told(item):
            yield from unknown(collection, owner, f"{field}.{index}", field, item)
