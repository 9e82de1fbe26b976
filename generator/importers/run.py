"""Import whole lists: read, join, draft, write what is new, and account for every line and link."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from pydantic import ValidationError

from generator import collection, facts
from generator.collection import LISTS, TOPICS, VENUES, Collection
from generator.diagnostics import Diagnostic
from generator.entry_text import entry_text
from generator.identity import identifiers, normal_title
from generator.importers import cited, encoding, ids, markdown, rules, software, tables, years
from generator.importers.addresses import page_of
from generator.importers.appearances import Appearances
from generator.importers.bibliography import references
from generator.importers.drafts import Draft, Drafting, origins
from generator.importers.items import Leftover, RawLink, Reading, Span
from generator.importers.records import Reader, Record
from generator.importers.reference import Reference
from generator.importers.software import PlacedTool
from generator.importers.wild import exchange, listing
from generator.importers.wild.vocabulary import Additions
from generator.importers.works import Candidate, Grouping, Suspicion
from generator.model import Correction, Paper, id_problem


@dataclass(frozen=True, slots=True)
class Source:
    """One file to import: its name for the report, its text, and the list it is."""

    name: str
    text: str
    list_id: str = ""
    form: str = "markdown"
    """A key of `IMPORTERS`."""
    misread: tuple[encoding.Line, ...] = ()
    """Lines that were not UTF-8 in the file."""


@dataclass(frozen=True)
class SourceReading:
    """What was read from one file."""

    name: str
    list_id: str
    encoding: tuple[encoding.Line, ...]
    records: tuple[Record, ...]
    leftovers: tuple[Leftover, ...]
    links: tuple[RawLink, ...]
    """Every link of the file, found by a walk that knows nothing of items."""
    spans: tuple[Span, ...] = ()
    """What became of the lines, where the reader of the list says it."""
    text: str = ""
    """The whole file, as it was read."""


@dataclass(frozen=True)
class Placed:
    """A work and the entry it went to."""

    draft: Draft
    entry: str
    path: str
    paper: Paper | None
    state: str
    """`new`, `kept` (an entry that exists and says the same), `differs` or `refused`."""
    differences: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """All that an import found, made and decided."""

    sources: tuple[SourceReading, ...]
    placed: tuple[Placed, ...]
    software: tuple[tuple[Record, str], ...]
    """Records of software with the entry that has them; no entry: not placed."""
    tools: tuple[PlacedTool, ...]
    """All software of lists and tables, with what the sources say otherwise than the entries."""
    suspicions: tuple[Suspicion, ...]
    candidates: tuple[Candidate, ...]
    references: tuple[Reference, ...]
    unused: tuple[str, ...]
    """Decisions that nothing in the sources needed."""
    tree: dict[str, str]
    """The files to write: new entries, and the days on which they were added."""


Importer = Callable[[str], Reading]
IMPORTERS: dict[str, Importer] = {
    "markdown": listing.read,
    "bibtex": exchange.read_bibtex,
    "csv": exchange.read_csv,
    "json": exchange.read_json,
}
SUFFIXES = {".bib": "bibtex", ".csv": "csv", ".tsv": "csv", ".json": "json"}
"""The form of a file by the end of its name; any other is Markdown."""


class ImportRefusedError(ValueError):
    """The import cannot begin: a list has no possible id, or a file is not what its name says."""


def source(name: str, content: bytes, list_id: str) -> Source:
    """Return a file to import, in whatever encoding it is; the end of its name says its form."""
    text, misread = encoding.decoded(content)
    form = SUFFIXES.get(PurePath(name).suffix.lower(), "markdown")
    return Source(name, text, list_id, form, tuple(misread))


def run(root: Path, sources: Sequence[Source], bibliography: str, today: dt.date) -> tuple[Outcome, list[Diagnostic]]:
    """Return what importing the sources means for the project in `root`; nothing is written.

    Where the project itself has an error the outcome writes nothing: an entry that cannot be read would be made anew.

    Raises:
        ImportRefusedError: The id of a list can be none, or a file cannot be read as what its name says.

    """
    existing, problems = collection.load(root)
    known, more = rules.load(root, existing)
    known_facts, wrong = facts.read(root)
    problems = [*problems, *more, *wrong]
    additions = Additions(existing)
    readings = _read_all(sources, known, existing, additions)
    existing = additions.collection()
    records = [record for reading in readings for record in reading.records]
    scanned = references(bibliography, existing.venues) if bibliography else []
    references_used, cited_used = cited.corrected(scanned, existing.decisions.corrections)
    grouping = Grouping(existing.decisions)
    works = grouping.works([record for record in records if record.software is None])
    order = [*dict.fromkeys([*existing.lists, *(one.list_id for one in readings)])]
    drafting = Drafting(existing.venues, existing.nodes, known.proceedings, existing.decisions.choices, order)
    drafts = [drafting.draft(work, reference) for work, reference in cited.join(works, references_used, grouping)]
    drafts = years.guessed(drafts, today)
    compared = [
        (reading.list_id, row)
        for one, reading in zip(sources, readings, strict=True)
        for row in tables.frameworks(encoding.repair(one.text)[0])
    ]
    if known.survey:
        compared += [(known.survey, row) for row in tables.frameworks(bibliography)]
    tools = software.placed(
        software.tools(records, compared, known), references_used, known, [*existing.lists], existing
    )
    placed = _placed(drafts, drafting, existing, {one.tool.entry for one in tools})
    of_record = software.entries_of(tools)
    new = [*(one.entry for one in placed if one.state == "new"), *(one.entry for one in tools if one.state == "new")]
    added = {**known_facts.added, **dict.fromkeys(new, today)}
    tree = {one.path: entry_text(one.paper) for one in placed if one.state == "new" and one.paper}
    tree |= {one.path: entry_text(one.software) for one in tools if one.state == "new" and one.software}
    if any(one.severity == "error" for one in problems):
        tree = {}
    if tree:
        tree |= additions.tree({path: _text_of(root, path) for path in (TOPICS, VENUES, LISTS)})
        tree[facts.ADDED] = facts.lines({"id": key, "day": day.isoformat()} for key, day in added.items())
    used = {number for record in records for number in record.used} | cited_used
    unused = tuple(
        f"{one.source}: {one.field} of {one.title!r}"
        for number, one in enumerate(existing.decisions.corrections)
        if number not in used and (bibliography or one.source in {reading.list_id for reading in readings})
    )
    outcome = Outcome(
        tuple(readings),
        tuple(placed),
        tuple((record, of_record.get(id(record), "")) for record in records if record.software is not None),
        tuple(tools),
        (*_wrong_links(records, existing.decisions.corrections), *grouping.suspicions),
        tuple(grouping.candidates(works)),
        tuple(references_used),
        unused,
        tree,
    )
    return outcome, problems


def _read_all(
    sources: Sequence[Source], known: rules.Rules, existing: Collection, additions: Additions
) -> list[SourceReading]:
    """Read the sources: those with rules by them, then the others, whose headings become topics."""
    for source in sources:
        if source.list_id and (problem := id_problem(source.list_id)):
            raise ImportRefusedError(f"{source.name}: {problem}")
    texts = [_repaired(source) for source in sources]
    found = [_ruled(source, text, known) for source, (text, _) in zip(sources, texts, strict=True)]
    plain: list[tuple[Reading, str]] = []
    for source, (text, _), of_list in zip(sources, texts, found, strict=True):
        if of_list is None:
            try:
                reading = IMPORTERS[source.form](text)
            except exchange.FormError as error:
                raise ImportRefusedError(f"{source.name}: {error}") from error
            plain.append((reading, source.list_id or _list_id(source, reading)))
    made = [additions.rules(list_id, reading.heading, reading.items) for reading, list_id in plain]
    with_all = additions.collection()
    queue = iter(zip(plain, made, strict=True))
    done = []
    for source, (text, misread), of_list in zip(sources, texts, found, strict=True):
        if of_list is not None:
            done.append(
                _sorted_out(
                    source, markdown.read(text), of_list, known, existing, misread, markdown.all_links(text), text
                )
            )
        else:
            (reading, _), of_headings = next(queue)
            links = listing.all_links(text) if source.form == "markdown" else ()
            done.append(_sorted_out(source, reading, of_headings, known, with_all, misread, links, text))
    return done


def _repaired(source: Source) -> tuple[str, list[encoding.Line]]:
    text, misread = encoding.repair(source.text)
    return text, [*source.misread, *misread]


def _ruled(source: Source, text: str, known: rules.Rules) -> rules.ListRules | None:
    """Return the rules of the list that a file is, or None when it has none."""
    if source.form != "markdown":
        return None
    if source.list_id:
        return next((one for one in known.lists if one.id == source.list_id), None)
    heading = markdown.read(text).heading if known.lists else ""
    return next((one for one in known.lists if one.heading == heading), None)


def _list_id(source: Source, reading: Reading) -> str:
    words = ids.kebab(reading.heading) or ids.kebab(source.name.rpartition(".")[0]) or ["list"]
    return "-".join(words[:6])[:60].strip("-")


def _sorted_out(
    source: Source,
    reading: Reading,
    of_list: rules.ListRules,
    known: rules.Rules,
    existing: Collection,
    misread: Sequence[encoding.Line],
    links: Iterable[RawLink],
    text: str,
) -> SourceReading:
    reader = Reader(known, of_list, Appearances(existing.venues), existing.tags, existing.decisions)
    records, leftovers = [], list(reading.leftovers)
    for item in reading.items:
        if reader.placed(item):
            records.append(reader.read(item))
        else:
            leftovers.append(Leftover(item.line, item.section, "no rule for its section", item.raw, item.links))
    return SourceReading(
        source.name,
        of_list.id,
        tuple(misread),
        tuple(records),
        tuple(sorted(leftovers, key=lambda one: one.line)),
        tuple(links),
        reading.spans,
        text,
    )


def _text_of(root: Path, path: str) -> str:
    return (root / path).read_text("utf-8") if (root / path).is_file() else ""


def _wrong_links(records: Sequence[Record], corrections: Sequence[Correction]) -> Iterator[Suspicion]:
    """Yield the links that a correction took from one title because they are another's."""
    holders: dict[str, Record] = {}
    for record in records:
        for url in record.links("paper"):
            holders.setdefault(page_of(url), record)
    for record in records:
        for number in sorted(record.used):
            one = corrections[number]
            holder = holders.get(page_of(one.was)) if one.field == "links.paper" and one.was else None
            if holder and holder is not record:
                yield Suspicion(str(one.was), (holder.title, record.title), "wrong link of the second", one.reason)


