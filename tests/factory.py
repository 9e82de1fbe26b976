"""Invented papers, people and collections for tests of what comes after reading."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from generator.collection import Collection
from generator.facts import Facts, Stars
from generator.model import DataTable, Paper, Software, SourceList, Tag, Topic, Venue
from generator.settings import Settings

SETTINGS = Settings(
    name="Awesome Tiny Models",
    tagline="An invented list for tests.",
    repository="ada-example/awesome-tiny-models",
    site_url="https://ada-example.github.io/awesome-tiny-models/",
)

TOPICS = (
    {
        "id": "compression",
        "name": "Compression",
        "about": "Models made smaller after they were trained.",
        "topics": [
            {"id": "folding", "name": "Folding & Creasing", "about": "Weights folded onto each other."},
            {"id": "rounding", "name": "Rounding", "about": "Weights written with fewer digits.", "aliases": ["RND"]},
        ],
    },
    {"id": "serving", "name": "Serving", "about": "Answers for many people at once."},
)

VENUES = (
    {"id": "ICTM", "name": "International Conference on Tiny Models", "kind": "conference"},
    {"id": "JTM", "name": "Journal of Tiny Models", "kind": "journal"},
    {"id": "WSM", "name": "Workshop on Small Matters", "kind": "workshop"},
    {"id": "Blog", "name": "Blog", "kind": "blog"},
)

TAGS = ({"id": "two-bit", "name": "Two bit", "about": "Weights of two bits."},)

LISTS = (
    {
        "id": "little-list",
        "name": "The Little List",
        "kind": "list",
        "about": "A list of little things.",
        "repository": "https://github.com/bo-example/little-list",
        "license": "MIT",
    },
)


def paper(identity: str = "brisk-fold", **values: Any) -> Paper:
    """Return a paper; whatever is not given is made up from the id."""
    number = sum(ord(char) * place for place, char in enumerate(identity, 1)) % 100_000
    given = {
        "id": identity,
        "title": f"{identity.replace('-', ' ').title()}: A Study of Small Things",
        "authors": ["Ada Example", "Bo Example"],
        "year": 2023,
        "topics": ["folding"],
        "links": {"paper": f"https://arxiv.org/abs/2301.{number:05d}"},
        **values,
    }
    return Paper.model_validate(given)


def software(identity: str = "tinyserve", **values: Any) -> Software:
    """Return a piece of software."""
    given = {
        "id": identity,
        "name": identity.title(),
        "topics": ["serving"],
        "supports": ["inference"],
        "features": ["small"],
        "links": {"code": f"https://github.com/bo-example/{identity}"},
        **values,
    }
    return Software.model_validate(given)


def collection(
    papers: Iterable[Paper] = (),
    tools: Iterable[Software] = (),
    topics: Iterable[Mapping[str, Any]] = TOPICS,
    tables: Iterable[Mapping[str, Any]] = (),
) -> Collection:
    """Return a collection of the given papers with invented vocabularies."""
    return Collection(
        papers=tuple(sorted(papers, key=lambda one: one.id)),
        software=tuple(sorted(tools, key=lambda one: one.id)),
        topics=tuple(Topic.model_validate(one) for one in topics),
        venues={one["id"]: Venue.model_validate(one) for one in VENUES},
        tags={one["id"]: Tag.model_validate(one) for one in TAGS},
        lists={str(one["id"]): SourceList.model_validate(one) for one in LISTS},
        tables=tuple(DataTable.model_validate(one) for one in tables),
    )


def facts(stars: Mapping[str, int] | None = None, added: Mapping[str, str] | None = None) -> Facts:
    """Return facts: stars by repository, counted on one day, and the days on which entries were added."""
    return Facts(
        added={key: dt.date.fromisoformat(day) for key, day in (added or {}).items()},
        stars={key.lower(): Stars(count, dt.date(2024, 5, 1)) for key, count in (stars or {}).items()},
    )
