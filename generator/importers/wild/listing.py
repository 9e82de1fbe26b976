"""Read a list of any style: each unit becomes a paper, a piece of software, a post, or text around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.identity import identifiers
from generator.importers.items import Item, Leftover, RawLink, Reading, Span
from generator.importers.pieces import Piece, clean
from generator.importers.wild import texts
from generator.importers.wild.document import Document, parse
from generator.importers.wild.fields import Fields, extract, host_of, kind_by_host
from generator.importers.wild.units import Unit, units
from generator.importers.wild.vocabulary import TRACKS, venue_name
from generator.importers.wild.words import PAPER_HOSTS, POST_HOSTS, PROSE, host_is, label_kind, plain, section_kind

_NO_TOPIC = re.compile(
    r"^(?:papers?|paper list|list of papers|publications?|the list|论文|论文列表|목록|リスト)$", re.IGNORECASE
)


def read(text: str) -> Reading:
    """Return the papers, the software and everything else of a list in Markdown."""
    return _Reader(parse(text), text.split("\n")).read()


@dataclass
class _Reader:
    document: Document
    lines: list[str]
    heading: str = ""
    path: list[tuple[float, str]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    has_sections: bool = False
    """Whether headings follow the first one: what stands before them is an introduction."""
    pending: list[Unit] = field(default_factory=list)
    """Paragraphs without links: the title and authors of a paper whose links come next, or prose."""

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.path if name)

    def read(self) -> Reading:
        found = units(self.document.root)
        self.has_sections = sum(one.kind in {"heading", "open"} for one in found) > 1
        self._all(found)
        self._flush()
        used = {link.url for item in self.items for link in item.links}
        used |= {link.url for left in self.leftovers for link in left.links}
        for name, (url, first, last) in self.document.definitions.items():
            self.spans.append(Span(first, last, "definition of an address", name))
            if url not in used:
                links = (RawLink(name.casefold(), url, first),)
                self.leftovers.append(
                    Leftover(first, (), "an address that nothing links", self._raw(first, last), links)
                )
        self._comments()
        leftovers = tuple(sorted(self.leftovers, key=lambda one: one.line))
        return Reading(self.heading, tuple(self.items), leftovers, tuple(sorted(self.spans, key=lambda one: one.first)))

    def _comments(self) -> None:
        """Account for lines that show nothing: comments, and tags that only hold others."""
        told = {line for one in self.spans for line in range(one.first, one.last + 1)}
        inside = False
        for number, line in enumerate(self.lines, 1):
            starts = "<!--" in line
            if line.strip() and number not in told:
                bare = re.sub(r"<[^<>]*>|<!--.*?-->", "", line).strip()
                if inside or starts:
                    self.spans.append(Span(number, number, "comment", ""))
                elif not bare or re.fullmatch(r"[|:\-\s=*_#+>]+", bare):
                    self.spans.append(Span(number, number, "markup", ""))
            inside = (inside or starts) and "-->" not in line[line.rfind("<!--") if starts else 0 :]

    def _raw(self, first: int, last: int) -> str:
        return " ".join(line.strip() for line in self.lines[first - 1 : last] if line.strip())[:400]

    def _all(self, found: list[Unit]) -> None:
        index = 0
        saved: list[list[tuple[float, str]]] = []
        while index < len(found):
            unit = found[index]
            match unit.kind:
                case "heading":
                    self._flush()
                    index = self._heading(found, index)
                    continue
                case "open":
                    self._flush()
                    saved.append(list(self.path))
                    index = self._open(found, index)
                    continue
                case "close":
                    self._flush()
                    self.path = saved.pop() if saved else self.path
                case "paragraph":
                    self._paragraph(unit, found[index + 1] if index + 1 < len(found) else None)
                case "bullet":
                    self._flush()
                    self._bullet(unit)
                case "row":
                    self._flush()
                    self._row(unit)
                case "band":
                    self._flush()
                    self._below(unit.text, 6.8)
                    self._tell(unit, "heading")
                case "heads":
                    self._leave(unit, "heading of a table", only_links=True)
                case _:
                    self._tell(unit, "code or rule")
            index += 1

    def _below(self, name: str, level: float) -> None:
        self.path = [(depth, one) for depth, one in self.path if depth < level] + [(level, plain(name))]

    # Headings

    def _heading(self, found: list[Unit], index: int) -> int:
        unit = found[index]
        end = index + 1
        while end < len(found) and found[end].kind not in {"heading", "open", "close"}:
            end += 1
        inside = found[index + 1 : end]
        leaf = end >= len(found) or found[end].kind != "heading" or found[end].level <= unit.level
        if leaf and (item := self._as_paper(unit, inside, siblings=_siblings(found, index))):
            self._keep(item, unit.first, max([unit.last, *(one.last for one in inside)]))
            self._rest_of(item, inside)
            return end
        name = _heading_name(unit)
        self.heading = self.heading or name
        self._below(name, unit.level)
        self._leave(unit, "heading", only_links=True)
        return index + 1

    def _open(self, found: list[Unit], index: int) -> int:
        unit = found[index]
        depth, end = 1, index + 1
        while end < len(found) and depth:
            depth += (found[end].kind == "open") - (found[end].kind == "close")
            end += 1
        inside = found[index + 1 : end - 1]
        simple = all(one.kind in {"paragraph", "bullet", "other"} for one in inside)
        if unit.pieces and simple and (item := self._as_paper(unit, inside, siblings=2)):
            self._keep(item, unit.first, max([unit.last, *(one.last for one in inside)]))
            self._rest_of(item, inside)
            return end - 1
        level = (self.path[-1][0] if self.path else 1) + 0.5
        self._below(_heading_name(unit) if unit.pieces else "", level)
        self._leave(unit, "heading", only_links=True)
        return index + 1

    def _rest_of(self, item: Item, inside: list[Unit]) -> None:
        held = {(link.line, link.url) for link in item.links}
        for unit in inside:
            for one in unit.all():
                links = tuple(link for link in _raw_links(one.pieces) if (link.line, link.url) not in held)
                if links:
                    self.leftovers.append(
                        Leftover(one.first, self.section, "text around a paper", self._raw(one.first, one.last), links)
                    )

    def _as_paper(self, unit: Unit, inside: list[Unit], *, siblings: int) -> Item | None:
        """Return the paper that a heading with all below it is, or None when the heading is one of a section."""
        if section_kind(unit.text) or not unit.text:
            return None
        own = extract(unit.pieces)
        linked = any(link.kind == "paper" and link.role == "title" for link in own.links)
        flat = [one for top in inside for one in top.all()]
        if any(one.kind == "row" for one in flat):
            return None
        below = [extract(one.pieces) for one in flat]
        if any(_stands_alone(fields, one) for one, fields in zip(flat, below, strict=True)):
            return None
        evidence = linked or any(link.kind == "paper" for fields in (own, *below) for link in fields.links)
        if (
            not evidence
            or texts.count(own.title) < (2 if linked else 3)
            or (not linked and siblings < 2 and texts.count(own.title) < 4)
        ):
            return None
        joined = [*unit.pieces, Piece("break", line=unit.last)]
        for one in flat:
            joined += [*one.pieces, Piece("break", line=one.last)]
        whole = own
        for fields in below:
            whole.links += [replace(link, role="link" if link.role == "title" else link.role) for link in fields.links]
            whole.venues += fields.venues
            whole.authors = whole.authors or fields.authors
            if fields.title and not whole.authors and (named := texts.names(fields.title)):
                whole.authors = ", ".join(named)
        return self._item(whole, unit, "")

    # Paragraphs

    def _paragraph(self, unit: Unit, following: Unit | None) -> None:
        for part in _parts(unit):
            self._one_paragraph(part, following)

    def _one_paragraph(self, unit: Unit, following: Unit | None) -> None:
        links = [link for link in _raw_links(unit.pieces) if not link.url.startswith("#")]
        if not links:
            if _is_heading(unit) and following and following.kind in {"bullet", "row", "heads"}:
                self._flush()
                self._below(unit.text.rstrip(":："), 6.5)
                self._tell(unit, "heading")
                return
            self.pending.append(unit)
            return
        fields = extract(unit.pieces)
        kind = self._section_kind()
        if (
            self.pending
            and (not fields.title or fields.prose or texts.people(fields.title))
            and fields.of_kind("paper", "code")
        ):
            joined: list[Piece] = []
            for one in (*self.pending[-3:], unit):
                joined += [*one.pieces, Piece("break", line=one.last)]
            whole = extract(joined)
            first = self.pending[-3:][0]
            if (
                whole.title
                and not whole.prose
                and self.path_is_list()
                and _is_paper(whole)
                and not kind
                and texts.count(unit.text) < 40
            ):
                for one in self.pending[:-3]:
                    self._tell(one, "text")
                self.pending = []
                merged = Unit("paragraph", first.first, unit.last, joined)
                self._keep(self._item(whole, merged, ""), merged.first, merged.last)
                return
        self._flush()
        sure = fields.title and not fields.prose and not unit.quoted and not _is_prose(unit, fields)
        if sure and not kind and _is_paper(fields) and self.path_is_list():
            self._keep(self._item(fields, unit, ""), unit.first, unit.last)
        else:
            self._leave(unit, "text around the items")

    def path_is_list(self) -> bool:
        """Return whether paragraphs here can be items: what stands before the first section is an introduction."""
        return bool(self.path) and (len(self.path) > 1 or self.path[0][1] != self.heading or not self.has_sections)

    def _flush(self) -> None:
        for one in self.pending:
            self._tell(one, "text")
        self.pending = []

    # Bullets

    def _bullet(self, unit: Unit) -> None:
        own = [link for link in _raw_links(unit.pieces) if not link.url.startswith("#")]
        fields = extract(unit.pieces)
        below = [extract(one.pieces) for one in unit.children]
        children = unit.children
        alone = [
            _stands_alone(one_fields, one)
            or (bool(one.children) and any(_stands_alone(extract(deep.pieces), deep) for deep in one.children))
            for one, one_fields in zip(children, below, strict=True)
        ]
        evidence = any(link.kind in {"paper", "code"} for one in below for link in one.links) or any(
            texts.names(one.text) for one in children
        )
        if (
            not own
            and children
            and (
                any(alone) or any(one.kind in {"row", "heads"} for one in children) or not evidence or not fields.title
            )
        ):
            # A bullet without a link that holds others is a heading.
            saved = list(self.path)
            if any(_raw_links(deep.pieces) for one in children for deep in one.all()) and unit.text:
                self._below(
                    unit.text.rstrip(":："), (self.path[-1][0] if self.path and self.path[-1][0] >= 7 else 6.9) + 0.1
                )
                self._leave(unit, "heading", only_links=True)
            else:
                self._leave(unit, "a bullet without a link")
            self._all(children)
            self._flush()
            self.path = saved
            return
        details: list[Unit] = []
        for one, stands in zip(children, alone, strict=True):
            if not stands and one.kind == "bullet":
                details.append(one)
        merged = Unit(
            "bullet",
            unit.first,
            max([unit.last, *(deep.last for one in details for deep in one.all())]),
            list(unit.pieces),
        )
        for one in details:
            for deep in one.all():
                more = extract(deep.pieces)
                fields.links += [
                    replace(link, role="link" if link.role == "title" else link.role) for link in more.links
                ]
                fields.venues += more.venues
                fields.authors = fields.authors or more.authors
                if not fields.authors and more.title and (named := texts.names(more.title)):
                    fields.authors = ", ".join(named)
                if not fields.title and more.title and not texts.people(more.title):
                    fields.title = more.title
        self._decide(fields, merged)
        rest = [one for one in children if one not in details]
        if rest:
            self._all(rest)
            self._flush()

    def _row(self, unit: Unit) -> None:
        roles = [
            (role, cell)
            for role, cell in zip(unit.roles, unit.cells, strict=True)
            if role != "note" or any(one.kind in {"link", "picture"} for one in cell)
        ]
        if "title" not in unit.roles:
            fields = extract(unit.pieces)
            for role, cell in zip(unit.roles, unit.cells, strict=True):
                if role == "authors" and (text := clean("".join(one.text for one in cell))):
                    fields.authors = text
        else:
            fields = extract(unit.pieces, roles)
        cells = tuple(clean("".join(one.text for one in cell if one.kind != "picture")) for cell in unit.cells)
        self._decide(fields, unit, cells)

    # Decisions

    def _section_kind(self) -> str:
        kinds = [kind for name in self.section if (kind := section_kind(name))]
        if "out" in kinds:
            return "out"
        return (
            kinds[-1]
            if kinds and section_kind(self.section[-1])
            else next((one for one in kinds if one in {"tools", "posts"}), "")
        )

    def _decide(self, fields: Fields, unit: Unit, cells: tuple[str, ...] = ()) -> None:
        links = [link for link in fields.links if link.role != "figure" and not link.url.startswith("#")]
        section = self._section_kind()
        if not links:
            anchors = any(link.url.startswith("#") for link in _raw_links(unit.pieces))
            named = fields.title and (fields.authors or fields.venue)
            reason = "contents" if anchors else "a paper without an address" if named else "a bullet without a link"
            self._leave(unit, reason)
            return
        if section == "out":
            self._leave(unit, f"below {self.section[-1]!r}")
            return
        if not fields.title:
            self._leave(unit, "no title was found")
            return
        if section == "tools":
            _name_of_tool(fields, links, unit)
        what = _what(fields, section)
        if what == "paper":
            self._keep(self._item(fields, unit, "", cells), unit.first, unit.last)
        elif what == "software":
            self._keep(self._item(fields, unit, "software", cells), unit.first, unit.last)
        else:
            self._leave(unit, what)

    def _item(self, fields: Fields, unit: Unit, kind: str, cells: tuple[str, ...] = ()) -> Item:
        links = _with_kinds(fields, kind)
        held = {(link.line, link.url) for link in links}
        links += [replace(link, kind="none") for link in _raw_links(unit.pieces) if (link.line, link.url) not in held]
        venue = _appearance(fields.venue)
        if not texts.year(venue):
            venue = " ".join(filter(None, [venue, _year_of(self.section, venue)]))
        return Item(
            unit.first,
            self.section,
            _title(fields, kind),
            venue,
            fields.authors,
            tuple(links),
            tuple(fields.types),
            cells,
            self._raw(unit.first, unit.last),
            kind or "paper",
        )

    def _keep(self, item: Item, first: int, last: int) -> None:
        self.items.append(item)
        self.spans.append(Span(first, last, item.kind, item.title))

    def _tell(self, unit: Unit, what: str) -> None:
        self.spans.append(Span(unit.first, unit.last, what, ""))

    def _leave(self, unit: Unit, reason: str, *, only_links: bool = False) -> None:
        links = _raw_links(unit.pieces)
        self.spans.append(Span(unit.first, unit.last, reason, ""))
        if links or not only_links:
            text = self._raw(unit.first, unit.last)
            self.leftovers.append(Leftover(unit.first, self.section, reason, text, links))


def _title(fields: Fields, kind: str) -> str:
    if kind != "software":
        return fields.title
    return re.sub(r"\s*[:：]$|\s+[-–—]\s+.*$", "", fields.title)[:110].strip()


def _appearance(text: str) -> str:
    """Return venue, track and year in the one form in which they are looked up."""
    name, when = venue_name(text), texts.year(text)
    track = next((one for one in TRACKS if re.search(rf"\b{one}", text, re.IGNORECASE)), "")
    return " ".join(filter(None, [name, track if name else "", str(when) if when else ""]))


def _name_of_tool(fields: Fields, links: Sequence[RawLink], unit: Unit) -> None:
    """Let the first link of an item of software be its name."""
    first = next((piece for piece in unit.pieces if piece.kind == "link" and piece.url and not piece.picture), None)
    if first is None or kind_by_host(first.url) == "paper" or label_kind(first.text) or "bare" in first.marks:
        return
    fields.title = plain(clean(first.text)) or fields.title
    fields.links = [
        replace(one, role="title" if one.url == first.url else "link" if one.role == "title" else one.role)
        for one in links
    ]


def _raw_links(found: Sequence[Piece]) -> tuple[RawLink, ...]:
    links = []
    for piece in found:
        if piece.kind == "link" and piece.url:
            links.append(RawLink(clean(piece.text), piece.url, piece.line))
        if piece.picture or (piece.kind == "picture" and piece.url):
            links.append(RawLink(clean(piece.text), piece.picture or piece.url, piece.line, "figure"))
    return tuple(dict.fromkeys(links))


def _heading_name(unit: Unit) -> str:
    name = plain(
        clean(
            "".join(
                " " if one.kind in {"break", "soft"} else one.text
                for one in unit.pieces
                if one.kind in {"text", "link", "soft", "break"} and not one.picture
            )
        )
    )
    return (
        re.sub(r"^\s*(?:\d+(?:\.\d+)*[.)、]?|[IVX]+\.|[A-Z]\.)\s+|^[-•·]\s*|\s*#+$|\s*[:：]$", "", name).strip() or name
    )


def _siblings(found: list[Unit], index: int) -> int:
    return sum(one.kind == "heading" and one.level == found[index].level for one in found)


def _is_heading(unit: Unit) -> bool:
    words = [one for one in unit.pieces if one.kind == "text" and one.text.strip()]
    return bool(words) and all("strong" in one.marks for one in words) and texts.count(unit.text) <= 10


def _parts(unit: Unit) -> Iterator[Unit]:
    """Yield the papers of a paragraph whose lines are papers of their own, or the paragraph."""
    lines: list[list[Piece]] = [[]]
    for piece in unit.pieces:
        if piece.kind in {"break", "soft"}:
            lines.append([])
        else:
            lines[-1].append(piece)
    lines = [line for line in lines if any(one.text.strip() or one.kind != "text" for one in line)]
    said = [extract(line) for line in lines]
    full = [
        bool(one.title) and not one.prose and not texts.people(one.title) and bool(one.of_kind("paper", "code"))
        for one in said
    ]
    titled = [
        bool(one.title) and not one.prose and not texts.people(one.title) and texts.count(one.title) >= 3
        for one in said
    ]
    links = [bool(one.of_kind("paper", "code")) for one in said]
    groups: list[list[int]] = []
    has_links = False
    for number in range(len(lines)):
        if not groups or (has_links and titled[number]) or (full[number] and has_links):
            groups.append([])
            has_links = False
        groups[-1].append(number)
        has_links = has_links or links[number]
    if (
        len(groups) < 2
        or sum(
            any(links[number] for number in group) and any(titled[number] or full[number] for number in group)
            for group in groups
        )
        < 2
    ):
        yield unit
        return
    for group in groups:
        joined = [one for number in group for one in [*lines[number], Piece("break", line=lines[number][-1].line)]][:-1]
        numbers = [one.line for one in joined if one.line]
        yield Unit("paragraph", min(numbers), max(numbers), joined, quoted=unit.quoted)


def _stands_alone(fields: Fields, unit: Unit) -> bool:
    """Return whether what is below something is an item of its own and no detail of it."""
    if unit.kind in {"row", "heads", "band"}:
        return True
    if not fields.title or not fields.links or fields.prose or texts.people(fields.title):
        return False
    first = unit.text.split(":")[0] if ":" in unit.text else ""
    if first and (
        label_kind(first)
        or first.casefold().strip()
        in {
            "abstract",
            "summary",
            "tldr",
            "tl;dr",
            "authors",
            "note",
            "notes",
            "venue",
            "摘要",
            "简介",
            "作者",
            "keywords",
        }
    ):
        return False
    return bool(fields.title_url) or (
        bool(fields.of_kind("paper", "code", "any", "project"))
        and fields.title_style in {"strong", "quoted", "plain", "em", "link"}
    )


def _is_paper(fields: Fields) -> bool:
    return _what(fields, "") == "paper"


def _what(fields: Fields, section: str) -> str:  # noqa: C901 - one rule a line, in the order of their weight
    """Return `paper`, `software`, or the reason why it is neither."""
    main = _main_link(fields)
    kind = main.kind if main else ""
    papers = fields.of_kind("paper")
    known = [link for link in papers if kind_by_host(link.url) == "paper"]
    said = bool(fields.authors) or any(texts.is_venue(one) for one in fields.venues)
    host = host_of(main.url) if main else ""
    if fields.title.casefold().startswith("awesome") and kind == "code" and not known:
        return "another list, no paper"
    if main and main.role == "title" and kind == "code" and not said and (section == "tools" or not known):
        return "software"
    if section == "tools" and not (main and kind_by_host(main.url) == "paper") and not said:
        return (
            "software"
            if fields.of_kind("code", "project", "any", "other", "paper", "demo")
            else "a post or page, no paper"
        )
    lesson = re.search(r"\b(?:tutorial|course|lecture)\b", " ".join([fields.title, *fields.venues]), re.IGNORECASE)
    if section == "posts" and lesson and not any(identifiers((link.url,)) for link in known):
        return "a post or page, no paper"
    known = [
        link
        for link in known
        if section != "posts" or identifiers((link.url,)) or host_is(host_of(link.url), PAPER_HOSTS)
    ]
    if section == "posts" and not (known and (main is None or kind_by_host(main.url) == "paper")):
        return "a post or page, no paper"
    if known or (papers and not host_is(host, POST_HOSTS)):
        return "paper"
    if main and kind == "blog":
        return "a post or page, no paper"
    if said and texts.count(fields.title) >= 3:
        return "paper"
    if main and kind == "code" and main.role == "link" and texts.count(fields.title) >= 4 and section == "":
        return "paper" if fields.venue or texts.in_title_case(fields.title) else "software"
    unsure = fields.of_kind("any") and texts.count(fields.title) >= 3 and section == ""
    if unsure and main and main.kind == "any" and main.role == "link" and texts.in_title_case(fields.title):
        return "paper"
    if fields.of_kind("code"):
        return "software"
    if main and kind in {"data", "model", "demo"}:
        return "data or a model, no paper"
    return "a post or page, no paper"


def _main_link(fields: Fields) -> RawLink | None:
    ordered = [link for link in fields.links if link.role == "title"]
    ordered += [link for link in fields.links if link.role == "link" and link.kind not in {"none", "person"}]
    ordered += [link for link in fields.links if link.role == "badge"]
    return ordered[0] if ordered else None


def _with_kinds(fields: Fields, kind: str) -> list[RawLink]:
    """Return the links with the kinds that an entry has: unsure ones of a paper lead to it."""
    has_paper = any(link.kind == "paper" for link in fields.links)
    done = []
    for link in fields.links:
        meant = link.kind
        if meant == "any" or (meant == "other" and link.role == "title"):
            meant = "project" if kind == "software" or (has_paper and link.role != "title") else "paper"
        elif meant in {"other", "person"}:
            meant = "none"
        elif meant == "paper" and kind == "software" and kind_by_host(link.url) != "paper":
            meant = "project"
        elif kind == "software" and meant not in {"code", "project", "paper", "blog", "none"}:
            meant = "code" if meant == "unofficial" else "project"
        done.append(replace(link, kind=meant))
    return done


def _is_prose(unit: Unit, fields: Fields) -> bool:
    words = re.findall(r"[a-z]+", unit.text.casefold().replace(fields.title.casefold(), " "))
    return sum(word in PROSE for word in words) >= 3


def _year_of(section: Sequence[str], venue: str) -> str:
    """Return what a heading such as `2023` or `NeurIPS 2023` says of the items below it."""
    for name in reversed(section):
        if re.fullmatch(r"(?:.*\D)?(?:19|20)\d\d(?:\D.*)?", name) and (
            texts.is_venue(name) or texts.is_date(name) or texts.count(name) <= 3
        ):
            found = texts.year(name)
            if venue or not texts.is_venue(name):
                return str(found or "")
            return name
    if not venue and section and texts.is_venue(section[-1]):
        return section[-1]
    return ""


def all_links(text: str) -> Iterator[RawLink]:
    """Yield every link and picture of a text: the account that items and leftovers must add up to."""
    for node in parse(text).root.all():
        for name, role in (("href", "link"), ("src", "figure")):
            if node.tag in {"a", "img"} and (url := node.attributes.get(name, "").strip()):
                yield RawLink("", url, node.line, role)
