"""The network for programs that ask one thing after the other: the same client, without `async`."""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urljoin

from generator.net.address import AddressError, registrable, target
from generator.net.client import Client, LookUp, look_up
from generator.net.config import Network
from generator.net.message import Request, Response
from generator.net.pace import Gates

Fetch = Callable[[Request], Response]

_HOPS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@contextmanager
def fetching(network: Network, look_up: LookUp = look_up) -> Iterator[Fetch]:
    """Yield a function from request to response that keeps the manners of each host and follows redirects.

    A redirect is followed to another host only without the request's own headers, which may carry a secret.
    """
    with asyncio.Runner() as runner:
        client = Client(network, look_up)
        runner.run(client.__aenter__())
        gates = Gates(network.pace, network.total)

        async def follow(request: Request) -> Response:
            response = await polite(client, gates, request, _key(request.url))
            for _ in range(_HOPS):
                onward = response.header("location")
                if response.status not in _REDIRECTS or not onward or request.method != "GET":
                    break
                request = redirected(request, onward)
                response = await polite(client, gates, request, _key(request.url))
            return response

        try:
            yield lambda request: runner.run(follow(request))
        finally:
            runner.run(client.__aexit__(None, None, None))


def redirected(request: Request, onward: str) -> Request:
    """Return the request for the next hop; to another origin it goes without headers and without special trust."""
    try:
        url = urljoin(request.url, onward)
        same = target(url).origin == target(request.url).origin
    except ValueError:
        return replace(request, url=onward, headers=(), service=False)
    return replace(request, url=url) if same else replace(request, url=url, headers=(), service=False)


async def polite(client: Client, gates: Gates, request: Request, key: str) -> Response:
    """Send a request in its turn; once more if the server asks to wait a little, and not again after that."""
    gate = gates.gate(key)
    for last in (False, True):
        async with gate.passing():
            response = await client.send(request)
        if last or response.status not in {429, 503}:
            return response
        delay = response.retry_after(dt.datetime.now(dt.UTC)) or client.network.backoff
        if delay > client.network.patience:
            return response
        gate.pause(delay)
    raise AssertionError("the loop returns")


def _key(url: str) -> str:
    try:
        return registrable(target(url).host)
    except AddressError:
        return ""
