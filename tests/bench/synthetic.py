"""Invented entries in any number, the same every time, shaped like real ones: titles, names, links and gaps."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.collection import Collection, paper_path
from generator.entry_text import entry_text
from generator.identity import normal_title
from generator.model import Paper

SEED = 20_260_101

_WORDS = {
    name: [word.strip() for word in words.split(",")]
    for name, _, words in (
        line.partition(":") for line in Path(__file__).with_name("words.txt").read_text("utf-8").splitlines()
    )
}
# Most papers of the list are of the last years.
_YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
_WEIGHTS = (1, 2, 4, 9, 30, 34, 20)


def papers(count: int, like: Collection) -> Iterator[Paper]:
    """Yield invented papers that use the topics, venues, tags and lists of a collection."""
    draw = random.Random(SEED)  # noqa: S311 - the same entries every time
    leaves = [node.id for node in like.nodes.values() if not node.topic.topics]
    # A few topics hold most papers, as in every list.
    weights = [1 / (rank + 1) for rank in range(len(leaves))]
    venues = [venue.id for venue in like.venues.values() if venue.kind in {"conference", "journal", "workshop"}]
    seen: set[str] = set()
    number = 0
    while number < count:
        short = _surname(draw) + _word(draw, "suffix")
        title = _title(draw, short)
        identity = f"{short.lower().strip('+')}-{number}"
        if normal_title(title) in seen:
            continue
        seen.add(normal_title(title))
        year = draw.choices(_YEARS, _WEIGHTS)[0]
        arxiv = f"{year % 100:02d}{draw.randint(1, 12):02d}.{10_000 + number:05d}"
        published = draw.random() < 0.4
        yield Paper.model_validate(
            {
                "id": identity,
                "title": title,
                "authors": _authors(draw) if draw.random() < 0.65 else [],
                "year": year,
                "venue": draw.choice(venues) if published else None,
                "topics": _some(draw, leaves, weights),
                "links": _links(draw, identity, arxiv, number),
                "tags": [draw.choice(list(like.tags))] if like.tags and draw.random() < 0.1 else [],
                "lists": [draw.choice(list(like.lists))] if like.lists else [],
                "aka": [f"{title} (Extended)"] if draw.random() < 0.05 else [],
            }
        )
        number += 1


def write(root: Path, count: int, like: Collection) -> None:
    """Write invented papers as entry files."""
    for paper in papers(count, like):
        file = root / paper_path(paper)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(entry_text(paper), "utf-8")


def _word(draw: random.Random, name: str) -> str:
    return draw.choice(_WORDS[name])


def _surname(draw: random.Random) -> str:
    return (_word(draw, "begin") + _word(draw, "end")).capitalize()


def _title(draw: random.Random, short: str) -> str:
    words = " ".join(_word(draw, name) for name in ("verb", "quality", "thing", "way"))
    more = f" {_word(draw, 'more')}" if draw.random() < 0.5 else ""
    return f"{short}: {words}{more}" if draw.random() < 0.7 else f"{words}{more} of {short}"


def _authors(draw: random.Random) -> list[str]:
    count = draw.choices(range(1, 13), (1, 3, 8, 12, 12, 10, 7, 5, 4, 3, 2, 2))[0]
    return list(dict.fromkeys(f"{_word(draw, 'first')} {_surname(draw)}" for _ in range(count)))


def _some(draw: random.Random, leaves: Sequence[str], weights: Sequence[float]) -> list[str]:
    return list(dict.fromkeys(draw.choices(leaves, weights, k=2 if draw.random() < 0.15 else 1)))


def _links(draw: random.Random, identity: str, arxiv: str, number: int) -> dict[str, list[str]]:
    found = {"paper": [f"https://arxiv.org/abs/{arxiv}"]}
    if draw.random() < 0.2:
        found["paper"].append(f"https://doi.org/10.99999/list.{number}")
    if draw.random() < 0.6:
        found["code"] = [f"https://github.com/{_word(draw, 'begin')}-example/{identity}"]
    if draw.random() < 0.1:
        found["project"] = [f"https://{identity}.example.org/"]
    return found
