"""From an item as a list has it to a record: fields read, addresses repaired, corrections obeyed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from generator.identity import identifiers, normal_title, repository
from generator.importers import addresses, labels
from generator.importers.appearances import Appearances
from generator.importers.claims import Claim
from generator.importers.items import Item, RawLink, Repair
from generator.importers.rules import ListRules, Rules
from generator.model import Correction, Decisions, Links, Tag

_YEAR = re.compile(r"\b((?:19|20)\d{2})\b|['\N{RIGHT SINGLE QUOTATION MARK}](\d{2})\b")
_TWO_NAMES = re.compile(r"(?<=[a-z]{2})\. (?=[A-Z][a-z])")
_CODE_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gist.github.com"})
_BLOG_PATH = re.compile(r"^/(?:[\w-]+/)?(?:blog|news|posts?)/")
_PROCEEDINGS = re.compile(
    r"(?:^|\.)(?:arxiv\.org|ar5iv\.org|openreview\.net|aclanthology\.org|mlr\.press|neurips\.cc|nips\.cc|thecvf\.com"
    r"|acm\.org|ieee\.org|usenix\.org|mlsys\.org|jmlr\.org|aaai\.org|doi\.org|springer\.com|sciencedirect\.com)$"
)
KINDS = tuple(Links.model_fields)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a link: the kind and address under which it is in the entry, or why it is not."""

    link: RawLink
    kind: str = ""
    url: str = ""
    dropped: str = ""


@dataclass(frozen=True)
class Record:
    """One item of one list, read."""

    source: str
    item: Item
    title: str
    claim: Claim | None
    authors: tuple[str, ...]
    fates: tuple[Fate, ...]
    topics: tuple[str, ...]
    tags: tuple[str, ...] = ()
    software: str | None = None
    repairs: tuple[Repair, ...] = ()
    used: frozenset[int] = frozenset()
    """Which corrections it needed, by their place in the decisions."""
    problems: tuple[str, ...] = field(default=())

    def links(self, kind: str) -> tuple[str, ...]:
        """Return the addresses of one kind, each once, in the order of the source."""
        return tuple(dict.fromkeys(fate.url for fate in self.fates if fate.kind == kind and not fate.dropped))

    @property
    def identifiers(self) -> frozenset[str]:
        """The identifiers of its paper links."""
        return identifiers(self.links("paper"))


