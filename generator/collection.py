"""Everything people wrote under `entries/`, as one immutable value, and every problem found on the way."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from generator import source
from generator.diagnostics import Diagnostic, Span
from generator.identity import arxiv_id, arxiv_year
from generator.model import KEBAB, DataTable, Decisions, Paper, Software, SourceList, Tag, Topic, Venue

ENTRIES = "entries"
PAPERS = f"{ENTRIES}/papers"
SOFTWARE = f"{ENTRIES}/software"
TABLES = f"{ENTRIES}/tables"
TOPICS = f"{ENTRIES}/topics.yml"
VENUES = f"{ENTRIES}/venues.yml"
TAGS = f"{ENTRIES}/tags.yml"
LISTS = f"{ENTRIES}/lists.yml"
DECISIONS = f"{ENTRIES}/decisions.yml"

Named = TypeVar("Named", Venue, Tag, SourceList)


@dataclass(frozen=True)
class Node:
    """A topic with its place in the tree."""

    topic: Topic
    depth: int
    parent: str | None

    @property
    def id(self) -> str:
        return self.topic.id


@dataclass(frozen=True)
class Collection:
    """All entries and vocabularies. Papers and software are sorted by id; topics keep the order people gave them."""

    papers: tuple[Paper, ...] = ()
    software: tuple[Software, ...] = ()
    topics: tuple[Topic, ...] = ()
    venues: Mapping[str, Venue] = field(default_factory=dict)
    tags: Mapping[str, Tag] = field(default_factory=dict)
    lists: Mapping[str, SourceList] = field(default_factory=dict)
    tables: tuple[DataTable, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    spans: Mapping[str, source.Spans] = field(default_factory=dict, repr=False)
    """Where the values of each file stand, by the id of its entry (papers, software) or by its path (the rest)."""

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every topic by id, parents before children, in the order of README and site."""
        return {node.id: node for node in _walk(self.topics, 1, None)}

    def at(self, owner: str, key: str = "") -> Span:
        """Return where a value stands: `owner` is an entry's id or a file's path, `key` as in `links.paper`."""
        spans = self.spans.get(owner)
        return spans.at(key) if spans else Span(owner)

    def path(self, owner: str) -> str:
        """Return the file of an entry, relative to the project's root."""
        return self.spans[owner].path


def first_year(paper: Paper) -> int:
    """Return the year of the first public version: the arXiv identifier's, else the entry's. It names the folder."""
    years = [arxiv_year(found) for url in paper.links.all() if (found := arxiv_id(url))]
    return min([*years, paper.year])


def paper_path(paper: Paper) -> str:
    """Return where the entry of a paper belongs."""
    return f"{PAPERS}/{first_year(paper)}/{paper.id}.yml"


def load(root: Path) -> tuple[Collection, list[Diagnostic]]:
    """Return all entries that are valid by themselves and every problem of those that are not."""
    problems: list[Diagnostic] = []
    spans: dict[str, source.Spans] = {}

    def entries(folder: str, model: type[Any]) -> tuple[Any, ...]:
        found: dict[str, Any] = {}
        for path in sorted(_files(root, folder)):
            identity = path.rsplit("/", 1)[-1].removesuffix(".yml")
            if identity in found or identity in spans:
                first = spans[identity].path
                problems.append(_twice(path, identity, first))
                continue
            entry = _entry(root, path, identity, model, problems, spans)
            if entry is not None:
                found[identity] = entry
        return tuple(found[key] for key in sorted(found))

    def vocabulary(path: str, model: type[Any]) -> tuple[Any, ...]:
        if not (root / path).is_file():
            problems.append(Diagnostic(Span(path), "missing-file", "the vocabulary is missing"))
            return ()
        return _vocabulary(root, path, model, problems, spans)

    topics = vocabulary(TOPICS, Topic)
    collection = Collection(
        papers=entries(PAPERS, Paper),
        software=entries(SOFTWARE, Software),
        topics=topics,
        venues=_by_id(vocabulary(VENUES, Venue), VENUES, spans, problems),
        tags=_by_id(vocabulary(TAGS, Tag), TAGS, spans, problems),
        lists=_by_id(vocabulary(LISTS, SourceList), LISTS, spans, problems),
        tables=entries(TABLES, DataTable),
        decisions=_decisions(root, problems, spans),
        spans=spans,
    )
    problems += _strays(root)
    return collection, problems


def problems_of(error: ValidationError, document: source.Document, model: type[Any]) -> Iterator[Diagnostic]:
    """Yield what the model says about a document, each at the place of the value or key it is about."""
    for one in error.errors(include_url=False):
        yield _problem_of(one, ".".join(map(str, one["loc"])), document, model)


def _problem_of(one: Any, key: str, document: source.Document, model: type[Any]) -> Diagnostic:
    value, context = one.get("input"), one.get("ctx") or {}
    place = document.spans.at(key)
    name = key.rsplit(".", 1)[-1]
    match one["type"]:
        case "extra_forbidden":
            return _unknown_field(name, key, document, model)
        case "missing":
            return Diagnostic(place, "missing-field", f"the field {name!r} is missing", f"add a line {name}: ...")
        case "string_too_short":
            return Diagnostic(place, "empty-string", f"{name} is empty", "write a value or remove the line")
        case "too_short":
            return Diagnostic(place, "empty-list", f"{name} needs at least one item")
        case "string_too_long":
            limit, length = context.get("max_length"), len(str(value))
            return Diagnostic(place, "too-long", f"{name} has {length} characters; {limit} are allowed")
        case "too_long":
            return Diagnostic(place, "too-long", f"{name} has more than {context.get('max_length')} items")
        case "string_pattern_mismatch":
            return Diagnostic(place, "outer-space", f"{value!r} begins or ends with a space", "remove the space")
        case "greater_than_equal" | "less_than_equal":
            return Diagnostic(place, "impossible-year", f"{value} is not a year in which papers appeared")
        case "literal_error":
            return Diagnostic(place, "unknown-value", f"{value!r} is not one of {context.get('expected')}")
        case "string_type" | "tuple_type" | "list_type" | "dict_type" | "model_type" | "int_type" | "bool_type":
            return Diagnostic(place, "wrong-type", f"{name or 'the file'} {_EXPECTED[one['type']]}, not {_kind(value)}")
    if "message" in context:
        return Diagnostic(place, one["type"], context["message"], context.get("hint", ""))
    return Diagnostic(place, "wrong-type", f"{name}: {one['msg'][:1].lower()}{one['msg'][1:]}")


