"""The web that link checkers are measured on: a hundred hosts on loopback, one of which is busy and strict.

It runs as a process of its own, so that its work is nobody's. The strict host allows 4 requests under way and 20 in any
second, answers 429 to more, and counts them. `/-/arxiv` stands in for the API of arXiv with its three seconds.
"""

import asyncio
import hashlib
import json
import sys
import time
from collections import Counter, deque
from urllib.parse import parse_qs, urlsplit

HOSTS = 100
STRICT = "127.0.1.1"
IN_FLIGHT, PER_SECOND = 4, 20
GAP = 3.0
BODY = b"<!doctype html><title>A page</title><p>" + b"Words. " * 300


class Web:
    """What was asked and what was broken."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.paths: Counter[str] = Counter()
        self.refused = 0
        self.running = 0
        self.most = 0
        self.starts: deque[float] = deque()
        self.api = 0
        self.api_early = 0
        self.api_free = 0.0
        self.ended: Counter[str] = Counter()

    def told(self) -> dict[str, object]:
        return {
            "requests": sum(self.paths.values()) + self.api,
            "paths": self.paths,
            "refused": self.refused,
            "most": self.most,
            "api": self.api,
            "api_early": self.api_early,
        }

    async def answer(self, host: str, path: str) -> tuple[int, bytes]:
        if path.startswith("/-/arxiv"):
            return await self.arxiv(path)
        if path == "/-/told":
            return 200, json.dumps(self.told()).encode()
        if path == "/-/reset":
            self.reset()
            return 200, b"{}"
        self.paths[f"{host}{path}"] += 1
        delay = 0.1 + 0.2 * int.from_bytes(hashlib.sha256(path.encode()).digest()[:2], "big") / 65536
        if host != STRICT:
            await asyncio.sleep(delay)
            return 200, BODY
        now = time.monotonic()
        while self.starts and self.starts[0] <= now - 1:
            self.starts.popleft()
        if self.running >= IN_FLIGHT or len(self.starts) >= PER_SECOND:
            self.refused += 1
            return 429, b"slow down"
        self.starts.append(now)
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await asyncio.sleep(delay)
        finally:
            self.running -= 1
        return 200, BODY

    async def arxiv(self, path: str) -> tuple[int, bytes]:
        self.api += 1
        if time.monotonic() < self.api_free:
            self.api_early += 1
            return 429, b"Rate exceeded."
        self.api_free = float("inf")
        await asyncio.sleep(1)
        names = parse_qs(urlsplit(path).query)["id_list"][0].split(",")
        entries = "".join(f"<entry><id>http://arxiv.org/abs/{one}v1</id><title>T</title></entry>" for one in names)
        self.api_free = time.monotonic() + GAP
        return 200, f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                status, body = await self.answer(host, head.split(" ", 2)[1])
                kind = "application/json" if body[:1] == b"{" else "text/html"
                lines = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(lines.encode() + (b"" if head.startswith("HEAD") else body))
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            writer.transport.abort()


async def main() -> None:
    web = Web()
    first = await asyncio.start_server(web.serve, STRICT, 0)
    port = first.sockets[0].getsockname()[1]
    others = [await asyncio.start_server(web.serve, f"127.0.1.{number}", port) for number in range(2, HOSTS + 1)]
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    async with asyncio.TaskGroup() as tasks:
        for server in (first, *others):
            tasks.create_task(server.serve_forever())


if __name__ == "__main__":
    asyncio.run(main())
