"""What an address proves about where and when a paper appeared."""

import re
from urllib.parse import urlsplit

from generator.identity import acl_id
from generator.importers.appearances import Appearances
from generator.importers.claims import Claim

_CVF = re.compile(r"^/content[/_]([A-Z]+)_?(\d{4})/")
_HASHED = re.compile(r"^/paper(?:_files)?/(?:paper/)?(\d{4})/")
_USENIX = re.compile(r"^/(?:conference|system/files)/(?:conference/)?([a-z]+)(\d{2})[/-]")
_JMLR = re.compile(r"^/papers/v(?:olume)?(\d+)/")
_NEURIPS_EVENT = re.compile(r"^/(?:virtual|Conferences)/(\d{4})/")
# The first volume of the Journal of Machine Learning Research is that of 2000, and each year has one.
_JMLR_YEAR_0 = 1999


def proves(url: str, appearances: Appearances) -> Claim | None:
    """Return venue, year and track that the address of a proceedings page names, or None."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    found: tuple[str, int] | None = None
    if identifier := acl_id(url):
        where = appearances.of_acl(identifier)
        year = _acl_year(identifier)
        return Claim(where.venue, year, where.track, url) if where and year else None
    if host == "openaccess.thecvf.com" and (match := _CVF.match(parts.path)):
        found = match[1], int(match[2])
    elif host in {"proceedings.neurips.cc", "papers.neurips.cc", "papers.nips.cc"}:
        found = _year("NeurIPS", _HASHED.match(parts.path))
    elif host in {"neurips.cc", "nips.cc", "dev.neurips.cc"}:
        found = _year("NeurIPS", _NEURIPS_EVENT.match(parts.path))
    elif host == "proceedings.mlsys.org":
        found = _year("MLSys", _HASHED.match(parts.path))
    elif host == "usenix.org" and (match := _USENIX.match(parts.path)):
        found = match[1], 2000 + int(match[2])
    elif host == "jmlr.org" and (match := _JMLR.match(parts.path)):
        found = "JMLR", _JMLR_YEAR_0 + int(match[1])
    where = appearances.read(found[0]) if found else None
    return Claim(where.venue, found[1], where.track, url) if where and found else None


def _year(venue: str, match: re.Match[str] | None) -> tuple[str, int] | None:
    return (venue, int(match[1])) if match else None


def _acl_year(identifier: str) -> int | None:
    if match := re.match(r"^(\d{4})\.", identifier):
        return int(match[1])
    if match := re.match(r"^[A-Z](\d{2})-", identifier):
        two = int(match[1])
        return 1900 + two if two > 50 else 2000 + two
    return None