def _placed(drafts: Sequence[Draft], drafting: Drafting, existing: Collection, of_software: Set[str]) -> list[Placed]:
    """Return the entries: those that exist keep their id, the others get one in the order of the sources."""
    by_key = {key: paper for paper in existing.papers for key in _keys(paper)}
    taken = {one.id for one in existing.papers} | {one.id for one in existing.software} | of_software
    taken |= {old for one in existing.papers for old in one.formerly}
    reserved = {draft.work.entry for draft in drafts if draft.work.entry}
    placed = []
    for draft in drafts:
        there = _existing(draft, by_key, existing)
        title, year = str(draft.fields["title"]), draft.fields["year"]
        identity = there.id if there else draft.work.entry
        if identity is None:
            identity = ids.proposed(title, year if isinstance(year, int) else 0, taken | reserved)
        taken.add(identity)
        placed.append(_place(drafting.decided(draft, identity), identity, there, existing))
    return placed


def _place(draft: Draft, identity: str, there: Paper | None, existing: Collection) -> Placed:
    try:
        paper = draft.paper(identity)
    except ValidationError as error:
        messages = tuple(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False))
        refused = replace(draft, problems=(*draft.problems, *messages))
        return Placed(refused, identity, existing.path(identity) if there else "", None, "refused")
    if there is None:
        return Placed(draft, identity, collection.paper_path(paper), paper, "new")
    differences = tuple(_differences(there, paper))
    return Placed(draft, identity, existing.path(identity), paper, "differs" if differences else "kept", differences)


