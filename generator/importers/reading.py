"""What the pieces of an item say: badges first, then the title, then venue, authors and links by mark and place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.importers import labels
from generator.importers.items import Item, RawLink
from generator.importers.pieces import VENUE_MARKS, Piece, clean


@dataclass
class _Found:
    """What has been read of an item so far."""

    title: str = ""
    title_ended: bool = False
    venue: str = ""
    types: list[str] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)


def item(pieces: Sequence[Piece], line: int, section: tuple[str, ...]) -> Item:
    """Return the item that a bullet or a row is."""
    found = _Found()
    for piece in pieces:
        if badge := labels.badge(piece.picture or piece.url) if piece.kind in {"link", "picture"} else None:
            _badge(found, piece, badge)
        elif piece.kind == "picture" or piece.picture:
            _picture(found, piece)
        elif piece.kind == "link":
            _link(found, piece)
        elif piece.kind == "text":
            _text(found, piece)
    authors = _after_title(pieces) if any(link.role == "title" for link in found.links) else ""
    links, types = tuple(found.links), tuple(found.types)
    return Item(line, section, _title(found.title), found.venue, authors, links, types)


def _badge(found: _Found, piece: Piece, badge: labels.Badge) -> None:
    if badge.kind == "stars":
        found.links.append(RawLink(badge.text, piece.url, piece.line, "badge"))
    elif badge.kind == "venue":
        found.venue = badge.text
    else:
        found.types.append(badge.text)


def _picture(found: _Found, piece: Piece) -> None:
    found.links.append(RawLink(piece.text, piece.picture or piece.url, piece.line, "figure"))
    if piece.picture and piece.url:
        found.links.append(RawLink(piece.text, piece.url, piece.line))


def _link(found: _Found, piece: Piece) -> None:
    is_title = not clean(found.title) and not labels.kind(piece.text)
    found.links.append(RawLink(clean(piece.text), piece.url, piece.line, "title" if is_title else "link"))
    found.title = piece.text if is_title else found.title
    found.title_ended = True


def _text(found: _Found, piece: Piece) -> None:
    if not piece.marks & VENUE_MARKS:
        found.title += "" if found.title_ended else piece.text
    elif not found.venue:
        found.venue = clean(piece.text)
        found.title_ended = True


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
        elif piece.kind != "break" or clean(found):
            break
    return clean(found).strip("., ")


def _title(text: str) -> str:
    """Return a title without what divides it from the venue after it."""
    return clean(re.sub(r"[\s.,;:\N{FULLWIDTH COMMA}\[(]+$", "", clean(text)))
