"""The list as files for other programs. The key is the file's path below the site's root."""

from collections.abc import Callable, Iterator

from generator.citations import FORMATS
from generator.exporters import atom, csv_table, dataset, dataset_schema, json_feed, opensearch, search_index
from generator.exporters.edition import Edition
from generator.settings import Settings
from generator.views import Catalog, Selection

Exporter = Callable[[Edition], str]
SelectionExporter = Callable[[Edition, Selection], str]

EXPORTERS: dict[str, Exporter] = {
    "papers.bib": lambda edition: edition.cited("bib", edition.catalog.rows),
    "papers.ris": lambda edition: edition.cited("ris", edition.catalog.rows),
    "papers.csl.json": lambda edition: edition.cited("csl.json", edition.catalog.rows),
    "papers.json": dataset.export,
    "papers.schema.json": dataset_schema.export,
    "papers.csv": csv_table.export,
    "papers.csv-metadata.json": csv_table.describe,
    "feed.xml": lambda edition: atom.export(edition, edition.catalog.whole),
    "feed.json": lambda edition: json_feed.export(edition, edition.catalog.whole),
    "opensearch.xml": opensearch.export,
    "search.json": lambda edition: search_index.export(edition.catalog),
}

TOPIC_EXPORTERS: dict[str, SelectionExporter] = {
    ".bib": lambda edition, topic: edition.cited("bib", topic.rows),
    ".ris": lambda edition, topic: edition.cited("ris", topic.rows),
    ".csl.json": lambda edition, topic: edition.cited("csl.json", topic.rows),
    "/feed.xml": atom.export,
    "/feed.json": json_feed.export,
}
"""What each topic with papers gets, its subtopics included; the key follows `topics/<id>`."""


def files(catalog: Catalog, settings: Settings) -> dict[str, str]:
    """Return every export as `{path below the site's root: text}`."""
    edition = Edition(catalog, settings)
    tree = {path: export(edition) for path, export in EXPORTERS.items()}
    for selection in catalog.selections():
        if selection.id:
            tree |= {selection.stem + end: export(edition, selection) for end, export in TOPIC_EXPORTERS.items()}
    return tree


def twins(catalog: Catalog, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the files that the site's builder must not see, because it would make pages of them, or of too many.

    These are the citation files of every paper, and the Markdown lists of the whole list and of each topic.
    """
    edition = Edition(catalog, settings)
    for selection in catalog.selections():
        yield f"{selection.stem}.md", f"# {edition.title(selection)}\n\n{edition.cited('md', selection.rows)}"
    for row in catalog.rows:
        for ending in ("bib", "ris", "csl.json"):
            yield f"papers/{row.id}.{ending}", FORMATS[ending].several([edition.piece(ending, row)])
