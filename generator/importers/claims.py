"""Where and when a work appeared, as each source claims it, and which claim an entry follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_DISTINCTIONS = frozenset({"Oral", "Spotlight", "Outstanding"})


@dataclass(frozen=True, slots=True)
class Claim:
    """Where and when a source, or an address, says that a work appeared. No venue: a preprint; empty: not said."""

    venue: str | None
    year: int | None
    track: str | None
    source: str

    def __str__(self) -> str:
        return " ".join(filter(None, [self.venue or "preprint", self.track, str(self.year or "")]))


def settled(proved: Sequence[Claim], said: Sequence[Claim], rank: Callable[[Claim], int]) -> Claim | None:
    """Return what an entry says of its appearance, or None when nobody says anything.

    What an address proves stands above every word; among words a published venue stands above a preprint, and among
    equals the first source is believed. `rank` says how much a claim counts; 0 is a preprint.
    """
    claims = [*proved, *said]
    if not claims:
        return None
    trusted = proved or said
    best = max(map(rank, trusted))
    first = next(claim for claim in trusted if rank(claim) == best)
    if not best:
        return Claim(None, None, None, first.source)
    year = first.year or next((one.year for one in claims if one.venue == first.venue and one.year), None)
    return Claim(first.venue, year, _track(first, claims, proved=bool(proved)), first.source)


def _track(first: Claim, claims: Sequence[Claim], *, proved: bool) -> str | None:
    """Return the track, as precise as claims for the same venue and year make it.

    An address that names no track proves the main one, to which only a distinction can be added.
    """
    for one in claims:
        if one.venue == first.venue and one.year in {first.year, None} and one.track not in {None, first.track}:
            finer = first.track is not None and str(one.track).startswith(f"{first.track} ")
            if finer or (first.track is None and (not proved or one.track in _DISTINCTIONS)):
                return one.track
    return first.track
