"""The five words for a link, with the reason and what was seen."""

from dataclasses import dataclass
from typing import Literal

from generator.net.message import Response

Word = Literal["ok", "moved", "dead", "unverifiable", "blocked"]
Proof = Literal["at-once", "hard", "soft"]
"""How soon a dead link may be called dead: at once, after two failures in six days, after three in seven."""

WORDS: tuple[Word, ...] = ("dead", "moved", "blocked", "unverifiable", "ok")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one look at a link says."""

    word: Word
    reason: str
    evidence: str = ""
    status: int = 0
    new_url: str = ""
    flags: tuple[str, ...] = ()
    proof: Proof = "soft"
    source: str = "http"
    """Who said it: http, or the service that was asked instead."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer that sent the reader on."""

    url: str
    status: int
    onward: str

    @property
    def permanent(self) -> bool:
        return self.status in {301, 308}


@dataclass(frozen=True, slots=True)
class Trail:
    """The way of one link: what it asked, who sent it on, and the answer at the end."""

    asked: str
    hops: tuple[Hop, ...]
    last: Response
    problem: str = ""
    """Why the way ends before its end: loop, bad-location, or a reason of the address policy."""
    detail: str = ""

    @property
    def end(self) -> str:
        return self.hops[-1].onward if self.hops else self.asked
