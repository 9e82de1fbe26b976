"""Read a list in Markdown into items: a real parse into blocks, each bullet and table row an item of its section."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from generator.importers.items import Item, Leftover, RawLink, Reading
from generator.importers.pieces import Piece, Tags, clean, pieces, raw_links
from generator.importers.reading import item


class _Parser(MarkdownIt):
    """The parse of GitHub's Markdown as far as lists use it, with every address as it was written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name is the library's
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is the library's
        del url
        return True


def read(text: str) -> Reading:
    """Return the items of a list and every other bullet, row or link it holds."""
    parser = _parser()
    walk = _Walk(parser, text.split("\n"))
    walk.run(parser.parse(text))
    return Reading(walk.heading, tuple(walk.items), tuple(walk.leftovers))


def all_links(text: str) -> Iterator[RawLink]:
    """Yield every link, picture and HTML address of a text: the account that items and leftovers must add up to."""
    parser = _parser()
    lines = text.split("\n")
    columns = 0
    for token in parser.parse(text):
        if token.type == "table_open":
            columns = 0
        columns += token.type == "th_open"
        if token.type == "inline":
            yield from raw_links(_pieces(token))
        elif token.type == "html_block":
            yield from _tag_links(token)
        elif token.type == "tr_open" and columns:
            for cell in _cells(lines[_line(token) - 1])[columns:]:
                yield from raw_links(_extra(parser, cell, _line(token)))


def _parser() -> MarkdownIt:
    return _Parser("commonmark").enable("table")


class _Walk:
    """One pass over the blocks: it keeps the path of headings and makes each bullet and row an item."""

    def __init__(self, parser: MarkdownIt, lines: list[str]) -> None:
        self.parser = parser
        self.lines = lines
        self.heading = ""
        self.path: list[tuple[int, str]] = []
        self.items: list[Item] = []
        self.leftovers: list[Leftover] = []

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.path)

    def run(self, tokens: list[Token]) -> None:
        index = bullets = 0
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
                    self._place(_pieces(token), _line(token), token.content, is_item=bullets > 0)
                case "html_block":
                    self._leave(_line(token), "HTML", token.content, _tag_links(token))
            index += 1

    def _heading(self, token: Token, inline: Token) -> None:
        found = _pieces(inline)
        name = clean("".join(piece.text for piece in found if piece.kind in {"text", "link"}))
        level = int(token.tag[1])
        self.heading = self.heading or name
        self.path = [(depth, one) for depth, one in self.path if depth < level] + [(level, name)]
        self._leave(_line(token), "links in a heading", inline.content, raw_links(found))

    def _table(self, tokens: list[Token], index: int) -> int:
        """Make each row of a table an item, and return where the table ends."""
        columns = 0
        cells: list[list[Piece]] = []
        while tokens[index].type != "table_close":
            token = tokens[index]
            match token.type:
                case "tr_open":
                    cells = []
                case "inline":
                    cells.append(_pieces(token))
                case "tr_close" if not columns:
                    columns = len(cells)
                    links = raw_links([piece for cell in cells for piece in cell])
                    self._leave(_line(tokens[index - 1]), "links in the heading of a table", "", links)
                case "tr_close":
                    self._row(cells, columns, next(_line(one) for one in reversed(tokens[:index]) if one.map))
            index += 1
        return index

    def _row(self, cells: list[list[Piece]], columns: int, line: int) -> None:
        # A row may have more cells than its heading: the parser drops them, and a list would lose them.
        raw = self.lines[line - 1]
        cells = cells + [_extra(self.parser, text, line) for text in _cells(raw)[columns:]]
        found: list[Piece] = []
        for number, cell in enumerate(cells):
            found += [Piece("cell", line=line)] * (number > 0) + cell
        texts = tuple(clean("".join(piece.text for piece in cell)) for cell in cells)
        self._place(found, line, raw, is_item=True, cells=texts)

    def _place(self, found: list[Piece], line: int, raw: str, *, is_item: bool, cells: tuple[str, ...] = ()) -> None:
        links = raw_links(found)
        if not is_item:
            self._leave(line, "text around the items", raw, links)
        elif cells or any(not link.url.startswith("#") for link in links):
            self.items.append(replace(item(found, line, self.section), cells=cells, raw=raw.strip()))
        else:
            reason = "contents" if links else "a bullet without a link"
            self.leftovers.append(Leftover(line, self.section, reason, raw.strip(), links))

    def _leave(self, line: int, reason: str, raw: str, links: tuple[RawLink, ...]) -> None:
        if links:
            self.leftovers.append(Leftover(line, self.section, reason, raw.strip(), links))


def _pieces(inline: Token) -> list[Piece]:
    return list(pieces(inline.children or [], _line(inline)))


def _extra(parser: MarkdownIt, text: str, line: int) -> list[Piece]:
    tokens: Sequence[Token] = parser.parseInline(text.strip())
    return [piece for token in tokens for piece in pieces(token.children or [], line)]


def _tag_links(token: Token) -> tuple[RawLink, ...]:
    tags = Tags()
    tags.feed(token.content)
    roles = (("href", "link"), ("src", "figure"))
    return tuple(
        RawLink("", attributes[name], _line(token), role)
        for _, attributes in tags.found
        for name, role in roles
        if attributes.get(name)
    )


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
