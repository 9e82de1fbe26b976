"""One paper and one piece of software as a reader sees them: every derived value worked out once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from generator.collection import Collection, first_year, paper_path
from generator.facts import Facts, Stars
from generator.identity import acl_id, arxiv_id, doi, github_repository, openreview_id
from generator.model import Links, Paper, Software, SoftwareLinks, Tag, Venue

AUTHORS_SHOWN = 3

_LABELS = {
    "code": "Code",
    "unofficial": "Unofficial code",
    "project": "Project page",
    "model": "Model",
    "data": "Data",
    "demo": "Demo",
    "blog": "Blog post",
}


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on GitHub: `owner/name`, its page and its stars when they were ever counted."""

    name: str
    stars: Stars | None

    @property
    def url(self) -> str:
        return f"https://github.com/{self.name}"


@dataclass(frozen=True, slots=True)
class Link:
    """One address with its kind (the field it stands in), what readers call it, and the repository it leads into."""

    kind: str
    label: str
    url: str
    repository: Repository | None = None


@dataclass(frozen=True)
class Row:
    """One paper: its entry and all that follows from it."""

    paper: Paper
    venue: Venue | None
    """Where it was published; None for a preprint."""
    kind: str
    """`conference`, `journal`, `workshop`, `preprint`, `blog` or `repository`."""
    where: str
    """Venue and year in few words: `NeurIPS 2023 Oral`, `arXiv 2023`, `2019`."""
    links: tuple[Link, ...]
    arxiv: str | None
    doi: str | None
    added: dt.date | None
    tags: tuple[Tag, ...]
    topics: tuple[str, ...]
    """The known topics, home first."""

    @property
    def id(self) -> str:
        return self.paper.id

    @property
    def title(self) -> str:
        return self.paper.title

    @property
    def authors(self) -> tuple[str, ...]:
        return self.paper.authors

    @property
    def year(self) -> int:
        return self.paper.year

    @property
    def home(self) -> str:
        return self.topics[0] if self.topics else ""

    @property
    def address(self) -> str:
        """Where the title leads: to the paper, else to the first thing there is."""
        return self.links[0].url

    @cached_property
    def texts(self) -> dict[str, str]:
        """Texts about it that several outputs show, by format, each made by the first that asks."""
        return {}

    @cached_property
    def byline(self) -> str:
        """The first authors in few words."""
        return byline(self.paper.authors, AUTHORS_SHOWN)

    @cached_property
    def name(self) -> str:
        """What people call it: the words before the title's colon when they are few, else the whole title."""
        head, colon, _ = self.paper.title.partition(":")
        return head if colon and len(head) <= 40 else self.paper.title

    @cached_property
    def code(self) -> tuple[Link, ...]:
        """The repositories with code, those of others last."""
        return self.of("code") + self.of("unofficial")

    @cached_property
    def more(self) -> tuple[Link, ...]:
        """What is neither the paper nor code, nor where the title leads."""
        others = (link for link in self.links if link.kind not in {"paper", "code", "unofficial"})
        return tuple(link for link in others if link.url != self.address)

    @cached_property
    def has_code(self) -> bool:
        return bool(self.paper.links.code or self.paper.links.unofficial)

    @cached_property
    def stars(self) -> Stars | None:
        """The stars of the main repository of the authors, when they were counted."""
        for link in self.of("code"):
            if link.repository and link.repository.stars:
                return link.repository.stars
        return None

    @cached_property
    def preprint(self) -> bool:
        return self.kind == "preprint"

    @property
    def first_year(self) -> int:
        """The year of the first public version, which also names the entry's folder."""
        return first_year(self.paper)

    @property
    def path(self) -> str:
        """Where its entry stands in the repository."""
        return paper_path(self.paper)

    @property
    def order(self) -> tuple[int, tuple[int, int]]:
        """What newest means: the year, then the arXiv identifier of the first version."""
        return self.paper.year, version(self.arxiv)

    def of(self, kind: str) -> tuple[Link, ...]:
        """Return the links of one kind."""
        return tuple(link for link in self.links if link.kind == kind)


