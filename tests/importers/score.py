"""How well lists of any style are read: papers, precision, exact titles and links against hand-made references."""

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from generator.identity import normal_title
from generator.importers import encoding
from generator.importers.addresses import page_of
from generator.importers.run import Outcome, Source, run
from generator.model import Paper

FOLDER = Path(__file__).parent / "wild"
DAY = dt.date(2026, 1, 2)


@dataclass
class Score:
    """Counts of one list, or of all."""

    expected: int = 0
    found: int = 0
    right: int = 0
    titles: int = 0
    links: int = 0
    links_found: int = 0
    links_wrong: int = 0
    years: int = 0
    years_right: int = 0
    venues: int = 0
    venues_right: int = 0
    authors: int = 0
    authors_right: int = 0
    software: int = 0
    software_right: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    @property
    def shares(self) -> dict[str, float]:
        """The shares that the aim is about, from 0 to 1."""
        return {
            "papers": _share(self.right, self.expected),
            "precision": _share(self.right, self.found),
            "titles": _share(self.titles, self.right),
            "links": _share(self.links_found, self.links + self.links_wrong),
            "years": _share(self.years_right, self.years),
            "venues": _share(self.venues_right, self.venues),
            "authors": _share(self.authors_right, self.authors),
            "software": _share(self.software_right, self.software),
        }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def names() -> list[str]:
    """Return the names of all lists."""
    return sorted(path.stem for path in FOLDER.glob("*.yml"))


def imported(name: str, root: Path) -> Outcome:
    """Return what importing a list into an empty project means."""
    (root / "entries").mkdir(exist_ok=True)
    for vocabulary in ("topics", "venues", "tags", "lists"):
        (root / "entries" / f"{vocabulary}.yml").write_text("[]\n", "utf-8")
    text, _ = encoding.decoded((FOLDER / f"{name}.md").read_bytes())
    outcome, problems = run(root, [Source(f"{name}.md", text)], "", DAY)
    assert not problems, problems
    return outcome


def score(outcome: Outcome, reference: dict[str, Any]) -> Score:
    """Return how well an import agrees with the hand-made reference of its list."""
    papers = [one.paper for one in outcome.placed if one.paper]
    result = Score(expected=len(reference["papers"]), found=len(papers))
    left = list(papers)
    for wanted in reference["papers"]:
        paper = next((one for one in left if normal_title(one.title) == normal_title(wanted["title"])), None)
        paper = paper or next((one for one in left if _links(wanted, "paper") & _pages(one, "paper")), None)
        if paper is None:
            result.faults.append(f"missing: {wanted['title']}")
            result.links += len(_links(wanted, "paper") | _links(wanted, "code"))
            continue
        left.remove(paper)
        result.right += 1
        _compare(result, wanted, paper)
    result.faults += [f"no paper: {one.title}" for one in left]
    software = {normal_title(one.software.name) for one in outcome.tools if one.software}
    said = {normal_title(one) for one in reference.get("software", ())}
    result.software = len(said | software)
    result.software_right = len(said & software)
    if said != software:
        result.faults.append(f"software: {sorted(software)} instead of {sorted(said)}")
    return result


def _compare(result: Score, wanted: dict[str, Any], paper: Paper) -> None:
    if paper.title == wanted["title"]:
        result.titles += 1
    else:
        result.faults.append(f"title: {paper.title!r} instead of {wanted['title']!r}")
    for kind in ("paper", "code"):
        mine, theirs = _pages(paper, kind), _links(wanted, kind)
        result.links += len(theirs)
        result.links_found += len(mine & theirs)
        result.links_wrong += len(mine - theirs)
        if mine != theirs:
            result.faults.append(f"{kind} of {paper.title!r}: {sorted(mine)} instead of {sorted(theirs)}")
    if "year" in wanted:
        result.years += 1
        result.years_right += paper.year == wanted["year"]
        if paper.year != wanted["year"]:
            result.faults.append(f"year of {paper.title!r}: {paper.year} instead of {wanted['year']}")
    if "venue" in wanted:
        result.venues += 1
        result.venues_right += paper.venue == wanted["venue"]
        if paper.venue != wanted["venue"]:
            result.faults.append(f"venue of {paper.title!r}: {paper.venue!r} instead of {wanted['venue']!r}")
    if "authors" in wanted:
        result.authors += 1
        result.authors_right += list(paper.authors) == wanted["authors"]
        if list(paper.authors) != wanted["authors"]:
            result.faults.append(f"authors of {paper.title!r}: {list(paper.authors)} instead of {wanted['authors']}")


def _links(wanted: dict[str, Any], kind: str) -> set[str]:
    said = wanted.get(kind, ())
    return {page_of(url) for url in ([said] if isinstance(said, str) else said)}


def _pages(paper: Paper, kind: str) -> set[str]:
    return {page_of(url) for url in getattr(paper.links, kind) or ()}


def reference(name: str) -> dict[str, Any]:
    """Return the hand-made reference of a list."""
    found = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def table(scores: dict[str, Score]) -> Iterator[str]:
    """Yield the lines of the table: each list, then all together."""
    columns = list(Score().shares)
    yield f"{'list':34}" + "".join(f"{name:>11}" for name in columns)
    total = Score()
    for name, one in scores.items():
        total.add(one)
        yield f"{name:34}" + "".join(f"{100 * value:11.1f}" for value in one.shares.values())
    yield f"{'all':34}" + "".join(f"{100 * value:11.1f}" for value in total.shares.values())
    yield f"{total.expected} papers expected, {total.found} found, {total.right} right, {total.links} links"


def main(chosen: list[str]) -> None:
    """Print the table, and what is wrong in each list."""
    import tempfile  # noqa: PLC0415 - only the program needs it

    scores = {}
    for name in names():
        if not chosen or any(name.startswith(part) for part in chosen):
            with tempfile.TemporaryDirectory() as folder:
                scores[name] = score(imported(name, Path(folder)), reference(name))
    for line in table(scores):
        sys.stdout.write(f"{line}\n")
    for name, one in scores.items():
        for fault in one.faults:
            sys.stdout.write(f"{name}: {fault}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
