"""What makes two records the same work: identifiers in links, the one canonical form of a link, normal titles."""

import re
import unicodedata
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit, urlunsplit

ARXIV_HOSTS = frozenset(
    {
        "arxiv.org",
        "www.arxiv.org",
        "export.arxiv.org",
        "browse.arxiv.org",
        "ar5iv.org",
        "www.ar5iv.org",
        "ar5iv.labs.arxiv.org",
    }
)
# New identifiers count from 2007-04; the old ones name an archive (https://info.arxiv.org/help/arxiv_identifier.html).
# They have a month, and five digits from 2015 on: what does not is cut off or mistyped.
_ARXIV_NEW = (
    r"(?P<new>(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}(?!\d)|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5}(?!\d))"
)
_ARXIV_OLD = r"(?P<old>[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
_ARXIV_PATH = re.compile(rf"/(?:abs|pdf|html|format)/(?:{_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d*)?(?:\.pdf)?/?", re.ASCII)
_ARXIV_DOI = re.compile(rf"10\.48550/arxiv\.(?:{_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?", re.ASCII | re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_OPENREVIEW_PATHS = frozenset({"/forum", "/pdf", "/attachment", "/references/pdf"})
_OPENREVIEW_ID = re.compile(r"[A-Za-z0-9_-]+")
_ACL_PATH = re.compile(r"/(?P<id>[A-Z]\d{2}-\d{4}|\d{4}\.[a-z0-9]+-[a-z0-9]+\.\d+)(?:v\d+)?(?:\.pdf)?/?", re.ASCII)
_REPOSITORY_HOSTS = frozenset({"github.com", "gitlab.com", "huggingface.co"})
_REPOSITORY_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[\W_]+")
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMERIC_HOST = re.compile(r"[0-9.]+|0x[0-9a-f.x]+|.*:.*")
_PRIVATE_SUFFIXES = (".local", ".localhost", ".internal", ".test", ".invalid", ".example", ".onion", ".home.arpa")
_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^\s)>]+)")
_BARE = (
    (re.compile(rf"(?:arxiv:)?\s*({_ARXIV_NEW}(?:v\d+)?)", re.IGNORECASE), "https://arxiv.org/abs/{}"),
    (re.compile(r"(?:doi:)?\s*(10\.\d{4,9}/\S+)", re.IGNORECASE), "https://doi.org/{}"),
    (re.compile(r"(?:https?:/*)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?)", re.IGNORECASE), "https://{}"),
)
_SAFE_ADDRESS = re.compile(r"[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~\[\]]+")
# Two of three addresses look like these; they are good and canonical, and need no second look.
_PLAIN = re.compile(
    rf"https://(?:arxiv\.org/abs/{_ARXIV_NEW}|github\.com/[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(?<!\.git))", re.ASCII
)


def is_plain(url: str) -> bool:
    """Return whether an address is of one of the commonest forms, public and canonical without further question."""
    return _PLAIN.fullmatch(url) is not None


def arxiv_id(url: str) -> str | None:
    """Return the arXiv identifier that an address names, without version, or None."""
    if match := _PLAIN.fullmatch(url):
        return match["new"]
    if "arxiv" not in url.lower():
        return None
    parts = _parts(url)
    if parts.hostname in ARXIV_HOSTS:
        match = _ARXIV_PATH.fullmatch(unquote(parts.path))
    elif parts.hostname in {"doi.org", "dx.doi.org", "www.doi.org"}:
        match = _ARXIV_DOI.fullmatch(unquote(parts.path).lstrip("/"))
    else:
        return None
    return (match["new"] or match["old"]) if match else None


def arxiv_year(identifier: str) -> int:
    """Return the year in which an arXiv identifier was given out."""
    two = int(identifier.rsplit("/", 1)[-1][:2])
    return 1900 + two if two > 90 else 2000 + two


def doi(url: str) -> str | None:
    """Return the DOI that an address of doi.org or of a publisher's landing page names, in lower case, or None.

    ACM gives works without a DOI a number under 10.5555, which doi.org does not know: those are no DOIs.
    """
    if "doi" not in url.lower():
        return None
    parts = _parts(url)
    path = unquote(parts.path)
    if parts.hostname in {"doi.org", "dx.doi.org", "www.doi.org"}:
        found = path.lstrip("/")
    elif parts.hostname in {"dl.acm.org", "www.techrxiv.org"} and path.startswith("/doi/"):
        found = re.sub(r"^/doi/(?:abs/|pdf/|full/|fullHtml/|epdf/)?", "", path)
    else:
        return None
    found = found.rstrip("/").lower()
    if found.startswith(("10.5555/", "10.48550/arxiv.")):
        return None
    return found if _DOI.fullmatch(found) else None


def openreview_id(url: str) -> str | None:
    """Return the forum identifier of an OpenReview address, or None."""
    if "openreview" not in url.lower():
        return None
    parts = _parts(url)
    if parts.hostname != "openreview.net" or parts.path not in _OPENREVIEW_PATHS:
        return None
    found = parse_qs(parts.query).get("id", [""])[0]
    return found if _OPENREVIEW_ID.fullmatch(found) else None


