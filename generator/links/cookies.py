"""Cookies of one chain of redirects: some sites set one, send the reader round, and look for it again."""

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from generator.net.address import literal, registrable

_MOST = 40
_LONGEST = 4_096


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie and where it may go."""

    name: str
    value: str
    domain: str
    subdomains: bool
    path: str
    secure: bool

    def goes_to(self, scheme: str, host: str, path: str) -> bool:
        """Return whether the cookie is sent there."""
        if self.secure and scheme != "https" and literal(host) is None:
            return False
        same = host == self.domain or (self.subdomains and host.endswith(f".{self.domain}"))
        inside = path == self.path or path.startswith(self.path if self.path.endswith("/") else f"{self.path}/")
        return same and inside


class Jar:
    """The cookies that one chain was given."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str, str], Cookie] = {}

    def take(self, url: str, headers: list[str]) -> None:
        """Keep what an answer sets; what it may not set, or sets too much of, is left."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        for header in headers[:_MOST]:
            if len(header) > _LONGEST:
                continue
            try:
                parsed = SimpleCookie(header)
            except CookieError:
                continue
            for name, morsel in parsed.items():
                domain = morsel["domain"].lstrip(".").lower() or host
                if domain != host and not _may_set(host, domain):
                    continue
                path = morsel["path"] if morsel["path"].startswith("/") else parts.path.rpartition("/")[0] or "/"
                key = (domain, path, name)
                if morsel["max-age"] in {"0", "-1"}:
                    self._cookies.pop(key, None)
                elif len(self._cookies) < _MOST:
                    given = morsel["domain"] != ""
                    self._cookies[key] = Cookie(name, morsel.value, domain, given, path, bool(morsel["secure"]))

    def header(self, url: str) -> str:
        """Return the Cookie header for an address, or nothing."""
        parts = urlsplit(url)
        place = parts.scheme, parts.hostname or "", parts.path or "/"
        return "; ".join(f"{one.name}={one.value}" for one in self._cookies.values() if one.goes_to(*place))


def _may_set(host: str, domain: str) -> bool:
    """Return whether a host may set a cookie for a domain above it: within what one owner registered."""
    return literal(host) is None and host.endswith(f".{domain}") and registrable(host) == registrable(domain)
