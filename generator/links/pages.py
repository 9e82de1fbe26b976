"""What an HTML page says of itself: its title, how much text it has, where it sends the reader, which anchors it has.

The scan is one pass from left to right, so that no page, however made, takes longer than its length.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote

from generator.net.message import Response

_ENOUGH = 4_000
_TAG = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")
_SILENT = frozenset({"script", "style", "template", "svg"})
_CHARSET = re.compile(rb"charset=[\"' ]*([A-Za-z0-9_-]{2,30})")
_REFRESH = re.compile(
    r"^\s*(\d{1,3})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"']+?)\s*[\"']?\s*$", re.IGNORECASE
)
_REFRESH_SECONDS = 10
_UPPER = re.compile(r"[A-Z]+")


@dataclass(frozen=True, slots=True)
class Page:
    """The few things of a page that decide what it is."""

    title: str = ""
    heading: str = ""
    text: str = ""
    refresh: str = ""
    password: bool = False


def page(response: Response) -> Page:
    """Return what a page says; an empty one when the answer is no HTML or came compressed all the same."""
    kind = response.header("content-type").lower()
    if response.header("content-encoding").lower() not in {"", "identity"}:
        return Page()
    if not ("html" in kind or (not kind and b"<" in response.body[:512])):
        return Page()
    return _scan(decoded(response))


def decoded(response: Response) -> str:
    """Return the body as text in the character set that it names, else UTF-8."""
    named = _CHARSET.search(response.header("content-type").encode("ascii", "replace"))
    named = named or _CHARSET.search(response.body[:2048])
    try:
        return response.body.decode(named[1].decode("ascii") if named else "utf-8", "replace")
    except (LookupError, ValueError, AssertionError):  # a character set that does not exist, or is none for text
        return response.body.decode("utf-8", "replace")


def refresh(response: Response, found: Page) -> str:
    """Return where a page sends its reader by itself within seconds, or nothing."""
    for value in (response.header("refresh"), found.refresh):
        match = _REFRESH.match(value[:2000])
        if match and int(match[1]) <= _REFRESH_SECONDS:
            return match[2]
    return ""


def _scan(source: str) -> Page:
    scan = _Scan(source)
    while scan.step():
        pass
    return Page(
        _clean(scan.seen["title"]), _clean(scan.seen["h1"]), _clean(" ".join(scan.words)), scan.refresh, scan.password
    )


class _Scan:
    """The walk over a page, tag by tag."""

    def __init__(self, source: str) -> None:
        self.source = source
        # Only ASCII letters are lowered: `lower` may change the length of others, and the two must stay in step.
        self.lower = source.lower() if source.isascii() else _UPPER.sub(lambda found: found[0].lower(), source)
        self.place = 0
        self.into = ""
        self.seen = {"title": "", "h1": ""}
        self.words: list[str] = []
        self.size = 0
        self.refresh = ""
        self.password = False

    def step(self) -> bool:
        """Take the text up to the next tag, and the tag; false at the end."""
        tag = self.source.find("<", self.place)
        self._take(self.source[self.place : len(self.source) if tag < 0 else tag])
        if tag < 0:
            return False
        if self.source.startswith("<!--", tag):
            self.place = _after(self.source, "-->", tag + 4)
            return True
        end = self.source.find(">", tag)
        if end < 0:
            return False
        name, closing = _name(self.lower, tag)
        self._tag(name, tag, end, closing=closing)
        self.place = end + 1
        if name in _SILENT and not closing:
            self.place = _after(self.lower, ">", _after(self.lower, f"</{name}", self.place))
        return True

    def _take(self, piece: str) -> None:
        if not piece or piece.isspace():
            return
        if self.into:
            self.seen[self.into] = (self.seen[self.into] + piece)[:500]
        if self.into != "title" and self.size < _ENOUGH:
            self.words.append(piece)
            self.size += len(piece)

    def _tag(self, name: str, tag: int, end: int, *, closing: bool) -> None:
        if name in self.seen:
            self.into = "" if closing or self.seen[name] else name
        elif name == "meta" and not self.refresh:
            self.refresh = _meta_refresh(self.source[tag : end + 1])
        elif name == "input":
            self.password = self.password or _attributes(self.lower[tag : end + 1]).get("type") == "password"


def _after(source: str, mark: str, start: int) -> int:
    found = source.find(mark, start)
    return len(source) if found < 0 else found + len(mark)


def _name(lower: str, tag: int) -> tuple[str, bool]:
    closing = lower.startswith("</", tag)
    match = _TAG.match(lower, tag + 2 if closing else tag + 1)
    return (match[0] if match else ""), closing


def _meta_refresh(tag: str) -> str:
    fields = _attributes(tag)
    return fields.get("content", "") if fields.get("http-equiv", "").lower() == "refresh" else ""


_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def _attributes(tag: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(tag[:4000])
    return {name.lower(): html.unescape(double or single or bare) for name, double, single, bare in found}


def _clean(text: str) -> str:
    return " ".join(html.unescape(text).split())


# What names a place in the reader's program, not on the page: text fragments, routes of scripts, pages of a PDF,
# lines of a file view.
_NOT_ON_PAGE = re.compile(r"^(?:$|:~:|[!/?]|top$|L\d|page=|search=|zoom=|nameddest=|t=\d)")


def fragment_missing(response: Response, fragment: str) -> bool:
    """Return whether a page was read to its end and has no such anchor."""
    kind = response.header("content-type").lower()
    encoded = response.header("content-encoding").lower() not in {"", "identity"}
    if not response.whole or "html" not in kind or encoded or _NOT_ON_PAGE.match(fragment):
        return False
    source = decoded(response)
    # A page that a script fills has its anchors elsewhere.
    if len(_scan(source).text) < 200 and "<script" in source.lower():
        return False
    wanted = {fragment, unquote(fragment)}
    wanted |= {f"user-content-{one}" for one in wanted}
    anchors = {html.unescape(a or b or c) for a, b, c in _ANCHOR.findall(source)}
    return not wanted & anchors


_ANCHOR = re.compile(r"\s(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
