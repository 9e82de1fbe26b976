"""The one index behind the search box, the explorer and the reading list: columns, so that it stays small.

The browser fetches it when somebody first searches. Papers stand newest first. Authors are numbered in the order in
which they first appear, and 0 says "the next new name", which is what most of the column consists of.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from generator.escape import for_script
from generator.identity import acl_id, arxiv_id, doi, github_repository, openreview_id, repository
from generator.views import Catalog, Row, Section, Tool

VERSION = 1
_NAMING = ("project", "model", "data", "demo")


def export(catalog: Catalog) -> str:
    """Return the index as JSON."""
    topics = [section for section in catalog.section_of.values() if section.count or section.tools]
    topic_at = _places(section.id for section in topics)
    venue_at = _ranked(row.paper.venue for row in catalog.rows if row.paper.venue)
    tag_at = _ranked(tag.id for row in catalog.rows for tag in row.tags)
    list_at = _ranked(key for row in catalog.rows for key in row.paper.lists)
    day_at = _places(sorted({row.added.isoformat() for row in catalog.rows if row.added}))
    names: dict[str, int] = {}
    index = {
        "version": VERSION,
        "topics": [_topic(section, topic_at) for section in topics],
        "venues": [_venue(catalog, key) for key in venue_at],
        "tags": [_tag(catalog, key) for key in tag_at],
        "lists": [_list(catalog, key) for key in list_at],
        "days": list(day_at),
        "software": [_software(tool, topic_at) for tool in catalog.tools],
        "pages": [[f"tables/{table.id}/", table.title] for table in catalog.collection.tables],
        "papers": {
            "id": [row.id for row in catalog.rows],
            "title": [row.title for row in catalog.rows],
            "year": [row.year for row in catalog.rows],
            "authors": [_authors(row.authors, names) for row in catalog.rows],
            "venue": [venue_at.get(row.paper.venue or "", -1) for row in catalog.rows],
            "topics": [[topic_at[key] for key in row.topics if key in topic_at] for row in catalog.rows],
            "lists": [[list_at[key] for key in row.paper.lists] for row in catalog.rows],
            "places": [_compact(row.paper.links.paper or ()) for row in catalog.rows],
            "code": [_compact(row.paper.links.code or ()) for row in catalog.rows],
            "unofficial": _sparse(_compact(row.paper.links.unofficial or ()) for row in catalog.rows),
            "other": _sparse(_compact(_others(row)) for row in catalog.rows),
            "stars": _sparse(row.stars.count if row.stars else None for row in catalog.rows),
            "added": [day_at[row.added.isoformat()] if row.added else -1 for row in catalog.rows],
            "aka": _sparse(list(row.paper.aka) for row in catalog.rows),
            "tags": _sparse([tag_at[tag.id] for tag in row.tags] for row in catalog.rows),
            "track": _sparse(row.paper.track for row in catalog.rows),
        },
    }
    index["authors"] = list(names)
    return for_script.compact(index) + "\n"


def compact(url: str) -> str:
    """Return an address as the index writes it: its identifier where that says all, else the address itself."""
    short = ""
    # Looking for a word first spares taking every address apart.
    if "arxiv" in url and (found := arxiv_id(url)):
        short = found if url == f"https://arxiv.org/abs/{found}" else ""
    elif "openreview" in url and (found := openreview_id(url)):
        short = f"openreview:{found}"
    elif "acl" in url and (found := acl_id(url)):
        short = f"acl:{found}"
    elif "doi" in url and (found := doi(url)):
        short = url.removeprefix("https://doi.org/") if url.startswith("https://doi.org/10.") else ""
    elif "github.com" in url and (found := github_repository(url)):
        short = found if url == f"https://github.com/{found}" else ""
    return short or url


def _places(keys: Iterable[str]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}


def _ranked(keys: Iterable[str]) -> dict[str, int]:
    """Return the keys in the order in which the explorer shows them: the most frequent first."""
    counts = Counter(keys)
    return _places(sorted(counts, key=lambda key: (-counts[key], key)))


def _topic(section: Section, topic_at: Mapping[str, int]) -> list[Any]:
    parent = topic_at.get(section.parents[-1].id, -1) if section.parents else -1
    return [section.id, section.name, parent, list(section.topic.aliases)]


def _venue(catalog: Catalog, key: str) -> list[Any]:
    venue = catalog.collection.venues.get(key)
    return [key, venue.name if venue else key, list(venue.aliases) if venue else []]


def _tag(catalog: Catalog, key: str) -> list[Any]:
    tag = catalog.collection.tags[key]
    return [key, tag.name, list(tag.aliases)]


def _list(catalog: Catalog, key: str) -> list[Any]:
    known = catalog.collection.lists.get(key)
    return [key, known.name if known else key]


def _software(tool: Tool, topic_at: Mapping[str, int]) -> list[Any]:
    topics = [topic_at[key] for key in tool.topics if key in topic_at]
    return [tool.id, tool.name, topics, _compact(tool.software.links.code or ()), list(tool.software.aka)]


def _authors(authors: Iterable[str], names: dict[str, int]) -> list[int]:
    numbers = []
    for author in authors:
        if author in names:
            numbers.append(names[author])
        else:
            names[author] = len(names) + 1
            numbers.append(0)
    return numbers


def _compact(urls: Iterable[str]) -> str:
    return " ".join(compact(url) for url in urls)


def _others(row: Row) -> list[str]:
    """Return what else leads into a repository, so that its address finds the paper."""
    return [url for kind, urls in row.paper.links.kinds() if kind in _NAMING for url in urls if repository(url)]


def _sparse(values: Iterable[Any]) -> dict[str, Any]:
    """Return only what is there, by the place of its paper."""
    return {str(place): value for place, value in enumerate(values) if value}