def _existing(draft: Draft, by_key: dict[str, Paper], existing: Collection) -> Paper | None:
    if draft.work.entry:
        names = ((paper, (paper.id, *paper.formerly)) for paper in existing.papers)
        return next((paper for paper, ids_of in names if draft.work.entry in ids_of), None)
    keys = [normal_title(title) for title in (str(draft.fields["title"]), *draft.work.titles)]
    keys += sorted({one for record in draft.work.records for one in record.identifiers})
    return next((by_key[key] for key in keys if key in by_key), None)


def _keys(paper: Paper) -> list[str]:
    return [
        *(normal_title(title) for title in (paper.title, *paper.aka)),
        *identifiers(paper.links.paper or ()),
    ]


def _differences(there: Paper, draft: Paper) -> list[tuple[str, str, str]]:
    """Return what the sources say otherwise than the entry, which people own and no import changes."""
    found = []
    for name in type(there).model_fields:
        mine, theirs = getattr(there, name), getattr(draft, name)
        if name == "links":
            missing = [url for url in theirs.all() if url not in mine.all()]
            if missing:
                found.append((name, "", ", ".join(missing)))
        elif name not in {"id", "formerly", "summary"} and mine != theirs and theirs not in {None, ()}:
            found.append((name, str(mine), str(theirs)))
    return found


def origin(draft: Draft) -> str:
    """Return where the records of a draft stand."""
    return origins(draft.work.records)
