"""Anchors of headings as GitHub makes them for a Markdown file, and links to them that templates place as marks."""

import html
import re
import unicodedata

# Control characters cannot come from data: every escaper removes them.
_TARGET = re.compile("\x02([a-z0-9-]+)\x03")
_REFERENCE = re.compile("\x04([a-z0-9-]+)\x03")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def slug(heading: str) -> str:
    """Return the anchor of a heading's text: lower case, spaces to hyphens, other punctuation and emoji dropped."""
    return "".join("-" if char == " " else char for char in heading.lower() if char in " -" or _in_word(char))


class Slugs:
    """The anchors of one document in the order of its headings: a repeated one gets a number."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def next(self, heading: str) -> str:
        """Return the anchor of the next heading."""
        first = found = slug(heading)
        while found in self._seen:
            self._seen[first] += 1
            found = f"{first}-{self._seen[first]}"
        self._seen[found] = 0
        return found


def target(identity: str) -> str:
    """Return the mark for the end of a heading."""
    return f"\x02{identity}\x03"


def reference(identity: str) -> str:
    """Return the mark for a link's destination, to which the heading's anchor belongs."""
    return f"\x04{identity}\x03"


def resolve(document: str) -> str:
    """Return the document with every mark replaced by the anchor that GitHub gives the heading.

    Raises:
        KeyError: a link leads to a heading that the document does not have: the template is wrong.

    """
    anchors = {}
    slugs = Slugs()
    fence = ""
    for line in document.split("\n"):
        if match := _FENCE.match(line):
            mark = match[1]
            if not fence:
                fence = mark
            elif mark.startswith(fence):
                fence = ""
        elif not fence and (match := _HEADING.match(_TARGET.sub("", line))):
            anchor = slugs.next(shown(match[1]))
            anchors.update(dict.fromkeys(_TARGET.findall(line), anchor))
    return _REFERENCE.sub(lambda match: anchors[match[1]], _TARGET.sub("", document))


def shown(markdown: str) -> str:
    """Return the text that a reader sees of a heading."""
    return html.unescape(_TAG.sub("", _LINK.sub(r"\1", markdown)))


def _in_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category in {"Nd", "Nl", "Pc"}
