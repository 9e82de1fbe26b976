"""The rival: the same pages as plain Markdown files, a file per paper, through MkDocs Material as it comes.

Home and topics are in the nav, papers are `not_in_nav`. Both sites can be searched: ours by the index it makes, the
rival by the plugin that Material has switched on unless told otherwise.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator import citations, collection, facts, pages
from generator.escape import for_markdown
from generator.model import Topic
from generator.views import Catalog, Row, Section, catalog

_KEPT = ("site_name", "use_directory_urls", "markdown_extensions")


def write(root: Path) -> Path:
    """Write a project of plain Markdown with the pages of a built project, and return its root."""
    place = root / "plain"
    docs = place / "docs"
    shutil.copytree(root / "build/docs", docs, ignore=shutil.ignore_patterns("_shell*", ".gitkeep"))
    loaded, _ = collection.load(root)
    known, _ = facts.read(root)
    seen = catalog(loaded, known)
    (docs / "papers").mkdir(exist_ok=True)
    for address, shown in _topics(seen):
        path = docs / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, "utf-8")
    for row in seen.rows:
        (docs / "papers" / f"{row.id}.md").write_text("\n".join(_page(row, seen)), "utf-8")
    ours = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    written = {key: ours[key] for key in _KEPT} | {
        "site_url": "https://ada-example.github.io/list/",
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
        "nav": [{"Home": "index.md"}, {"Topics": ["topics/index.md", *map(_nav, seen.collection.topics)]}],
        "not_in_nav": "/papers/\n/tables/\n/topics/*/\n/*.md\n!/index.md\n",
    }
    (place / "mkdocs.yml").write_text(yaml.safe_dump(written), "utf-8")
    return place


def _nav(topic: Topic) -> str | dict[str, list[Any]]:
    """Return a topic as the nav of a plain site shows a tree: a page, or a section of pages."""
    page = f"topics/{topic.id}.md"
    return {topic.name: [page, *map(_nav, topic.topics)]} if topic.topics else page


def _topics(seen: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the pages of topics by their paths: the same rows, a hundred a page, as Markdown tables."""
    for section in seen.section_of.values():
        rows = section.own or section.everything[: pages.NEWEST]
        parts = [rows[at : at + pages.ROWS] for at in range(0, len(rows), pages.ROWS)] or [()]
        for number, part in enumerate(parts, 1):
            path = f"topics/{section.id}.md" if number == 1 else f"topics/{section.id}/{number}.md"
            yield path, "\n".join(_topic(section, part, "../" * path.count("/")))


def _topic(section: Section, rows: tuple[Row, ...], root: str) -> Iterator[str]:
    """Yield the lines of a topic's page, written by hand as Markdown."""
    text = for_markdown.text
    yield f"# {text(section.name)}\n\n{text(section.about)}\n\n{section.count} papers\n"
    yield from (
        f"- [{text(one.name)}]({root}topics/{one.id}.md) {one.count}: {text(one.about)}" for one in section.sections
    )
    yield "\n## Papers\n\n| Paper | Year | Venue | Code |\n| --- | --- | --- | --- |"
    for row in rows:
        names = ", ".join(map(text, row.authors[:3])) or "Authors not recorded"
        code = ", ".join(f"[Code]({link.url})" for link in row.code)
        yield f"| [{text(row.title)}]({root}papers/{row.id}.md)<br>{names} | {row.year} | {text(row.where)} | {code} |"


def _page(row: Row, seen: Catalog) -> Iterator[str]:
    """Yield the lines of a paper's page: what ours shows, written by hand as Markdown."""
    text = for_markdown.text
    yield f"# {text(row.title)}\n"
    yield ", ".join(f"[{text(name)}](../explorer.md)" for name in row.authors) or "The authors are not recorded yet."
    yield f"\n{text(row.where)}\n"
    yield from (f"- [{text(link.label)}]({link.url})" for link in row.links)
    yield "\n## Details\n"
    for topic in row.topics:
        yield f"- Topic: [{text(seen.section_of[topic].name)}](../topics/{topic}.md)"
    yield from (f"- Tag: {text(tag.name)}" for tag in row.tags)
    yield from (f"- Also known as: {text(title)}" for title in row.paper.aka)
    yield from (f"- Carried by: [{key}](../about.md)" for key in row.paper.lists)
    yield f"- arXiv: {row.arxiv}\n- DOI: {row.doi}"
    yield f"\n## Cite\n\n```bibtex\n{citations.FORMATS['bib'].one(row).strip()}\n```\n"
    yield "## Near it\n"
    yield from (f"- [{text(one.title)}]({one.id}.md), {text(one.where)}" for one in seen.neighbours(row))
    yield f"\n[Edit this entry](https://github.com/ada-example/list/edit/main/entries/{row.id}.yml)"
