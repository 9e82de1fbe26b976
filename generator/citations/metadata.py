"""What a page says about a paper to programs: the tags that Zotero and Scholar read, and schema.org."""

import re
from typing import Any

from generator.citations.parts import container
from generator.identity import acl_id, arxiv_id, openreview_id
from generator.views import Catalog, Row

# Zotero files what has a title and no container as a journal article, unless it is told otherwise.
_ITEM_TYPES = {"preprint": "preprint", "blog": "blogPost", "repository": "computerProgram"}
_CONTAINERS = {
    "conference": "citation_conference_title",
    "workshop": "citation_conference_title",
    "journal": "citation_journal_title",
}
_SCHEMA_TYPES = {"blog": "BlogPosting", "repository": "SoftwareSourceCode"}
# Where publishers keep the PDF of a page, as their own pages link to it.
_PDFS = (
    (re.compile(r"(https?://proceedings\.mlr\.press/v\d+/)([\w-]+)\.html"), r"\1\2/\2.pdf"),
    (re.compile(r"(https?://openaccess\.thecvf\.com/.+/)html(/.+_paper)\.html"), r"\1papers\2.pdf"),
    (
        re.compile(r"(https?://(?:papers|proceedings)\.(?:nips|neurips)\.cc/.+/)hash(/\w+)-Abstract(-\w+)?\.html"),
        r"\1file\2-Paper\3.pdf",
    ),
    (re.compile(r"(https?://ojs\.aaai\.org/.+/article/)(?:view|download)(/\d+/\d+)"), r"\1download\2"),
    (re.compile(r"(https?://(?:www\.)?techrxiv\.org/doi/pdf/.+)"), r"\1"),
    (re.compile(r"([^?#]+\.pdf)(?:[?#].*)?", re.IGNORECASE), r"\g<0>"),
)


def description(row: Row, catalog: Catalog) -> str:
    """Return a paper in one sentence: its own summary, else who wrote it, where it appeared and what it is about."""
    if row.paper.summary:
        return row.paper.summary
    topic = catalog.section_of[row.home].name if row.home else ""
    parts = [row.byline, row.where, topic]
    told = f"{row.title}. {'. '.join(part.rstrip('.') for part in parts if part)}."
    return told if len(told) <= 200 else f"{told[:199].rsplit(' ', 1)[0]}…"


def highwire(row: Row, catalog: Catalog) -> list[tuple[str, str]]:
    """Return the `citation_*` tags, one author each, that file the paper as what it is."""
    tags = [("citation_title", row.title)]
    tags += [("citation_author", author) for author in row.authors]
    tags.append(("citation_publication_date", str(row.year)))
    if row.arxiv and (online := _month(row.arxiv)):
        tags.append(("citation_online_date", online))
    if row.venue and row.kind in _CONTAINERS:
        tags.append((_CONTAINERS[row.kind], container(row)))
    if row.kind in _ITEM_TYPES:
        tags.append(("z:itemType", _ITEM_TYPES[row.kind]))
    if pdf := pdf_address(row):
        tags.append(("citation_pdf_url", pdf))
    tags.append(("citation_public_url", row.address))
    if row.arxiv:
        tags.append(("citation_arxiv_id", row.arxiv))
    if row.doi:
        tags.append(("citation_doi", row.doi))
    # Without this tag Zotero takes the page's description all the same.
    tags.append(("citation_abstract", description(row, catalog)))
    tags.append(("citation_keywords", "; ".join(keywords(row, catalog))))
    tags.append(("citation_language", "en"))
    return tags


def keywords(row: Row, catalog: Catalog) -> list[str]:
    """Return the names of a paper's topics and tags."""
    return [catalog.section_of[topic].name for topic in row.topics] + [tag.name for tag in row.tags]


def pdf_address(row: Row) -> str | None:
    """Return where the paper's PDF is, when its links tell."""
    for link in row.of("paper"):
        if identifier := arxiv_id(link.url):
            return f"https://arxiv.org/pdf/{identifier}"
    for link in row.of("paper"):
        if identifier := acl_id(link.url):
            return f"https://aclanthology.org/{identifier}.pdf"
        if identifier := openreview_id(link.url):
            return f"https://openreview.net/pdf?id={identifier}"
        for page, pdf in _PDFS:
            if found := page.fullmatch(link.url):
                return found.expand(pdf)
    return None


def schema_org(row: Row, catalog: Catalog, site_url: str) -> dict[str, Any]:
    """Return the paper for search engines, as schema.org names things."""
    page = f"{site_url}papers/{row.id}/"
    same = [link.url for link in row.of("paper")]
    if row.doi and f"https://doi.org/{row.doi}" not in same:
        same.append(f"https://doi.org/{row.doi}")
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _SCHEMA_TYPES.get(row.kind, "ScholarlyArticle"),
        "@id": page,
        "url": page,
        "headline": row.title,
        "name": row.title,
        "datePublished": str(row.year),
        "keywords": keywords(row, catalog),
        "sameAs": same,
    }
    if row.authors:
        found["author"] = [{"@type": "Person", "name": author} for author in row.authors]
    if row.paper.aka:
        found["alternateName"] = list(row.paper.aka)
    if row.paper.summary:
        found["description"] = row.paper.summary
    if row.venue and row.kind in _CONTAINERS:
        kind = "Periodical" if row.kind == "journal" else "PublicationIssue"
        found["isPartOf"] = {"@type": kind, "name": row.venue.name}
    return found


def dataset(catalog: Catalog, name: str, about: str, site_url: str) -> dict[str, Any]:
    """Return the whole list as a data set for search engines."""
    formats = [("papers.json", "application/json"), ("papers.csv", "text/csv"), ("papers.bib", "application/x-bibtex")]
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": site_url,
        "url": site_url,
        "name": name,
        "description": about,
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "isAccessibleForFree": True,
        "keywords": [section.name for section in catalog.sections],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{site_url}{path}"}
            for path, kind in formats
        ],
    }
    if catalog.updated:
        found["dateModified"] = catalog.updated.isoformat()
    return found


def _month(arxiv: str) -> str:
    digits = arxiv.rpartition("/")[2]
    year, month = int(digits[:2]), digits[2:4]
    return f"{1900 + year if year > 90 else 2000 + year}/{month}" if "01" <= month <= "12" else ""
