"""Views and templates become Markdown: the README, the twins of the paper pages, the files for machines."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator.citations import bibtex, parts
from generator.escape import for_github, for_html, for_markdown, for_script, for_url
from generator.settings import Settings
from generator.views import Catalog
from generator.views import readme as layout
from generator.views.rows import byline

TEMPLATES = "templates"
README = "README.md"
TEXTS = ("llms.txt", "robots.txt")


def environment(root: Path) -> jinja2.Environment:
    """Return the one Jinja environment: unknown names fail, and a value that no filter escaped is Markdown text."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / TEMPLATES),
        undefined=jinja2.StrictUndefined,
        # What is not yet markup after `finalize` is escaped for HTML; macros and filters return markup.
        autoescape=True,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(FILTERS)
    return made


def readme(catalog: Catalog, settings: Settings, root: Path) -> dict[str, str]:
    """Return the README as `{path: text}`, shortened where it would grow too large for GitHub to show whole."""
    made = environment(root)
    template = made.get_template("README.md.j2")
    macros: Any = made.get_template("readme/row.md.j2").module

    def lines(authors: int) -> Mapping[str, str]:
        return {row.id: _done(macros.row(row, authors).strip()) for row in catalog.rows}

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
            "bibtex": _done(bibtex.one(row).strip()),
        }
        yield f"papers/{row.id}.md", template.render(settings=settings, **values)


def _finished(value: Any) -> Any:
    """Escape what a template prints without a filter; a value that is missing is a mistake of the template."""
    if value is None:
        raise TypeError("a template prints a value that is None")
    if isinstance(value, str) and type(value) is not Markup:
        return _done(for_markdown.text(value))
    return value


def compact(count: int) -> Markup:
    """Return a count as badges show it: 999, 1.2k, 34k, 1.5M."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            tenths = count * 10 // size
            return _done(f"{tenths // 10}{unit}" if tenths >= 100 or tenths % 10 == 0 else f"{tenths / 10:.1f}{unit}")
    return _done(str(count))


def counted(count: int, noun: str, plural: str = "") -> Markup:
    """Return a count with its noun: `1 paper`, `1,204 papers`."""
    return _done(f"{count:,} {for_markdown.text(noun if count == 1 else plural or noun + 's')}")


def shields(value: str) -> Markup:
    """Return a value as one part of the path of a static shields.io badge."""
    return _done(for_url.part(value.replace("-", "--").replace("_", "__").replace(" ", "_")))


def heading(name: str, depth: int, identity: str) -> Markup:
    """Return a heading that `goto` can lead to."""
    return _done("#" * min(depth, 6) + " " + for_markdown.text(name) + for_github.target(identity))


def goto(identity: str) -> Markup:
    """Return the anchor of a heading of the same document, to stand behind `#`."""
    return _done(for_github.reference(identity))


def indent(depth: int) -> Markup:
    """Return the spaces that make a list item of a topic stand below its parent's."""
    return _done("  " * (depth - 1))


def day(value: dt.date) -> Markup:
    """Return a day as 2024-05-01."""
    return _done(value.isoformat())


def _done(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - the one place where text becomes markup: all callers escaped it


def _marked(escaper: Callable[[str], str]) -> Callable[[str], Markup]:
    # What is markup already was escaped for Markdown text, which is not what this filter's place needs.
    def filtered(value: str) -> Markup:
        if isinstance(value, Markup):
            raise TypeError(f"escaped twice: {value!r}")
        return _done(escaper(value))

    return filtered


FILTERS: dict[str, Callable[..., Any]] = {
    "text": _marked(for_markdown.text),
    "cell": _marked(for_markdown.text),
    "html": _marked(for_html.text),
    "attr": _marked(for_html.attribute),
    "url": _marked(for_url.address),
    "address": _marked(for_url.bare),
    "part": _marked(for_url.part),
    "script": lambda value: _done(for_script.script(value)),
    "shields": shields,
    "compact": compact,
    "counted": counted,
    "heading": heading,
    "goto": goto,
    "indent": indent,
    "byline": byline,
    "day": day,
}
