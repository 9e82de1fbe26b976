"""What somebody wants to add, recognised from the words they gave: an identifier, an address or BibTeX."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from generator import identity
from generator.importers import bibtex

Kind = Literal["arxiv", "doi", "openreview", "acl", "github", "address", "bibtex"]

_ARXIV = re.compile(
    r"^(?:arxiv:\s*)?((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?:v\d+)?(?:\s*\[[\w.-]+\])?$", re.IGNORECASE
)
_DOI = re.compile(r"^(?:doi:\s*)?(10\.\d{4,9}/\S+)$", re.IGNORECASE)
_DOI_IN_PATH = re.compile(r"(?:^|/)(10\.\d{4,9}/[^?#]+?)(?:/(?:abstract|full|pdf|fulltext|meta))?(?:\.pdf)?/?$")
_ACL = re.compile(r"^(?:acl:\s*)?([A-Z]\d{2}-\d{4}|\d{4}\.[a-z0-9]+-[a-z0-9]+\.\d+)$")
_OPENREVIEW = re.compile(r"^openreview:\s*([\w-]{6,20})$", re.IGNORECASE)
_BARE_OPENREVIEW = re.compile(r"^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z0-9_-]{9,12}$")
_GITHUB = re.compile(r"^(?:github:\s*)?([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+)$")


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to add: how it is identified, by which value, and its address in the list's form."""

    kind: Kind
    value: str
    url: str = ""


def subject(text: str) -> Subject | None:
    """Return what the text names, or None when it is neither an identifier nor an address nor BibTeX."""
    text = text.strip()
    if bibtex.looks_like(text):
        return Subject("bibtex", text)
    return _of_identifier(text) or _of_address(text)


def _of_identifier(text: str) -> Subject | None:
    if match := _ARXIV.match(text):
        return _arxiv(match[1])
    if match := _DOI.match(text):
        return _doi(match[1])
    if match := _ACL.match(text):
        return Subject("acl", match[1], f"https://aclanthology.org/{match[1]}/")
    if match := _OPENREVIEW.match(text):
        return _openreview(match[1])
    if match := _GITHUB.match(text):
        return Subject("github", match[1].removesuffix(".git"), f"https://github.com/{match[1].removesuffix('.git')}")
    # Last, because nothing but its mixed letters tells such an id from a word.
    return _openreview(text) if _BARE_OPENREVIEW.match(text) else None


def _of_address(text: str) -> Subject | None:
    address = text if "://" in text else f"https://{text}"
    if (address != text and "/" not in text) or identity.address_problem(address):
        return None
    if found := identity.arxiv_id(address):
        return _arxiv(found)
    if found := identity.openreview_id(address):
        return _openreview(found)
    if found := identity.acl_id(address):
        return Subject("acl", found, identity.canonical(address))
    if found := identity.github_repository(address):
        return Subject("github", found, f"https://github.com/{found}")
    if found := identity.doi(address):
        return _doi(found)
    if match := _DOI_IN_PATH.search(unquote(urlsplit(address).path)):
        return _doi(match[1])
    return Subject("address", address, identity.canonical(address))


def _arxiv(value: str) -> Subject:
    return Subject("arxiv", value, f"https://arxiv.org/abs/{value}")


def _openreview(value: str) -> Subject:
    return Subject("openreview", value, f"https://openreview.net/forum?id={value}")


def _doi(value: str) -> Subject:
    if found := identity.arxiv_id(f"https://doi.org/{value}"):
        return _arxiv(found)
    return Subject("doi", value.rstrip("/.,"), f"https://doi.org/{value.rstrip('/.,')}")
