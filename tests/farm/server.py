"""A web server on loopback that behaves as badly as it is told to, and counts what it is asked."""

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

import trustme


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    host: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float
    connection: int


Answer = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]
Site = bytes | Answer


def page(body: str | bytes = "<title>A page</title><p>Hello", status: str = "200 OK", *headers: str) -> bytes:
    """Return a whole answer; HTML unless a header says otherwise."""
    raw = body.encode() if isinstance(body, str) else body
    kind = [] if any(one.lower().startswith("content-type:") for one in headers) else ["Content-Type: text/html"]
    lines = [f"HTTP/1.1 {status}", *kind, f"Content-Length: {len(raw)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + raw


def to(location: str | bytes, status: str = "302 Found", *headers: str) -> bytes:
    """Return a redirect."""
    raw = location if isinstance(location, bytes) else location.encode()
    extra = "".join(f"{one}\r\n" for one in headers).encode()
    return f"HTTP/1.1 {status}\r\n".encode() + extra + b"Location: " + raw + b"\r\nContent-Length: 0\r\n\r\n"


@dataclass
class Farm:
    """Sites by host name, each a fixed answer or a function; one listener for all, more on demand."""

    sites: dict[str, Site] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    running: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    """The most requests that were under way at once, by host; under the empty name, at all hosts together."""

    def start(self) -> None:
        """Run in a thread of its own until `stop`."""
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self._listeners: list[asyncio.Server] = []
        self.port = self.listen()

    def listen(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None, raw: bytes | None = None) -> int:
        """Open one more listener and return its port; `raw` is sent to whoever connects."""

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            number = self.connections
            with contextlib.suppress(OSError, ssl.SSLError, asyncio.IncompleteReadError, asyncio.CancelledError):
                if raw is not None:
                    writer.write(raw)
                    await writer.drain()
                else:
                    while await self._one(reader, writer, number):
                        pass
            writer.transport.abort()

        async def begin() -> asyncio.Server:
            return await asyncio.start_server(serve, host, 0, ssl=tls, limit=2**20)

        server = asyncio.run_coroutine_threadsafe(begin(), self.loop).result(10)
        self._listeners.append(server)
        return int(server.sockets[0].getsockname()[1])

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, connection: int) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        name = headers.get("host", "").rsplit(":", 1)[0]
        asked = Asked(name, method, path, headers, body, time.monotonic(), connection)
        self.asked.append(asked)
        self.running[name] = self.running.get(name, 0) + 1
        self.most[name] = max(self.most.get(name, 0), self.running[name])
        self.most[""] = max(self.most.get("", 0), sum(self.running.values()))
        try:
            site = self.sites.get(name, page("no such site", "404 Not Found"))
            if isinstance(site, bytes):
                writer.write(site)
            else:
                await site(asked, writer)
            await writer.drain()
        finally:
            self.running[name] -= 1
        return not writer.is_closing()

    def of(self, host: str) -> list[Asked]:
        """Return what one host was asked."""
        return [one for one in self.asked if one.host == host]

    def stop(self) -> None:
        """Close everything."""

        async def end() -> None:
            for server in self._listeners:
                server.close()
            tasks = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()


@contextlib.contextmanager
def farm() -> Iterator[Farm]:
    """Yield a running farm."""
    made = Farm()
    made.start()
    try:
        yield made
    finally:
        made.stop()


def context(authority: trustme.CA, *names: str, not_after: object = None) -> ssl.SSLContext:
    """Return a TLS context whose certificate an authority signed for these names."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, not_after=not_after).configure_cert(made)  # type: ignore[arg-type] # a date or nothing
    return made
