"""Frameworks and tools: what lists link and what tables compare becomes drafts of software entries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from generator.collection import SOFTWARE, Collection
from generator.identity import canonical, identifiers, normal_title, repository
from generator.importers import ids, labels
from generator.importers.records import Fate, Record
from generator.importers.reference import Reference
from generator.importers.rules import Rules
from generator.importers.tables import Framework
from generator.model import Software, SoftwareLinks, Task


@dataclass(frozen=True)
class Tool:
    """A piece of software as the sources have it: its entry's id, its items in lists, its rows in tables."""

    entry: str
    records: tuple[Record, ...]
    rows: tuple[tuple[str, Framework], ...]
    """Each with the key of the list or survey that it stands in; later ones are newer."""


@dataclass(frozen=True)
class PlacedTool:
    """A piece of software, and the entry it went to."""

    tool: Tool
    path: str
    software: Software | None
    state: str
    """`new`, `kept` (an entry that exists and says the same), `differs` or `refused`."""
    differences: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def entry(self) -> str:
        """The id of the entry."""
        return self.tool.entry


def tools(records: Sequence[Record], tables: Sequence[tuple[str, Framework]], known: Rules) -> list[Tool]:
    """Return the software of all sources, each once: the rules say which names are one, else the name says it."""
    names = {normal_title(name): key for key, names in known.software.items() for name in names}
    found: dict[str, tuple[list[Record], list[tuple[str, Framework]]]] = {}

    def key(name: str, decided: str | None) -> str:
        plain = normal_title(name)
        # The first spelling of a name makes the id; spellings that differ by hyphens and spaces are one name.
        return decided or names.setdefault(plain, ids.proposed(name, 0, ()))

    for record in records:
        if record.software is not None:
            found.setdefault(key(record.title, record.software), ([], []))[0].append(record)
    for source, row in tables:
        found.setdefault(key(row.name, None), ([], []))[1].append((source, row))
    return [Tool(entry, tuple(items), tuple(rows)) for entry, (items, rows) in found.items()]


def placed(
    found: Sequence[Tool], cited: Sequence[Reference], known: Rules, order: Sequence[str], existing: Collection
) -> list[PlacedTool]:
    """Return the entries of the tools; one that exists is kept as people wrote it, and differences are told."""
    there = {one.id: one for one in existing.software}
    return [_place(tool, _references(tool, cited, known), known, order, there.get(tool.entry)) for tool in found]


def _place(
    tool: Tool, references: Sequence[Reference], known: Rules, order: Sequence[str], there: Software | None
) -> PlacedTool:
    path = f"{SOFTWARE}/{tool.entry}.yml"
    try:
        draft = _draft(tool, references, known, order)
    except ValidationError as error:
        messages = tuple(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False))
        return PlacedTool(tool, path, None, "refused", problems=messages)
    if there is None:
        return PlacedTool(tool, path, draft, "new")
    differences = tuple(_differences(there, draft))
    return PlacedTool(tool, path, draft, "differs" if differences else "kept", differences)


def _draft(tool: Tool, references: Sequence[Reference], known: Rules, order: Sequence[str]) -> Software:
    names = list(dict.fromkeys([row.name for _, row in reversed(tool.rows)] + [one.title for one in tool.records]))
    name = names[0] if tool.rows else min(names, key=len)
    sources = {one.source for one in tool.records} | {source for source, _ in tool.rows}
    return Software(
        id=tool.entry,
        name=name,
        topics=known.software_topics or tuple(dict.fromkeys(key for one in tool.records for key in one.topics))[:8],
        supports=_newest(tool),
        features=next((row.features for _, row in reversed(tool.rows) if row.features), ()),
        links=SoftwareLinks(**_links(tool, references)),
        aka=tuple(other for other in names if other != name),
        lists=tuple(one for one in order if one in sources),
    )


def _newest(tool: Tool) -> tuple[Task, ...] | None:
    """Return the tasks of the newest table that has the tool: frameworks gain abilities."""
    return tool.rows[-1][1].supports if tool.rows else None


def _links(tool: Tool, references: Sequence[Reference]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for record in tool.records:
        for fate in record.fates:
            if not fate.dropped:
                found.setdefault(_kind(fate), []).append(canonical(fate.url))
    for one in references:
        for url in one.urls:
            if not one.doubted("urls"):
                found.setdefault("code" if repository(url) else "paper", []).append(canonical(url))
    unique: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for kind in SoftwareLinks.model_fields:
        urls = [url for url in dict.fromkeys(found.get(kind, ())) if _page(url) not in seen]
        seen |= {_page(url) for url in urls}
        if urls := list({_page(url): url for url in reversed(urls)}.values())[::-1]:
            unique[kind] = tuple(urls)
    return unique


def _page(url: str) -> str:
    return url.rstrip("/").casefold()


def _kind(fate: Fate) -> str:
    """Return the kind of a link: a page of software that nothing calls a paper is its project's."""
    unsure = fate.kind == "paper" and labels.kind(fate.link.label) != "paper" and not identifiers((fate.url,))
    return "project" if unsure or fate.kind not in SoftwareLinks.model_fields else fate.kind


def _references(tool: Tool, cited: Sequence[Reference], known: Rules) -> list[Reference]:
    """Return the references about a tool: their title begins with its name, or they link the repository of its name."""
    names = {*known.software.get(tool.entry, ()), *(row.name for _, row in tool.rows)}
    names |= {one.title for one in tool.records}
    plain = {normal_title(name) for name in names}
    return [
        one
        for one in cited
        if not {normal_title(repository.rpartition("/")[2]) for repository in _repositories(one)}.isdisjoint(plain)
        or (not one.doubted("title") and normal_title(one.title.partition(":")[0]) in plain)
    ]


def _repositories(one: Reference) -> Iterator[str]:
    yield from (found for url in one.urls if (found := repository(url)))


def _differences(there: Software, draft: Software) -> Iterator[tuple[str, str, str]]:
    """Yield what the sources say otherwise than the entry: features and names are its people's words."""
    if missing := [url for url in draft.links.all() if _page(url) not in {_page(mine) for mine in there.links.all()}]:
        yield "links", "", ", ".join(missing)
    for name in ("supports", "lists"):
        mine, theirs = getattr(there, name), getattr(draft, name)
        if theirs and set(theirs) - set(mine or ()):
            yield name, _shown(mine), _shown(theirs)


def _shown(values: Sequence[str] | None) -> str:
    return ", ".join(values or ())


def entries_of(found: Sequence[PlacedTool]) -> Mapping[int, str]:
    """Return the entry of each record, by the record's identity in memory."""
    return {id(record): one.tool.entry for one in found for record in one.tool.records if one.software}
