"""Views and templates become Markdown: the README, the twins of the paper pages, the files for machines."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator import templating
from generator.citations import bibtex, parts
from generator.escape import for_github, for_html, for_markdown, for_url
from generator.settings import Settings
from generator.templating import marked, markup
from generator.views import Catalog
from generator.views import readme as layout
from generator.views.rows import byline

TEMPLATES = "templates"
README = "README.md"
TEXTS = ("llms.txt", "robots.txt")


def environment(root: Path) -> jinja2.Environment:
    """Return the Jinja environment of the README and of files like it: a value without a filter is Markdown text."""
    return templating.environment(root, TEMPLATES, for_markdown.text, FILTERS)


def readme(catalog: Catalog, settings: Settings, root: Path) -> dict[str, str]:
    """Return the README as `{path: text}`, shortened where it would grow too large for GitHub to show whole."""
    made = environment(root)
    template = made.get_template("README.md.j2")
    macros: Any = made.get_template("readme/row.md.j2").module

    def lines(authors: int) -> Mapping[str, str]:
        return {row.id: markup(macros.row(row, authors).strip()) for row in catalog.rows}

    def page(shape: layout.Shape, rows: Mapping[str, str]) -> str:
        shown = layout.sections(catalog, shape, rows)
        return for_github.resolve(template.render(catalog=catalog, settings=settings, sections=shown, shape=shape))

    return {README: layout.fitting(catalog, lines, page)}


def texts(catalog: Catalog, settings: Settings, root: Path) -> dict[str, str]:
    """Return the files for machines that are written by templates, as `{path below the site's root: text}`."""
    made = environment(root)
    return {path: made.get_template(f"{path}.j2").render(catalog=catalog, settings=settings) for path in TEXTS}


def twins(catalog: Catalog, settings: Settings, root: Path) -> Iterator[tuple[str, str]]:
    """Yield the Markdown twin of every paper's page. The site's builder must not see them: it would make pages."""
    template = environment(root).get_template("paper.md.j2")
    for row in catalog.rows:
        values = {
            "row": row,
            "sections": [catalog.section_of[topic] for topic in row.topics],
            "place": ", ".join(filter(None, [parts.container(row), row.where])),
            "bibtex": markup(bibtex.one(row).strip()),
        }
        yield f"papers/{row.id}.md", template.render(settings=settings, **values)


def shields(value: str) -> Markup:
    """Return a value as one part of the path of a static shields.io badge."""
    return markup(for_url.part(value.replace("-", "--").replace("_", "__").replace(" ", "_")))


def heading(name: str, depth: int, identity: str) -> Markup:
    """Return a heading that `goto` can lead to."""
    return markup("#" * min(depth, 6) + " " + for_markdown.text(name) + for_github.target(identity))


def goto(identity: str) -> Markup:
    """Return the anchor of a heading of the same document, to stand behind `#`."""
    return markup(for_github.reference(identity))


FILTERS: dict[str, Callable[..., Any]] = {
    "text": marked(for_markdown.text),
    "cell": marked(for_markdown.text),
    "html": marked(for_html.text),
    "attr": marked(for_html.attribute),
    "address": marked(for_url.bare),
    "shields": shields,
    "heading": heading,
    "goto": goto,
    "byline": byline,
}
