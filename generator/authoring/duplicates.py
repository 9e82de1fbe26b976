"""Entries that a new paper may already be: by identifier or address for certain, by title and repository perhaps."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.collection import Collection
from generator.identity import identifiers, normal_title, repository
from generator.importers.works import alike, head

_ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Match:
    """One entry that may be the same work: its id or file, why, and whether that is beyond doubt."""

    id: str
    title: str
    reason: str
    certain: bool


def matches(collection: Collection, title: str, links: Mapping[str, tuple[str, ...]]) -> list[Match]:
    """Return the papers and software that may be the same work as a title with its links, the certain ones first."""
    mine = identifiers(links.get("paper", ()))
    papers, code = set(links.get("paper", ())), {name for url in links.get("code", ()) if (name := repository(url))}
    key, short = normal_title(title), head(title)
    apart = [frozenset(map(normal_title, one.titles)) for one in collection.decisions.different]
    homes = Counter(name for paper in collection.papers for name in {*map(repository, paper.links.code or ())} if name)
    # A repository of several papers says nothing about a further one.
    code = {name for name in code if homes[name] <= 1}
    found: list[Match] = []
    for paper in collection.papers:
        theirs = paper.links.paper or ()
        if shared := sorted(mine & identifiers(theirs)) or sorted(papers & set(theirs)):
            found.append(Match(paper.id, paper.title, f"both are {shared[0]}", True))
            continue
        for other in (paper.title, *paper.aka):
            form = normal_title(other)
            if key and any({key, form} <= one and key != form for one in apart):
                continue
            if reason := _title_reason(title, key, short, other, form):
                found.append(Match(paper.id, paper.title, reason, key == form))
                break
        else:
            if shared := sorted(code & {known for url in paper.links.code or () if (known := repository(url))}):
                found.append(Match(paper.id, paper.title, f"both have their code in {shared[0]}", False))
    for tool in collection.software:
        shared = sorted(code & {known for url in tool.links.code or () if (known := repository(url))})
        found += [Match(tool.id, tool.name, f"software whose code is in {one}", False) for one in shared[:1]]
    return sorted(found, key=lambda one: (not one.certain, one.id))


def _title_reason(title: str, key: str, short: str, other: str, form: str) -> str:
    if not key:
        return ""
    if key == form:
        return "the titles are the same"
    if short and short == head(other):
        return f"both are called {other.partition(':')[0]}"
    # Titles of very different length are not alike; asking that first spares most comparisons.
    if not 0.6 < len(key) / len(form or "x") < 1.67 or not _share_letters(key, form):
        return ""
    likeness = alike(title, other)
    return f"the titles are {likeness:.0%} alike" if likeness >= _ALIKE else ""


def _share_letters(one: str, other: str) -> bool:
    pairs = {one[at : at + 3] for at in range(len(one) - 2)}
    others = {other[at : at + 3] for at in range(len(other) - 2)}
    return len(pairs & others) * 2 >= min(len(pairs), len(others))


def unfinished(root: Path, broken: Iterable[str], links: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the files that are no valid entries yet and name one of the addresses."""
    addresses = [url for urls in links.values() for url in urls]
    texts = ((path, (root / path).read_bytes().decode("utf-8", "replace")) for path in sorted(set(broken)))
    return [path for path, text in texts if any(url in text for url in addresses)]
