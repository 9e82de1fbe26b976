"""Lists that are data already: BibTeX, CSV, and the `papers.json` that this project publishes."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.importers import bibtex
from generator.importers.items import Item, Leftover, RawLink, Reading, Span
from generator.importers.wild import texts
from generator.importers.wild.fields import KINDS, kind_by_host
from generator.importers.wild.units import role
from generator.importers.wild.words import split

_SEVERAL = re.compile(r"\s*;\s*|\s+\|\s+|\s+(?=https?://)")
_TOPICS = frozenset(
    split("topic topics category categories section area group 主题 类别 分类 keywords keyword tag tags")
)


class FormError(ValueError):
    """A file is not of the form that its name says."""


def read_bibtex(text: str) -> Reading:
    """Return the entries of a BibTeX file as items; keywords are no topics, so they stand below one heading."""
    references, faults = bibtex.read(text)
    items, leftovers, spans = [], [], []
    lines = text.split("\n")
    starts = sorted({one.line for one in references} | {len(lines) + 1})
    for one in references:
        last = next(start for start in starts if start > one.line) - 1
        raw = f"@{one.kind}{{{one.key}, {one.first('title')}}}"[:400]
        links = tuple(_links_of_reference(one))
        if not one.first("title") or not links:
            reason = "a reference without an address" if one.first("title") else "a reference without a title"
            leftovers.append(Leftover(one.line, (), reason, raw, links))
            spans.append(Span(one.line, last, reason, ""))
            continue
        venue = one.first("journal", "booktitle", "series")
        preprint = re.search(r"arxiv|corr$", venue, re.IGNORECASE) or (not venue and one.first("eprint"))
        authors = ", ".join(name.replace(",", "") for name in bibtex.people(one.fields.get("author", "")))
        year = one.first("year") or one.first("date")[:4]
        said = " ".join(filter(None, ["arXiv" if preprint else _without_year(venue), year]))
        items.append(Item(one.line, (), one.first("title"), said, authors, links, raw=raw, kind="paper"))
        spans.append(Span(one.line, last, "paper", one.first("title")))
    leftovers += [Leftover(one.line, (), one.reason, lines[one.line - 1].strip()[:400]) for one in faults]
    spans += _rest(lines, spans, "no entry")
    return Reading("", tuple(items), tuple(leftovers), tuple(spans))


def _without_year(venue: str) -> str:
    return re.sub(r"^(?:19|20)\d\d\s+|,?\s*\(?(?:19|20)\d\d\)?$", "", venue).strip()


def _links_of_reference(one: bibtex.Reference) -> Iterator[RawLink]:
    fields = one.fields
    seen: list[str] = []
    if re.fullmatch(r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7}", fields.get("eprint", "")):
        seen.append(f"https://arxiv.org/abs/{fields['eprint']}")
    else:
        found = re.search(r"arxiv[:\s]*(\d{4}\.\d{4,5})", " ".join(fields.values()), re.IGNORECASE)
        seen += [f"https://arxiv.org/abs/{found[1]}"] if found else []
    if fields.get("doi"):
        seen.append(f"https://doi.org/{re.sub(r'^https?://(?:dx[.])?doi[.]org/', '', fields['doi'])}")
    for name in ("url", "ee", "pdf", "code", "howpublished", "note", "website", "project"):
        for url in re.findall(r"https?://[^\s{}]+", fields.get(name, "")):
            seen.append(url.rstrip(".,;"))
            if name in {"code", "website", "project"}:
                yield RawLink(name, seen.pop(), one.line, kind="code" if name == "code" else "project")
    for url in dict.fromkeys(seen):
        yield RawLink("", url, one.line, kind=kind_by_host(url) or "paper")


def read_csv(text: str) -> Reading:
    """Return the rows of a table with a heading, divided by commas, semicolons or tabs, as items."""
    text = text.removeprefix("\ufeff")
    heading = text.split("\n", 1)[0]
    mark = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    names = [one.strip() for one in next(reader, [])]
    roles = _columns(names)
    items, leftovers = [], []
    spans = [Span(1, max(reader.line_num, 1), "heading of a table", "")]
    before = reader.line_num
    for row in reader:
        first, before = before + 1, reader.line_num
        said: dict[str, str] = {}
        for what, value in zip(roles, row, strict=False):
            if value.strip() and what not in said:
                said[what] = _unescaped(value.strip())
        links = tuple(_links_of_row(said, first))
        raw = mark.join(row)[:400]
        if not any(row):
            continue
        if not said.get("title") or not links:
            reason = "a row without an address" if said.get("title") else "a row without a title"
            leftovers.append(Leftover(first, (), reason, raw, links))
            spans.append(Span(first, before, reason, ""))
            continue
        sections = [(one,) for one in _SEVERAL.split(said.get("topics", "")) if one]
        authors = said.get("authors", "")
        authors = ", ".join(_SEVERAL.split(authors)) if ";" in authors else ", ".join(texts.names(authors)) or authors
        year = str(texts.year(said.get("year", "")) or "")
        venue = said.get("venue", "")
        venue = " ".join(filter(None, [venue, said.get("track", ""), "" if texts.year(venue) else year]))
        section = sections[0] if sections else ()
        items.append(
            Item(
                first,
                section,
                said["title"],
                venue,
                authors,
                links,
                cells=tuple(row),
                raw=raw,
                kind="paper",
                more=tuple(sections[1:]),
            )
        )
        spans.append(Span(first, before, "paper", said["title"]))
    return Reading("", tuple(items), tuple(leftovers), tuple(spans))


def _columns(names: list[str]) -> list[str]:
    found = []
    for name in names:
        lower = name.casefold()
        plain = lower.replace("_", " ")
        found.append(
            "topics"
            if lower in _TOPICS
            else lower
            if lower in KINDS | {"track", "arxiv", "doi"} and lower != "paper"
            else role(plain)
        )
    titles = [place for place, one in enumerate(found) if one == "title"]
    if len(titles) > 1:
        best = next((place for place in titles if "title" in names[place].casefold()), titles[0])
        found = ["paper" if one == "title" and place != best else one for place, one in enumerate(found)]
    return found


def _unescaped(value: str) -> str:
    # Spreadsheets are kept from running a cell as a formula by a sign before it.
    return value[1:] if re.match(r"'[=+\-@]", value) else value


def _links_of_row(said: Mapping[str, str], line: int) -> Iterator[RawLink]:
    seen = set()
    for what, value in said.items():
        urls = re.findall(r"https?://[^\s;,<>\"]+", value)
        if what == "arxiv" and not urls and (match := re.search(r"\d{4}\.\d{4,5}", value)):
            urls = [f"https://arxiv.org/abs/{match[0]}"]
        if what == "doi" and not urls:
            urls = [f"https://doi.org/{value.removeprefix('doi:').strip()}"]
        for url in urls:
            if url not in seen:
                seen.add(url)
                yield RawLink(what, url, line, kind=what if what in KINDS else kind_by_host(url) or "paper")


def read_json(text: str) -> Reading:
    """Return the papers and the software of a `papers.json` that this project published."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormError(f"is no JSON: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("papers"), list):
        raise FormError("is no papers.json: it holds no list of papers")
    lines = text.split("\n")
    topics = {one["id"]: one for one in document.get("topics", ())}
    items, leftovers, spans = [], [], []
    at = 0
    for kind, rows in (("paper", document.get("papers", ())), ("software", document.get("software", ()))):
        for row in rows:
            at = _line_of(lines, row, at)
            title = row.get("title") or row.get("name") or ""
            links = tuple(_links_of_json(row, at + 1))
            if not title or not links:
                leftovers.append(Leftover(at + 1, (), "no title or no address", lines[at][:400], links))
                continue
            paths = [_path(topics, one) for one in row.get("topics", ())] or [()]
            venue = " ".join(str(row[name]) for name in ("venue", "track", "year") if row.get(name))
            items.append(
                Item(
                    at + 1,
                    paths[0],
                    title,
                    venue,
                    ", ".join(row.get("authors", ())),
                    links,
                    raw=lines[at][:400],
                    kind=kind,
                    more=tuple(paths[1:]),
                )
            )
            spans.append(Span(at + 1, at + 1, kind, title))
    spans += _rest(lines, spans, "head, topics or brackets")
    return Reading(str(document.get("name") or ""), tuple(items), tuple(leftovers), tuple(spans))


