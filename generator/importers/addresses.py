"""Repair addresses that lists have damaged: glued together, polluted by search engines, tracked, with broken tails."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from generator.identity import ARXIV_HOSTS, address_problem, arxiv_id, canonical, doi, github_repository

_TRACKING = re.compile(r"^(?:utm_\w+|trk|ref|gclid|fbclid|forcedefault|usg|usp|spm)$")
_ARXIV_IN_PATH = re.compile(r"^/(?:abs|pdf|html|format)/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?!\d)")
_TAIL = re.compile(r"(?:%3E|%5D|[\]>)}\s.,;])+$")
_SEARCH_HOSTS = frozenset({"scholar.google.com", "www.bing.com", "bing.com", "www.google.com", "google.com"})
_GITHUB_IN_FRAGMENT = re.compile(r"(?:^|[^\w.])(?:github\.)?com/([\w.-]+/[\w.-]+?)(?:-,|,|$)")
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may stand in an entry, or none, and what was done to get it."""

    url: str | None
    reasons: tuple[str, ...] = ()


def repair(written: str, *, base: str = "") -> Address:
    """Return the address that a link means; `base` is where relative addresses of the list begin."""
    reasons: list[str] = []
    url = written.strip()
    if not url or url.startswith("#"):
        return Address(None, ("is empty",))
    if not urlsplit(url).scheme:
        if not base:
            return Address(None, ("is relative, and the list's files have no address",))
        url = _step(url, base + quote(unquote(url.removeprefix("./")), safe="/"), "relative to the list", reasons)
    url = _step(url, _without_spaces(url), "spaces inside the address", reasons)
    url = _step(url, _first_of_two(url), "two addresses written as one", reasons)
    if (urlsplit(url).hostname or "") in _SEARCH_HOSTS:
        if not (found := _from_search(url)):
            return Address(None, ("a search engine's page of results, which proves no address",))
        return Address(found, ("the result that a search engine's page points at",))
    url = _step(url, _without_tail(url), "remains of other text at its end", reasons)
    url = _step(url, _without_tracking(url), "tracking parameters", reasons)
    url = _step(url, _canonical(url), "the one form of this address", reasons)
    parts = urlsplit(url)
    if parts.hostname == "github.com" and not parts.path.strip("/"):
        return Address(None, ("names no repository",))
    if problem := address_problem(url):
        return Address(None, (f"the address {problem}",))
    return Address(url, tuple(reasons))


def page_of(url: str) -> str:
    """Return what the forms of one proceedings page share, so that PDF and landing page are known as one work."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("papers.")
    path = parts.path
    for pattern, form in _PAGES:
        if match := pattern.search(f"{host}{path}"):
            return form.format(*match.groups())
    if found := doi(url):
        return f"doi:{found}"
    if name := github_repository(url):
        return f"github:{name.lower()}/{'/'.join(path.split('/')[3:])}".rstrip("/")
    return f"{host}{path.rstrip('/')}?{parts.query}"


_PAGES = (
    (re.compile(r"^proceedings\.mlr\.press/(v\d+)/([a-z0-9-]+)"), "pmlr:{0}/{1}"),
    (
        re.compile(r"^(?:proceedings\.neurips\.cc|papers\.nips\.cc|nips\.cc|neurips\.cc)/.*/([0-9a-f]{32})-"),
        "neurips:{0}",
    ),
    (re.compile(r"^proceedings\.mlsys\.org/.*/([0-9a-f]{32})-"), "mlsys:{0}"),
    (re.compile(r"^openaccess\.thecvf\.com/.*/([^/]+?)(?:_paper)?\.(?:pdf|html)$"), "cvf:{0}"),
    (re.compile(r"^jmlr\.org/papers/v(?:olume)?(\d+)/(\d\d-\d+)"), "jmlr:{0}/{1}"),
    (re.compile(r"^usenix\.org/system/files/([a-z]+\d\d)-(?:paper-)?([a-z]+)(?:[-_][a-z]+)*\.pdf$"), "usenix:{0}/{1}"),
    (re.compile(r"^usenix\.org/conference/([a-z]+\d\d)/presentation/([a-z]+)"), "usenix:{0}/{1}"),
    (re.compile(r"^ieeexplore\.ieee\.org/(?:abstract/)?document/(\d+)"), "ieee:{0}"),
    (re.compile(r"^dl\.acm\.org/doi/(?:abs/|pdf/)?(10\.5555/[\d.]+)"), "acm:{0}"),
)


def _step(before: str, after: str, reason: str, reasons: list[str]) -> str:
    if after != before:
        reasons.append(reason)
    return after


def _without_spaces(url: str) -> str:
    return re.sub(r"\s+", "", url)


def _first_of_two(url: str) -> str:
    """Return the first of two addresses glued together; an address inside a query is no second one."""
    second = re.search(r"https?://", url[8:])
    if second and not {"?", "#"} & set(url[: 8 + second.start()]) and "web.archive.org" not in url:
        return url[: 8 + second.start()]
    return url


def _from_search(url: str) -> str:
    """Return the repository that the marked text of a search page names, when the search was for GitHub."""
    parts = urlsplit(url)
    searched = " ".join(parse_qs(parts.query).get("q", []))
    marked = unquote(parts.fragment.partition(":~:text=")[2])
    match = _GITHUB_IN_FRAGMENT.search(marked)
    if match and ("github" in searched.casefold() or "github.com" in marked):
        return f"https://github.com/{match[1]}"
    return ""


def _without_tail(url: str) -> str:
    parts = urlsplit(url)
    if parts.hostname in ARXIV_HOSTS:
        match = _ARXIV_IN_PATH.match(unquote(parts.path))
        if match and not arxiv_id(url):
            return f"https://arxiv.org/abs/{match[1]}"
    bare = _TAIL.sub("", url)
    # A bracket that was opened in the address belongs to it.
    if url.endswith(")") and bare.count("(") > bare.count(")"):
        return url
    return bare if urlsplit(bare).hostname else url


def _without_tracking(url: str) -> str:
    parts = urlsplit(url)
    query = parts.query.lstrip("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    drop_tab = parts.hostname == "github.com"
    kept = [(key, value) for key, value in pairs if not (_TRACKING.match(key) or (drop_tab and key == "tab"))]
    if len(kept) == len(pairs) and query == parts.query:
        return url
    return urlunsplit(parts._replace(query=urlencode(kept, safe=_SAFE)))


def _canonical(url: str) -> str:
    parts = urlsplit(url)
    if parts.hostname == "dl.acm.org":
        if found := doi(url):
            return f"https://doi.org/{found}"
        return urlunsplit(parts._replace(path=re.sub(r"^/doi/(?:abs|pdf)/", "/doi/", parts.path)))
    if parts.scheme == "http" and parts.hostname in {"proceedings.mlr.press", "github.com", "www.jmlr.org", "jmlr.org"}:
        url = urlunsplit(parts._replace(scheme="https"))
    if parts.hostname and parts.hostname != parts.netloc and parts.netloc.lower() == parts.hostname:
        url = url.replace(parts.netloc, parts.hostname, 1)
    if github_repository(url):
        parts = urlsplit(url)
        url = urlunsplit(parts._replace(path=parts.path.rstrip("/")))
    return canonical(url)
