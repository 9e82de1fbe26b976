"""`papers.json`: the whole list as data, in the shape that `papers.schema.json` describes."""

from typing import Any

from generator.escape.for_script import compact
from generator.exporters.edition import Edition
from generator.views import Link, Row, Section, Tool

VERSION = 1


def export(edition: Edition) -> str:
    """Return the list as JSON, one paper a line, so that two editions can be compared."""
    catalog = edition.catalog
    head = {
        "$schema": f"{edition.settings.site_url}papers.schema.json",
        "version": VERSION,
        "name": edition.settings.name,
        "url": edition.settings.site_url,
        "license": "CC0-1.0",
        "updated": catalog.updated.isoformat() if catalog.updated else None,
    }
    parts = {
        "topics": [_topic(section) for section in catalog.section_of.values()],
        "papers": [paper(edition, row) for row in catalog.rows],
        "software": [_software(tool) for tool in catalog.tools],
    }
    lists = ",\n".join(f'"{key}":[{_lines(values)}]' for key, values in parts.items())
    return f"{compact(head)[:-1]},\n{lists}}}\n"


def paper(edition: Edition, row: Row) -> dict[str, Any]:
    """Return one paper; what is not known is left out."""
    entry = row.paper
    found: dict[str, Any] = {
        "id": row.id,
        "title": row.title,
        "authors": list(row.authors),
        "year": row.year,
        "kind": row.kind,
        "venue": entry.venue,
        "venue_name": row.venue.name if row.venue else None,
        "track": entry.track,
        "topics": list(row.topics),
        "tags": [tag.id for tag in row.tags],
        "summary": entry.summary,
        "arxiv": row.arxiv,
        "doi": row.doi,
        "links": [_link(link) for link in row.links],
        "figure": entry.figure,
        "aka": list(entry.aka),
        "lists": list(entry.lists),
        "formerly": list(entry.formerly),
        "added": row.added.isoformat() if row.added else None,
        "page": edition.page(row),
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def _link(link: Link) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": link.kind, "url": link.url}
    if link.repository:
        made["repository"] = link.repository.name
        if stars := link.repository.stars:
            made |= {"stars": stars.count, "counted": stars.day.isoformat()}
            made |= {"archived": True} if stars.archived else {}
    return made


def _topic(section: Section) -> dict[str, Any]:
    topic = section.topic
    made: dict[str, Any] = {"id": topic.id, "name": topic.name, "about": topic.about, "papers": section.count}
    if section.parents:
        made["parent"] = section.parents[-1].id
    if topic.aliases:
        made["aliases"] = list(topic.aliases)
    return made


def _software(tool: Tool) -> dict[str, Any]:
    entry = tool.software
    found: dict[str, Any] = {
        "id": tool.id,
        "name": tool.name,
        "topics": list(tool.topics),
        "supports": None if entry.supports is None else list(entry.supports),
        "features": list(entry.features),
        "summary": entry.summary,
        "links": [_link(link) for link in tool.links],
        "aka": list(entry.aka),
        "lists": list(entry.lists),
    }
    return {key: value for key, value in found.items() if value is not None and (value != [] or key == "supports")}


def _lines(values: list[dict[str, Any]]) -> str:
    return "\n" + ",\n".join(map(compact, values)) + "\n" if values else ""
