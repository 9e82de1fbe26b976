"""One tree for Markdown and the HTML inside it, as GitHub shows it: every node with the line of its source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from generator.importers.wild.words import split

BLOCKS = frozenset(
    split(
        "h1 h2 h3 h4 h5 h6 p ul ol li table thead tbody tfoot tr td th details summary blockquote pre div"
        " center section "
        "article hr dl dt dd figure figcaption"
    )
)
_VOID = frozenset(split("img br hr input meta link source wbr area col"))
# Opening one of these closes the others, as browsers do when an end tag is left out.
_CLOSES = {
    "li": ("li", ("ul", "ol")),
    "tr": ("tr", ("table",)),
    "td": ("td", ("tr", "table")),
    "th": ("th", ("tr", "table")),
    "a": ("a", ("td", "th", "li", "p", "root")),
}
_BLANK = re.compile(r"\n[ \t]*\n")


@dataclass
class Node:
    """An element, or a run of text (`tag` is `text`)."""

    tag: str
    line: int
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)

    def all(self) -> Iterator["Node"]:
        """Yield the node and everything below it, in the order of the source."""
        yield self
        for child in self.children:
            yield from child.all()

    @property
    def last_line(self) -> int:
        """The last line on which something of it begins."""
        return max(self.end, *(one.end for one in self.all()))

    end: int = 0


@dataclass(frozen=True)
class Document:
    """The tree of a text, and where it defines addresses for links elsewhere."""

    root: Node
    definitions: dict[str, tuple[str, int, int]]
    """First and last line of each definition by its name, with its address."""


class _Markdown(MarkdownIt):
    """GitHub's Markdown as far as lists use it, with every address as it was written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name is the library's
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is the library's
        del url
        return True


def parse(text: str) -> Document:
    """Return the tree of a text in Markdown."""
    parser = _Markdown("commonmark").enable(["table", "strikethrough"])
    environment: dict[str, Any] = {}
    text = _with_blank_lines(text)
    tokens = parser.parse(text, environment)
    tree = _Tree()
    tree.walk(tokens, parser, text.split("\n"))
    definitions = {
        name: (str(one["href"]), one["map"][0] + 1, one["map"][1])
        for name, one in environment.get("references", {}).items()
    }
    return Document(tree.root, definitions)


def _with_blank_lines(text: str) -> str:
    # A no-break space at the start of a line is no indentation to a parser, and authors mean it as one.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line.strip())
    first = 1 if cells and not cells[0].strip() else 0
    last = len(cells) - 1 if len(cells) > 1 and not cells[-1].strip() else len(cells)
    return cells[first:last]


class _Tree:
    """Builds the tree; end tags that close nothing are ignored, missing ones are added."""

    def __init__(self) -> None:
        self.root = Node("root", 1)
        self.stack = [self.root]

    def walk(self, tokens: list[Token], parser: MarkdownIt, lines: list[str]) -> None:
        columns = 0
        for token in tokens:
            columns = 0 if token.type == "table_open" else columns + (token.type == "th_open")
            line = token.map[0] + 1 if token.map else self.stack[-1].line
            if token.type == "inline":
                self._inline(token, line)
            elif token.type == "html_block":
                self._html(token.content, line)
            elif token.type in {"fence", "code_block"}:
                node = self.open("pre", {}, line)
                node.end = token.map[1] if token.map else line
                self.text(token.content, line)
                self.close("pre")
            elif token.type == "tr_close" and columns:
                self._extra_cells(parser, lines, columns)
                self.close("tr")
            elif token.nesting == 1:
                node = self.open(token.tag, {}, line)
                node.end = token.map[1] if token.map else line
            elif token.nesting == -1:
                self.close(token.tag)
            elif token.type == "hr":
                self.open("hr", {}, line)

    def _extra_cells(self, parser: MarkdownIt, lines: list[str], columns: int) -> None:
        """Add the cells that a row has beyond its heading: the parser drops them, and a list would lose them."""
        row = self.stack[-1]
        for text in _cells(lines[row.line - 1])[columns:]:
            self.open("td", {}, row.line)
            for token in parser.parseInline(text.strip()):
                self._inline(token, row.line)
            self.close("td")

    def _inline(self, token: Token, line: int) -> None:
        for child in token.children or []:
            match child.type:
                case "text" | "text_special":
                    self.text(child.content, line)
                case "softbreak":
                    line += 1
                    self.open("soft", {}, line, void=True)
                case "hardbreak":
                    line += 1
                    self.open("br", {}, line)
                case "code_inline":
                    self.open("code", {}, line)
                    self.text(child.content, line)
                    self.close("code")
                case "image":
                    attributes = {"src": str(child.attrs.get("src", "")), "alt": child.content}
                    self.open("img", attributes, line)
                case "html_inline":
                    self._html(child.content, line)
                case _ if child.nesting == 1:
                    self.open(child.tag, {key: str(value) for key, value in child.attrs.items()}, line)
                case _ if child.nesting == -1:
                    self.close(child.tag)

    def _html(self, content: str, line: int) -> None:
        # A comment shows nothing, and what stands in it is not part of the list.
        reader = _Html(self, line)
        reader.feed(content)
        reader.close()

    def open(self, tag: str, attributes: dict[str, str], line: int, *, void: bool = False) -> Node:
        """Begin an element; one that cannot hold anything ends at once."""
        tag = tag.lower()
        if tag in _CLOSES:
            self._imply(*_CLOSES[tag])
        elif tag in BLOCKS and self.stack[-1].tag == "p":
            self.stack.pop()
        node = Node(tag, line, "", attributes, end=line)
        self.stack[-1].children.append(node)
        if not void and tag not in _VOID:
            self.stack.append(node)
        return node

    def _imply(self, tag: str, within: tuple[str, ...]) -> None:
        for place in range(len(self.stack) - 1, 0, -1):
            if self.stack[place].tag in within:
                return
            if self.stack[place].tag in ({"td", "th"} if tag in {"td", "th"} else {tag}):
                del self.stack[place:]
                return

    def close(self, tag: str) -> None:
        """End the innermost element of a name, and those inside it."""
        for place in range(len(self.stack) - 1, 0, -1):
            if self.stack[place].tag == tag:
                del self.stack[place:]
                return
            # An end tag inside a cell or bullet closes nothing outside of it.
            if self.stack[place].tag in {"td", "th", "li", "table"} and tag not in BLOCKS:
                return

    def text(self, content: str, line: int) -> None:
        """Add a run of text."""
        if content:
            self.stack[-1].children.append(Node("text", line, content, end=line))


class _Html(HTMLParser):
    """Reads a piece of HTML into the tree."""

    def __init__(self, tree: _Tree, line: int) -> None:
        super().__init__()
        self.tree = tree
        self.first = line

    @property
    def line(self) -> int:
        return self.first + self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.open(tag, {name: value or "" for name, value in attrs}, self.line)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.open(tag, {name: value or "" for name, value in attrs}, self.line, void=True)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self.tree.open("br", {}, self.line)
        else:
            self.tree.close(tag)

    def handle_data(self, data: str) -> None:
        for number, part in enumerate(data.split("\n")):
            self.tree.text(("\n" if number else "") + part, self.line + number)
