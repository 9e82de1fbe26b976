"""Text inside Markdown, read alike by GitHub (GFM) and by Python-Markdown with the extensions of the site.

Character references are the one escape that both understand for every character. What GitHub finds only after
Markdown is read (formulas, emoji names, mentions, bare addresses) is broken up by an element, as its manual advises
for dollar signs: the reader copies the text as it was written.
"""

import re

from generator.escape.characters import plain

_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    **{char: f"&#{ord(char)};" for char in "\\`*_[]{}|~^"},
    # Two or more of them mark or underline in Python-Markdown.
    "==": "&#61;&#61;",
    "++": "&#43;&#43;",
    # These begin a block when they stand first.
    **{char: f"&#{ord(char)};" for char in "#+-=:!?/%"},
}
_WRAPPED = {
    "$": "<span>&#36;</span>",
    "@": "<span>&#64;</span>",
    "://": "<span>:</span>//",
    "www.": "www<span>.</span>",
}
_SPECIAL = re.compile(
    r"""
      (?P<emoji> :(?=[\w+-]+:) )
    | (?P<issue> \#(?=\d) )
    | (?P<entity> [&<>"\\`*_\[\]{}|~^] | == | \+\+ | ^[#+\-=:!?/%] )
    | (?P<number> ^\d{1,9}(?=[.)]) )
    | (?P<scheme> (?<=\bmailto) : | (?<=\bxmpp) : )
    | (?P<wrapped> [$@] | :// | (?i:\bwww\.) )
    """,
    re.VERBOSE,
)


# Most values need nothing, which these quick looks find out ten times faster than the pattern does.
_ANYWHERE = re.compile(r"[&<>\"\\`*_\[\]{}|~^$@#+=]|:(?! )")
_FIRST = frozenset("-:!?/%0123456789")


def text(value: str) -> str:
    """Return the value as Markdown that shows exactly it: in a paragraph, a heading, a link or a table's cell."""
    value = plain(value)
    if value[:1] == " ":
        # One is harmless and may stand between two values; four would begin a block of code.
        return f" {text(value.lstrip())}"
    if value[:1] in _FIRST or _ANYWHERE.search(value) or "www." in value.lower():
        return _SPECIAL.sub(_escaped, value)
    return value


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    match match.lastgroup:
        case "entity":
            return _ENTITIES[found]
        case "number":
            return f"<span>{found}</span>"
        case "wrapped":
            return _WRAPPED.get(found) or f"{found[:3]}<span>.</span>"
    return f"<span>{found}</span>"
