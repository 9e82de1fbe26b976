"""Rules across fields and entries: each a true sentence, each yields the places where it does not hold."""

from collections.abc import Callable, Iterator
from pathlib import Path

from generator import collection as collections
from generator import facts
from generator.collection import Collection
from generator.diagnostics import Diagnostic
from generator.facts import Facts

Check = Callable[[Collection, Facts], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = ()


def run(collection: Collection, facts: Facts) -> list[Diagnostic]:
    """Return every place where a rule does not hold."""
    return [problem for check in CHECKS for problem in check(collection, facts)]


def everything(root: Path) -> tuple[Collection, list[Diagnostic]]:
    """Return the collection and everything wrong with it: in files, in values, between entries."""
    collection, problems = collections.load(root)
    learned, bad_facts = facts.read(root)
    return collection, [*problems, *bad_facts, *run(collection, learned)]
