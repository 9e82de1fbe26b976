"""Write the pages of papers and topics from a shell: a page with tokens that the builder made like any other.

The shell holds no word of an entry, it is cut at its tokens once, and what is put between the cuts is never looked at
again. So no entry can name a token, whatever its text says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.escape.for_html import attribute

FOLDER = "papers/_shell"
"""Where the shells stand in the site; no entry can have this id."""
SHELLS = {2: FOLDER, 3: f"{FOLDER}/deep"}
"""One shell for each depth, as deep as the pages that come from it, so that its relative links hold."""

PLACES = ("title", "description", "canonical", "kind", "head", "body")
"""What differs from one stamped page to the next."""

# Letters only: no escaper, Markdown or minifier on the way changes them, and nobody writes them by accident.
_MARK = "stampplaceqxzv"
# As short as can be: two places may stand side by side.
_TOKEN = re.compile(rf"{_MARK}([a-z]+?){_MARK}")


class ShellError(ValueError):
    """The shell is not the page it should be; the message says what is missing or too much."""


@dataclass(frozen=True, slots=True)
class Shell:
    """The unchanging pieces of a page, and the places between them."""

    pieces: tuple[str, ...]
    places: tuple[str, ...]

    def page(self, values: Mapping[str, str]) -> str:
        """Return the whole page with each place filled; the values are HTML that is already safe where it goes."""
        filled = [self.pieces[0]]
        for place, piece in zip(self.places, self.pieces[1:], strict=True):
            filled += (values[place], piece)
        return "".join(filled)


def token(place: str) -> str:
    """Return what stands in the shell where a value goes."""
    return f"{_MARK}{place}{_MARK}"


def shell(html: str) -> Shell:
    """Return the shell that a built page is, once every place is known to be there and nothing else is.

    Raises:
        ShellError: a place is missing, or the page names one that does not exist.

    """
    pieces = _TOKEN.split(html)
    places = tuple(pieces[1::2])
    if missing := sorted(set(PLACES) - set(places)):
        raise ShellError(f"the shell of the stamped pages has no place for {', '.join(missing)}")
    if unknown := sorted(set(places) - set(PLACES)):
        raise ShellError(f"the shell of the stamped pages names unknown places: {', '.join(unknown)}")
    return Shell(tuple(pieces[::2]), places)


def redirect(relative: str, canonical: str) -> str:
    """Return a page that leads on to another one, with scripts and without."""
    there = attribute(relative)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Moved</title>'
        f'<link rel="canonical" href="{attribute(canonical)}"><meta name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={there}"></head>'
        f'<body><h1>Moved</h1><p>This entry has <a href="{there}">another name now</a>.</p></body></html>\n'
    )
