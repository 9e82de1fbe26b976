"""The loss report: where each item and link went, what was repaired, chosen, doubted or not placed."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.identity import normal_title
from generator.importers.addresses import page_of
from generator.importers.drafts import Chosen
from generator.importers.records import Fate, Record
from generator.importers.run import Outcome, Placed
from generator.model import Paper

FOLDER = "build/import"
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Loss:
    """An item, title or link of a source that is neither in an entry nor accounted for: a fault of the importer."""

    source: str
    line: int
    what: str


def losses(outcome: Outcome) -> list[Loss]:
    """Return what got lost, by comparing the files' own links and items with entries and report."""
    return [*_lost_links(outcome), *_lost_lines(outcome), *_lost_facts(outcome), *_lost_tools(outcome)]


def _lost_lines(outcome: Outcome) -> Iterator[Loss]:
    """Yield lines that are not empty and of which the reader of the list says nothing."""
    for reading in outcome.sources:
        if not reading.spans:
            continue
        told = {number for one in reading.spans for number in range(one.first, one.last + 1)}
        for number, line in enumerate(reading.text.split("\n"), 1):
            if line.strip() and number not in told:
                yield Loss(reading.list_id, number, f"the line {line.strip()[:200]!r}")


def _lost_links(outcome: Outcome) -> Iterator[Loss]:
    """Yield links of the files that no item and no leftover holds."""
    for reading in outcome.sources:
        held: Counter[tuple[int, str]] = Counter()
        for record in reading.records:
            held.update((link.line, link.url) for link in record.item.links)
        for leftover in reading.leftovers:
            held.update((link.line, link.url) for link in leftover.links)
        for link in reading.links:
            # A badge's picture is read as what it says, so only the link around it counts.
            if link.url and not held[link.line, link.url] and not link.url.startswith("https://img.shields.io/"):
                yield Loss(reading.list_id, link.line, f"the link {link.url}")


def _lost_facts(outcome: Outcome) -> Iterator[Loss]:
    """Yield titles and links of items that are neither in their entry nor in the report."""
    for one in outcome.placed:
        for record in one.draft.work.records:
            if one.paper and not _title_stands(record, one, one.paper):
                yield Loss(record.source, record.item.line, f"the title {record.item.title!r}")
            for fate in record.fates:
                if fate_of(fate, one)[0] == "lost":
                    yield Loss(record.source, record.item.line, f"the {fate.kind} link {fate.url}")


def _lost_tools(outcome: Outcome) -> Iterator[Loss]:
    """Yield links of software that its draft lacks; what an existing entry lacks stands among the differences."""
    for one in outcome.tools:
        pages = {page_of(url) for url in one.software.links.all()} if one.software else set()
        for record in one.tool.records if one.software else ():
            for fate in record.fates:
                if not fate.dropped and page_of(fate.url) not in pages:
                    yield Loss(record.source, record.item.line, f"the {fate.kind} link {fate.url}")


def _title_stands(record: Record, one: Placed, paper: Paper) -> bool:
    known = {normal_title(title) for title in (paper.title, *paper.aka)}
    if normal_title(record.item.title) in known:
        return True
    told = {repair.before for repair in record.repairs if repair.field == "title"}
    told |= {title for choice in one.draft.choices if choice.field in {"title", "aka"} for _, title in choice.others}
    told |= {said for _, mine, theirs in one.differences for said in (mine, theirs)}
    return record.item.title in told


def fate_of(fate: Fate, one: Placed) -> tuple[str, str]:
    """Return where a link ended: `entry`, `dropped` with the reason, or `lost`."""
    if fate.dropped:
        return "dropped", fate.dropped
    if one.paper is None:
        return "dropped", f"the entry was refused: {'; '.join(one.draft.problems)}"
    if fate.kind == "figure":
        return ("entry", "figure") if fate.url == one.paper.figure else ("dropped", "another figure is shown")
    kinds = one.paper.links.kinds()
    if kind := next((kind for kind, urls in kinds if fate.url in urls), ""):
        return "entry", kind
    if same := next((url for _, urls in kinds for url in urls if page_of(url) == page_of(fate.url)), ""):
        return "dropped", f"another form of {same}"
    if any(fate.url in theirs for _, _, theirs in one.differences):
        return "dropped", "the entry exists without it; see the differences"
    return "lost", ""