def acl_id(url: str) -> str | None:
    """Return the ACL Anthology identifier of an address, or None."""
    if "acl" not in url.lower():
        return None
    parts = _parts(url)
    if parts.hostname not in {"aclanthology.org", "www.aclanthology.org", "aclweb.org", "www.aclweb.org"}:
        return None
    match = _ACL_PATH.fullmatch(parts.path.removeprefix("/anthology"))
    return match["id"] if match else None


def repository(url: str) -> str | None:
    """Return `host/owner/name` in lower case for an address inside a code repository, or None."""
    parts = _parts(url)
    host = (parts.hostname or "").removeprefix("www.")
    steps = [step for step in parts.path.split("/") if step]
    if host not in _REPOSITORY_HOSTS or len(steps) < 2:
        return None
    if host == "huggingface.co" and steps[0] in {"docs", "papers", "blog", "datasets", "spaces", "collections"}:
        return None
    owner, name = steps[0], steps[1].removesuffix(".git")
    if not (_REPOSITORY_NAME.fullmatch(owner) and _REPOSITORY_NAME.fullmatch(name)):
        return None
    return f"{host}/{owner}/{name}".lower()


def github_repository(url: str) -> str | None:
    """Return `owner/name` as written for an address inside a GitHub repository, or None."""
    parts = _parts(url)
    if repository(url) is None or (parts.hostname or "").removeprefix("www.") != "github.com":
        return None
    owner, name = [step for step in parts.path.split("/") if step][:2]
    return f"{owner}/{name.removesuffix('.git')}"


def identifiers(urls: tuple[str, ...]) -> frozenset[str]:
    """Return the identifiers that the addresses name, each as `scheme:value`."""
    found = set()
    for url in urls:
        for scheme, read in (("arxiv", arxiv_id), ("doi", doi), ("openreview", openreview_id), ("acl", acl_id)):
            value = read(url)
            if value is not None:
                found.add(f"{scheme}:{value}")
    return frozenset(found)


def canonical(url: str) -> str:
    """Return the one form in which the list writes an address; an address without such a form comes back as it is."""
    if identifier := arxiv_id(url):
        return f"https://arxiv.org/abs/{identifier}"
    if identifier := openreview_id(url):
        return f"https://openreview.net/forum?id={identifier}"
    if identifier := acl_id(url):
        return f"https://aclanthology.org/{identifier}/"
    parts = _parts(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host in {"doi.org", "dx.doi.org"} and doi(url):
        return f"https://doi.org/{parts.path.lstrip('/')}"
    if host == "github.com" and repository(url):
        path = parts.path.rstrip("/").removesuffix(".git")
        return urlunsplit(("https", host, path, parts.query, parts.fragment))
    return url


def normal_title(title: str) -> str:
    """Return a title without case, accents, punctuation and hyphens, for telling whether two titles are one."""
    if title.isascii():
        return _NO_WORD.sub("", title.lower())
    plain = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return "".join(_WORD.findall(plain))


def address_problem(url: str) -> str | None:
    """Return why an address may not stand in an entry, or None when it is a public http(s) address."""
    if not _SAFE_ADDRESS.fullmatch(url):
        return "has spaces or characters that must be percent-encoded" if url else "is empty"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "is not a valid address"
    if parts.scheme not in {"http", "https"}:
        return "must begin with https:// or http://"
    if not host:
        return "has no host"
    if parts.username is not None or parts.password is not None:
        return "must not carry a user name or password"
    if problem := _host_problem(host):
        return problem
    if port is not None and port not in {80, 443, 8080, 8443}:
        return "uses an unusual port"
    if host in ARXIV_HOSTS and parts.path.startswith(("/abs/", "/pdf/")) and arxiv_id(url) is None:
        return "holds no arXiv id: one looks like 2306.00978"
    return None


def address_repair(text: str) -> str | None:
    """Return the address that somebody probably meant, in its canonical form, or None."""
    text = text.strip().strip("<>").strip()
    if match := _MARKDOWN_LINK.search(text):
        text = match[1]
    for pattern, form in _BARE:
        if match := pattern.fullmatch(text):
            text = form.format(match[1])
            break
    text = text.replace(" ", "%20")
    form = canonical(text)
    return form if address_problem(form) is None else None


def _parts(url: str) -> SplitResult:
    """Return the parts of an address; one that cannot be taken apart has none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _host_problem(host: str) -> str | None:
    if _NUMERIC_HOST.fullmatch(host):
        return "must name its host, not a numeric address"
    if host == "localhost" or host.endswith(_PRIVATE_SUFFIXES):
        return "points to a private host"
    if not _HOST.fullmatch(host):
        return "has no valid public host name"
    if any(label.startswith("xn--") for label in host.split(".")):
        return "has a host in punycode, which can imitate another name"
    return None