class Reader:
    """Reads items of one list with its rules, the vocabularies and the decisions."""

    def __init__(
        self,
        rules: Rules,
        of_list: ListRules,
        appearances: Appearances,
        tags: Mapping[str, Tag],
        decisions: Decisions,
    ) -> None:
        self.rules = rules
        self.of_list = of_list
        self.appearances = appearances
        self.tags = {name.casefold(): tag.id for tag in tags.values() for name in (tag.id, tag.name, *tag.aliases)}
        self.topics: dict[tuple[str, str], list[str]] = {}
        for section, topics in of_list.items.items():
            for topic, titles in topics.items():
                for title in titles:
                    self.topics.setdefault((section, normal_title(title)), []).append(topic)
        self.software = {normal_title(name): key for key, names in rules.software.items() for name in names}
        self.corrections: dict[str, list[tuple[int, Correction]]] = {}
        self.spellings = {normal_title(title): title for title in decisions.spellings}
        for number, one in enumerate(decisions.corrections):
            if one.source == of_list.id:
                self.corrections.setdefault(normal_title(one.title), []).append((number, one))

    def placed(self, item: Item) -> bool:
        """Return whether the rules know the section of an item."""
        return self._section(item) is not None

    def read(self, item: Item) -> Record:
        """Return the record of an item."""
        repairs: list[Repair] = []
        fates = tuple(self._fates(item, repairs))
        types = tuple(dict.fromkeys(tag for one in item.types if (tag := self.tags.get(one.casefold()))))
        unknown = [f"unknown badge {one!r}" for one in item.types if one.casefold() not in self.tags]
        claim, doubt = self._claim(item)
        record = Record(
            source=self.of_list.id,
            item=item,
            title=item.title,
            claim=claim,
            authors=tuple(_authors(item, repairs)),
            fates=fates,
            topics=self._topics(item),
            tags=types,
            software=self._software(item),
            problems=(*unknown, *([doubt] if doubt else [])),
        )
        record = replace(record, repairs=tuple(repairs))
        for number, correction in self.corrections.get(normal_title(item.title), ()):
            changed = _corrected(record, correction, self.appearances)
            if changed is not record:
                record = replace(changed, used=changed.used | {number})
        return _without_repeats(self._spelled(record))

    def _spelled(self, record: Record) -> Record:
        spelling = self.spellings.get(normal_title(record.title), record.title)
        if spelling == record.title:
            return record
        repair = Repair(record.item.line, "title", record.title, spelling, "capitals or signs were lost")
        return replace(record, title=spelling, repairs=(*record.repairs, repair))

    def _section(self, item: Item) -> tuple[str, ...] | None:
        for start in range(max(len(item.section), 1)):
            found = self.of_list.sections.get(" > ".join(item.section[start:]))
            if found is not None:
                return found
        if item.section and item.section[-1] in self.of_list.software:
            return ()
        return None

    def _topics(self, item: Item) -> tuple[str, ...]:
        for section in reversed(item.section):
            if found := self.topics.get((section, normal_title(item.title))):
                return tuple(found)
        if of_types := [topic for one in item.types for topic in self.of_list.types.get(one, ())]:
            return tuple(dict.fromkeys(of_types))
        found = [*(self._section(item) or ())]
        for path in item.more:
            found += self.of_list.sections.get(" > ".join(path), ())
        return tuple(dict.fromkeys(found))

    def _software(self, item: Item) -> str | None:
        if found := self.software.get(normal_title(item.title)):
            return found
        if item.kind == "software":
            return ""
        return "" if item.section and item.section[-1] in self.of_list.software else None

    def _claim(self, item: Item) -> tuple[Claim | None, str]:
        if not item.venue:
            return None, ""
        if item.venue.isdigit():
            return Claim("", int(item.venue), None, self.of_list.id), ""
        match = _YEAR.search(item.venue)
        year = int(match[1]) if match and match[1] else 2000 + int(match[2]) if match else None
        where = self.appearances.read(item.venue)
        doubt = "" if where else f"no venue is known as {item.venue!r}"
        if match is None:
            doubt = "; ".join(filter(None, [doubt, f"{item.venue!r} names no year"]))
        if where is None:
            return Claim("", year, None, self.of_list.id), doubt
        venue = None if where.venue == "arXiv" else where.venue
        return Claim(venue, year, where.track, self.of_list.id), doubt

    def _fates(self, item: Item, repairs: list[Repair]) -> Iterator[Fate]:
        for link in item.links:
            if link.kind == "none":
                yield Fate(link, dropped="an entry has no field for it")
                continue
            found = addresses.repair(link.url, base=self.of_list.files)
            if found.url is None:
                reason = found.reasons[0]
                if link.url:
                    repairs.append(Repair(link.line, f"link {link.label!r}", link.url, "", reason))
                yield Fate(link, dropped=reason)
                continue
            if found.reasons:
                reason = "; ".join(found.reasons)
                repairs.append(Repair(link.line, f"link {link.label!r}", link.url, found.url, reason))
            kind, reason = self._kind(link, found.url)
            if reason:
                repairs.append(Repair(link.line, f"kind of {found.url}", link.label, kind, reason))
            yield Fate(link, kind, found.url)

    def _kind(self, link: RawLink, url: str) -> tuple[str, str]:
        """Return the kind of a link by its label and host, and why it is not the labelled one."""
        if link.kind:
            return link.kind, ""
        if link.role in {"figure", "badge"}:
            return ("figure" if link.role == "figure" else "code"), ""
        labelled = labels.kind(link.label) if link.role == "link" else "any"
        by_host = self._kind_by_host(url)
        if labelled in {"any", ""}:
            return by_host or "paper", ""
        if labelled == "code" and by_host != "code":
            return by_host or "project", f"labelled {link.label!r}, but the address is no repository"
        if labelled == "paper" and by_host == "code":
            return "code", f"labelled {link.label!r}, but the address is a repository"
        return labelled, ""

    def _kind_by_host(self, url: str) -> str:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        if host in _CODE_HOSTS or host in self.rules.short_hosts:
            return "code"
        if host == "huggingface.co":
            return "model" if repository(url) else "project"
        if identifiers((url,)) or _PROCEEDINGS.search(host) or parts.path.endswith(".pdf"):
            return "paper"
        if _BLOG_PATH.match(parts.path) or host.startswith("blog."):
            return "blog"
        return "project" if host.endswith(".github.io") or host == "sites.google.com" else ""


