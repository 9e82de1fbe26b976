"""The network for programs that ask one thing after the other: requests, with the rules of the link checker."""

import datetime as dt
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from generator.net.address import AddressError, PrivateAddressError, literal, may_dial, registrable, target
from generator.net.client import LookUp, look_up
from generator.net.config import Network
from generator.net.failure import failed, of_look_up, of_socket
from generator.net.message import Request, Response
from generator.net.pace import Pace

Fetch = Callable[[Request], Response]
Dial = Callable[[str, int, Any], socket.socket]

_HOPS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PART_BYTES = 65_536


@contextmanager
def fetching(network: Network, look_up: LookUp = look_up) -> Iterator[Fetch]:
    """Yield a function from request to response that keeps the manners of each host and follows redirects.

    A redirect is followed to another host only without the request's own headers, which may carry a secret.
    """
    with _Asking(network, look_up) as asking:
        yield asking.follow


class _Asking:
    """Two sessions, for addresses from entries and for services from the settings, and a pace for each owner."""

    def __init__(self, network: Network, look_up: LookUp) -> None:
        self.network = network
        self.look_up = look_up
        self.paces: dict[str, Pace] = {}
        self.dialled: list[socket.socket] = []
        self.public = self._session(self._public_addresses)
        self.services = self._session(look_up)

    def __enter__(self) -> "_Asking":
        return self

    def __exit__(self, *_: object) -> None:
        self.public.close()
        self.services.close()

    def follow(self, request: Request) -> Response:
        """Return the answer at the end of the redirects."""
        response = self.polite(request)
        for _ in range(_HOPS):
            onward = response.header("location")
            if response.status not in _REDIRECTS or not onward or request.method != "GET":
                break
            request = _redirected(request, onward)
            response = self.polite(request)
        return response

    def polite(self, request: Request) -> Response:
        """Send a request in its turn; once more if the server asks to wait a little, and not again after that."""
        key = _key(request.url)
        pace = self.paces.setdefault(key, self.network.pace(key))
        for last in (False, True):
            time.sleep(pace.wait(time.monotonic()) or 0.0)
            pace.start(time.monotonic())
            response = self.send(request)
            pace.finish(time.monotonic())
            if last or response.status not in {429, 503}:
                return response
            delay = response.retry_after(dt.datetime.now(dt.UTC)) or self.network.backoff
            if delay > self.network.patience:
                return response
            pace.pause(time.monotonic() + delay)
        raise AssertionError("the loop returns")

    def send(self, request: Request) -> Response:
        """Return what one request was answered; trouble is an answer too."""
        try:
            asked = target(request.url)
        except AddressError as error:
            return Response(request.url, 0, failure=error.code, detail=str(error))
        # The time-outs of a socket begin anew with every byte: this one ends a server that drips.
        cut = threading.Timer(self.network.whole_timeout, self._cut)
        cut.start()
        began = time.monotonic()
        try:
            return self._ask(request, asked.url)
        except (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError) as error:
            late = time.monotonic() - began >= self.network.whole_timeout
            return failed(request, "timeout" if late else _failure(error), error)
        finally:
            cut.cancel()
            self.dialled.clear()

    def _ask(self, request: Request, url: str) -> Response:
        session = self.services if request.service else self.public
        headers = {"User-Agent": self.network.agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        headers.update(request.headers)
        reply = session.request(
            request.method,
            url,
            headers=headers,
            data=request.body or None,
            allow_redirects=False,
            stream=True,
            timeout=(self.network.connect_timeout, self.network.read_timeout),
        )
        with reply:
            fields = tuple((name.lower(), _text(value)) for name, value in reply.raw.headers.items())
            parts, size = [], 0
            # Never inflated: what is not sent as it is costs nobody any memory.
            while size <= request.limit and (part := reply.raw.read(_PART_BYTES, decode_content=False)):
                parts.append(part)
                size += len(part)
            return Response(
                request.url, reply.status_code, fields, b"".join(parts)[: request.limit], size <= request.limit
            )

    def _cut(self) -> None:
        for one in self.dialled:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                # It is closed already, which is what was wanted.
                continue

    def _public_addresses(self, host: str) -> list[str]:
        found = list(self.look_up(host))
        for text in [host, *found]:
            address = literal(text)
            if address is not None and not may_dial(address, self.network.allow):
                raise PrivateAddressError(f"{host} stands at {text}, which is not a public address")
        return found

    def _session(self, addresses: LookUp) -> requests.Session:
        def dial(host: str, port: int, timeout: Any) -> socket.socket:
            trouble: OSError = socket.gaierror(socket.EAI_NODATA, f"{host} has no address")
            for text in addresses(host):
                try:
                    made = socket.create_connection((text, port), timeout)
                except OSError as error:
                    trouble = error
                    continue
                self.dialled.append(made)
                return made
            raise trouble

        session = _Session()
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter(dial))
        return session


class _Session(requests.Session):
    """A session that leaves redirects to us: looking ahead, requests would read and inflate their bodies."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        del resp


class _Adapter(HTTPAdapter):
    """The transport of requests, dialling only what `dial` allows."""

    def __init__(self, dial: Dial) -> None:
        self._dial = dial
        super().__init__(max_retries=0)

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        super().init_poolmanager(*arguments, **named)
        self.poolmanager.pool_classes_by_scheme = _pools(self._dial)


def _pools(dial: Dial) -> dict[str, type[HTTPConnectionPool]]:
    """Return the kinds of connection that requests uses, with our look-up in the place of theirs."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self.host, self.port or 80, self.timeout)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self.host, self.port or 443, self.timeout)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _text(value: str) -> str:
    """Return a header as its sender meant it: http.client reads bytes as Latin-1, and many send UTF-8."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _redirected(request: Request, onward: str) -> Request:
    """Return the request for the next hop; to another origin it goes without headers and without special trust."""
    try:
        url = urljoin(request.url, onward)
        same = target(url).origin == target(request.url).origin
    except ValueError:
        return replace(request, url=onward, headers=(), service=False)
    return replace(request, url=url) if same else replace(request, url=url, headers=(), service=False)


def _failure(error: BaseException) -> str:
    """Return what lies at the bottom: requests wraps the errors of urllib3, which wraps those of the socket."""
    found = list(_causes(error))
    for one in found:
        if isinstance(one, socket.gaierror | PrivateAddressError):
            return of_look_up(one)
        if isinstance(one, ssl.SSLCertVerificationError):
            return "tls-certificate"
        if isinstance(one, ssl.SSLError):
            return "tls"
        if isinstance(one, http.client.RemoteDisconnected):
            return "closed"
    for one in found:
        if isinstance(one, requests.ConnectTimeout):
            return "connect-timeout"
        if isinstance(one, TimeoutError | requests.Timeout | urllib3.exceptions.TimeoutError):
            return "timeout"
        if isinstance(one, OSError) and not isinstance(one, requests.RequestException):
            return of_socket(one)
    return "bad-http"


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [getattr(one, "reason", None), one.__cause__, one.__context__, *one.args]


def _key(url: str) -> str:
    try:
        return registrable(target(url).host)
    except AddressError:
        return ""
