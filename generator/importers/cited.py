"""The references of a survey as evidence for works: corrected as decided, joined by identifier, title or decision."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.identity import normal_title
from generator.importers.reference import Reference
from generator.importers.works import RETITLED, Grouping, Suspicion, Work, alike
from generator.model import Correction

SCHEMES = ("arxiv", "doi", "openreview", "acl")


def corrected(
    references: Sequence[Reference], corrections: Sequence[Correction]
) -> tuple[list[Reference], frozenset[int]]:
    """Return the references with what people corrected in them, and which corrections were needed.

    A correction that changes nothing (`now` is `was`) confirms a doubtful value: its doubt goes.
    """
    by_title: dict[str, list[tuple[int, Correction]]] = {}
    for number, one in enumerate(corrections):
        by_title.setdefault(normal_title(one.title), []).append((number, one))
    found, used = [], set()
    for reference in references:
        changed = reference
        # A correction may name the title as the scan has it, or as an earlier correction made it.
        for title in (reference.title, None):
            for number, one in by_title.get(normal_title(title or changed.title), ()):
                after = _corrected(changed, one)
                if after is not changed:
                    used.add(number)
                    changed = after
        found.append(changed)
    return found, frozenset(used)


def _corrected(reference: Reference, one: Correction) -> Reference:
    value = getattr(reference, one.field, None) if one.field in _FIELDS else None
    if one.field == "authors":
        if one.was not in reference.authors:
            return reference
        names = tuple(one.now if name == one.was else name for name in reference.authors)
        doubts = tuple(
            doubt for doubt in reference.doubts if doubt.field != "authors" or repr(one.was) not in doubt.reason
        )
        return replace(reference, authors=tuple(name for name in names if name), doubts=doubts)
    if one.field not in _FIELDS or str(value) != str(one.was):
        return reference
    now: object = int(one.now) if one.now and one.field == "year" else one.now
    doubts = tuple(doubt for doubt in reference.doubts if doubt.field != one.field)
    changed = {one.field: now, "doubts": doubts}
    return replace(reference, **changed)  # type: ignore[arg-type] # the names are those of _FIELDS


_FIELDS = frozenset({"title", "year", "venue", "track", *SCHEMES})


def join(
    works: Sequence[Work], references: Sequence[Reference], grouping: Grouping
) -> list[tuple[Work, Reference | None]]:
    """Return each work with its reference, and keep every doubt in the grouping's suspicions."""
    by_title: dict[str, Reference] = {}
    by_identifier: dict[str, Reference] = {}
    for one in references:
        key = normal_title(one.title)
        by_title.setdefault(key, one)
        if same := grouping.same.get(key):
            by_title.setdefault(f"entry:{same.entry}", one)
        for identifier in _identifiers(one):
            by_identifier.setdefault(identifier, one)
    return [(work, _reference(work, by_title, by_identifier, grouping)) for work in works]


def _reference(
    work: Work, by_title: dict[str, Reference], by_identifier: dict[str, Reference], grouping: Grouping
) -> Reference | None:
    keys = [normal_title(title) for title in work.titles]
    mine = sorted({one for record in work.records for one in record.identifiers})
    if found := next((by_title[key] for key in [f"entry:{work.entry}", *keys] if key in by_title), None):
        schemes = {one.partition(":")[0] for one in mine}
        for other in _identifiers(found):
            if other not in mine and other.partition(":")[0] in schemes:
                said = f"the lists say {', '.join(mine)}; not copied"
                suspicion = Suspicion(other, (work.titles[0], found.title), "the lists' identifier stays", said)
                grouping.suspicions.append(suspicion)
        return found
    return next(
        (
            agreed
            for one in mine
            if one in by_identifier and (agreed := _agreed(work, by_identifier[one], one, grouping))
        ),
        None,
    )


def _agreed(work: Work, reference: Reference, identifier: str, grouping: Grouping) -> Reference | None:
    """Return the reference that an identifier led to when its title is like the work's, else doubt and nothing."""
    titles = (work.titles[0], reference.title)
    if max(alike(title, reference.title) for title in work.titles) >= RETITLED:
        said = "the bibliography has another form of the title"
        grouping.suspicions.append(Suspicion(identifier, titles, "one work", said))
        return reference
    grouping.suspicions.append(Suspicion(identifier, titles, "undecided", "the bibliography has another title"))
    return None


def _identifiers(reference: Reference) -> Iterator[str]:
    for scheme in SCHEMES:
        value = getattr(reference, scheme)
        if value and not reference.doubted(scheme):
            yield f"{scheme}:{value}"
