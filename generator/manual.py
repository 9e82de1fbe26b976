"""What the contributors' manual says of fields, read from the model, so that it cannot say anything else."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.collection import Collection
from generator.entry_text import entry_text
from generator.model import Addressed, Links, Paper, json_schema


@dataclass(frozen=True, slots=True)
class Field:
    """One field as the manual shows it. The fields of `links` have the name of their kind."""

    name: str
    required: bool
    shape: str
    about: str


def fields(model: type[BaseModel], parent: str = "") -> list[Field]:
    """Return the fields that people write, in the order of the model; those of addresses follow their parent."""
    shapes: dict[str, Any] = json_schema(model)["properties"]
    found = []
    for name, field in model.model_fields.items():
        if field.exclude:
            continue
        inner = field.annotation if isinstance(field.annotation, type) else None
        if inner and issubclass(inner, Addressed):
            found.append(Field(name, field.is_required(), "addresses by kind", field.description or ""))
            found += fields(inner, f"{name}.")
        else:
            found.append(Field(f"{parent}{name}", field.is_required(), _shape(shapes[name]), field.description or ""))
    return found


def _shape(schema: dict[str, Any]) -> str:
    options = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    flat = [inner for one in options for inner in one.get("anyOf", [one])]
    return " or ".join(dict.fromkeys(_words(one) for one in flat))


def _words(schema: dict[str, Any]) -> str:
    most = f", at most {schema['maxItems']}" if schema.get("maxItems", 1_000) < 1_000 else ""
    match schema:
        case {"type": "array", "items": {"enum": values}}:
            return f"list of {', '.join(values)}"
        case {"type": "array", "items": {"format": "uri"}}:
            return f"list of addresses{most}"
        case {"type": "array", "items": {"pattern": pattern}} if "a-z0-9" in pattern:
            return f"list of ids{most}"
        case {"type": "array"}:
            return f"list of texts{most}"
        case {"type": "integer"}:
            return "year of four digits"
        case {"format": "uri"}:
            return "address"
        case {"maxLength": length}:
            return f"text, at most {length} characters"
    return "text"


def example(collection: Collection) -> str:
    """Return the text of an invented entry that uses the list's own words and every common field."""
    leaves = [key for key, node in collection.nodes.items() if not node.topic.topics]
    venue = next((one for one in collection.venues.values() if one.tracks), None)
    paper = Paper(
        id="foldnet",
        title="FoldNet: Folding Large Models into Small Boxes",
        authors=("Ada Lark", "Bo Finch"),
        year=2024,
        venue=venue.id if venue else None,
        track=venue.tracks[0].name if venue else None,
        topics=tuple(leaves[:2]) or ("topic",),
        links=Links(paper=("https://arxiv.org/abs/2401.00001",), code=("https://github.com/ada-lark/foldnet",)),
        summary="Folds weights onto each other, so that a model takes half the memory.",
    )
    return entry_text(paper)
