"""Atom feeds (RFC 4287): the papers added last, whose days come from the facts and never from the clock."""

from generator.escape.for_xml import text as xml
from generator.exporters.edition import Edition, about_row, day_of, moment
from generator.views import Row, Selection

PATH = "feed.xml"


def export(edition: Edition, selection: Selection) -> str:
    """Return the feed of a selection."""
    site = edition.settings.site_url
    home = f"{site}{selection.page}"
    days = [day_of(row) for row in selection.latest]
    updated = moment(max(days)) if days else "1970-01-01T00:00:00Z"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"  <id>{xml(home + PATH)}</id>",
        f"  <title>{xml(edition.title(selection))}</title>",
        f"  <subtitle>{xml(edition.about(selection))}</subtitle>",
        f"  <updated>{updated}</updated>",
        f"  <author><name>{xml(edition.settings.name)}</name></author>",
        f'  <link rel="self" type="application/atom+xml" href="{xml(home + PATH)}"/>',
        f'  <link rel="alternate" type="text/html" href="{xml(home)}"/>',
        *(edition.once("atom", row, _entry) for row in selection.latest),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(edition: Edition, row: Row) -> str:
    page = xml(edition.page(row))
    day = moment(day_of(row))
    authors = "".join(f"    <author><name>{xml(author)}</name></author>\n" for author in row.authors)
    topics = "".join(
        f'    <category term="{xml(topic)}" label="{xml(edition.catalog.section_of[topic].name)}"/>\n'
        for topic in row.topics
    )
    return f"""  <entry>
    <id>{page}</id>
    <title>{xml(row.title)}</title>
    <updated>{day}</updated>
    <published>{day}</published>
{authors}    <link rel="alternate" type="text/html" href="{page}"/>
    <link rel="related" href="{xml(row.address)}"/>
{topics}    <summary>{xml(about_row(row))}</summary>
  </entry>"""
