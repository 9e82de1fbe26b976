"""The rival: the same pages as plain Markdown files, a file per paper, through MkDocs Material as it comes.

Home and topics are in the nav, papers are `not_in_nav`. The search index is left out on both sides.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

from generator import citations, collection, facts, pages, settings, stamp
from generator.escape import for_markdown
from generator.views import Catalog, Row, catalog

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
    for address, shown in _topics(root, seen):
        path = docs / f"{address.rstrip('/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, "utf-8")
    for row in seen.rows:
        (docs / "papers" / f"{row.id}.md").write_text("\n".join(_page(row, seen)), "utf-8")
    ours = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    topics = [f"topics/{identity}.md" for identity in seen.collection.nodes]
    written = {key: ours[key] for key in _KEPT} | {
        "site_url": "https://ada-example.github.io/list/",
        "theme": {"name": "material", "font": False},
        "plugins": [],
        "nav": [{"Home": "index.md"}, {"Topics": ["topics/index.md", *topics]}],
        "not_in_nav": "/papers/\n/tables/\n/topics/*/\n/*.md\n!/index.md\n",
    }
    (place / "mkdocs.yml").write_text(yaml.safe_dump(written), "utf-8")
    return place


def _topics(root: Path, seen: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the pages of topics, which ours are stamped like those of papers, by their addresses."""
    made = pages.environment(root, stamp.token)
    for address, places in pages.stamped(seen, settings.load(root), made):
        if address.startswith("topics/"):
            yield address, f"# {places['title']}\n\n<div>\n{places['body']}\n</div>\n"


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
