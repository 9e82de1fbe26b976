"""The sitemap: every page of the site, with the day on which the papers it shows last changed."""

import datetime as dt
from collections.abc import Mapping

from generator.escape.for_xml import text as xml
from generator.settings import Settings
from generator.views import Catalog


def export(settings: Settings, pages: Mapping[str, dt.date | None]) -> str:
    """Return the sitemap of the pages, given relative to the site's root with the day when one is known."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(_page(settings.site_url + path, pages[path]) for path in sorted(pages)),
        "</urlset>",
    ]
    return "\n".join(lines) + "\n"


def days(catalog: Catalog) -> dict[str, dt.date | None]:
    """Return the days of home, explorer, statistics, topics and papers by their paths: when a paper was last added."""
    found: dict[str, dt.date | None] = dict.fromkeys(("", "explorer/", "statistics/", "topics/"), catalog.updated)
    for section in catalog.section_of.values():
        found[f"topics/{section.id}/"] = max((row.added for row in section.everything if row.added), default=None)
    return found | {f"papers/{row.id}/": row.added for row in catalog.rows}


def _page(address: str, day: dt.date | None) -> str:
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"  <url><loc>{xml(address)}</loc>{changed}</url>"
