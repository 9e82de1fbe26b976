"""Rules across fields and entries: each a true sentence, each yields the places where it does not hold."""

from collections.abc import Callable, Iterator
from pathlib import Path

from generator import collection as collections
from generator import facts, schema
from generator.checks import decisions, ids, places, references, topics, works
from generator.collection import Collection
from generator.diagnostics import Diagnostic
from generator.facts import Facts

Check = Callable[[Collection], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    references.words_are_known,
    references.cells_have_a_column,
    ids.words_are_defined_once,
    ids.venue_names_lead_to_one_venue,
    ids.former_ids_are_free,
    works.papers_are_listed_once,
    works.software_is_listed_once,
    places.files_are_where_they_belong,
    places.years_fit_arxiv,
    topics.topics_are_not_too_deep,
    topics.topics_have_entries,
    topics.entries_are_at_the_leaves,
    decisions.decisions_name_what_exists,
)


def run(collection: Collection, learned: Facts) -> list[Diagnostic]:
    """Return every place where a rule does not hold."""
    return [
        *(problem for check in CHECKS for problem in check(collection)),
        *ids.facts_have_an_entry(collection, learned),
    ]


def everything(root: Path) -> tuple[Collection, list[Diagnostic]]:
    """Return the collection and everything wrong with it: in files, in values, between entries."""
    collection, problems = collections.load(root)
    learned, bad_facts = facts.read(root)
    stale = schema.stale(root, collection)
    return collection, [*problems, *bad_facts, *run(collection, learned), *stale]
