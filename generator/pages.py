"""Views and the templates of the site become its source pages, and the pieces of every paper page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator import charts, citations, manual, templating
from generator.citations import coins, metadata
from generator.collection import first_year
from generator.escape import for_bibtex, for_html, for_script, for_url
from generator.model import Paper, Software
from generator.settings import Settings
from generator.templating import markup
from generator.views import Catalog, Row, Section, numbers

TEMPLATES = "templates/site"
DOCS = "build/docs"
SHELL = "shell.html.j2"
ROWS = 100
"""How many papers one page of a topic shows."""
NEW = 8
NEWEST = 12
VENUES = 24
HEAT_SINCE = 2017
"""Years before this one stand together in the heat map."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path below `build/docs`, the template that makes it, and what the template gets."""

    path: str
    template: str
    values: Mapping[str, Any]

    @property
    def address(self) -> str:
        """Where the page stands, relative to the root of the site."""
        steps = self.path.removesuffix(".md").split("/")
        return "".join(f"{step}/" for step in (steps[:-1] if steps[-1] == "index" else steps))

    @property
    def root(self) -> str:
        """The way from the page's address to the root of the site."""
        return "../" * self.address.count("/")


def environment(root: Path, place: Callable[[str], str]) -> jinja2.Environment:
    """Return the Jinja environment of the site: what a template prints without a filter is escaped for HTML.

    `place` gives what stands in the shell of the paper pages where a value goes.
    """
    filters = FILTERS | {"place": lambda name: markup(place(name))}
    return templating.environment(root, TEMPLATES, for_html.attribute, filters)


def site(catalog: Catalog, settings: Settings, made: jinja2.Environment, shells: Iterable[str] = ()) -> dict[str, str]:
    """Return the source of the site's pages as `{path: text}`, and of shells at the given addresses."""
    shared = {"catalog": catalog, "settings": settings, "counts": catalog.counts}
    return {
        f"{DOCS}/{page.path}": made.get_template(page.template).render(**shared, root=page.root, **page.values)
        for page in (*_pages(catalog, settings), *(Page(f"{shell}.md", SHELL, {}) for shell in shells))
    }


def addresses(catalog: Catalog, settings: Settings) -> list[str]:
    """Return the addresses of the site's pages, relative to its root, without those of papers."""
    return [page.address for page in (*_pages(catalog, settings), *_topics(catalog))]


