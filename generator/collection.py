"""Everything people wrote under `entries/`, as one immutable value, and every problem found on the way."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator import source, vocabulary
from generator.diagnostics import Diagnostic, Span
from generator.identity import arxiv_id, arxiv_year
from generator.messages import no_suggestion, problems_of, unknown_field
from generator.model import DataTable, Decisions, Paper, Software, SourceList, Tag, Topic, Venue, id_problem
from generator.vocabulary import Vocabulary

ENTRIES = "entries"
PAPERS = f"{ENTRIES}/papers"
SOFTWARE = f"{ENTRIES}/software"
TABLES = f"{ENTRIES}/tables"
TOPICS = f"{ENTRIES}/topics.yml"
VENUES = f"{ENTRIES}/venues.yml"
TAGS = f"{ENTRIES}/tags.yml"
LISTS = f"{ENTRIES}/lists.yml"
DECISIONS = f"{ENTRIES}/decisions.yml"
SCHEMAS = f"{ENTRIES}/schema"
# Which vocabulary the values of a field come from.
VOCABULARIES = {"topics": TOPICS, "venue": VENUES, "tags": TAGS, "lists": LISTS, "source": LISTS}

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
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict, repr=False)
    """The words of each vocabulary by its path, mistaken items included; a file that is no YAML is not there."""
    flawed: Mapping[str, Mapping[str, source.Value]] = field(default_factory=dict, repr=False)
    """The raw values of entries with mistakes by id: they are not published, but what they name is checked too."""
    files: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The file of each id, also of entries that are not valid."""

    @property
    def entries(self) -> tuple[Paper | Software, ...]:
        """All papers, then all software."""
        return (*self.papers, *self.software)

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
    years = [arxiv_year(found) for url in paper.links.paper or () if (found := arxiv_id(url))]
    return min([*years, paper.year])


def paper_path(paper: Paper) -> str:
    """Return where the entry of a paper belongs."""
    return f"{PAPERS}/{first_year(paper)}/{paper.id}.yml"


def load(root: Path) -> tuple[Collection, list[Diagnostic]]:
    """Return all entries that are valid by themselves and every problem of those that are not."""
    loading = _Loading(root)
    # Vocabularies first: what they know repairs what entries say.
    topics = loading.vocabulary(TOPICS, Topic)
    venues = loading.by_id(VENUES, Venue)
    tags = loading.by_id(TAGS, Tag)
    lists = loading.by_id(LISTS, SourceList)
    collection = Collection(
        papers=loading.entries(PAPERS, Paper),
        software=loading.entries(SOFTWARE, Software),
        topics=tuple(topics),
        venues=venues,
        tags=tags,
        lists=lists,
        tables=loading.entries(TABLES, DataTable),
        decisions=loading.decisions(),
        spans=loading.spans,
        vocabularies=loading.vocabularies,
        flawed=loading.flawed,
        files=loading.files,
    )
    loading.problems += _unread(root)
    return collection, loading.problems