def _line_of(lines: list[str], row: Mapping[str, Any], start: int) -> int:
    key = json.dumps(row.get("id", row.get("title", "")), ensure_ascii=False)
    return next((number for number in range(start, len(lines)) if key in lines[number]), start)


def _links_of_json(row: Mapping[str, Any], line: int) -> Iterator[RawLink]:
    said = row.get("links", ())
    if isinstance(said, dict):
        said = [
            {"kind": kind, "url": url}
            for kind, urls in said.items()
            for url in ([urls] if isinstance(urls, str) else urls)
        ]
    for one in said:
        kind = one.get("kind", "")
        yield RawLink(
            kind, one.get("url", ""), line, kind=kind if kind in KINDS else kind_by_host(one.get("url", "")) or "paper"
        )
    if row.get("figure"):
        yield RawLink("", row["figure"], line, "figure", kind="figure")


def _path(topics: Mapping[str, Mapping[str, Any]], identity: str) -> tuple[str, ...]:
    names: list[str] = []
    while identity in topics and len(names) < len(topics):
        names.insert(0, topics[identity].get("name", identity))
        identity = topics[identity].get("parent", "") or ""
    return tuple(names) or ((identity,) if identity else ())


def _rest(lines: list[str], spans: list[Span], what: str) -> list[Span]:
    told = {number for one in spans for number in range(one.first, one.last + 1)}
    return [
        Span(number, number, what, "") for number, line in enumerate(lines, 1) if line.strip() and number not in told
    ]