def as_json(outcome: Outcome) -> str:
    """Return the report for programs."""
    return json.dumps(_report(outcome), ensure_ascii=False, indent=1) + "\n"


def _report(outcome: Outcome) -> dict[str, Any]:
    return {
        "counts": counts(outcome),
        "losses": [{"list": one.source, "line": one.line, "what": one.what} for one in losses(outcome)],
        "items": [*_items(outcome), *_software(outcome), *_rows(outcome)],
        "encoding": [
            {
                "list": reading.list_id,
                "line": line.number,
                "before": line.before,
                "after": line.after,
                "as": line.encoding,
            }
            for reading in outcome.sources
            for line in reading.encoding
        ],
        "repairs": [*_repairs(outcome)],
        "choices": [{"entry": one.entry, **_choice(choice)} for one in outcome.placed for choice in one.draft.choices],
        "gained": [
            {"entry": one.entry, "field": field, "value": value, "line": one.draft.reference.line}
            for one in outcome.placed
            if one.draft.reference
            for field, value in one.draft.gained
        ],
        "suspicions": [
            {"identifier": one.identifier, "titles": one.titles, "decision": one.decision, "reason": one.reason}
            for one in outcome.suspicions
        ],
        "candidates": [
            {"titles": one.titles, "likeness": one.likeness, "decision": one.decision, "reason": one.reason}
            for one in outcome.candidates
        ],
        "differences": [
            {"entry": entry, "field": field, "entry says": mine, "sources say": theirs}
            for entry, differences in _differing(outcome)
            for field, mine, theirs in differences
        ],
        "unplaced": [*_unplaced(outcome)],
        "leftovers": [
            {
                "list": reading.list_id,
                "line": one.line,
                "reason": one.reason,
                "text": one.raw,
                "links": [link.url for link in one.links],
            }
            for reading in outcome.sources
            for one in reading.leftovers
        ],
        "unused decisions": list(outcome.unused),
        "lines": [
            {"list": reading.list_id, "lines": f"{one.first}-{one.last}", "what": one.what, "title": one.title}
            for reading in outcome.sources
            for one in reading.spans
        ],
    }


def counts(outcome: Outcome) -> dict[str, Any]:
    """Return the figures of an import."""
    papers = [one.paper for one in outcome.placed if one.paper]
    return {
        "items": {
            reading.list_id: {
                "papers": sum(record.software is None for record in reading.records),
                "software": sum(record.software is not None for record in reading.records),
                "links": len(reading.links),
                "leftovers": len(reading.leftovers),
            }
            for reading in outcome.sources
        },
        "entries": dict(sorted(Counter(one.state for one in outcome.placed).items())),
        "with code": sum(bool(paper.links.code) for paper in papers),
        "with authors": sum(bool(paper.authors) for paper in papers),
        "with venue": sum(bool(paper.venue) for paper in papers),
        "in the bibliography": sum(one.draft.reference is not None for one in outcome.placed),
        "repairs": len(list(_repairs(outcome))),
        "choices": sum(len(one.draft.choices) for one in outcome.placed),
        "undecided": len(_undecided(outcome)),
    }


def _differing(outcome: Outcome) -> Iterator[tuple[str, tuple[tuple[str, str, str], ...]]]:
    yield from ((one.entry, one.differences) for one in outcome.placed)
    yield from ((one.entry, one.differences) for one in outcome.tools)


def _undecided(outcome: Outcome) -> list[tuple[str, ...]]:
    titles = [one.titles for one in outcome.suspicions if one.decision == "undecided"]
    return titles + [one.titles for one in outcome.candidates if one.decision == "undecided"]


