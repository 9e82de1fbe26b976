"""The one client: it looks a host up, refuses private addresses, dials what it looked up, reads a bounded answer.

aiohttp, because it takes a resolver whose answer is what it dials, never inflates a body unless told to, and bounds
lines and headers, and because a thousand links want a thousand waits at once. What asks one thing after the other
uses requests (`fetching`).
"""

import asyncio
import errno
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace, TracebackType
from typing import Protocol, Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from generator.net.address import AddressError, PrivateAddressError, literal, may_dial, target
from generator.net.config import Network
from generator.net.failure import failed, of_look_up, of_socket
from generator.net.message import Request, Response

LookUp = Callable[[str], Sequence[str]]

_LINE_BYTES = 16_384
_FIELD_BYTES = 65_536
_FIELDS = 512
_DRAINED_BYTES = 16_384
_TEXT_TYPES = ("text/", "application/xhtml", "application/xml", "application/json")
_LOOK_UP_TIMEOUT = 10.0


class Send(Protocol):
    """How everything above asks the network: one request, one answer, never an exception for trouble."""

    def __call__(self, request: Request, key: str) -> Awaitable[Response]:
        """Return the answer; `key` is the politeness key under which the request waits."""


def look_up(host: str) -> list[str]:
    """Return the addresses of a host from the system."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _unheard() -> None:
    """Take no notice of when a request is sent."""


async def _on_sent(session: aiohttp.ClientSession, context: SimpleNamespace, sent: object) -> None:
    del session, sent
    context.trace_request_ctx()


class Client:
    """One client for one run. Use it with `async with`."""

    def __init__(self, network: Network, look_up: LookUp = look_up) -> None:
        self.network = network
        self.requests = 0
        self.by_host: dict[str, int] = {}
        self._look_up = look_up

    async def __aenter__(self) -> Self:
        self._threads = ThreadPoolExecutor(16, "look-up")
        self._tls = ssl.create_default_context()
        self._public = self._session(_Resolver(self._look_up, self._threads, self.network))
        self._services = self._session(_Resolver(self._look_up, self._threads, None))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._public.close()
        await self._services.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def send(self, request: Request, sent: Callable[[], None] = _unheard) -> Response:
        """Return what one request was answered, without following a redirect; trouble is an answer too.

        `sent` is called when the request is on its way, after whatever time the connection took.
        """
        try:
            asked = target(request.url)
        except AddressError as error:
            return Response(request.url, 0, failure=error.code, detail=str(error))
        address = literal(asked.host)
        if address is not None and not request.service and not may_dial(address, self.network.allow):
            return Response(request.url, 0, failure="private-address", detail=f"{address} is not a public address")
        self.requests += 1
        self.by_host[asked.host] = self.by_host.get(asked.host, 0) + 1
        session = self._services if request.service else self._public
        try:
            return await self._ask(session, request, asked.url, sent)
        except TimeoutError as error:
            return failed(request, _timeout(error), error)
        except aiohttp.ClientSSLError as error:
            certificate = isinstance(error, aiohttp.ClientConnectorCertificateError)
            return failed(request, "tls-certificate" if certificate else "tls", error)
        except ssl.SSLError as error:
            return failed(request, "tls", error)
        except aiohttp.ClientConnectorDNSError as error:
            return failed(request, of_look_up(error.os_error), error.os_error)
        except aiohttp.ServerDisconnectedError as error:
            return failed(request, "closed", error)
        except OSError as error:
            return failed(request, of_socket(error), error)
        except (aiohttp.ClientError, ValueError) as error:
            # ValueError: a header or a cookie that a parser below us cannot make sense of.
            return failed(request, "bad-http", error)

    async def _ask(
        self, session: aiohttp.ClientSession, request: Request, url: str, sent: Callable[[], None]
    ) -> Response:
        headers = {"User-Agent": self.network.agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        headers.update(request.headers)
        async with session.request(
            request.method,
            URL(url, encoded=True),
            headers=headers,
            data=request.body or None,
            allow_redirects=False,
            trace_request_ctx=sent,
        ) as reply:
            fields = tuple((_text(name).lower(), _text(value)) for name, value in reply.raw_headers)
            answer = Response(request.url, reply.status, fields)
            body, whole = await self._body(reply, answer, request)
            if not whole:
                reply.close()
            return Response(request.url, reply.status, fields, body, whole)

    async def _body(self, reply: aiohttp.ClientResponse, head: Response, request: Request) -> tuple[bytes, bool]:
        """Return the wanted part of the body and whether that is all of it; a body that breaks off is a part."""
        limit = request.limit
        if request.pages_only and not _is_text(head):
            limit = 0
        length = head.header("content-length")
        small = length.isascii() and length.isdigit() and int(length[:9]) <= _DRAINED_BYTES
        if limit == 0 and not small:
            return b"", False
        parts: list[bytes] = []
        size, most = 0, max(limit, _DRAINED_BYTES)
        try:
            async with asyncio.timeout(self.network.body_timeout if request.pages_only else None):
                async for part in reply.content.iter_any():
                    parts.append(part[: most - size])
                    size += len(part)
                    if size >= most:
                        return b"".join(parts)[:limit], False
        except (TimeoutError, aiohttp.ClientError, OSError):
            if not request.pages_only:
                raise
            return b"".join(parts)[:limit], False
        return b"".join(parts)[:limit], True

    def _session(self, resolver: AbstractResolver) -> aiohttp.ClientSession:
        network = self.network
        connector = aiohttp.TCPConnector(
            resolver=resolver,
            use_dns_cache=False,
            limit=0,
            keepalive_timeout=30,
            ssl=self._tls,
        )
        trace = aiohttp.TraceConfig()
        trace.on_request_headers_sent.append(_on_sent)
        session = aiohttp.ClientSession(
            connector=connector,
            trace_configs=[trace],
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            read_bufsize=65_536,
            max_line_size=_LINE_BYTES,
            max_field_size=_FIELD_BYTES,
            max_headers=_FIELDS,
            timeout=aiohttp.ClientTimeout(
                total=network.whole_timeout,
                sock_connect=network.connect_timeout,
                sock_read=network.read_timeout,
            ),
        )
        # By itself it sends a request a second time when a connection breaks; ours are counted and spaced.
        session._retry_connection = False
        return session


class _Resolver(AbstractResolver):
    """Looks a host up once a run; every address it returns has been checked, and these are the ones dialled."""

    def __init__(self, look_up: LookUp, threads: ThreadPoolExecutor, network: Network | None) -> None:
        self._look_up = look_up
        self._threads = threads
        self._network = network
        self._known: dict[str, asyncio.Task[list[str]]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        del family
        if host not in self._known:
            self._known[host] = asyncio.create_task(self._ask(host))
        # Shielded: one link that is given up must not take the answer from the others.
        try:
            addresses = await asyncio.shield(self._known[host])
        except socket.gaierror as error:
            # Only "there is no such name" is an answer; anything else may pass.
            if error.errno != socket.EAI_NONAME:
                self._known.pop(host, None)
            raise
        return [_result(host, address, port) for address in addresses]

    async def _ask(self, host: str) -> list[str]:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_LOOK_UP_TIMEOUT):
                found = list(await loop.run_in_executor(self._threads, self._look_up, host))
        except TimeoutError as error:
            raise socket.gaierror(socket.EAI_AGAIN, "the look-up took too long") from error
        except UnicodeError as error:
            raise socket.gaierror(socket.EAI_FAIL, str(error)) from error
        for text in found:
            address = literal(text)
            if self._network and (address is None or not may_dial(address, self._network.allow)):
                raise PrivateAddressError(errno.EACCES, f"{host} stands at {text}, which is not a public address")
        return found

    async def close(self) -> None:
        for task in self._known.values():
            task.cancel()
        await asyncio.gather(*self._known.values(), return_exceptions=True)


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=flags)


def _is_text(head: Response) -> bool:
    kind = head.header("content-type").lower()
    return not kind or kind.startswith(_TEXT_TYPES)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _timeout(error: TimeoutError) -> str:
    return "connect-timeout" if isinstance(error, aiohttp.ConnectionTimeoutError) else "timeout"
