"""From the way of a link to its verdict. Pure: the same answer always means the same."""

from urllib.parse import urlsplit, urlunsplit

from generator.links import pages, signs
from generator.links.pages import Page
from generator.links.verdict import Hop, Trail, Verdict
from generator.net.message import Response

_GONE = {404: "not-found", 410: "gone"}
_WALL_STATUS = {
    401: "login-needed",
    403: "forbidden",
    407: "proxy",
    429: "rate-limited",
    451: "legal",
    999: "refused-bots",
}
_NO_ANSWER = {
    "no-such-host": "the host name does not exist",
    "no-address": "the host name has no address",
    "look-up-failed": "the host name could not be looked up",
    "refused": "the connection was refused",
    "unreachable": "the host cannot be reached",
    "reset": "the connection was reset",
    "closed": "the connection was closed without an answer",
    "connect-timeout": "no connection in time",
    "timeout": "no answer in time",
    "tls": "no secure connection",
    "tls-certificate": "the certificate is not valid",
    "bad-http": "the answer is not HTTP",
    "left-alone": "not asked",
}
_POLICY = frozenset({"scheme", "credentials", "port", "private-address"})


def judge(trail: Trail) -> Verdict:
    """Return the verdict on one link."""
    last = trail.last
    if early := _ended_early(trail):
        return early
    if last.status == 0:
        return _no_answer(trail)
    found = pages.page(last)
    if signs.is_login(trail.end) and trail.hops and not signs.is_login(trail.asked):
        return _unverifiable(trail, "login", f"leads to a login at {trail.end}", ("login",))
    if _is_wall(last, found) or (trail.hops and signs.is_wall(trail.end) and not signs.is_wall(trail.asked)):
        return _unverifiable(trail, "wall", f"a wall against programs answers {last.status}")
    if last.status in _GONE:
        return Verdict("dead", _GONE[last.status], _seen(trail), last.status, proof="hard")
    if 200 <= last.status <= 300:  # 300 is a page with a choice
        return _answered(trail, found)
    return _unverifiable(trail, _reason(last), _seen(trail))


def malformed(detail: str) -> Verdict:
    """Return the verdict on what cannot be an address at all: no later look will find otherwise."""
    return Verdict("dead", "malformed", detail, proof="at-once")


def _ended_early(trail: Trail) -> Verdict | None:
    reason = trail.problem or trail.last.failure
    detail = trail.detail or trail.last.detail
    way = f"after {_way(trail.hops)}: " if trail.hops else ""
    if reason in _POLICY:
        return Verdict("blocked", reason, way + detail)
    match reason:
        case "loop":
            return Verdict("dead", "redirect-loop", f"{_way(trail.hops[:3])} and so on", trail.hops[-1].status)
        case "bad-location":
            return Verdict("dead", "bad-redirect", way + detail, trail.hops[-1].status)
        case "malformed":
            return malformed(detail)
    return None


def _no_answer(trail: Trail) -> Verdict:
    failure = trail.last.failure
    evidence = f"{_NO_ANSWER.get(failure, failure)}: {trail.last.detail}" + (
        f" (after {_way(trail.hops)})" if trail.hops else ""
    )
    if failure == "no-such-host":
        return Verdict("dead", failure, evidence, proof="hard")
    return Verdict("unverifiable", failure, evidence, flags=("tls",) if failure.startswith("tls") else ())


def _is_wall(last: Response, found: Page) -> bool:
    challenged = "challenge" in last.header("cf-mitigated").lower() or last.header("x-amzn-waf-action") != ""
    return challenged or signs.wall(found)


def _reason(last: Response) -> str:
    if last.status in _WALL_STATUS:
        return _WALL_STATUS[last.status]
    match last.status // 100:
        case 5:
            return "server-error"
        case 3:
            return "redirect-without-target" if last.status in {301, 302, 303, 307, 308} else "odd-status"
        case 4:
            return "client-error"
    return "odd-status"


def _answered(trail: Trail, found: Page) -> Verdict:
    last, end = trail.last, trail.end
    if last.status == 202 and not last.body:
        return _unverifiable(trail, "accepted-only", "answers 202 without a page, as some walls do")
    if signs.parked(found):
        return _soft(trail, "parked", f"the page is titled {found.title[:80]!r}")
    if signs.missing(found):
        return _soft(trail, "soft404", f"answers 200 with the title {found.title[:80]!r}")
    if trail.hops and signs.is_missing_page(end) and not signs.is_missing_page(trail.asked):
        return _soft(trail, "soft404", f"leads to {end}")
    home = bool(trail.hops) and signs.is_home(end) and not signs.is_home(trail.asked)
    if home and signs.same_owner(trail.asked, end):
        return _soft(trail, "soft404", f"leads to the home page {end}")
    if signs.login(found) and not signs.is_login(trail.asked):
        return _unverifiable(trail, "login", f"asks for a password: {found.title[:80]!r}", ("login",))
    return _alive(trail, home=home)


def _alive(trail: Trail, *, home: bool) -> Verdict:
    flags = ["home"] if home else []
    if pages.fragment_missing(trail.last, urlsplit(trail.asked).fragment):
        flags.append("fragment-missing")
    permanent = _permanent(trail.hops)
    new_url = _with_fragment(permanent[-1].onward, trail.asked) if permanent else ""
    if len(permanent) < len(trail.hops):
        flags.append("redirect-temporary")
    if new_url and not _same(new_url, trail.asked):
        if _is_trivial(trail.asked, new_url):
            flags.append("trivial")
        return Verdict("moved", "permanent-redirect", _seen(trail), trail.last.status, new_url, tuple(flags))
    if urlsplit(trail.end).scheme == "http":
        flags.append("http-only")
    return Verdict("ok", "answered", _seen(trail), trail.last.status, flags=tuple(flags))


def _permanent(hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """Return the permanent redirects at the start of the way; what follows a temporary one promises nothing."""
    count = next((index for index, hop in enumerate(hops) if not hop.permanent), len(hops))
    return hops[:count]


def _with_fragment(url: str, asked: str) -> str:
    parts, fragment = urlsplit(url), urlsplit(asked).fragment
    return url if parts.fragment or not fragment else urlunsplit(parts._replace(fragment=fragment))


def _same(one: str, other: str) -> bool:
    return _normal(one) == _normal(other)


def _normal(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, parts.fragment


def _is_trivial(one: str, other: str) -> bool:
    """Return whether an address only changed its scheme, `www.` or a slash at its end."""

    def core(url: str) -> tuple[str, ...]:
        parts = urlsplit(url)
        return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query

    return core(one) == core(other)


def _soft(trail: Trail, flag: str, evidence: str) -> Verdict:
    return Verdict("dead", flag, evidence, trail.last.status, flags=(flag,))


def _unverifiable(trail: Trail, reason: str, evidence: str, flags: tuple[str, ...] = ()) -> Verdict:
    return Verdict("unverifiable", reason, evidence, trail.last.status, flags=flags)


def _seen(trail: Trail) -> str:
    answer = f"answers {trail.last.status}"
    return f"{_way(trail.hops)}, which {answer}" if trail.hops else answer


def _way(hops: tuple[Hop, ...]) -> str:
    return " ".join(f"{hop.status} to {hop.onward}" for hop in hops)
