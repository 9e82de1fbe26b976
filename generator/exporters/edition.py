"""What all exports of one build share: the views, the settings, each paper's citation made once."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from generator.citations import FORMATS
from generator.settings import Settings
from generator.views import Catalog, Row, Selection


@dataclass(frozen=True, slots=True)
class Edition:
    """One build of the list as its exporters see it."""

    catalog: Catalog
    settings: Settings
    pieces: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """Texts by kind and paper: a paper stands in the files of its topics and of all topics above."""

    def piece(self, ending: str, row: Row) -> str:
        """Return the citation of one paper."""
        key = ending, row.id
        if key not in self.pieces:
            self.pieces[key] = FORMATS[ending].one(row)
        return self.pieces[key]

    def once(self, kind: str, row: Row, make: Callable[["Edition", Row], str]) -> str:
        """Return a text about one paper, made the first time it is asked for."""
        key = kind, row.id
        if key not in self.pieces:
            self.pieces[key] = make(self, row)
        return self.pieces[key]

    def cited(self, ending: str, rows: Iterable[Row]) -> str:
        """Return a file with the citations of several papers."""
        return FORMATS[ending].several([self.piece(ending, row) for row in rows])

    def page(self, row: Row) -> str:
        """Return the address of a paper's page."""
        return f"{self.settings.site_url}papers/{row.id}/"

    def title(self, selection: Selection) -> str:
        """Return what a file about some papers is called."""
        return f"{selection.name} - {self.settings.name}" if selection.id else self.settings.name

    def about(self, selection: Selection) -> str:
        """Return one sentence about them."""
        return selection.about or self.settings.tagline


def day_of(row: Row) -> dt.date:
    """Return the day on which a paper was added; where nobody recorded it, the month of its first version.

    A feed needs a day for every item, and it must be the same one in every build.
    """
    if row.added:
        return row.added
    if row.arxiv:
        digits = row.arxiv.rpartition("/")[2]
        return dt.date(row.first_year, min(12, max(1, int(digits[2:4]))), 1)
    return dt.date(row.year, 1, 1)


def moment(day: dt.date) -> str:
    """Return a day as the moment that feeds want."""
    return f"{day.isoformat()}T00:00:00Z"


def about_row(row: Row) -> str:
    """Return a paper in one line of plain text: authors, place, summary."""
    parts = [row.byline.rstrip("."), row.where, row.paper.summary or ""]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