class _Loading:
    """One reading of all files, and what was found on the way."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Diagnostic] = []
        self.spans: dict[str, source.Spans] = {}
        self.vocabularies: dict[str, Vocabulary] = {}
        self.flawed: dict[str, Mapping[str, source.Value]] = {}
        self.files: dict[str, str] = {}

    def entries(self, folder: str, model: type[Any]) -> tuple[Any, ...]:
        found: dict[str, Any] = {}
        for path in _files(self.root, folder):
            if not path.endswith(".yml"):
                hint = "rename it to end in .yml" if path.endswith(".yaml") else "move it elsewhere"
                self.report(path, "stray-file", "is not read: entries end in .yml", hint)
                continue
            identity = path.rpartition("/")[2].removesuffix(".yml")
            if identity in self.files:
                # Both are told, because either may be the new one.
                for one, other in ((self.files[identity], path), (path, self.files[identity])):
                    message = f"the id {identity!r} is also that of {other}"
                    self.report(one, "duplicate-id", message, "keep one of the two files, or rename one")
                continue
            self.files[identity] = path
            if (entry := self.entry(path, identity, model)) is not None:
                found[identity] = entry
        return tuple(found[key] for key in sorted(found))

    def entry(self, path: str, identity: str, model: type[Any]) -> Any:
        document, found = source.read(self.root, path)
        told = [*found, *_misnamed(path, identity)]
        entry = None
        if document is not None:
            entry, more = self.validated(document, identity, model)
            told += more
            self.spans[identity] = document.spans
            if told and isinstance(document.value, dict):
                self.flawed[identity] = document.value
        self.problems += told
        # What has a mistake, or was replaced or dropped on reading, must not be published.
        return None if told else entry

    def validated(self, document: source.Document, identity: str, model: type[Any]) -> tuple[Any, list[Diagnostic]]:
        value = document.value
        if not isinstance(value, dict):
            message, hint = "the file must be keys with values", "write one field a line, as in title: ..."
            return None, [Diagnostic(document.spans.at(""), "wrong-type", message, hint)]
        told = [unknown_field("id", document.keys.at("id"), model)] if "id" in value else []
        # A wrong file name is told once; the fields are looked at all the same.
        name = "unnamed" if id_problem(identity) else identity
        try:
            return model.model_validate({**value, "id": name}), told
        except ValidationError as error:
            return None, [*told, *problems_of(error, document, model, suggest=self.suggest)]

    def vocabulary(self, path: str, model: type[Any]) -> list[Any]:
        """Return the items that are valid."""
        document = self.document(path)
        if document is None:
            return []
        if not isinstance(document.value, list):
            hint = "begin each item with - id: ..."
            self.problems.append(Diagnostic(document.spans.at(""), "wrong-type", "the file must be a list", hint))
            return []
        self.vocabularies[path] = vocabulary.of(path, document.value)
        found = []
        for index, item in enumerate(document.value):
            try:
                found.append(model.model_validate(item))
            except ValidationError as error:
                self.problems += problems_of(error, document, model, at=str(index))
        return found

    def by_id(self, path: str, model: type[Named]) -> dict[str, Named]:
        return {value.id: value for value in self.vocabulary(path, model)}

    def decisions(self) -> Decisions:
        document = self.document(DECISIONS) if (self.root / DECISIONS).exists() else None
        if document is None:
            return Decisions()
        try:
            return Decisions.model_validate(document.value)
        except ValidationError as error:
            self.problems += problems_of(error, document, Decisions)
            return Decisions()

    def document(self, path: str) -> source.Document | None:
        if not (self.root / path).exists():
            self.report(path, "missing-file", "the file is missing", "restore it")
            return None
        document, found = source.read(self.root, path)
        self.problems += found
        if document is not None:
            self.spans[path] = document.spans
        return document

    def suggest(self, name: str, value: str) -> str:
        known = self.vocabularies.get(VOCABULARIES.get(name, ""))
        return known.hint(value) if known else no_suggestion(name, value)

    def report(self, path: str, code: str, message: str, hint: str) -> None:
        self.problems.append(Diagnostic(Span(path), code, message, hint))


def _misnamed(path: str, identity: str) -> list[Diagnostic]:
    problem = id_problem(identity)
    return [Diagnostic(Span(path), "bad-id", problem, "rename the file")] if problem else []


def _walk(topics: tuple[Topic, ...], depth: int, parent: str | None) -> Iterator[Node]:
    for topic in topics:
        yield Node(topic, depth, parent)
        yield from _walk(topic.topics, depth + 1, topic.id)


def _files(root: Path, folder: str) -> list[str]:
    """Return every file below a folder, relative to the root, in the order of their paths; hidden ones are nobody's."""
    found = []
    for where, folders, names in os.walk(root / folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        base = Path(where).relative_to(root).as_posix()
        found += [f"{base}/{name}" for name in names if not name.startswith(".")]
    return sorted(found)


def _unread(root: Path) -> Iterator[Diagnostic]:
    """Yield the YAML files that stand where nothing reads them."""
    for file in sorted((root / ENTRIES).glob("*")):
        path = file.relative_to(root).as_posix()
        if file.suffix == ".yaml" or (file.suffix == ".yml" and path not in _READ):
            hint = "entries stand in papers/<year>/, software/ and tables/"
            yield Diagnostic(Span(path), "stray-file", "is not read", hint)


_READ = frozenset({TOPICS, VENUES, TAGS, LISTS, DECISIONS, f"{ENTRIES}/import.yml"})
