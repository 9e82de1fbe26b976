"""Read a list in Markdown into items: a real parse, and then what each piece of an item is by its place and marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from generator.importers import labels
from generator.importers.items import Item, Leftover, RawLink, Reading

_VENUE_MARKS = frozenset({"ins", "u", "em"})
_OUTER = " \t\n\xa0[]|"
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, a link, a picture or a break inside an item, with the marks around it."""

    kind: str
    text: str = ""
    url: str = ""
    picture: str = ""
    """The address of the picture that a link shows instead of words."""
    marks: frozenset[str] = frozenset()
    line: int = 0


class _Parser(MarkdownIt):
    """The parse of GitHub's Markdown as far as lists use it, with every address as it was written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name is the library's
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is the library's
        del url
        return True


def read(text: str) -> Reading:
    """Return the items of a list and every other bullet, row or link it holds."""
    parser = _Parser("commonmark").enable("table")
    lines = text.split("\n")
    walk = _Walk(parser, lines)
    walk.run(parser.parse(text))
    return Reading(walk.heading, tuple(walk.items), tuple(walk.leftovers))


def all_links(text: str) -> Iterator[RawLink]:
    """Yield every link, picture and HTML address of a text: the account that items and leftovers must add up to."""
    parser = _Parser("commonmark").enable("table")
    lines = text.split("\n")
    columns = 0
    for token in parser.parse(text):
        columns = columns + 1 if token.type == "th_open" else 0 if token.type == "table_open" else columns
        if token.type == "inline":
            yield from _raw_links(list(_pieces(token.children or [], _line(token))))
        elif token.type == "html_block":
            yield from _tag_links(token)
        elif token.type == "tr_open":
            for cell in _cells(lines[_line(token) - 1])[columns:] if columns else ():
                for inner in parser.parseInline(cell):
                    yield from _raw_links(list(_pieces(inner.children or [], _line(token))))


class _Walk:
    """One pass over the blocks: it keeps the path of headings and hands each block to `_item`."""

    def __init__(self, parser: MarkdownIt, lines: list[str]) -> None:
        self.parser = parser
        self.lines = lines
        self.heading = ""
        self.path: list[tuple[int, str]] = []
        self.items: list[Item] = []
        self.leftovers: list[Leftover] = []

    def run(self, tokens: list[Token]) -> None:
        index, bullets = 0, 0
        while index < len(tokens):
            token = tokens[index]
            match token.type:
                case "heading_open":
                    self._heading(token, tokens[index + 1])
                    index += 2
                case "list_item_open":
                    bullets += 1
                case "list_item_close":
                    bullets -= 1
                case "table_open":
                    index = self._table(tokens, index)
                case "inline":
                    pieces = list(_pieces(token.children or [], _line(token)))
                    self._place(pieces, _line(token), token.content, is_item=bullets > 0)
                case "html_block":
                    self._html(token)
            index += 1

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.path)

    def _heading(self, token: Token, inline: Token) -> None:
        level = int(token.tag[1])
        pieces = list(_pieces(inline.children or [], _line(token)))
        name = _clean("".join(piece.text for piece in pieces if piece.kind in {"text", "link"}))
        self.heading = self.heading or name
        self.path = [(depth, one) for depth, one in self.path if depth < level] + [(level, name)]
        if links := _raw_links(pieces):
            self.leftovers.append(Leftover(_line(token), self.section, "links in a heading", inline.content, links))

    def _table(self, tokens: list[Token], index: int) -> int:
        columns = 0
        while tokens[index].type != "table_close":
            if tokens[index].type == "thead_open":
                columns = 0
                while tokens[index].type != "thead_close":
                    columns += tokens[index].type == "th_open"
                    index += 1
            elif tokens[index].type == "tr_open":
                line = _line(tokens[index])
                cells = []
                while tokens[index].type != "tr_close":
                    if tokens[index].type == "inline":
                        cells.append(list(_pieces(tokens[index].children or [], line)))
                    index += 1
                # A row may have more cells than its heading: the parser drops them, a list would lose them.
                cells += [list(self._extra(text, line)) for text in _cells(self.lines[line - 1])[columns:]]
                self._row(cells, line)
            index += 1
        return index

    def _extra(self, text: str, line: int) -> Iterator[Piece]:
        for token in self.parser.parseInline(text.strip()):
            yield from _pieces(token.children or [], line)

    def _row(self, cells: list[list[Piece]], line: int) -> None:
        pieces: list[Piece] = []
        for number, cell in enumerate(cells):
            pieces += [Piece("cell", line=line)] * (number > 0) + cell
        texts = tuple(_clean("".join(piece.text for piece in cell)) for cell in cells)
        self._place(pieces, line, self.lines[line - 1], is_item=True, cells=texts)

    def _place(
        self, pieces: list[Piece], line: int, raw: str, *, is_item: bool, cells: tuple[str, ...] = ()
    ) -> None:
        links = _raw_links(pieces)
        reason = ""
        if not is_item:
            reason = "text around the items"
        elif all(link.url.startswith("#") for link in links if link.url) and not cells:
            reason = "contents" if links else "a bullet without a link"
        if not reason:
            self.items.append(replace(_item(pieces, line, self.section), cells=cells, raw=raw.strip()))
        elif is_item or links:
            self.leftovers.append(Leftover(line, self.section, reason, raw.strip(), links))

    def _html(self, token: Token) -> None:
        links = _tag_links(token)
        if links:
            self.leftovers.append(Leftover(_line(token), self.section, "HTML", token.content.strip(), links))


def _tag_links(token: Token) -> tuple[RawLink, ...]:
    tags = _Tags()
    tags.feed(token.content)
    roles = (("href", "link"), ("src", "figure"))
    return tuple(
        RawLink("", attributes[name], _line(token), role)
        for _, attributes in tags.found
        for name, role in roles
        if attributes.get(name)
    )


def _item(pieces: Sequence[Piece], line: int, section: tuple[str, ...]) -> Item:
    """Return what the pieces say: badges first, then the title, then venue, authors and links by mark and place."""
    venue, authors, types = "", "", []
    links: list[RawLink] = []
    title, title_ended = "", False
    for piece in pieces:
        badge = labels.badge(piece.picture or piece.url) if piece.kind in {"link", "picture"} else None
        if badge:
            if badge.kind == "stars":
                links.append(RawLink(badge.text, piece.url, piece.line, "badge"))
            elif badge.kind == "venue":
                venue = badge.text
            else:
                types.append(badge.text)
        elif piece.kind == "picture" or (piece.kind == "link" and piece.picture):
            links.append(RawLink(piece.text, piece.picture or piece.url, piece.line, "figure"))
            if piece.picture and piece.url:
                links.append(RawLink(piece.text, piece.url, piece.line))
        elif piece.kind == "link":
            is_title = not _clean(title) and not labels.kind(piece.text)
            links.append(RawLink(_clean(piece.text), piece.url, piece.line, "title" if is_title else "link"))
            title = piece.text if is_title else title
            title_ended = True
        elif piece.kind == "text" and not title_ended and not piece.marks & _VENUE_MARKS:
            title += piece.text
        elif piece.kind == "text" and piece.marks & _VENUE_MARKS and not venue:
            venue = _clean(piece.text)
            title_ended = True
    if any(link.role == "title" for link in links):
        authors = _after_title(pieces)
    return Item(line, section, _title(title), venue, authors, tuple(links), tuple(types))


def _after_title(pieces: Sequence[Piece]) -> str:
    """Return the text between a linked title and the next thing that is no text: the authors stand there."""
    found, seen = "", False
    for piece in pieces:
        if not seen:
            seen = piece.kind == "link" and not piece.picture and not labels.kind(piece.text)
        elif piece.kind == "text":
            found += piece.text
        elif piece.kind == "link" and piece.picture and labels.badge(piece.picture):
            continue
        elif piece.kind != "break" or _clean(found):
            break
    return _clean(found).strip("., ")


def _title(text: str) -> str:
    """Return a title without what divides it from the venue after it."""
    return _clean(re.sub(r"[\s.,;:\N{FULLWIDTH COMMA}\[(]+$", "", _clean(text)))


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\xa0", " ")).strip(_OUTER)


def _pieces(tokens: Sequence[Token], line: int) -> Iterator[Piece]:
    """Yield the inline tokens as pieces, with the marks of Markdown and of HTML around them."""
    marks: list[str] = []
    link: Piece | None = None
    for token in tokens:
        piece: Piece | None = None
        match token.type:
            case "text" | "code_inline" | "text_special":
                piece = Piece("text", token.content, marks=frozenset(marks), line=line)
            case "softbreak":
                line += 1
                piece = Piece("text", " ", marks=frozenset(marks), line=line)
            case "hardbreak":
                line += 1
                piece = Piece("break", line=line)
            case "em_open" | "strong_open":
                marks.append(token.tag)
            case "em_close" | "strong_close":
                marks.remove(token.tag)
            case "link_open":
                link = Piece("link", url=str(token.attrs.get("href", "")), marks=frozenset(marks), line=line)
            case "link_close":
                piece, link = link, None
            case "image":
                piece = Piece("picture", token.content, str(token.attrs.get("src", "")), line=line)
            case "html_inline":
                piece = _html_piece(token.content, marks, line)
        if piece and link:
            shown = {"picture": piece.url} if piece.kind == "picture" else {"text": link.text + piece.text}
            link = replace(link, **shown)
        elif piece:
            yield piece


def _html_piece(content: str, marks: list[str], line: int) -> Piece | None:
    """Return the break or picture that a tag is; a tag that marks text changes the marks instead."""
    tags = _Tags()
    tags.feed(content)
    for name in tags.closed:
        if name == "br":
            return Piece("break", line=line)
        if name in marks:
            marks.remove(name)
    for name, attributes in tags.found:
        if name == "br":
            return Piece("break", line=line)
        if name == "img":
            return Piece("picture", attributes.get("alt", ""), attributes.get("src", ""), line=line)
        if name in _VENUE_MARKS:
            marks.append(name)
    return None


class _Tags(HTMLParser):
    """The tags of a piece of HTML, opened and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.closed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self.closed.append(tag)


def _raw_links(pieces: Sequence[Piece]) -> tuple[RawLink, ...]:
    found = []
    for piece in pieces:
        if piece.kind == "link" and piece.url:
            found.append(RawLink(_clean(piece.text), piece.url, piece.line))
        if piece.picture or piece.kind == "picture":
            found.append(RawLink(_clean(piece.text), piece.picture or piece.url, piece.line, "figure"))
    return tuple(found)


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
