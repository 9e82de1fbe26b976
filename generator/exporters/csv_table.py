"""`papers.csv` for spreadsheets, and its description after CSV on the Web."""

import csv
import io
from collections.abc import Callable
from typing import Any

from generator.escape.for_csv import cell
from generator.escape.for_script import readable
from generator.exporters.edition import Edition
from generator.views import Row

SEPARATOR = "; "

Value = Callable[[Row], str]


def _urls(kind: str) -> Value:
    return lambda row: SEPARATOR.join(getattr(row.paper.links, kind) or ())


# Name, type, what it says, and how it is read from a paper.
COLUMNS: tuple[tuple[str, str, str, Value], ...] = (
    ("id", "string", "The entry's id, unique and never reused.", lambda row: row.id),
    ("title", "string", "The title as printed.", lambda row: row.title),
    ("authors", "string", "All authors in order; empty when no source names them.", lambda row: _joined(row.authors)),
    ("year", "gYear", "The venue's year, or that of a preprint's first version.", lambda row: str(row.year)),
    ("kind", "string", "conference, journal, workshop, preprint, blog or repository.", lambda row: row.kind),
    ("venue", "string", "The venue's short name; empty for a preprint.", lambda row: row.venue.id if row.venue else ""),
    ("track", "string", "The part of the venue, or a distinction.", lambda row: row.paper.track or ""),
    ("topics", "string", "Ids of its topics, its home first.", lambda row: _joined(row.topics)),
    ("tags", "string", "Ids of its tags.", lambda row: _joined(tag.id for tag in row.tags)),
    ("summary", "string", "One sentence about it.", lambda row: row.paper.summary or ""),
    ("arxiv", "string", "Its arXiv identifier.", lambda row: row.arxiv or ""),
    ("doi", "string", "Its DOI.", lambda row: row.doi or ""),
    ("paper", "string", "Where to read it.", _urls("paper")),
    ("code", "string", "The authors' repositories.", _urls("code")),
    ("unofficial", "string", "Code that others wrote.", _urls("unofficial")),
    ("project", "string", "The project's page.", _urls("project")),
    ("model", "string", "Trained weights.", _urls("model")),
    ("data", "string", "Data sets.", _urls("data")),
    ("demo", "string", "Demonstrations.", _urls("demo")),
    ("blog", "string", "Posts about it.", _urls("blog")),
    ("stars", "integer", "Stars of the main repository.", lambda row: str(row.stars.count) if row.stars else ""),
    ("stars_day", "date", "When they were counted.", lambda row: row.stars.day.isoformat() if row.stars else ""),
    ("aka", "string", "Other titles.", lambda row: " | ".join(row.paper.aka)),
    ("lists", "string", "Ids of the source lists that carry it.", lambda row: _joined(row.paper.lists)),
    ("added", "date", "When it was added to this list.", lambda row: row.added.isoformat() if row.added else ""),
)
_SEVERAL = frozenset(
    {"authors", "topics", "tags", "lists", "paper", "code", "unofficial", "project", "model", "data", "demo", "blog"}
)


def export(edition: Edition) -> str:
    """Return the papers as CSV (RFC 4180), several values of one cell joined by a semicolon and a space."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _, _, _ in COLUMNS])
    writer.writerows([cell(value(row)) for _, _, _, value in COLUMNS] for row in edition.catalog.rows)
    return out.getvalue()


def describe(edition: Edition) -> str:
    """Return the description of the CSV file: each column's name, type and meaning."""
    return readable(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "url": "papers.csv",
            "dc:title": edition.settings.name,
            "dc:license": {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"},
            "tableSchema": {"columns": [_column(name, kind, about) for name, kind, about, _ in COLUMNS]}
            | {"primaryKey": "id"},
        }
    )


def _column(name: str, kind: str, about: str) -> dict[str, Any]:
    column: dict[str, Any] = {"name": name, "titles": name, "datatype": kind, "dc:description": about}
    return column | {"separator": SEPARATOR} if name in _SEVERAL else column


def _joined(values: Any) -> str:
    return SEPARATOR.join(values)
