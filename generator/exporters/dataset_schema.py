"""`papers.schema.json`: the shape of `papers.json`, each field with its meaning."""

from typing import Any

from generator.escape.for_script import readable
from generator.exporters.dataset import VERSION
from generator.exporters.edition import Edition
from generator.model import Links, Paper, Software, SoftwareLinks

_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date"}
_KINDS = ["conference", "journal", "workshop", "preprint", "blog", "repository"]


def export(edition: Edition) -> str:
    """Return the JSON Schema of the data set; fields that entries have too are described by the model."""
    return readable(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"{edition.settings.site_url}papers.schema.json",
            "title": f"{edition.settings.name}: papers.json",
            "description": "What is not known is left out; nothing is null but the day of an empty list.",
            **_object(
                {
                    "$schema": _TEXT,
                    "version": {"const": VERSION, "description": "Grows when a field changes its meaning."},
                    "name": _TEXT,
                    "url": {**_TEXT, "format": "uri"},
                    "license": _TEXT,
                    "updated": {"type": ["string", "null"], "description": "When the last paper was added."},
                    "topics": _list(_topic()),
                    "papers": _list(_paper()),
                    "software": _list(_software()),
                },
            ),
        }
    )


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _topic() -> dict[str, Any]:
    return _object(
        {
            "id": _TEXT,
            "name": _TEXT,
            "about": _TEXT,
            "papers": {"type": "integer", "description": "How many papers it has, subtopics included."},
            "parent": {**_TEXT, "description": "The id of the topic above it."},
            "aliases": _list(_TEXT),
        },
        ("parent", "aliases"),
    )


def _paper() -> dict[str, Any]:
    own = {
        "id": {**_TEXT, "description": "Unique and never reused."},
        "kind": {"enum": _KINDS, "description": "What the venue is; preprint where there is none."},
        "venue_name": {**_TEXT, "description": "The venue's full name."},
        "arxiv": {**_TEXT, "description": "The arXiv identifier, without version."},
        "doi": {**_TEXT, "description": "The DOI, in lower case."},
        "links": _list(_link(tuple(Links.model_fields))),
        "added": {**_DAY, "description": "When it was added to this list."},
        "page": {**_TEXT, "format": "uri", "description": "Its page on the site."},
        "year": {"type": "integer", "description": Paper.model_fields["year"].description},
    }
    several = ("authors", "topics", "tags", "aka", "lists", "formerly")
    for name in ("title", *several, "venue", "track", "summary", "figure"):
        about = {"description": Paper.model_fields[name].description}
        own[name] = {**(_list(_TEXT) if name in several else _TEXT), **about}
    needed = {"id", "title", "year", "kind", "topics", "links", "page"}
    return _object(own, tuple(own.keys() - needed))


def _software() -> dict[str, Any]:
    own: dict[str, Any] = {"id": _TEXT, "links": _list(_link(tuple(SoftwareLinks.model_fields)))}
    several = ("topics", "supports", "features", "aka", "lists")
    for name in ("name", *several, "summary"):
        about = {"description": Software.model_fields[name].description}
        own[name] = {**(_list(_TEXT) if name in several else _TEXT), **about}
    return _object(own, tuple(own.keys() - {"id", "name", "topics", "links"}))


def _link(kinds: tuple[str, ...]) -> dict[str, Any]:
    return _object(
        {
            "kind": {"enum": list(kinds)},
            "url": {**_TEXT, "format": "uri"},
            "repository": {**_TEXT, "description": "The GitHub repository it leads into, as owner/name."},
            "stars": {"type": "integer"},
            "counted": {**_DAY, "description": "When the stars were counted."},
            "archived": {"const": True},
        },
        ("repository", "stars", "counted", "archived"),
    )