@dataclass(frozen=True)
class Tool:
    """One piece of software as a row of the comparison."""

    software: Software
    links: tuple[Link, ...]
    topics: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.software.id

    @property
    def name(self) -> str:
        return self.software.name

    @property
    def address(self) -> str:
        """Where the name leads: to the code, else to the first thing there is."""
        return self.links[0].url

    @cached_property
    def repository(self) -> Repository | None:
        return next((link.repository for link in self.links if link.repository), None)

    @cached_property
    def more(self) -> tuple[Link, ...]:
        """Its repositories, and the addresses to which the name does not lead already."""
        return tuple(link for link in self.links if link.repository or link.url != self.address)

    @cached_property
    def features(self) -> str:
        """What sets it apart, in one line."""
        return "; ".join(self.software.features)

    def does(self, task: str) -> bool | None:
        """Return whether it supports a task; None where nobody said."""
        return None if self.software.supports is None else task in self.software.supports


def row(paper: Paper, collection: Collection, facts: Facts) -> Row:
    """Return the view of one paper."""
    venue = _venue(paper, collection)
    kind = venue.kind if venue else "preprint"
    links = _links(paper.links, facts.stars)
    addresses = paper.links.paper or ()
    # Looking for a word first spares taking every address apart.
    arxiv = next((found for url in addresses if "arxiv" in url and (found := arxiv_id(url))), None)
    return Row(
        paper=paper,
        venue=None if kind == "preprint" else venue,
        kind=kind,
        where=_where(paper, venue, kind, links, arxiv),
        links=links,
        arxiv=arxiv,
        doi=next((found for url in addresses if "doi" in url and (found := doi(url))), None),
        added=facts.added.get(paper.id),
        tags=tuple(collection.tags[tag] for tag in paper.tags if tag in collection.tags),
        topics=tuple(topic for topic in paper.topics if topic in collection.nodes),
    )


def tool(software: Software, collection: Collection, facts: Facts) -> Tool:
    """Return the view of one piece of software."""
    topics = tuple(topic for topic in software.topics if topic in collection.nodes)
    return Tool(software, _links(software.links, facts.stars), topics)


def newest_first(rows: list[Row]) -> tuple[Row, ...]:
    """Return the rows by year and first version, both descending, then by title."""
    by_title = sorted(rows, key=lambda one: (one.title.casefold(), one.id))
    return tuple(sorted(by_title, key=lambda one: one.order, reverse=True))


def byline(authors: tuple[str, ...], shown: int) -> str:
    """Return the first authors, with `et al.` for the rest; none of them when none are to be shown."""
    if not shown or not authors:
        return ""
    return f"{', '.join(authors[:shown])} et al." if len(authors) > shown else ", ".join(authors)


def version(arxiv: str | None) -> tuple[int, int]:
    """Return an arXiv identifier as month and number, so that later ones are greater in the old form too."""
    if arxiv is None:
        return 0, 0
    digits = arxiv.rpartition("/")[2].replace(".", "")
    month, number = int(digits[:4]), int(digits[4:])
    return (month + 200_000 if month < 9_000 else month + 190_000), number


def _venue(paper: Paper, collection: Collection) -> Venue | None:
    if paper.venue is None:
        return None
    # Checks report an unknown venue; whoever builds a preview all the same sees the name that was written.
    return collection.venues.get(paper.venue) or Venue(id=paper.venue, name=paper.venue, kind="conference")


def _where(paper: Paper, venue: Venue | None, kind: str, links: tuple[Link, ...], arxiv: str | None) -> str:
    if venue is not None and kind != "preprint":
        name = venue.id
    elif arxiv:
        name = "arXiv"
    elif venue is not None:
        name = venue.id
    else:
        name = next((link.label for link in links if link.kind == "paper" and openreview_id(link.url)), "")
    return " ".join(filter(None, [name, str(paper.year), paper.track]))


def _links(links: Links | SoftwareLinks, stars: Mapping[str, Stars]) -> tuple[Link, ...]:
    return tuple(_link(kind, url, stars) for kind, urls in links.kinds() for url in urls)


def _link(kind: str, url: str, stars: Mapping[str, Stars]) -> Link:
    name = github_repository(url) if "github.com" in url else None
    repository = Repository(name, stars.get(name.lower())) if name else None
    return Link(kind, _paper_label(url) if kind == "paper" else _LABELS[kind], url, repository)


def _paper_label(url: str) -> str:
    if "arxiv" in url and arxiv_id(url):
        return "arXiv"
    if "openreview" in url and openreview_id(url):
        return "OpenReview"
    if "acl" in url and acl_id(url):
        return "ACL Anthology"
    if "doi" in url and doi(url):
        return "DOI"
    return "PDF" if urlsplit(url).path.lower().endswith(".pdf") else "Paper"
