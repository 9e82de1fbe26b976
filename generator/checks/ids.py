"""An id means one thing, for ever."""

from collections.abc import Iterator

from generator.collection import VENUES, Collection
from generator.diagnostics import Diagnostic, Span
from generator.facts import ADDED, Facts
from generator.vocabulary import fold


def words_are_defined_once(collection: Collection) -> Iterator[Diagnostic]:
    """Two topics or venues of one id would share a page and hide each other."""
    for path, vocabulary in collection.vocabularies.items():
        for identity, keys in vocabulary.keys.items():
            for key in keys[1:]:
                first = collection.at(path, f"{keys[0]}.id")
                hint = f"the first one is in line {first.line}"
                yield Diagnostic(collection.at(path, f"{key}.id"), "duplicate-id", f"{identity!r} is there twice", hint)


def venue_names_lead_to_one_venue(collection: Collection) -> Iterator[Diagnostic]:
    """An alias of two venues would make `import` guess."""
    taken: dict[str, str] = {}
    for venue in collection.venues.values():
        key = collection.vocabularies[VENUES].keys[venue.id][0]
        words = {"id": venue.id, "name": venue.name}
        words.update({f"aliases.{index}": alias for index, alias in enumerate(venue.aliases)})
        for field, word in words.items():
            owner = taken.setdefault(fold(word), venue.id)
            if owner != venue.id:
                message = f"{word!r} leads to {owner!r} already"
                place = collection.at(VENUES, f"{key}.{field}")
                yield Diagnostic(place, "ambiguous-name", message, "keep it at one of the two")


def former_ids_are_free(collection: Collection) -> Iterator[Diagnostic]:
    """An old address leads to one page: that of the entry which had the id before."""
    taken: dict[str, str] = {}
    for entry in collection.entries:
        for index, former in enumerate(entry.formerly):
            place = collection.at(entry.id, f"formerly.{index}")
            if former in collection.files:
                message = f"{former!r} is the id of {collection.files[former]}"
                yield Diagnostic(place, "taken-id", message, "remove it here: that page exists")
            elif former in taken:
                message = f"{former!r} is a former id of {collection.files[taken[former]]} too"
                yield Diagnostic(place, "taken-id", message, "keep it at one of the two")
            taken.setdefault(former, entry.id)


def facts_have_an_entry(collection: Collection, learned: Facts) -> Iterator[Diagnostic]:
    """A day without its entry is left over from a file that was renamed or removed."""
    known = set(collection.files)
    for entry in collection.entries:
        known.update(entry.formerly)
    for identity in learned.added:
        if identity not in known:
            message = f"no entry has the id {identity!r}"
            hint = "if its file was renamed, add the old id to formerly; else remove this line"
            place = Span(ADDED, learned.places.get(identity, 1))
            yield Diagnostic(place, "orphan-fact", message, hint, severity="warning")
