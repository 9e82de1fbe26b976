"""What is known of one work before it is an entry: facts as the sources have them, and what they did not say."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.identity import address_problem, canonical
from generator.importers.latex import plain
from generator.model import Links

_TAG = re.compile(r"<[^<>]{0,200}>")


@dataclass(frozen=True)
class Known:
    """Facts about one work. `places` are the words that may say where it appeared, the most trustworthy first."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    places: tuple[str, ...] = ()
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """What could not be learned, or was decided, in words for the person who asked."""

    def plus(self, other: "Known") -> "Known":
        """Return these facts with those of another source where these say nothing."""
        kinds = [kind for kind in Links.model_fields if kind in self.links or kind in other.links]
        both = {kind: (*self.links.get(kind, ()), *other.links.get(kind, ())) for kind in kinds}
        return Known(
            title=self.title or other.title,
            authors=self.authors or other.authors,
            year=self.year or other.year,
            places=tuple(dict.fromkeys((*self.places, *other.places))),
            links={kind: tuple(dict.fromkeys(urls)) for kind, urls in both.items()},
            notes=tuple(dict.fromkeys((*self.notes, *other.notes))),
        )

    def noting(self, note: str) -> "Known":
        """Return these facts with one more note."""
        return replace(self, notes=(*self.notes, note))


def links(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return addresses by kind in the list's form; what is no public address is left out."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, url in pairs:
        if url and not address_problem(url):
            form = canonical(url)
            if form not in found.get(kind, ()):
                found[kind] = (*found.get(kind, ()), form)
    return found


def words(value: object) -> str:
    """Return a text of a service as it is printed: without markup, LaTeX, and characters no entry may hold."""
    if not isinstance(value, str):
        return ""
    text = plain(html.unescape(_TAG.sub("", html.unescape(value))))
    text = "".join(char if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"} else " " for char in text)
    return " ".join(text.split())


def year(value: object) -> int | None:
    """Return a year from a number or the first four digits of a date, or None."""
    match = re.match(r"\s*((?:19|20)\d\d)(?!\d)", str(value))
    return int(match[1]) if match else None
