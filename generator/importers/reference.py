"""One reference of a bibliography as a scan shows it, and what the scan leaves in doubt."""

import re
from dataclasses import dataclass

ARXIV = re.compile(r"(?:\barXiv(?: preprint)?(?: arXiv)?:\s?|(?<![\w/])abs/)(\d{4}\.\d{4,5})", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d/.:-])((?:19|20)\d{2})[a-z]?(?![\d/-])")
_WHOLE = re.compile(r"(?:\.|\.>|<https?://[^<>\s]+>)$")


@dataclass(frozen=True)
class Doubt:
    """What looks like an error of the scan: the field it is about, and why."""

    field: str
    reason: str


@dataclass(frozen=True)
class Reference:
    """One reference as the scan shows it."""

    line: int
    text: str
    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue_text: str = ""
    venue: str | None = None
    track: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    openreview: str | None = None
    acl: str | None = None
    urls: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def doubted(self, field: str) -> bool:
        """Return whether the scan leaves a doubt about a field."""
        return any(doubt.field == field for doubt in self.doubts)


def complete(text: str) -> bool:
    """Return whether a reference ends as references do."""
    return _WHOLE.search(text) is not None
