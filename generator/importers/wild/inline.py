"""The inside of a block as pieces: runs of text, links, pictures and breaks, with the marks around each."""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.importers.pieces import Piece
from generator.importers.wild.document import BLOCKS, Node

_MARKS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "u": "ins",
    "ins": "ins",
    "code": "code",
    "kbd": "code",
}
_BARE = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'）】」，。；、|]+|\barXiv\s?:\s?(\d{4}\.\d{4,5})(?:v\d+)?|\bdoi\s?:\s?(10\.\d{4,9}/[^\s,;)\]]+)",
    re.IGNORECASE,
)


def pieces(nodes: list[Node], marks: frozenset[str] = frozenset()) -> list[Piece]:
    """Return the pieces of some nodes; blocks among them are divided by breaks."""
    return [piece for node in nodes for piece in _of(node, marks)]


def _of(node: Node, marks: frozenset[str]) -> Iterator[Piece]:  # noqa: C901 - one case a branch
    match node.tag:
        case "text":
            yield from _text(node, marks)
        case "soft":
            yield Piece("soft", " ", marks=marks, line=node.line)
        case "br":
            yield Piece("break", line=node.line)
        case "img":
            alt = node.attributes.get("alt", "") or node.attributes.get("title", "")
            yield Piece("picture", alt, node.attributes.get("src", ""), marks=marks, line=node.line)
        case "a" if node.attributes.get("href") or any(one.tag == "img" for one in node.all()):
            yield from _link(node, marks)
        case "pre" | "hr" | "script" | "style":
            yield Piece("break", line=node.line)
        case _:
            inner = marks | ({_MARKS[node.tag]} if node.tag in _MARKS else set())
            if node.tag == "details":
                inner |= {"details"}
            block = node.tag in BLOCKS
            if block:
                yield Piece("break", line=node.line)
            for child in node.children:
                yield from _of(child, frozenset(inner))
            if block:
                yield Piece("break", line=node.line)


def _text(node: Node, marks: frozenset[str]) -> Iterator[Piece]:
    line = node.line
    at = 0
    for match in _BARE.finditer(node.text):
        url = match[0]
        if match[1]:
            url = f"https://arxiv.org/abs/{match[1]}"
        elif match[2]:
            url = f"https://doi.org/{match[2].rstrip('.')}"
        else:
            url = url.rstrip(".,:;*")
            if url.count(")") > url.count("("):
                url = url[: url.rindex(")")].rstrip(".,:;*")
            url = re.sub(r"\]+$", "", url)
            if url.startswith("www."):
                url = f"https://{url}"
        end = (
            match.end()
            if match[1] or match[2]
            else match.start() + len(url) - (8 if match[0].startswith("www.") else 0)
        )
        if before := node.text[at : match.start()]:
            yield Piece("text", before.replace("\n", " "), marks=marks, line=line)
        yield Piece("link", node.text[match.start() : end], url, marks=marks | {"bare"}, line=line)
        at = end
    if rest := node.text[at:]:
        yield Piece("text", rest.replace("\n", " "), marks=marks, line=line)


def _link(node: Node, marks: frozenset[str]) -> Iterator[Piece]:
    link = Piece("link", "", node.attributes.get("href", "").strip(), marks=marks, line=node.line)
    pictures: list[Piece] = []
    inner_marks: set[str] = set()
    for child in node.children:
        for piece in _of(child, frozenset()):
            inner_marks |= set(piece.marks) if piece.text.strip() else set()
            if piece.kind == "picture":
                pictures.append(piece)
            else:
                link = replace(link, text=link.text + (piece.text if piece.kind != "break" else " "))
    for picture in pictures:
        yield replace(link, kind="link", text=link.text.strip() or picture.text, picture=picture.url, marks=marks)
    if not pictures:
        yield replace(link, marks=marks | inner_marks - {"bare"})