def stamped(catalog: Catalog, settings: Settings, made: jinja2.Environment) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of every page of a topic or a paper with what it has in each place of the shell."""
    head, body = made.get_template("topic_head.html.j2"), made.get_template("topic.html.j2")
    for page in _topics(catalog):
        section, number = page.values["section"], page.values["number"]
        title = section.name if number == 1 else f"{section.name}, page {number}"
        yield (
            page.address,
            {
                "title": for_html.attribute(title),
                "description": for_html.attribute(section.about),
                "canonical": for_html.attribute(f"{settings.site_url}{page.address}"),
                "kind": "website",
                "head": head.render(section=section, root=page.root),
                "body": body.render(root=page.root, **page.values),
            },
        )
    yield from _papers(catalog, settings, made)


def _papers(catalog: Catalog, settings: Settings, made: jinja2.Environment) -> Iterator[tuple[str, dict[str, str]]]:
    head, body = made.get_template("paper_head.html.j2"), made.get_template("paper.html.j2")
    bibtex = citations.FORMATS["bib"].one
    parts: Any = made.get_template("_parts.html.j2").module
    # A paper is the neighbour of several others and looks the same to each.
    near = cache(lambda identity: parts.near_row("../../", catalog.by_id[identity]))
    crumbs = cache(lambda topic: parts.crumbs("../../", _steps(catalog, topic)))
    for row in catalog.rows:
        said = metadata.description(row, catalog)
        values = {
            "row": row,
            "root": "../../",
            "crumbs": crumbs(row.home),
            "sections": [catalog.section_of[topic] for topic in row.topics],
            "lists": [catalog.collection.lists[key] for key in row.paper.lists if key in catalog.collection.lists],
            "repositories": list({one.repository.name: one.repository for one in row.code if one.repository}.values()),
            "pdf": metadata.pdf_address(row),
            "bibtex": bibtex(row).strip(),
            "neighbours": [near(other.id) for other in catalog.neighbours(row)],
            "edit": f"{settings.repository_url}/edit/{settings.branch}/{_path(catalog, row)}",
            "report": f"{settings.repository_url}/issues/new?template=report-a-mistake.yml&entry={row.id}",
        }
        yield (
            f"papers/{row.id}/",
            {
                "kind": "article",
                "title": for_html.attribute(row.title),
                "description": for_html.attribute(said),
                "canonical": for_html.attribute(f"{settings.site_url}papers/{row.id}/"),
                "head": head.render(
                    id=row.id,
                    tags=metadata.highwire(row, catalog),
                    schema=metadata.schema_org(row, catalog, settings.site_url),
                ),
                "body": body.render(**values),
            },
        )


def _pages(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    about = settings.tagline
    home = {
        "latest": catalog.latest[:NEW],
        "picture": _histogram(settings.name, catalog.rows),
        "citation": _self_citation(catalog, settings),
        "dataset": metadata.dataset(catalog, settings.name, about, settings.site_url),
    }
    yield Page("index.md", "index.html.j2", home)
    yield Page("topics/index.md", "topics.html.j2", {})
    yield Page("frameworks.md", "frameworks.html.j2", {"tools": catalog.tools, "starred": any(_starred(catalog))})
    for table in catalog.collection.tables:
        source = catalog.collection.lists.get(table.source)
        values = {"table": table, "source": source.name if source else table.source}
        yield Page(f"tables/{table.id}.md", "table.html.j2", values)
    yield Page("statistics.md", "statistics.html.j2", _statistics(catalog))
    yield Page("about.md", "about.md.j2", {"sources": _sources(catalog)})
    written = manual.example(catalog.collection)
    yield Page("contributing.md", "contributing.md.j2", {"example": written})
    kinds = {"paper": manual.fields(Paper), "software": manual.fields(Software)}
    reference = {"example": written, "kinds": kinds, "derived": sorted(Paper.derived.items())}
    yield Page("contributing/entries.md", "entries.md.j2", reference)
    yield Page("contributing/mistakes.md", "mistakes.md.j2", {})
    yield Page("explorer.md", "explorer.html.j2", {})
    yield Page("reading-list.md", "reading_list.html.j2", {})


def _topics(catalog: Catalog) -> Iterator[Page]:
    for section in catalog.section_of.values():
        yield from _topic(catalog, section)


def _topic(catalog: Catalog, section: Section) -> Iterator[Page]:
    own = section.own
    rows, heading = (own, "Papers") if own else (section.everything[:NEWEST], "Newest papers below this topic")
    if section.sections and own:
        heading = "Papers on the topic as a whole"
    count = max(1, -(-len(rows) // ROWS))
    addresses = [f"topics/{section.id}/{f'{number}/' if number > 1 else ''}" for number in range(1, count + 1)]
    for number in range(1, count + 1):
        path = f"topics/{section.id}.md" if number == 1 else f"topics/{section.id}/{number}.md"
        yield Page(
            path,
            "topic.html.j2",
            {
                "section": section,
                "steps": _steps(catalog, section.id)[:-1],
                "rows": rows[(number - 1) * ROWS : number * ROWS],
                "heading": heading,
                "number": number,
                "pages": addresses,
                "picture": _histogram(section.name, section.everything) if number == 1 else "",
            },
        )


def _steps(catalog: Catalog, topic: str) -> list[tuple[str, str]]:
    """Return the topics above a topic and itself, each with its name and address."""
    steps = [("Topics", "topics/")]
    section = catalog.section_of.get(topic)
    if section:
        steps += [(one.name, f"topics/{one.id}/") for one in (*section.parents, section.topic)]
    return steps


def _histogram(name: str, rows: tuple[Row, ...]) -> str:
    years = numbers.years(rows)
    if len(rows) < 3 or len(years) < 2:
        return ""
    bars = [charts.Bar(str(one.year), one.papers, str(one.papers)) for one in years]
    about = ", ".join(f"{one.year}: {one.papers}" for one in years if one.papers)
    top = max(one.papers for one in years)
    title = f"{name}: papers by year"
    return markup(charts.columns(title, about, bars, height=110, top=top, every=_every(len(bars), 8)))


def _starred(catalog: Catalog) -> Iterator[bool]:
    return (bool(one.repository and one.repository.stars) for one in catalog.tools)


def _every(count: int, names: int) -> int:
    return max(1, -(-count // names))


def _statistics(catalog: Catalog) -> dict[str, Any]:
    heat = numbers.heat(catalog, HEAT_SINCE)
    years = [one for one in numbers.years(catalog.rows) if one.year >= HEAT_SINCE - 1]
    venues = numbers.venues(catalog)
    tiles = numbers.tiles(catalog)
    overlap = numbers.overlap(catalog)
    heads = [str(year) for year in heat.years]
    if heat.years and heat.years[0] < HEAT_SINCE:
        heads[0] = f"to {heads[0]}"
    pictures = {
        "map": charts.tree_map("Map of the topics", _spoken((one.name, one.count) for one in tiles), _areas(tiles)),
        "heat": charts.heat(
            "Papers by topic and year",
            f"{len(heat.topics)} topics, {heads[0]} up to {heads[-1]}.",
            heads,
            [(name, f"../topics/{key}/", counts) for key, name, counts in heat.topics],
        ),
        "code": charts.columns(
            "Share of papers with code by year",
            _spoken((str(one.year), f"{one.share:.0%}") for one in years),
            [charts.Bar(str(one.year), one.share, f"{one.share:.0%}") for one in years if one.papers],
            height=180,
            top=1,
        ),
        "venues": charts.rows(
            "Papers by venue",
            _spoken((key or name, count) for key, name, count in venues[:VENUES]),
            [
                charts.Bar(key or name, count, str(count), f"../explorer/?venue={for_url.part(key)}" if key else "")
                for key, name, count in venues[:VENUES]
            ],
        ),
        "lists": _overlap(overlap),
    }
    lines = {
        "map": [(one.name, one.count) for top in tiles for one in (top, *top.tiles) if one is top or one.id != top.id],
        "heat": [(name, *counts) for _, name, counts in heat.topics],
        "code": [(one.year, one.papers, one.with_code, f"{one.share:.0%}") for one in years],
        "venues": [(name if key in {"", name} else f"{name} ({key})", count) for key, name, count in venues],
        "lists": [(" + ".join(_list_names(overlap, keys)), count) for keys, count in overlap.sets],
    }
    return {
        "pictures": {key: markup(picture) for key, picture in pictures.items()},
        "lines": lines,
        "heads": {"heat": ("Topic", *heads)},
    }


def _areas(tiles: tuple[numbers.Tile, ...]) -> list[charts.Area]:
    return [
        charts.Area(
            one.name if one.id != above else f"{one.name}, general", one.count, f"../topics/{one.id}/", tuple(inner)
        )
        for above, one, inner in ((None, one, _inner(one)) for one in tiles)
    ]


def _inner(tile: numbers.Tile) -> list[charts.Area]:
    return [
        charts.Area("In general" if one.id == tile.id else one.name, one.count, f"../topics/{one.id}/")
        for one in tile.tiles
    ]


def _overlap(overlap: numbers.Overlap) -> str:
    if len(overlap.lists) < 2:
        return ""
    place = {key: index for index, (key, _, _) in enumerate(overlap.lists)}
    return charts.sets(
        "Papers by source lists",
        _spoken((" and ".join(_list_names(overlap, keys)), count) for keys, count in overlap.sets),
        [f"{name} ({count})" for _, name, count in overlap.lists],
        [([place[key] for key in keys], count) for keys, count in overlap.sets],
    )


def _list_names(overlap: numbers.Overlap, keys: tuple[str, ...]) -> list[str]:
    names = {key: name for key, name, _ in overlap.lists}
    return [names[key] for key in keys]


def _spoken(pairs: Any) -> str:
    return ", ".join(f"{name}: {value}" for name, value in pairs)


def _sources(catalog: Catalog) -> list[tuple[Any, int]]:
    """Return every source list with how many papers stand on it."""
    counts = {key: count for key, _, count in numbers.overlap(catalog).lists}
    return [(one, counts.get(one.id, 0)) for one in catalog.collection.lists.values()]


def _self_citation(catalog: Catalog, settings: Settings) -> str:
    """Return BibTeX of the list itself."""
    year = catalog.updated.year if catalog.updated else catalog.counts.last_year
    key = settings.repository.rpartition("/")[2]
    return (
        f"@misc{{{key},\n  title = {{{{{for_bibtex.value(settings.name)}}}}},\n  year = {{{year}}},\n"
        f"  howpublished = {{\\url{{{for_bibtex.verbatim(settings.site_url)}}}}},\n"
        f"  note = {{{for_bibtex.value(settings.tagline)}}}\n}}"
    )


def _path(catalog: Catalog, row: Row) -> str:
    spans = catalog.collection.spans.get(row.id)
    return spans.path if spans else f"entries/papers/{first_year(row.paper)}/{row.id}.yml"


def metas(tags: Iterable[tuple[str, str]]) -> Markup:
    """Return names and contents as the meta elements of a page's head."""
    return markup("".join(f'<meta name="{_text(name)}" content="{_text(content)}">' for name, content in tags))


def people(names: Iterable[str], root: str) -> Markup:
    """Return authors, each as a link to what the explorer has of them."""
    return markup(", ".join(_person(name, root) for name in names))


@cache
def _person(name: str, root: str) -> str:
    return f'<a href="{root}explorer/?author={for_url.part(name)}">{_text(name)}</a>'


_text = for_html.attribute

FILTERS: dict[str, Callable[..., Any]] = {
    # JSON is YAML: a value of the front matter, markup included, is one quoted string.
    "yaml": lambda value: markup(for_script.compact(str(value))),
    # Where line breaks count, each line is escaped for itself.
    "lines": lambda value: markup("\n".join(map(for_html.attribute, value.split("\n")))),
    "coins": coins.one,
    "metas": metas,
    "people": people,
    "thousands": lambda count: f"{count:,}",
}
