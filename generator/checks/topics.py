"""The tree of topics stays readable: neither deep nor hollow."""

from collections import Counter
from collections.abc import Iterator

from generator.collection import TOPICS, Collection, Node
from generator.diagnostics import Diagnostic

MAX_DEPTH = 4


def topics_are_not_too_deep(collection: Collection) -> Iterator[Diagnostic]:
    """Headings end, and nobody finds what lies five levels down."""
    for node in collection.nodes.values():
        if node.depth > MAX_DEPTH:
            message = f"{node.id!r} is at level {node.depth}; topics have at most {MAX_DEPTH}"
            yield _at(collection, node, "topic-too-deep", message, "move it up")


def topics_have_entries(collection: Collection) -> Iterator[Diagnostic]:
    """An empty section promises what the list does not have."""
    own = _own(collection)
    filled: set[str] = set()
    for node in reversed(collection.nodes.values()):
        if own[node.id] or node.id in filled:
            filled.add(node.id)
            filled.add(node.parent or "")
        else:
            message = f"{node.id!r} has no entries"
            hint = "add some, or remove the topic"
            yield _at(collection, node, "empty-topic", message, hint, warning=True)


def entries_are_at_the_leaves(collection: Collection) -> Iterator[Diagnostic]:
    """Entries beside subsections look as if they fitted none; often one of them does fit."""
    own = _own(collection)
    for node in collection.nodes.values():
        if node.topic.topics and own[node.id]:
            count = own[node.id]
            message = f"{node.id!r} has subtopics and {count} {'entries' if count > 1 else 'entry'} of its own"
            hint = "move them to the subtopic that fits, or make one"
            yield _at(collection, node, "mixed-topic", message, hint, warning=True)


def _own(collection: Collection) -> Counter[str]:
    return Counter(topic for entry in collection.entries for topic in entry.topics)


def _at(collection: Collection, node: Node, code: str, message: str, hint: str, *, warning: bool = False) -> Diagnostic:
    key = collection.vocabularies[TOPICS].keys[node.id][0]
    place = collection.at(TOPICS, f"{key}.id")
    return Diagnostic(place, code, message, hint, severity="warning" if warning else "error")
