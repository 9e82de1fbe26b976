"""The real entries, for tests of what readers search and filter: made once, looked at by several test modules."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from generator import collection, facts
from generator.exporters import dataset, search_index
from generator.exporters.edition import Edition
from generator.views import Catalog, catalog
from tests import factory

ROOT = Path(__file__).parent.parent.parent


@cache
def entries() -> Catalog:
    """Return the views of the real entries."""
    found, _ = collection.load(ROOT)
    learned, _ = facts.read(ROOT)
    return catalog(found, learned)


@cache
def index_text() -> str:
    """Return their search index."""
    return search_index.export(entries())


@cache
def index_bytes() -> int:
    """Return how much of it goes over the wire."""
    return len(gzip.compress(index_text().encode(), 6, mtime=0))


@cache
def papers() -> list[dict[str, Any]]:
    """Return the papers of `papers.json`, each with the topics above its own and with whether it has code."""
    published = json.loads(dataset.export(Edition(entries(), factory.SETTINGS)))
    parent = {topic["id"]: topic.get("parent") for topic in published["topics"]}
    found: list[dict[str, Any]] = published["papers"]
    for paper in found:
        topics: set[str] = set()
        for topic in paper.get("topics", []):
            step = topic
            while step:
                topics.add(step)
                step = parent[step]
        paper["lineage"] = sorted(topics)
        paper["code"] = "yes" if any(link["kind"] in {"code", "unofficial"} for link in paper["links"]) else "no"
    return found


def load(page: Page) -> None:
    """Give a page of the site the scripts' own functions over the real index: `engine`, `facets`, `filter`."""
    page.evaluate(
        """async text => {
          const from = name => import(new URL(`assets/js/${name}.js`, document.querySelector(".site-name").href));
          Object.assign(window, { searching: await from("engine"), filter: await from("filter") });
          const pages = [["statistics/", "Statistics"], ["explorer/", "Explorer"]];
          window.engine = searching.createEngine(JSON.parse(text), pages);
          window.facets = filter.facetsOf(engine);
          window.order = filter.orders(engine);
        }""",
        index_text(),
    )
