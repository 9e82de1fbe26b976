"""JSON Schemas of the entries for editors, made from the model and the vocabularies, so that VS Code completes them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import AfterValidator, BaseModel

from generator.collection import LISTS, SCHEMAS, TAGS, TOPICS, VENUES, Collection
from generator.diagnostics import Diagnostic, Span
from generator.model import Addressed, DataTable, Paper, Software, json_schema, unique

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that the YAML extension of VS Code reads best."""
MODELS: dict[str, type[BaseModel]] = {"paper": Paper, "software": Software, "table": DataTable}
SOURCES = frozenset({TOPICS, VENUES, TAGS, LISTS})
"""The vocabularies that schemas are made from."""

Schema = dict[str, Any]


def tree(collection: Collection) -> dict[str, str]:
    """Return the committed schema files as `{path: text}`."""
    return {f"{SCHEMAS}/{name}.json": _text(_schema(model, collection)) for name, model in MODELS.items()}


def published(collection: Collection) -> dict[str, str]:
    """Return the schemas as they stand on the site, as `{path below its root: text}`."""
    return {path.removeprefix("entries/"): text for path, text in tree(collection).items()}


def stale(root: Path, collection: Collection) -> Iterator[Diagnostic]:
    """Yield the schemas that the model and the vocabularies no longer make; the job on merge refreshes them.

    A list without a folder for schemas uses none.
    """
    if not (root / SCHEMAS).is_dir():
        return
    for path, wanted in tree(collection).items():
        file = root / path
        found = file.read_text("utf-8") if file.is_file() else ""
        if found != wanted:
            message = "is not what the model and the vocabularies make" if found else "is missing"
            yield Diagnostic(Span(path), "stale-schema", message, "run generator schema", severity="warning")


def _text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema(model: type[BaseModel], collection: Collection) -> Schema:
    made = json_schema(model)
    schema = _record(model, made, made.get("$defs", {}), _vocabularies(collection))
    # The id is the file's name: nobody writes it inside.
    schema["properties"].pop("id")
    schema["required"].remove("id")
    if model is Paper and (tracks := list(_tracks(collection))):
        schema["allOf"] = tracks
    return {"$schema": DRAFT, "title": made["title"], **schema}


def _record(model: type[BaseModel], made: Schema, inner: Schema, words: Mapping[str, Mapping[str, str]]) -> Schema:
    found: Schema = {
        key: made[key] for key in ("description", "type", "required", "additionalProperties") if key in made
    }
    if issubclass(model, Addressed):
        found["minProperties"] = 1
    found["properties"] = {}
    for name, field in model.model_fields.items():
        one = _plain(made["properties"][name], inner)
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            record = _record(field.annotation, inner[field.annotation.__name__], inner, words)
            one = {**record, "description": one["description"]}
        if _is_unique(field.metadata, field.annotation):
            _list_of(one)["uniqueItems"] = True
        if words.get(name):
            one = _chosen(one, words[name])
        found["properties"][name] = one
    return found


def _plain(schema: Schema, inner: Schema) -> Schema:
    """Return a schema without what only programs need: names made from keys, defaults, null for a missing key."""
    if "$ref" in schema:
        # In this draft nothing may stand beside a reference, so what it names is written out.
        return {**_plain(inner[schema["$ref"]], inner), **{key: one for key, one in schema.items() if key != "$ref"}}
    made = {key: value for key, value in schema.items() if key not in {"default", "anyOf"}}
    made.pop("title", None)
    if "items" in made:
        made["items"] = _plain(made["items"], inner)
    if "properties" in made:
        made["properties"] = {name: _plain(one, inner) for name, one in made["properties"].items()}
    if options := [_plain(one, inner) for one in schema.get("anyOf", ()) if one != {"type": "null"}]:
        flat = [branch for one in options for branch in one.get("anyOf", [one])]
        made |= flat[0] if len(flat) == 1 else {"anyOf": flat}
    return made


def _list_of(schema: Schema) -> Schema:
    return next((one for one in schema.get("anyOf", ()) if one["type"] == "array"), schema)


def _is_unique(metadata: Iterable[Any], annotation: Any) -> bool:
    """Whether the model refuses a value that stands in the list twice."""
    if any(isinstance(one, AfterValidator) and one.func is unique for one in metadata):
        return True
    return any(_is_unique(getattr(one, "__metadata__", ()), one) for one in get_args(annotation))


def _vocabularies(collection: Collection) -> dict[str, dict[str, str]]:
    """Return the closed vocabularies by the field that uses them: key to description."""
    lists = {key: f"{one.name}. {one.about}" for key, one in collection.lists.items()}
    return {
        "topics": {key: _topic(collection, key) for key in collection.nodes},
        "venue": {key: venue.name for key, venue in collection.venues.items()},
        "tags": {key: f"{tag.name}. {tag.about}" for key, tag in collection.tags.items()},
        "lists": lists,
        "source": lists,
    }


def _topic(collection: Collection, key: str) -> str:
    """Return where a topic stands in the tree and what belongs there."""
    topic, parent = collection.nodes[key].topic, collection.nodes[key].parent
    trail = [topic.name]
    while parent:
        trail.append(collection.nodes[parent].topic.name)
        parent = collection.nodes[parent].parent
    also = f" Also: {', '.join(topic.aliases)}." if topic.aliases else ""
    return f"{' / '.join(reversed(trail))}. {topic.about}{also}"


def _chosen(schema: Schema, words: Mapping[str, str]) -> Schema:
    """Return the schema of a field whose values are keys of a vocabulary."""
    # `enumDescriptions` is the editors' own word: they show the text beside each choice.
    choice = {"type": "string", "enum": list(words), "enumDescriptions": list(words.values())}
    if schema["type"] == "array":
        return {**schema, "items": choice}
    return {"description": schema["description"], **choice}


def _tracks(collection: Collection) -> Iterator[Schema]:
    """Yield, for each venue that has tracks, the tracks an editor offers once the venue is written."""
    for key, venue in collection.venues.items():
        if names := [track.name for track in venue.tracks]:
            when = {"properties": {"venue": {"const": key}}, "required": ["venue"]}
            # A track that the vocabulary does not know yet is the check's matter, not the editor's.
            yield {"if": when, "then": {"properties": {"track": {"anyOf": [{"enum": names}, {"type": "string"}]}}}}