def _items(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for one in outcome.placed:
        for record in one.draft.work.records:
            links = []
            for fate in record.fates:
                where, detail = fate_of(fate, one)
                links.append({"label": fate.link.label, "as": fate.link.url, "url": fate.url, where: detail})
            yield {**_head(record), "entry": one.entry, "links": links}


def _software(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for record, entry in outcome.software:
        links = [{"label": fate.link.label, "as": fate.link.url, "url": fate.url} for fate in record.fates]
        yield {**_head(record), "software": entry, "cells": record.item.cells, "links": links}


def _rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield the rows of tables that compare software."""
    for one in outcome.tools:
        for source, row in one.tool.rows:
            yield {
                "list": source,
                "line": row.line,
                "title": row.name,
                "supports": row.supports,
                "features": row.features,
                "software": one.entry if one.software else "",
            }


def _head(record: Record) -> dict[str, Any]:
    item = record.item
    return {
        "list": record.source,
        "line": item.line,
        "section": " > ".join(item.section),
        "title": item.title,
        "venue": item.venue,
        "authors": item.authors,
    }


def _repairs(outcome: Outcome) -> Iterator[dict[str, Any]]:
    records = [record for one in outcome.placed for record in one.draft.work.records]
    for record in (*records, *(record for record, _ in outcome.software)):
        for one in record.repairs:
            yield {
                "list": record.source,
                "line": one.line,
                "field": one.field,
                "before": one.before,
                "after": one.after,
                "reason": one.reason,
            }


def _choice(choice: Chosen) -> dict[str, Any]:
    others = [{"source": source, "value": value} for source, value in choice.others]
    return {"field": choice.field, "chosen": choice.value, "on the word of": choice.source, "others": others}


def _unplaced(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for one in outcome.placed:
        for problem in one.draft.problems:
            yield {"entry": one.entry, "problem": problem}
        for record in one.draft.work.records:
            for problem in record.problems:
                yield {"entry": one.entry, "list": record.source, "line": record.item.line, "problem": problem}
            if not record.topics:
                yield {"entry": one.entry, "list": record.source, "line": record.item.line, "problem": "no topic"}
    for record, entry in outcome.software:
        if not entry:
            problem = f"no entry in entries/software is called {record.title!r}"
            yield {"list": record.source, "line": record.item.line, "problem": problem}
    for tool in outcome.tools:
        for problem in tool.problems:
            yield {"entry": tool.entry, "problem": problem}


def as_markdown(outcome: Outcome) -> str:
    """Return the report for people: what needs a decision first, then everything else."""
    report = _report(outcome)
    lines = ["# Import", "", *(f"- {line}" for line in _figures(report["counts"])), ""]
    undecided = [one for one in report["suspicions"] if one["decision"] == "undecided"]
    undecided += [one for one in report["candidates"] if one["decision"] == "undecided"]
    for name, rows in (
        ("Lost", report["losses"]),
        ("Not placed", report["unplaced"]),
        ("To decide", undecided),
        ("Decisions that nothing needed", report["unused decisions"]),
        ("Differences from entries that exist", report["differences"]),
        ("Choices where the sources differ", [one for one in report["choices"] if not _only_spelt(one)]),
        ("One identifier under several titles", report["suspicions"]),
        ("Titles that are alike", report["candidates"]),
        ("Titles spelt otherwise", [one for one in report["choices"] if _only_spelt(one)]),
        ("Repairs", report["repairs"]),
        ("Lines in a wrong encoding", report["encoding"]),
        ("Added from the bibliography", report["gained"]),
        ("Items", report["items"]),
        ("What is no item", report["leftovers"]),
        ("Every line", report["lines"]),
    ):
        lines += [f"## {name} ({len(rows)})", "", *(_line(row) for row in rows), ""]
    return "\n".join(lines)


def _figures(figures: dict[str, Any]) -> Iterator[str]:
    for name, value in figures.items():
        if isinstance(value, dict):
            for key, inner in value.items():
                said = (
                    ", ".join(f"{number} {what}" for what, number in inner.items())
                    if isinstance(inner, dict)
                    else inner
                )
                yield f"{name}, {key}: {said}"
        else:
            yield f"{name}: {value}"


def _only_spelt(choice: dict[str, Any]) -> bool:
    """Return whether the sources of a title differ only by capitals, signs and spaces."""
    titles = {choice["chosen"], *(other["value"] for other in choice["others"])}
    return bool(choice["field"] == "title") and len(set(map(normal_title, titles))) == 1


def tree(outcome: Outcome) -> dict[str, str]:
    """Return the files of the report."""
    return {f"{FOLDER}/report.md": as_markdown(outcome), f"{FOLDER}/report.json": as_json(outcome)}


def summary(outcome: Outcome) -> Iterator[str]:
    """Yield the lines that a command prints: how much, and what needs a person."""
    figures = counts(outcome)
    for name, value in figures["items"].items():
        yield f"{name}: {value['papers']} papers, {value['software']} software, {value['links']} links"
    yield "entries: " + ", ".join(f"{number} {state}" for state, number in figures["entries"].items())
    for titles in _undecided(outcome):
        yield f"to decide: {' | '.join(titles)}"
    for unplaced in _unplaced(outcome):
        yield "not placed: " + ", ".join(str(value) for value in unplaced.values())
    for one in losses(outcome):
        yield f"LOST: {one.source}:{one.line}: {one.what}"


def preview(outcome: Outcome) -> Iterator[str]:
    """Yield what a person wants to see before anything is written: examples first, then what stays out, and why."""
    papers = [one for one in outcome.placed if one.paper]
    yield f"{len(papers)} papers, of which some:"
    for one in papers[:: max(len(papers) // _EXAMPLES, 1)][:_EXAMPLES]:
        yield from _example(one)
    tools = [one.software.name for one in outcome.tools if one.software]
    if tools:
        yield f"{len(tools)} pieces of software: {', '.join(tools[:_EXAMPLES])}{', ...' * (len(tools) > _EXAMPLES)}"
    reasons: dict[str, list[str]] = {}
    for reading in outcome.sources:
        for left in reading.leftovers:
            reasons.setdefault(left.reason, []).append(f"{reading.name}:{left.line}")
    for reason, places in sorted(reasons.items(), key=lambda one: -len(one[1])):
        more = f" and {len(places) - _EXAMPLES} more" * (len(places) > _EXAMPLES)
        yield f"left out, {reason}: {', '.join(places[:_EXAMPLES])}{more}"


def _example(one: Placed) -> Iterator[str]:
    paper = one.paper
    if paper is None:
        return
    where = " ".join(filter(None, [paper.venue, paper.track, str(paper.year)]))
    yield f"  {paper.title} ({where})"
    people = ", ".join(paper.authors[:3]) + ", ..." * (len(paper.authors) > 3)
    links = ", ".join(f"{kind} {urls[0]}" for kind, urls in paper.links.kinds())
    yield f"    {people or 'no authors'}; {' '.join(paper.topics)}; {links}"


def _line(row: Any) -> str:
    if isinstance(row, str):
        return f"- {_cell(row)}"
    return "- " + "; ".join(f"{name}: {_cell(value)}" for name, value in row.items() if value not in ("", [], ()))


def _cell(value: Any) -> str:
    """Return a value as code, so that nothing in a foreign list becomes markup of the report."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_cell(inner)}" for name, inner in value.items() if inner != "")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " / ".join(_cell(inner) for inner in value)
    text = " ".join(str(value).split())
    if text.isalnum() or isinstance(value, int | float):
        return text
    fence = "`" * (max((len(run) for run in text.split("`") if not run), default=0) + 1)
    fence = "``" if "`" in text else fence
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"