_EXPECTED = {
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be keys with values",
    "model_type": "must be keys with values",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
}


def _kind(value: object) -> str:
    match value:
        case str():
            return f"the text {value[:40]!r}"
        case list():
            return "a list"
        case dict():
            return "keys with values"
    return repr(value)


def _unknown_field(name: str, key: str, document: source.Document, model: type[Any]) -> Diagnostic:
    derived: dict[str, str] = getattr(model, "derived", {})
    place = document.keys.at(key)
    if "." not in key and name in derived:
        return Diagnostic(place, "derived-field", f"{name!r} is not written by hand: {derived[name]}", "remove it")
    known = [field for field in _fields(model, key) if field != "id" or "derived" not in model.__dict__]
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    hint = f"did you mean {close[0]!r}?" if close else f"known here: {', '.join(known)}"
    return Diagnostic(place, "unknown-field", f"no field is called {name!r}", hint)


def _fields(model: type[Any], key: str) -> list[str]:
    """Return the fields that may stand where `key` stands, one level deep being all our entries have."""
    parents = [step for step in key.split(".")[:-1] if not step.isdigit()]
    fields = model.model_fields
    for parent in parents:
        inner = fields[parent].annotation if parent in fields else None
        fields = getattr(inner, "model_fields", fields)
    return list(fields)


def _entry(
    root: Path,
    path: str,
    identity: str,
    model: type[Any],
    problems: list[Diagnostic],
    spans: dict[str, source.Spans],
) -> Any:
    document, found = source.read(root, path)
    problems += found
    if not KEBAB.match(identity):
        hint = "rename the file"
        problems.append(Diagnostic(Span(path), "bad-id", f"{identity!r} must be lower-case words and hyphens", hint))
        return None
    if document is None:
        return None
    if not isinstance(document.value, dict):
        problems.append(Diagnostic(Span(path), "wrong-type", "the file must be keys with values"))
        return None
    if "id" in document.value:
        problems.append(_unknown_field("id", "id", document, model))
    try:
        entry = model.model_validate({**document.value, "id": identity})
    except ValidationError as error:
        problems += problems_of(error, document, model)
        return None
    if found:
        # What was replaced or dropped on reading must not be published.
        return None
    spans[identity] = document.spans
    return entry


def _vocabulary(
    root: Path, path: str, model: type[Any], problems: list[Diagnostic], spans: dict[str, source.Spans]
) -> tuple[Any, ...]:
    document, found = source.read(root, path)
    problems += found
    if document is None:
        return ()
    spans[path] = document.spans
    try:
        adapter: TypeAdapter[tuple[Any, ...]] = TypeAdapter(tuple[model, ...])  # type: ignore[valid-type] # a value here
        return adapter.validate_python(document.value)
    except ValidationError as error:
        problems += problems_of(error, document, model)
        return ()


def _decisions(root: Path, problems: list[Diagnostic], spans: dict[str, source.Spans]) -> Decisions:
    if not (root / DECISIONS).is_file():
        return Decisions()
    document, found = source.read(root, DECISIONS)
    problems += found
    if document is None:
        return Decisions()
    spans[DECISIONS] = document.spans
    try:
        return Decisions.model_validate(document.value)
    except ValidationError as error:
        problems += problems_of(error, document, Decisions)
        return Decisions()


def _by_id(
    values: tuple[Named, ...], path: str, spans: dict[str, source.Spans], problems: list[Diagnostic]
) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for index, value in enumerate(values):
        if value.id in found:
            place = spans[path].at(f"{index}.id")
            problems.append(Diagnostic(place, "duplicate-id", f"{value.id!r} is there twice"))
        found.setdefault(value.id, value)
    return found


def _walk(topics: tuple[Topic, ...], depth: int, parent: str | None) -> Iterator[Node]:
    for topic in topics:
        yield Node(topic, depth, parent)
        yield from _walk(topic.topics, depth + 1, topic.id)


def _files(root: Path, folder: str) -> Iterator[str]:
    base = root / folder
    return (found.relative_to(root).as_posix() for found in base.rglob("*.yml") if found.is_file())


def _twice(path: str, identity: str, first: str) -> Diagnostic:
    return Diagnostic(Span(path), "duplicate-id", f"the id {identity!r} is taken by {first}", "rename this file")


def _strays(root: Path) -> Iterator[Diagnostic]:
    """Yield files that look like entries and would be ignored."""
    for folder in (PAPERS, SOFTWARE, TABLES):
        base = root / folder
        for found in sorted(base.rglob("*")) if base.is_dir() else ():
            if found.is_file() and found.suffix != ".yml" and not found.name.startswith("."):
                path = found.relative_to(root).as_posix()
                hint = "rename it to end in .yml" if found.suffix == ".yaml" else "move it elsewhere"
                yield Diagnostic(Span(path), "stray-file", "is not read: entries end in .yml", hint)