def _authors(item: Item, repairs: list[Repair]) -> Iterator[str]:
    """Yield the authors; two names that a full stop or an `and` divides are two authors."""
    for part in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", item.authors):
        names = [one.strip(" .*") for one in _TWO_NAMES.split(part)]
        if len(names) > 1:
            repairs.append(Repair(item.line, "authors", part, ", ".join(names), "a full stop between two names"))
        yield from (name for name in names if name)


def _corrected(record: Record, one: Correction, appearances: Appearances) -> Record:
    """Return the record with one correction, or the same record when what it corrects is not there."""
    line = record.item.line
    repair = Repair(line, one.field, one.was or "", one.now or one.kind or "", one.reason)
    repairs = (*record.repairs, repair)
    claim = record.claim or Claim("", None, None, record.source)
    match one.field:
        case "title":
            if record.title != one.was or not one.now:
                return record
            return replace(record, title=one.now, repairs=repairs)
        case "authors":
            if one.was not in record.authors:
                return record
            names = tuple(one.now if name == one.was else name for name in record.authors)
            return replace(record, authors=tuple(name for name in names if name), repairs=repairs)
        case "venue":
            if one.was and one.was not in {record.item.venue, claim.venue}:
                return record
            where = appearances.read(one.now) if one.now else None
            changed = replace(claim, venue=where.venue if where else None, track=where.track if where else None)
            return replace(record, claim=changed, repairs=repairs, problems=())
        case "year":
            if one.was and one.was != str(claim.year):
                return record
            return replace(
                record, claim=replace(claim, year=int(one.now) if one.now else None), repairs=repairs, problems=()
            )
        case "track":
            return replace(record, claim=replace(claim, track=one.now), repairs=repairs)
    return _corrected_link(record, one, repairs)


def _corrected_link(record: Record, one: Correction, repairs: tuple[Repair, ...]) -> Record:
    kind = one.field.removeprefix("links.")
    if one.was is None:
        added = Fate(RawLink("", one.now or "", record.item.line, "added"), kind, one.now or "")
        return replace(record, fates=(*record.fates, added), repairs=repairs)
    fates, changed = [], False
    for fate in record.fates:
        if not fate.dropped and one.was in {fate.url, fate.link.url} and fate.kind == kind:
            changed = True
            if one.now or one.kind:
                fate = replace(fate, url=one.now or fate.url, kind=one.kind or kind)  # noqa: PLW2901 - the new fate
            else:
                fate = replace(fate, dropped=one.reason)  # noqa: PLW2901 - the new fate
        fates.append(fate)
    return replace(record, fates=tuple(fates), repairs=repairs) if changed else record


def _without_repeats(record: Record) -> Record:
    """Return the record with links that only repeat another marked so; an explicit label beats a guessed kind."""
    kept: dict[str, int] = {}
    fates = list(record.fates)
    for number, fate in enumerate(fates):
        if fate.dropped:
            continue
        page = addresses.page_of(fate.url)
        first = kept.setdefault(page, number)
        if first != number and fate.url != fates[first].url:
            fates[number] = replace(fate, dropped=f"another form of {fates[first].url}")
    return replace(record, fates=tuple(fates))
