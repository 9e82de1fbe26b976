"""What a maintainer is told of each link, and in which group: by what there is to do, not by what went wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.links import history
from generator.links.check import Outcome
from generator.links.history import Record
from generator.links.inventory import Inventory, Use

Group = Literal["dead", "moved", "blocked", "suspect", "human", "archived", "notes", "unverifiable", "ok"]

GROUPS: dict[Group, str] = {
    "dead": "Dead: replace or remove",
    "moved": "Moved: write the new address",
    "blocked": "Blocked: addresses that are not followed",
    "suspect": "Suspect: failed, too few times or days to be called dead",
    "human": f"For a person: nobody could tell for {history.UNSURE_DAYS} days",
    "archived": "Archived or withdrawn: still there, no longer kept",
    "notes": "Alive, with a remark",
    "unverifiable": "Nobody could tell this time",
    "ok": "Alive",
}
ACTIONS: tuple[Group, ...] = ("dead", "moved", "blocked", "suspect", "human", "archived", "notes")
_KEPT_NO_LONGER = frozenset({"archived", "disabled", "withdrawn"})
_REMARKS = frozenset({"fragment-missing"})


@dataclass(frozen=True, slots=True)
class Standing:
    """One link with its group and the places where it is written."""

    record: Record
    group: Group
    uses: tuple[Use, ...]
    confirmed: bool
    fresh: bool


def group_of(record: Record, *, once: bool) -> Group:
    """Return the group of a link; `once` trusts a single look."""
    match record.word:
        case "dead":
            return "dead" if once or history.confirmed(record) else "suspect"
        case "moved":
            return "moved"
        case "blocked":
            return "blocked"
        case "unverifiable":
            return "human" if history.needs_human(record) else "unverifiable"
    if _KEPT_NO_LONGER & set(record.flags):
        return "archived"
    return "notes" if _REMARKS & set(record.flags) else "ok"


def standings(outcome: Outcome, uses: Inventory, *, once: bool) -> list[Standing]:
    """Return every known link, by group and then in the order of the list."""
    order = {name: index for index, name in enumerate(GROUPS)}
    found = []
    for url, places in uses.items():
        if record := outcome.records.get(url):
            group = group_of(record, once=once)
            fresh = url not in outcome.asked
            found.append(Standing(record, group, tuple(places), group == "dead", fresh))
    return sorted(found, key=lambda one: order[one.group])


def counts(found: Sequence[Standing]) -> Mapping[Group, int]:
    """Return how many links each group has."""
    return {name: sum(one.group == name for one in found) for name in GROUPS}


def since(record: Record) -> str:
    """Return how often and since when a link has failed, in words."""
    if record.fails < 2:
        return f"failed on {record.first_failed[:10]}" if record.first_failed else ""
    return f"failed {record.fails} times since {record.first_failed[:10]}"
