"""COinS: a paper as the title of an empty span, from which reference managers read lists of papers."""

from generator.citations.parts import container
from generator.escape.for_url import part
from generator.views import Row

_GENRES = {"conference": "proceeding", "workshop": "proceeding", "journal": "article"}


def one(row: Row) -> str:
    """Return the OpenURL of a paper; it still has to be escaped as an HTML attribute."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft.genre", _GENRES.get(row.kind, "preprint")),
        ("rft.atitle", row.title),
        ("rft.date", str(row.year)),
        *[("rft.au", author) for author in row.authors],
    ]
    if where := container(row):
        pairs.append(("rft.jtitle", where))
    pairs.append(("rft_id", f"info:doi/{row.doi}" if row.doi else row.address))
    return "&".join(f"{key}={part(value)}" for key, value in pairs)
