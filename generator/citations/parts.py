"""What the formats of citations share: where a paper appeared, in full."""

from generator.views import Row

_DISTINCTIONS = frozenset({"award", "best", "highlight", "notable", "oral", "outstanding", "poster", "spotlight"})


def container(row: Row) -> str:
    """Return the full name of where it appeared, with the track that is a volume of its own; nothing for a preprint."""
    if row.venue is None:
        return ""
    return f"{row.venue.name} ({row.paper.track})" if row.paper.track and not distinction(row) else row.venue.name


def distinction(row: Row) -> str:
    """Return the track when it is an honour or a form of presentation, which no citation counts as a place."""
    track = row.paper.track or ""
    return track if _DISTINCTIONS.intersection(track.lower().split()) else ""
