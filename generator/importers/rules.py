"""How the sources of this list are read: which section means which topic, and what their addresses prove.

The rules are data (`entries/import.yml`); a list without rules is read by its headings alone.
"""

import difflib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from generator import collection, messages, source
from generator.diagnostics import Diagnostic
from generator.model import Address, Id, Name, Record, Text, Year

RULES = f"{collection.ENTRIES}/import.yml"


class ListRules(Record):
    """One source list: how it is recognised, what its sections mean, and the items that need a better topic."""

    id: Id = Field(description="A key of entries/lists.yml.")
    heading: Text = Field(description="The first heading of its file, by which the list is recognised.")
    files: Annotated[str, Field(max_length=400)] = Field("", description="Where relative addresses of the list begin.")
    sections: dict[Text, Annotated[tuple[Id, ...], Field(max_length=4)]] = Field(
        {}, description="Topics by heading; of two headings with one name the path tells which: `A > B`."
    )
    software: tuple[Text, ...] = Field((), description="Headings whose items are software.")
    types: dict[Name, tuple[Id, ...]] = Field({}, description="Topics by the word on a type badge.")
    items: dict[Text, dict[Id, tuple[Text, ...]]] = Field(
        {}, description="Titles by topic, by the heading that is too wide for them."
    )


class Proceedings(Record):
    """What the beginning of an address proves."""

    address: Address
    venue: Name
    year: Year
    track: Name | None = None


class Rules(Record):
    """All rules of import."""

    lists: tuple[ListRules, ...] = ()
    proceedings: tuple[Proceedings, ...] = ()
    software: dict[Id, tuple[Text, ...]] = Field(
        {}, description="Names by entry in entries/software: items of any list that are software, not papers."
    )
    software_topics: tuple[Id, ...] = Field((), description="The topics of new software entries.")
    survey: Id | None = Field(None, description="A key of entries/lists.yml: whose bibliography and tables are read.")
    short_hosts: tuple[Name, ...] = Field((), description="Hosts whose short addresses do not show where they lead.")


def load(root: Path, existing: collection.Collection) -> tuple[Rules, list[Diagnostic]]:
    """Return the rules of import, and what is wrong with them: mistakes of form, and names no vocabulary has."""
    if not (root / RULES).is_file():
        return Rules(), []
    document, problems = source.read(root, RULES)
    if document is None:
        return Rules(), problems
    try:
        known = Rules.model_validate(document.value)
    except ValidationError as error:
        return Rules(), [*problems, *messages.problems_of(error, document, Rules)]
    return known, [*problems, *_unknown(known, existing, document)]


def _unknown(known: Rules, existing: collection.Collection, document: source.Document) -> Iterator[Diagnostic]:
    """Yield the names in the rules that are in no vocabulary, each at its place."""
    for key, name, kind, names in _names(known, existing):
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1)
            hint = f"did you mean {close[0]!r}?" if close else ""
            place = document.keys.at(key) if key.endswith(f".{name}") else document.spans.at(key)
            yield Diagnostic(place, f"unknown-{kind}", f"no {kind} has the id {name!r}", hint)


def _names(known: Rules, existing: collection.Collection) -> Iterator[tuple[str, str, str, Collection[str]]]:
    """Yield each name that the rules take from a vocabulary: where, which, of what kind, and what there is."""
    for number, one in enumerate(known.lists):
        yield f"lists.{number}.id", one.id, "list", existing.lists
        for part, topics in (("sections", one.sections), ("types", one.types)):
            for heading, ids in topics.items():
                yield from (
                    (f"lists.{number}.{part}.{heading}.{place}", name, "topic", existing.nodes)
                    for place, name in enumerate(ids)
                )
        for heading, titles in one.items.items():
            yield from ((f"lists.{number}.items.{heading}.{name}", name, "topic", existing.nodes) for name in titles)
    yield from (
        (f"software_topics.{place}", name, "topic", existing.nodes) for place, name in enumerate(known.software_topics)
    )
    if known.survey:
        yield "survey", known.survey, "list", existing.lists
    for number, proof in enumerate(known.proceedings):
        yield f"proceedings.{number}.venue", proof.venue, "venue", existing.venues
