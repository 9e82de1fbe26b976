"""Every bad habit of the web that we know of, each with its one right verdict."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.farm.server import Answer, Asked, Site, page, to

Writer = asyncio.StreamWriter
ARTICLE = "<p>" + "This is a long and honest article about things that matter to somebody. " * 60


@dataclass(frozen=True)
class Case:
    """A site, the path that is linked, and what is true of it."""

    name: str
    site: Site
    word: str
    reason: str = ""
    path: str = "/paper"
    flags: tuple[str, ...] = ()
    new: str = ""
    """The path of the new address, when it moved."""
    most: int = 3
    """How many requests it may cost."""


def paths(**sites: Site) -> Answer:
    """Return a site with a page per path; `_` stands for the slash inside a name, `root` for the first page."""

    async def answer(asked: Asked, writer: Writer) -> None:
        name = asked.path.split("?")[0].strip("/").replace("/", "_").replace("-", "_").replace(".", "_") or "root"
        await give(sites.get(name, page("<title>404 Not Found</title>", "404 Not Found")), asked, writer)

    return answer


async def give(site: Site, asked: Asked, writer: Writer) -> None:
    if isinstance(site, bytes):
        writer.write(site)
    else:
        await site(asked, writer)


def by(choose: Callable[[Asked], Site]) -> Answer:
    """Return a site that decides by the request."""

    async def answer(asked: Asked, writer: Writer) -> None:
        await give(choose(asked), asked, writer)

    return answer


def times(*answers: Site) -> Answer:
    """Return a site that answers one after the other, and for ever the last."""
    left = list(answers)

    async def answer(asked: Asked, writer: Writer) -> None:
        await give(left.pop(0) if len(left) > 1 else left[0], asked, writer)

    return answer


def then(head: bytes, after: Callable[[Writer], Awaitable[None]]) -> Answer:
    """Return a site that sends a head and then misbehaves."""

    async def answer(asked: Asked, writer: Writer) -> None:
        del asked
        writer.write(head)
        await writer.drain()
        await after(writer)

    return answer


async def hang(writer: Writer) -> None:
    del writer
    await asyncio.sleep(30)


async def reset(writer: Writer) -> None:
    writer.transport.abort()


async def close(writer: Writer) -> None:
    writer.close()


def drip(piece: bytes) -> Callable[[Writer], Awaitable[None]]:
    async def drop(writer: Writer) -> None:
        for _ in range(600):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.05)

    return drop


def flood(piece: bytes, number: int) -> Callable[[Writer], Awaitable[None]]:
    async def pour(writer: Writer) -> None:
        for _ in range(number):
            writer.write(piece)
            await writer.drain()

    return pour


def status(line: str, *headers: str) -> bytes:
    return page("<title>Something</title><p>Something went on.", line, *headers)


HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = gzip.compress(b"\0" * 30_000_000)


def head_lies(line: str) -> Answer:
    return by(lambda asked: status(line) if asked.method == "HEAD" else page())


def cookie_wall(asked: Asked) -> Site:
    if "seen=yes" in asked.headers.get("cookie", ""):
        return page()
    return to(asked.path, "302 Found", "Set-Cookie: seen=yes; Path=/")


def cookie_detour(asked: Asked) -> Site:
    if asked.path.startswith("/set"):
        return to("/paper", "302 Found", "Set-Cookie: pass=1; Path=/")
    return page() if "pass=1" in asked.headers.get("cookie", "") else to("/set/", "302 Found")


def foreign_cookie(asked: Asked) -> Site:
    return (
        to(asked.path, "302 Found", "Set-Cookie: seen=yes; Domain=example") if "cookie" not in asked.headers else page()
    )


def chain(number: int, end: Site, line: str = "302 Found") -> Answer:
    def choose(asked: Asked) -> Site:
        step = int(asked.path.strip("/").removeprefix("paper") or 0)
        return end if step >= number else to(f"/paper{step + 1}", line)

    return by(choose)


def missing(title: str, text: str = "Try the home page.") -> bytes:
    return page(f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</body></html>")


STATUSES = [
    *(Case(f"status-{code}", status(f"{code} X"), "ok") for code in (200, 201, 203, 206, 300)),
    Case("status-204", b"HTTP/1.1 204 No Content\r\n\r\n", "ok"),
    Case("status-205", b"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", "ok"),
    Case("status-202-empty", page("", "202 Accepted"), "unverifiable", "accepted-only"),
    Case("status-202-page", status("202 Accepted"), "ok"),
    Case("status-304", b"HTTP/1.1 304 Not Modified\r\n\r\n", "unverifiable", "odd-status"),
    Case("status-404", status("404 Not Found"), "dead", "not-found", most=1),
    Case("status-404-no-phrase", page("gone", "404"), "dead", "not-found"),
    Case("status-410", status("410 Gone"), "dead", "gone", most=1),
    Case("status-401", status("401 Unauthorized"), "unverifiable", "login-needed", most=1),
    Case("status-403", status("403 Forbidden"), "unverifiable", "forbidden", most=1),
    Case("status-407", status("407 Proxy Authentication Required"), "unverifiable", "proxy"),
    Case("status-451", status("451 Unavailable For Legal Reasons"), "unverifiable", "legal"),
    Case("status-999", status("999 Request denied"), "unverifiable", "refused-bots"),
    *(
        Case(f"status-{code}", status(f"{code} X"), "unverifiable", "client-error")
        for code in (400, 402, 405, 406, 408, 409, 418, 421, 425, 426, 428, 431)
    ),
    *(
        Case(f"status-{code}", status(f"{code} X"), "unverifiable", "server-error", most=3)
        for code in (500, 501, 502, 503, 504, 505, 507, 520, 521, 522, 523, 525, 530, 599)
    ),
    Case("error-then-well", times(status("503 X"), page()), "ok"),
    Case("error-twice-then-well", times(status("500 X"), status("502 X"), page()), "ok"),
]

LIMITS = [
    Case("limit-for-ever", status("429 Too Many Requests"), "unverifiable", "rate-limited"),
    Case("limit-an-hour", status("429 Slow", "Retry-After: 3600"), "unverifiable", "rate-limited", most=1),
    Case("limit-next-century", status("503 X", "Retry-After: Fri, 01 Jan 2126 00:00:00 GMT"), "unverifiable", most=1),
    Case("limit-then-well", times(status("429 Slow", "Retry-After: 0"), page()), "ok"),
    Case("limit-past-date", times(status("429 Slow", "Retry-After: Fri, 01 Jan 2016 00:00:00 GMT"), page()), "ok"),
    Case("limit-nonsense", times(status("429 Slow", "Retry-After: soon, dear"), page()), "ok"),
    Case("limit-huge-number", status("429 Slow", f"Retry-After: {'9' * 400}"), "unverifiable", most=1),
    Case("limit-negative", times(status("429 Slow", "Retry-After: -5"), page()), "ok"),
]

HEADS = [
    *(Case(f"head-says-{code}", head_lies(f"{code} X"), "ok", most=1) for code in (403, 404, 405, 500, 501)),
    Case("head-hangs", by(lambda asked: then(b"", hang) if asked.method == "HEAD" else page()), "ok", most=1),
    Case("head-well-get-gone", by(lambda asked: page() if asked.method == "HEAD" else status("404 X")), "dead", most=1),
    Case("pdf", page(b"%PDF-1.7", "200 OK", "Content-Type: application/pdf"), "ok", path="/paper.pdf", most=1),
]

REDIRECTS = [
    *(
        Case(f"permanent-{code}", paths(paper=to("/new", f"{code} X"), new=page()), "moved", new="/new")
        for code in (301, 308)
    ),
    *(
        Case(f"temporary-{code}", paths(paper=to("/new", f"{code} X"), new=page()), "ok", flags=("redirect-temporary",))
        for code in (302, 303, 307)
    ),
    Case(
        "permanent-then-temporary",
        paths(paper=to("/new", "301 X"), new=to("/there"), there=page()),
        "moved",
        new="/new",
    ),
    Case("temporary-then-permanent", paths(paper=to("/new"), new=to("/there", "301 X"), there=page()), "ok"),
    Case("permanent-twice", paths(paper=to("/b", "308 X"), b=to("/new", "301 X"), new=page()), "moved", new="/new"),
    Case("permanent-to-missing", paths(paper=to("/new", "301 X")), "dead", "not-found"),
    Case("permanent-to-forbidden", paths(paper=to("/new", "301 X"), new=status("403 X")), "unverifiable", "forbidden"),
    Case("permanent-to-broken", paths(paper=to("/new", "301 X"), new=status("500 X")), "unverifiable", most=6),
    Case("relative", paths(a_paper=to("../new", "301 X"), new=page()), "moved", path="/a/paper", new="/new"),
    Case(
        "query-only",
        by(lambda asked: page() if "v=2" in asked.path else to("?v=2", "301 X")),
        "moved",
        new="/paper?v=2",
    ),
    Case(
        "keeps-fragment",
        paths(paper=to("/new", "301 X"), new=page('<p id="s">' + ARTICLE)),
        "moved",
        path="/paper#s",
        new="/new#s",
    ),
    Case(
        "own-fragment",
        paths(paper=to("/new#t", "301 X"), new=page('<p id="s">' + ARTICLE)),
        "moved",
        path="/paper#s",
        new="/new#t",
    ),
    Case(
        "utf-8-location", paths(paper=to("/über".encode(), "301 X"), **{"%C3%BCber": page()}), "moved", new="/%C3%BCber"
    ),
    Case(
        "latin-1-location",
        by(lambda asked: to(b"/\xfcber", "301 X") if asked.path == "/paper" else page()),
        "moved",
        new="/%C3%BCber",
    ),
    Case(
        "space-in-location",
        by(lambda asked: to("/a b", "301 X") if asked.path == "/paper" else page()),
        "moved",
        new="/a%20b",
    ),
    Case(
        "encoded-slash-kept",
        by(lambda asked: page() if asked.path == "/p?u=a%2Fb" else status("404 X")),
        "ok",
        path="/p?u=a%2Fb",
    ),
    Case(
        "encoded-path-kept",
        by(lambda asked: page() if asked.path == "/a%2Fb%20c" else status("404 X")),
        "ok",
        path="/a%2Fb%20c",
    ),
    Case("long-chain", chain(15, page()), "ok", most=16),
    Case("endless-chain", chain(10_000, page()), "dead", "redirect-loop", most=22),
    Case("loop-of-one", by(lambda asked: to(asked.path)), "dead", "redirect-loop"),
    Case("loop-of-two", paths(paper=to("/b", "301 X"), b=to("/paper", "301 X")), "dead", "redirect-loop"),
    Case("no-target", b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n", "unverifiable", "redirect-without-target"),
    Case("empty-target", to("", "302 Found"), "unverifiable", "redirect-without-target"),
    Case("target-without-host", to("http://", "301 X"), "dead", "bad-redirect"),
    Case("target-bad-port", to("http://host.example:99999/", "301 X"), "dead", "bad-redirect"),
    Case("target-bad-ipv6", to("http://[::1/", "301 X"), "dead", "bad-redirect"),
    Case("target-file", to("file:///etc/passwd", "301 X"), "blocked", "scheme"),
    Case("target-script", to("javascript:alert(1)"), "blocked", "scheme"),
    Case("target-data", to("data:text/html,hello"), "blocked", "scheme"),
    Case("target-mail-port", to("http://mail.example:25/"), "blocked", "port"),
    Case("target-credentials", to("http://user:secret@there.example/"), "blocked", "credentials"),
    Case("cookie-wall", by(cookie_wall), "ok"),
    Case("cookie-detour", by(cookie_detour), "ok", most=3),
    Case("cookie-for-others", by(foreign_cookie), "dead", "redirect-loop"),
    Case("cookie-nonsense", page("x", "200 OK", "Set-Cookie: \x01\x02=;;;=", "Set-Cookie: =;"), "ok"),
    Case("meta-refresh", paths(paper=page('<meta http-equiv="refresh" content="0; url=/new">'), new=page()), "ok"),
    Case(
        "meta-refresh-to-missing",
        paths(paper=page("<META HTTP-EQUIV=Refresh CONTENT='0;URL=/new'>")),
        "dead",
        "not-found",
    ),
    Case("meta-refresh-to-itself", page('<meta http-equiv="refresh" content="5">' + ARTICLE), "ok", most=1),
    Case("refresh-header", paths(paper=page("x", "200 OK", "Refresh: 0; url=/new"), new=page()), "ok", most=2),
    Case("home-in-place-of-page", paths(a_b=to("/", "301 X"), root=page()), "dead", "soft404", path="/a/b"),
    Case("home-for-now", paths(a_b=to("/"), root=page()), "dead", "soft404", path="/a/b"),
    Case("index-is-home", paths(index_html=to("/", "301 X"), root=page()), "moved", path="/index.html", new="/"),
    Case(
        "to-missing-page", paths(paper=to("/404.html"), **{"404_html": page("<title>Lost</title>")}), "dead", "soft404"
    ),
    Case(
        "to-login",
        paths(paper=to("/login?next=paper"), login=page("<title>Hello</title>")),
        "unverifiable",
        "login",
        flags=("login",),
    ),
    Case("to-login-missing", paths(paper=to("/users/sign_in")), "unverifiable", "login"),
    Case("to-cookie-wall", paths(paper=to("/action/cookieAbsent"), action_cookieAbsent=page()), "unverifiable", "wall"),
    Case("to-itself-with-fragment", by(lambda asked: to(f"{asked.path}#top", "301 X")), "dead", "redirect-loop"),
    Case(
        "protocol-relative",
        by(lambda asked: to(f"//{asked.headers['host']}/new", "301 X") if asked.path == "/paper" else page()),
        "moved",
        new="/new",
    ),
    Case("login-itself", paths(login=page("<title>Log in</title><input type=password>")), "ok", path="/login"),
]

PAGES = [
    Case("soft-404", missing("404 Not Found"), "dead", "soft404", flags=("soft404",)),
    Case("soft-404-with-name", missing("Page not found | Example Lab"), "dead", "soft404"),
    Case("soft-404-oops", missing("Oops! That page can&#8217;t be found."), "dead", "soft404"),
    Case("soft-404-german", missing("Seite nicht gefunden \u2013 Beispiel"), "dead", "soft404"),
    Case("soft-404-untitled", page("<h1>Page not found</h1><p>Sorry.</p>"), "dead", "soft404"),
    Case(
        "article-about-404",
        page("<title>404 Not Found: how to write one</title><h1>On lost pages</h1>" + ARTICLE),
        "ok",
    ),
    Case("article-titled-404", page("<title>Page not found</title><h1>A short story</h1>" + ARTICLE), "ok"),
    Case("paper-on-missing-data", page("<title>Missing data in surveys</title><p>We study what is not found."), "ok"),
    Case(
        "parked",
        page("<title>example-lab.com is for sale</title><p>Buy this domain."),
        "dead",
        "parked",
        flags=("parked",),
    ),
    Case("parked-text", page("<title>example</title><p>This domain is parked free of charge."), "dead", "parked"),
    Case("domain-study", page("<title>Why a domain is for sale</title>" + ARTICLE), "ok"),
    Case("challenge-header", page("x", "403 Forbidden", "cf-mitigated: challenge"), "unverifiable", "wall"),
    Case("challenge-404", page("<title>Just a moment...</title>", "404 Not Found"), "unverifiable", "wall"),
    Case("challenge-200", page("<title>Just a moment...</title>"), "unverifiable", "wall"),
    Case("access-denied", page("<title>Access Denied</title>"), "unverifiable", "wall"),
    Case("waf-202", page("", "202 Accepted", "x-amzn-waf-action: challenge"), "unverifiable", "wall"),
    Case(
        "password-form",
        page("<title>Sign in - Lab</title><form><input type='password'></form>"),
        "unverifiable",
        "login",
    ),
    Case("newsletter-form", page("<title>Our lab</title><input type='password'><p>Members"), "ok"),
    Case("script-page", page("<title>App</title><div id=root></div><script>run()</script>"), "ok"),
    Case("empty-page", page(""), "ok"),
    Case("fragment-there", page('<h2 id="results">' + ARTICLE), "ok", path="/paper#results"),
    Case("fragment-missing", page(ARTICLE), "ok", path="/paper#results", flags=("fragment-missing",)),
    Case("fragment-user-content", page('<a id="user-content-use">' + ARTICLE), "ok", path="/paper#use"),
    Case("fragment-name", page("<a name=use>" + ARTICLE), "ok", path="/paper#use"),
    Case(
        "fragment-encoded",
        page('<p id="größe">' + ARTICLE, "200 OK", "Content-Type: text/html; charset=utf-8"),
        "ok",
        path="/paper#gr%C3%B6%C3%9Fe",
    ),
    Case("fragment-of-script", page("<div id=app></div><script>x</script>"), "ok", path="/paper#/route"),
    Case("fragment-of-text", page(ARTICLE), "ok", path="/paper#:~:text=honest"),
    Case("fragment-of-pdf", page(b"%PDF", "200 OK", "Content-Type: application/pdf"), "ok", path="/x.pdf#page=3"),
    Case(
        "unknown-charset", page(b"<title>\xff\xfe</title>", "200 OK", "Content-Type: text/html; charset=klingon"), "ok"
    ),
    Case("charset-of-no-text", page(b"<title>x</title>", "200 OK", "Content-Type: text/html; charset=base64"), "ok"),
    Case("unclosed-tags", page(b"<script><!--" * 5000), "ok"),
    Case("only-brackets", page(b"<" * 90_000), "ok"),
]

BODIES = [
    Case("gzip-nonsense", page(b"not gzip at all", "200 OK", "Content-Encoding: gzip"), "ok"),
    Case("brotli", page(b"\x1b\x00", "200 OK", "Content-Encoding: br"), "ok"),
    Case("body-breaks-off", then(HTML + b"Content-Length: 5000\r\n\r\n<p>Hello", close), "ok"),
    Case("body-reset", then(HTML + b"Content-Length: 5000\r\n\r\n<p>Hello", reset), "ok"),
    Case("body-hangs", then(HTML + b"Content-Length: 5000\r\n\r\n<p>Hello", hang), "ok"),
    Case("body-drips", then(HTML + b"Content-Length: 50000\r\n\r\n", drip(b"x")), "ok"),
    Case("bad-chunk", then(HTML + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", close), "unverifiable"),
    Case("chunk-without-end", then(HTML + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", close), "ok"),
    Case("until-closed", then(HTML + b"Connection: close\r\n\r\n<p>Hello", close), "ok"),
    Case("old-protocol", then(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello", close), "ok"),
    Case("negative-length", then(HTML + b"Content-Length: -5\r\n\r\n", close), "unverifiable", "bad-http"),
    Case("early-hints", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + page(), "ok"),
]

WIRES = [
    Case("closes-at-once", then(b"", close), "unverifiable", "closed"),
    Case("resets-at-once", then(b"", reset), "unverifiable"),
    Case("closes-once", times(then(b"", close), page()), "ok"),
    Case("resets-once", times(then(b"", reset), page()), "ok"),
    Case("closes-in-head", then(b"HTTP/1.1 200 OK\r\nContent-", close), "unverifiable"),
    Case("never-answers", then(b"", hang), "unverifiable", "timeout", most=2),
    Case("hangs-once", times(then(b"", hang), page()), "ok", most=2),
    Case("hangs-in-head", then(b"HTTP/1.1 200 OK\r\nContent-", hang), "unverifiable", "timeout", most=2),
    Case("drips-head", then(b"HTTP/1.1 200 OK\r\nX: ", drip(b"x")), "unverifiable", "timeout", most=2),
    Case("slow-head", then(b"", lambda writer: _later(writer, page())), "ok", most=1),
    Case("not-http", then(b"SSH-2.0-OpenSSH_9.9\r\n", close), "unverifiable", "bad-http"),
    Case("binary-noise", then(bytes(range(256)) * 20, close), "unverifiable", "bad-http"),
    Case("status-word", then(b"HTTP/1.1 abc OK\r\n\r\n", close), "unverifiable", "bad-http"),
    Case("status-nine-digits", then(b"HTTP/1.1 200000000 OK\r\n\r\n", close), "unverifiable", "bad-http"),
    Case(
        "huge-header", then(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 400_000 + b"\r\n\r\n", close), "unverifiable", "bad-http"
    ),
    Case("large-header", page("x", "200 OK", "X: " + "x" * 12_000), "ok"),
    Case("hundreds-of-headers", page("x", "200 OK", *(f"X-{number}: 1" for number in range(200))), "ok"),
    Case(
        "thousands-of-headers",
        page("x", "200 OK", *(f"X-{number}: 1" for number in range(5000))),
        "unverifiable",
        "bad-http",
    ),
    Case("header-without-colon", then(b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", close), "unverifiable", "bad-http"),
    Case("zero-byte-in-header", then(b"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", close), "unverifiable", "bad-http"),
    Case("raw-utf-8-header", page("x", "200 OK", "X-Näme: ü"), "unverifiable", "bad-http"),
    Case(
        "switching-protocols",
        then(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", hang),
        "unverifiable",
    ),
    Case("http-2-in-words", then(b"HTTP/2.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x", close), "ok"),
    Case("icy", then(b"ICY 200 OK\r\n\r\nmusic", close), "unverifiable", "bad-http"),
    Case(
        "length-in-words", then(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", close), "unverifiable", "bad-http"
    ),
    Case("unknown-transfer", then(HTML + b"Transfer-Encoding: gzip\r\n\r\nxxxx", close), "ok"),
    Case(
        "length-and-chunks",
        then(HTML + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", close),
        "unverifiable",
    ),
    Case(
        "two-locations",
        by(lambda asked: to("/new", "301 X", "Location: /new") if asked.path == "/paper" else page()),
        "moved",
        new="/new",
    ),
    Case("many-cookies", page("x", "200 OK", *(f"Set-Cookie: c{number}={'v' * 500}" for number in range(100))), "ok"),
    Case("location-on-200", page("x", "200 OK", "Location: /elsewhere"), "ok", most=1),
    Case("location-on-404", page("x", "404 X", "Location: /elsewhere"), "dead", most=1),
    Case("line-feeds-only", then(b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>Hello", close), "ok"),
    Case("blank-lines-first", b"\r\n\r\n" + page(), "ok"),
    Case("folded-header", page("x", "200 OK", "X-Long: one\r\n two"), "ok"),
    Case("two-lengths", page("x", "200 OK", "Content-Length: 2"), "unverifiable", "bad-http"),
    Case("raw-utf-8-value", page("x", "200 OK", "X-Name: ü"), "ok"),
]


async def _later(writer: Writer, answer: bytes) -> None:
    await asyncio.sleep(0.3)
    writer.write(answer)


HEAVY = [
    Case("endless-body", then(HTML + b"\r\n", flood(b"x" * 65536, 8000)), "ok", most=1),
    Case(
        "huge-declared-body", then(HTML + b"Content-Length: 500000000\r\n\r\n", flood(b"x" * 65536, 7630)), "ok", most=1
    ),
    Case("gzip-bomb", page(BOMB, "200 OK", "Content-Encoding: gzip"), "ok", most=1),
    Case(
        "continue-for-ever",
        then(b"", flood(b"HTTP/1.1 100 Continue\r\n\r\n" * 400, 4000)),
        "unverifiable",
        "timeout",
        most=2,
    ),
]
"""These keep both sides busy, so they have a run of their own."""

CASES = [*STATUSES, *LIMITS, *HEADS, *REDIRECTS, *PAGES, *BODIES, *WIRES]
