"""JSON Feed 1.1: the same items as the Atom feed."""

from typing import Any

from generator.escape.for_script import compact
from generator.exporters.edition import Edition, about_row, day_of, moment
from generator.views import Row, Selection

PATH = "feed.json"


def export(edition: Edition, selection: Selection) -> str:
    """Return the feed of a selection."""
    home = f"{edition.settings.site_url}{selection.page}"
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": edition.title(selection),
        "home_page_url": home,
        "feed_url": home + PATH,
        "description": edition.about(selection),
        "language": "en",
        "authors": [{"name": edition.settings.name, "url": edition.settings.site_url}],
    }
    items = ",\n".join(edition.once("json-feed", row, _text) for row in selection.latest)
    return f'{compact(feed)[:-1]},\n"items":[\n{items}\n]}}\n'


def _text(edition: Edition, row: Row) -> str:
    return compact(_item(edition, row))


def _item(edition: Edition, row: Row) -> dict[str, Any]:
    page = edition.page(row)
    item: dict[str, Any] = {
        "id": page,
        "url": page,
        "external_url": row.address,
        "title": row.title,
        "content_text": about_row(row),
        "date_published": moment(day_of(row)),
        "tags": [edition.catalog.section_of[topic].name for topic in row.topics] + [tag.name for tag in row.tags],
    }
    if row.authors:
        item["authors"] = [{"name": author} for author in row.authors]
    if row.paper.summary:
        item["summary"] = row.paper.summary
    return item
