"""The inside of one item: runs of text, links, pictures and breaks, each with the marks around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from markdown_it.token import Token

from generator.importers.items import RawLink

VENUE_MARKS = frozenset({"ins", "u", "em"})
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


def clean(text: str) -> str:
    """Return a text in one line, without the brackets and spaces that lists put around labels."""
    return _SPACES.sub(" ", text.replace("\xa0", " ")).strip(_OUTER)


def pieces(tokens: Sequence[Token], line: int) -> Iterator[Piece]:
    """Yield the inline tokens as pieces, with the marks of Markdown and of HTML around them."""
    marks: list[str] = []
    link: Piece | None = None
    for token in tokens:
        line += token.type in {"softbreak", "hardbreak"}
        if token.type == "link_open":
            link = Piece("link", url=str(token.attrs.get("href", "")), marks=frozenset(marks), line=line)
        elif token.type == "link_close" and link:
            yield link
            link = None
        elif piece := _piece(token, marks, line):
            if link is None:
                yield piece
            elif piece.kind == "picture":
                link = replace(link, picture=piece.url)
            else:
                link = replace(link, text=link.text + piece.text)


def _piece(token: Token, marks: list[str], line: int) -> Piece | None:
    """Return the piece that a token is, or None when it only changes the marks."""
    match token.type:
        case "text" | "code_inline" | "text_special":
            return Piece("text", token.content, marks=frozenset(marks), line=line)
        case "softbreak":
            return Piece("text", " ", marks=frozenset(marks), line=line)
        case "hardbreak":
            return Piece("break", line=line)
        case "em_open" | "strong_open":
            marks.append(token.tag)
        case "em_close" | "strong_close":
            marks.remove(token.tag)
        case "image":
            return Piece("picture", token.content, str(token.attrs.get("src", "")), line=line)
        case "html_inline":
            return _html_piece(token.content, marks, line)
    return None


def _html_piece(content: str, marks: list[str], line: int) -> Piece | None:
    """Return the break or picture that a tag is; a tag that marks text changes the marks instead."""
    tags = Tags()
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
        if name in VENUE_MARKS:
            marks.append(name)
    return None


class Tags(HTMLParser):
    """The tags of a piece of HTML, opened and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.closed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self.closed.append(tag)


def raw_links(found: Sequence[Piece]) -> tuple[RawLink, ...]:
    """Return every address among the pieces, those of badges and pictures too."""
    links = []
    for piece in found:
        if piece.kind == "link" and piece.url:
            links.append(RawLink(clean(piece.text), piece.url, piece.line))
        if piece.picture or piece.kind == "picture":
            links.append(RawLink(clean(piece.text), piece.picture or piece.url, piece.line, "figure"))
    return tuple(links)
