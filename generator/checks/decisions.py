"""Decisions about the sources are about something that exists."""

from collections.abc import Iterator

from generator.checks.references import unknown
from generator.collection import DECISIONS, Collection
from generator.diagnostics import Diagnostic


def decisions_name_what_exists(collection: Collection) -> Iterator[Diagnostic]:
    """A decision about an entry that was renamed is no longer obeyed, and nobody would notice."""
    made = collection.decisions
    entries = {f"same.{index}.entry": decision.entry for index, decision in enumerate(made.same)}
    entries |= {f"choices.{index}.entry": decision.entry for index, decision in enumerate(made.choices)}
    for key, entry in entries.items():
        if entry not in collection.files:
            hint = "if its file was renamed, write the new id"
            yield Diagnostic(collection.at(DECISIONS, key), "unknown-entry", f"no entry has the id {entry!r}", hint)
    for index, correction in enumerate(made.corrections):
        yield from unknown(collection, DECISIONS, f"corrections.{index}.source", "source", correction.source)
