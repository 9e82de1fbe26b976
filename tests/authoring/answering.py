"""A loopback server that answers as the services document it, and remembers what it was asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from generator.net import Network, configure

ANSWERS = Path(__file__).parent / "answers"


@dataclass
class Services:
    """Answers by a part of the request's path, the first that fits; everything else is 404."""

    answers: Mapping[str, tuple[int, bytes]]
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def network(self, **tokens: str) -> Network:
        names = ("arxiv", "crossref", "openreview", "openreview_old", "acl", "github")
        services = {name: f"{self.address}/{name}" for name in names}
        return configure("test agent", {"arxiv_gap": 0.01, "rate": 1000}, services=services, environment=tokens)


def answer(name: str, status: int = 200) -> tuple[int, bytes]:
    return status, (ANSWERS / name).read_bytes()


@contextmanager
def answering(answers: Mapping[str, tuple[int, bytes]]) -> Iterator[Services]:
    services = Services(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            services.asked.append(self.path)
            found = (value for part, value in services.answers.items() if part in self.path)
            status, body = next(found, (404, b"Resource not found."))
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        services.address = f"http://127.0.0.1:{server.server_port}"
        yield services
        server.shutdown()
