"""The days on which entries came in, recorded after each merge, and the notes that tell readers of them."""

import datetime as dt
from pathlib import Path

from generator import facts
from generator.collection import Collection
from generator.escape import for_markdown, for_url
from generator.facts import Facts
from generator.settings import Settings
from generator.views import catalog


def tree(collection: Collection, known: Facts, today: dt.date) -> dict[str, str]:
    """Return the file of days as `{path: text}`: entries without a day get today's, or that of their former id."""
    former = {one.id: one.formerly for one in collection.papers}
    former |= {one.id: one.formerly for one in collection.software}
    days = dict(known.added)
    for identity, olds in former.items():
        if identity not in days:
            days[identity] = min([known.added[old] for old in olds if old in known.added], default=today)
    # A day whose entry is gone stays only while something still bears its name.
    kept = {*former, *(old for olds in former.values() for old in olds)}
    rows = [{"id": key, "day": day.isoformat()} for key, day in days.items() if key in kept]
    return {facts.ADDED: facts.lines(rows)}


def unfinished(root: Path, made: dict[str, str]) -> bool:
    """Return whether the file on disk is another one."""
    return any(not (root / path).is_file() or (root / path).read_text("utf-8") != text for path, text in made.items())


def notes(collection: Collection, known: Facts, settings: Settings, month: str) -> str:
    """Return the release notes of one month, as `2026-11`: the papers that came in, by topic."""
    rows = [row for row in catalog(collection, known).rows if row.added and row.added.isoformat().startswith(month)]
    if not rows:
        return ""
    lines = [f"{len(rows)} paper{'s' * (len(rows) != 1)} added.", ""]
    homes = [node for node in collection.nodes.values() if any(row.home == node.id for row in rows)]
    for node in homes:
        lines += [f"### {for_markdown.text(node.topic.name)}", ""]
        for row in rows:
            if row.home == node.id:
                page = for_url.address(f"{settings.site_url}papers/{row.id}/")
                byline = f" {for_markdown.text(row.byline)}." if row.authors else ""
                lines.append(f"- [{for_markdown.text(row.title)}]({page}).{byline} {for_markdown.text(row.where)}")
        lines.append("")
    return "\n".join(lines)
