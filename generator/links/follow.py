"""From an address to its trail: ask, go where the answer sends, and stop where a browser would."""

import re
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin, urlsplit

from generator.links import pages
from generator.links.cookies import Jar
from generator.links.verdict import Hop, Trail
from generator.net.address import AddressError, target
from generator.net.message import PAGE_BYTES, Request, Response

_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
MOST_HOPS = 20  # as browsers do
_ANCHORED_BYTES = 768_000
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
REFRESH = 200
"""The status of a hop by which a page, not its head, sent the reader on."""

Ask = Callable[[Request, bool], Awaitable[Response]]
"""Send one request; the flag says whether it goes on with a chain."""


async def follow(url: str, ask: Ask, *, anchored: bool) -> Trail:
    """Return the way of a link. GET only: what a server says to HEAD is too often untrue.

    `anchored` asks for more of the page, because somebody links to a place inside it.
    """
    jar = Jar()
    hops: list[Hop] = []
    seen: set[tuple[str, str]] = set()
    here = url
    while True:
        cookies = jar.header(here)
        if (here, cookies) in seen or len(hops) > MOST_HOPS:
            return Trail(url, tuple(hops), Response(here, 0), "loop")
        seen.add((here, cookies))
        response = await ask(_request(here, cookies, anchored=anchored), bool(hops))
        jar.take(here, response.all("set-cookie"))
        onward = _onward(response)
        if not onward:
            return Trail(url, tuple(hops), response)
        by_page = response.status not in _REDIRECTS
        try:
            there = _resolved(here, onward)
        except AddressError as error:
            if by_page:
                return Trail(url, tuple(hops), response)
            hops.append(Hop(here, response.status, onward))
            problem = "bad-location" if error.code == "malformed" else error.code
            return Trail(url, tuple(hops), response, problem, f"is sent to {onward[:200]!r}, which {error}")
        if by_page and there.split("#")[0] == here.split("#")[0]:
            return Trail(url, tuple(hops), response)  # a page that renews itself
        hops.append(Hop(here, response.status, there))
        here = there


def _request(url: str, cookies: str, *, anchored: bool) -> Request:
    limit = _ANCHORED_BYTES if anchored else PAGE_BYTES
    headers = (("Cookie", cookies),) if cookies else ()
    accept = ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
    return Request(url, headers=(accept, *headers), limit=limit, pages_only=True)


def _onward(response: Response) -> str:
    if response.status in _REDIRECTS:
        return response.header("location").strip()
    if response.status == 200:
        return pages.refresh(response, pages.page(response))
    return ""


def _resolved(here: str, onward: str) -> str:
    """Return where an answer sends the reader, in the form in which it is asked.

    Raises:
        AddressError: there is nothing that can be asked.

    """
    try:
        # `urljoin` takes `http://` for the page itself.
        there = onward if _ABSOLUTE.match(onward) else urljoin(here, onward)
        fragment = urlsplit(there).fragment
    except ValueError as error:
        raise AddressError("malformed", str(error)) from error
    sent = target(there).url
    return f"{sent}#{fragment}" if fragment else sent
