"""What a reader waits for: a keystroke in the search box and a toggle in the explorer, at 1,000 and 10,000 papers."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from generator.collection import Collection
from generator.exporters import search_index
from generator.facts import Facts
from generator.views import catalog
from tests.bench import synthetic

ROOT = Path(__file__).parent.parent.parent
MOST = 3
"""How often the time at 1,000 papers may be needed at 10,000."""
SMALL, LARGE = 1_000, 10_000
ROUNDS = 8
PAGE = """<!doctype html><html class="js" lang="en"><meta charset="utf-8"><title>Bench</title>
<link rel="stylesheet" href="../assets/css/site.css"><link rel="stylesheet" href="../assets/css/search.css">
<link rel="stylesheet" href="../assets/css/explorer.css">
<body data-md-color-scheme="default" data-md-color-primary="custom">
<form class="site-search" role="search" data-search><input type="search" name="q"></form>
<main class="md-typeset"><div id="explorer"></div></main>
<script type="module" src="../assets/js/start.js"></script></body></html>
"""
# Time in the page from the event to the end of layout, without waiting for the next picture.
TIMED = """
window.settled = () => new Promise(done => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { document.body.getBoundingClientRect(); done(); };
  channel.port2.postMessage(0);
});
window.timed = async act => {
  const start = performance.now();
  act();
  await settled();
  await settled();
  return performance.now() - start;
};
"""
KEYSTROKES = """async queries => {
  const field = document.querySelector(".site-search input"), times = [];
  for (const query of queries) {
    for (let end = 1; end <= query.length; end++) {
      times.push(await timed(() => { field.value = query.slice(0, end); field.dispatchEvent(new Event("input")); }));
    }
    field.value = "";
    field.dispatchEvent(new Event("input"));
    await settled();
  }
  return times;
}"""
TOGGLES = """async turn => {
  const boxes = [...document.querySelectorAll("#explorer .value input")], times = [];
  const many = Math.min(60, boxes.length);
  for (let i = turn * 8; i < turn * 8 + 8; i++) times.push(await timed(() => boxes[(i * 7) % many].click()));
  return times;
}"""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a reader waits for one thing: milliseconds at both sizes, half and nearly all of the times."""

    name: str
    small: tuple[float, float]
    large: tuple[float, float]

    @property
    def ratio(self) -> float:
        return self.large[0] / self.small[0]

    @property
    def kept(self) -> bool:
        return self.ratio <= MOST

    def __str__(self) -> str:
        small, large = (f"{half:.1f} / {most:.1f} ms" for half, most in (self.small, self.large))
        return f"{self.name}: p50 / p95 {small} at {SMALL:,}, {large} at {LARGE:,}, ratio {self.ratio:.1f}, <= {MOST}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the base class gives it
        pass


def measured(place: Path, like: Collection) -> Iterator[Wait]:
    """Yield the waits, each on both sizes in the same browser."""
    times: dict[str, dict[int, list[float]]] = {"keystroke": {}, "facet toggle": {}}
    with sync_playwright() as playwright, ExitStack() as stack:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        indexes = {count: _index(count, like) for count in (SMALL, LARGE)}
        served = {count: stack.enter_context(_served(_page(place / str(count), indexes[count]))) for count in indexes}
        pages = {count: _opened(browser, url) for count, url in served.items()}
        queries = {count: _queries(json.loads(index)) for count, index in indexes.items()}
        for turn in range(ROUNDS):
            # In turns, so that other work of the machine falls on both.
            for count, page in pages.items():
                some = queries[count][turn * 2 : turn * 2 + 2]
                page.evaluate(KEYSTROKES, some[:1] if not turn else [])
                times["keystroke"].setdefault(count, []).extend(page.evaluate(KEYSTROKES, some))
                times["facet toggle"].setdefault(count, []).extend(page.evaluate(TOGGLES, turn))
        browser.close()
    for name, by_size in times.items():
        yield Wait(name, _spread(by_size[SMALL]), _spread(by_size[LARGE]))


def _spread(times: list[float]) -> tuple[float, float]:
    return median(times), quantiles(times, n=20)[-1]


def _index(count: int, like: Collection) -> str:
    papers = tuple(synthetic.papers(count, like))
    made = Collection(papers=papers, topics=like.topics, venues=like.venues, tags=like.tags, lists=like.lists)
    return search_index.export(catalog(made, Facts()))


def _page(place: Path, index: str) -> Path:
    shutil.copytree(ROOT / "site_overrides/assets", place / "assets")
    (place / "explorer").mkdir()
    (place / "explorer/index.html").write_text(PAGE, "utf-8")
    (place / "search.json").write_text(index, "utf-8")
    return place


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a folder on a port of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _opened(browser: Browser, url: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(TIMED)
    page.goto(f"{url}explorer/")
    page.wait_for_selector("#explorer[data-ready]", state="attached")
    page.focus(".site-search input")
    page.wait_for_selector(".site-search [role=combobox]")
    return page


def _queries(index: Mapping[str, Any]) -> list[str]:
    """Return two queries a turn: the beginning of a title, and an author with a word."""
    titles, names = index["papers"]["title"], index["authors"]
    step = len(titles) // ROUNDS
    return [
        query
        for title, name in zip(titles[::step], names[::step], strict=False)
        for query in (title[:28], f"{name.split()[-1]} {title.split()[-1]}"[:24])
    ]
