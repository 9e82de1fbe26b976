"""`generator verify` from the entries to doubts, and from doubts to changes."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from generator.collection import Collection
from generator.edits import Change, Edit, EditError, apply
from generator.importers.appearances import Appearances
from generator.links.run import Run
from generator.net import Client, Network
from generator.net.client import LookUp, look_up
from generator.verify.compare import Doubt, doubts
from generator.verify.witness import Heard, hear, questions


def verify(
    collection: Collection, network: Network, *, by_title: bool = False, look_up: LookUp = look_up
) -> tuple[list[Doubt], Heard]:
    """Return the doubts about every entry, and what the services answered."""
    heard = asyncio.run(_hear(collection, network, look_up, by_title=by_title))
    venues = Appearances(collection.venues)
    found: list[Doubt] = []
    for paper in collection.papers:
        found += doubts(paper, heard.witnesses.get(paper.id, ()), collection, venues)
    return found, heard


async def _hear(collection: Collection, network: Network, look_up: LookUp, *, by_title: bool) -> Heard:
    heard = Heard()
    asked = questions(collection.papers, by_title=by_title)
    async with Client(network, look_up) as client:
        run = Run(client)
        await asyncio.gather(*(hear({name: some}, run.send, network, heard) for name, some in asked.items()))
    return heard


def changes(root: Path, found: Sequence[Doubt]) -> tuple[list[Change], list[str]]:
    """Return what the doubts propose as changes of files, and the files where that cannot be written in place."""
    edits: dict[str, dict[str, Edit]] = {}
    for doubt in found:
        for edit in doubt.edits:
            edits.setdefault(edit.path, {}).setdefault(edit.key, edit)
    made: list[Change] = []
    left: list[str] = []
    for path, some in sorted(edits.items()):
        try:
            made.append(apply(path, (root / path).read_text("utf-8"), list(some.values())))
        except EditError as error:
            left.append(str(error))
    return made, left
