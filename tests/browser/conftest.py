"""Real Chromium on the built site: a server that compresses and counts, visits that notice every fault."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests import factory

BASE = urlsplit(factory.SETTINGS.site_url).path
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".xml": "application/xml",
}
# Every name but this machine's fails at once, so that nothing leaves the machine; the attempt is seen all the same.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
SHIFTS = """
window.layoutShift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.layoutShift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


class Server(ThreadingHTTPServer):
    """A folder below a path, as GitHub Pages serves a project: compressed, with a page for what is missing."""

    daemon_threads = True

    def __init__(self, folder: Path, base: str) -> None:
        super().__init__(("127.0.0.1", 0), _Files)
        self.folder, self.base = folder, base

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def url(self, path: str) -> str:
        """Return the address of a page."""
        return f"{self.origin}{self.base}{path}"


class _Files(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        found = self.server.folder / path.removeprefix(self.server.base)
        if path.startswith(self.server.base) and found.is_dir() and path.endswith("/"):
            found /= "index.html"
        if path.startswith(self.server.base) and found.is_file():
            self._send(200, found)
        else:
            self._send(404, self.server.folder / "404.html")

    def _send(self, status: int, file: Path) -> None:
        body = file.read_bytes()
        self.send_response_only(status)
        self.send_header("Content-Type", TYPES.get(file.suffix, "text/plain; charset=utf-8"))
        if file.suffix != ".png":
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the base class gives it
        pass


@dataclass
class Visit:
    """One look at one page in a fresh browser: the page, and what went over the wire and wrong."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes over the wire, headers included, by address without query."""

    @property
    def foreign(self) -> list[str]:
        """The requests that went to another host."""
        return [url for url in self.requests if not url.startswith((f"{self.origin}/", "data:", "blob:"))]

    @property
    def bytes(self) -> int:
        return sum(self.sizes.values())

    def of(self, ending: str) -> dict[str, int]:
        """Return the bytes of files with this ending."""
        return {url: size for url, size in self.sizes.items() if url.endswith(ending)}


Go = Callable[..., Visit]


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[Server]:
    """Return a server of the built site, below the path of its address."""
    with Server(site, BASE) as made:
        thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Return Chromium."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def go(browser: Browser, server: Server) -> Iterator[Go]:
    """Return a function that opens a page of the site in a fresh browser, as another reader would."""
    with ExitStack() as stack:

        def open_page(
            path: str,
            *,
            width: int = 1280,
            scheme: str = "light",
            scripts: bool = True,
            until: Literal["load", "networkidle"] = "load",
            **options: Any,
        ) -> Visit:
            context: BrowserContext = browser.new_context(
                viewport={"width": width, "height": 844 if width < 600 else 800},
                is_mobile=width < 600,
                has_touch=width < 600,
                color_scheme="dark" if scheme == "dark" else "light",
                java_script_enabled=scripts,
                permissions=["clipboard-read", "clipboard-write"],
                **options,
            )
            stack.callback(context.close)
            page = context.new_page()
            visit = Visit(page, server.origin)
            _listen(visit, context.new_cdp_session(page))
            if scripts:
                page.add_init_script(SHIFTS)
            page.goto(server.url(path), wait_until=until)
            return visit

        yield open_page


def _listen(visit: Visit, session: CDPSession) -> None:
    urls: dict[str, str] = {}

    def sent(event: dict[str, Any]) -> None:
        urls[event["requestId"]] = event["request"]["url"]
        visit.requests.append(event["request"]["url"])

    def received(event: dict[str, Any]) -> None:
        url = urls.get(event["requestId"], "").partition("?")[0]
        visit.sizes[url] = visit.sizes.get(url, 0) + int(event["encodedDataLength"])

    session.send("Network.enable")
    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", received)
    visit.page.on("console", lambda told: visit.faults.append(told.text) if told.type in {"error", "warning"} else None)
    visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
    visit.page.on("requestfailed", lambda request: visit.faults.append(f"failed: {request.url}"))
