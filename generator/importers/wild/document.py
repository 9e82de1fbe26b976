"""One tree for Markdown and the HTML inside it, as GitHub shows it: every node with the line of its source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

BLOCKS = frozenset(
    "h1 h2 h3 h4 h5 h6 p ul ol li table thead tbody tfoot tr td th details summary blockquote pre div center section "
    "article hr dl dt dd figure figcaption".split()
)
_VOID = frozenset("img br hr input meta link source wbr area col".split())
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
    tree.walk(tokens, parser)
    definitions = {
        name: (str(one["href"]), one["map"][0] + 1, one["map"][1])
        for name, one in environment.get("references", {}).items()
    }
    return Document(tree.root, definitions)


def _with_blank_lines(text: str) -> str:
    # A no-break space at the start of a line is no indentation to a parser, and authors mean it as one.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


class _Tree:
    """Builds the tree; end tags that close nothing are ignored, missing ones are added."""

    def __init__(self) -> None:
        self.root = Node("root", 1)
        self.stack = [self.root]

    def walk(self, tokens: list[Token], parser: MarkdownIt) -> None:
        for token in tokens:
            line = token.map[0] + 1 if token.map else self.stack[-1].line
            if token.type == "inline":
                self._inline(token, line)
            elif token.type == "html_block":
                self._html(token.content, line)
            elif token.type in {"fence", "code_block"}:
                node = self._open("pre", {}, line)
                node.end = token.map[1] if token.map else line
                self._text(token.content, line)
                self._close("pre")
            elif token.nesting == 1:
                node = self._open(token.tag, {}, line)
                node.end = token.map[1] if token.map else line
            elif token.nesting == -1:
                self._close(token.tag)
            elif token.type == "hr":
                self._open("hr", {}, line)

    def _inline(self, token: Token, line: int) -> None:
        for child in token.children or []:
            match child.type:
                case "text" | "text_special":
                    self._text(child.content, line)
                case "softbreak":
                    line += 1
                    self._open("soft", {}, line, void=True)
                case "hardbreak":
                    line += 1
                    self._open("br", {}, line)
                case "code_inline":
                    self._open("code", {}, line)
                    self._text(child.content, line)
                    self._close("code")
                case "image":
                    attributes = {"src": str(child.attrs.get("src", "")), "alt": child.content}
                    self._open("img", attributes, line)
                case "html_inline":
                    self._html(child.content, line)
                case _ if child.nesting == 1:
                    self._open(child.tag, {key: str(value) for key, value in child.attrs.items()}, line)
                case _ if child.nesting == -1:
                    self._close(child.tag)

    def _html(self, content: str, line: int) -> None:
        # A comment shows nothing, and what stands in it is not part of the list.
        reader = _Html(self, line)
        reader.feed(content)
        reader.close()

    def _open(self, tag: str, attributes: dict[str, str], line: int, *, void: bool = False) -> Node:
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

    def _close(self, tag: str) -> None:
        for place in range(len(self.stack) - 1, 0, -1):
            if self.stack[place].tag == tag:
                del self.stack[place:]
                return
            # An end tag inside a cell or bullet closes nothing outside of it.
            if self.stack[place].tag in {"td", "th", "li", "table"} and tag not in BLOCKS:
                return

    def _text(self, content: str, line: int) -> None:
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
        self.tree._open(tag, {name: value or "" for name, value in attrs}, self.line)  # noqa: SLF001 - its own part

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree._open(tag, {name: value or "" for name, value in attrs}, self.line, void=True)  # noqa: SLF001 - its own part

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self.tree._open("br", {}, self.line)  # noqa: SLF001 - its own part
        else:
            self.tree._close(tag)  # noqa: SLF001 - its own part

    def handle_data(self, data: str) -> None:
        for number, part in enumerate(data.split("\n")):
            self.tree._text(("\n" if number else "") + part, self.line + number)  # noqa: SLF001 - its own part
