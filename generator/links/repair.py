"""Write new addresses into entries: what is sure, that scalar alone, and a reason for everything that is left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.edits import Change, Edit, EditError, apply
from generator.identity import address_problem, canonical
from generator.links import history, signs
from generator.links.history import Record
from generator.links.inventory import Inventory
from generator.links.standing import Standing


@dataclass(slots=True)
class Repairs:
    """The changes, and what is left to people with the reason."""

    changes: list[Change] = field(default_factory=list)
    left: list[tuple[Record, str]] = field(default_factory=list)


def repairs(root: Path, found: Sequence[Standing], uses: Inventory, *, cross_domain: bool) -> Repairs:
    """Return what can be written without asking anybody what they meant."""
    made = Repairs()
    edits: dict[str, list[Edit]] = {}
    taken = {canonical(url) if address_problem(url) is None else url for url in uses}
    for one in found:
        if one.group != "moved":
            continue
        url = canonical(one.record.new_url) if address_problem(one.record.new_url) is None else one.record.new_url
        if reason := refusal(one.record, url, taken, cross_domain=cross_domain):
            made.left.append((one.record, reason))
            continue
        taken.add(url)
        for use in one.uses:
            edits.setdefault(use.span.path, []).append(Edit(use.span.path, use.key, url))
    for path, some in sorted(edits.items()):
        try:
            change = apply(path, (root / path).read_text("utf-8"), some)
        except EditError as error:
            made.left += [(record, str(error)) for record in _of(found, path)]
            continue
        made.changes.append(change)
    return made


def _of(found: Iterable[Standing], path: str) -> list[Record]:
    return [one.record for one in found if one.group == "moved" and any(use.span.path == path for use in one.uses)]


def refusal(record: Record, url: str, taken: set[str], *, cross_domain: bool) -> str:  # one reason each
    """Return why a new address is not written, or nothing."""
    if not history.settled_move(record):
        return "seen once; a second look decides"
    if problem := address_problem(url):
        return f"the new address {problem}"
    if url == record.url:
        return "the list already writes it in its one form"
    if url in taken:
        return "the list already has the new address"
    if "home" in record.flags or (signs.is_home(url) and not signs.is_home(record.url)):
        return "leads to a home page"
    if signs.is_login(url):
        return "leads to a login"
    if record.url.startswith("https:") and url.startswith("http:"):
        return "the new address is not secure"
    if not cross_domain and not signs.same_owner(record.url, url):
        return "leads to another domain; --cross-domain allows it"
    return ""
