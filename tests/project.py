"""A small invented project on disk, with the real templates and overrides, for tests of the whole way to the site."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from generator.collection import first_year
from generator.entry_text import entry_text
from generator.model import Paper, Software
from tests import factory

ROOT = Path(__file__).parent.parent

# Titles as the worst of strangers write them: every context of the site meets each of them. All of them are valid.
HOSTILE = {
    "evil-markup": "</title><script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>",
    "evil-quotes": """'"><svg onload="window.pwned = 1"> & &lt;b&gt; &#60;""",
    "evil-template": "{{ settings }} {% include 'x' %} {# gone #} {: .cls onclick='window.pwned = 1' }",
    "evil-markdown": "# head | [a](javascript:alert(1)) ![b](https://evil.example.org/x.png) **c** `d` --- === $e$",
    "evil-json": '</script><!-- \\u003c/script> ]]> {"@type": "Thing"} \\',
    "evil-token": "stampplaceqxzvbodystampplaceqxzv stampplaceqxzvnonestampplaceqxzv",
    "evil-bib": "} @article{x, title = {y}} % \\input{z} TY  - JOUR =SUM(A1)",
}


def papers(count: int = 12) -> list[Paper]:
    """Return papers with every field there is, with only the needed ones, hostile ones, and enough for two pages."""
    full = factory.paper(
        "brisk-fold",
        title="BriskFold: Folding Weights of Small Models",
        venue="ICTM",
        track="Oral",
        topics=["folding", "serving"],
        tags=["two-bit"],
        lists=["little-list"],
        aka=["Folding Briskly"],
        formerly=["old-fold"],
        summary="Folds weights until they fit.",
        figure="https://figures.example.org/fold.png",
        links={
            "paper": ["https://arxiv.org/abs/2301.00001", "https://doi.org/10.1234/fold.1"],
            "code": ["https://github.com/bo-example/fold", "https://github.com/bo-example/fold-two"],
            "project": "https://fold.example.org/",
        },
    )
    journal = factory.paper(
        "calm-round", topics=["rounding"], venue="JTM", links={"paper": "https://calm.example.org/a.pdf"}
    )
    nameless = factory.paper("nameless", authors=[], topics=["rounding"], year=2024)
    hostile = [
        factory.paper(key, title=title, authors=[title[:110].strip(), "Bo Example"], topics=["serving"])
        for key, title in HOSTILE.items()
    ]
    many = [_plain(number) for number in range(count)]
    return [full, journal, nameless, *hostile, *many]


def _plain(number: int) -> Paper:
    year = 2019 + number % 5
    links = {"paper": f"https://arxiv.org/abs/{year - 2000}02.{number:05d}"}
    return factory.paper(f"plain-{number}", topics=["folding"], year=year, links=links)


def write(root: Path, entries: Iterable[Paper | Software]) -> Path:
    """Write a project that holds the entries, the vocabularies of the factory, our templates and our overrides."""
    for name in ("templates", "site_overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    said = factory.SETTINGS
    (root / "pyproject.toml").write_text(
        f'[tool.generator]\nname = "{said.name}"\ntagline = "{said.tagline}"\nrepository = "{said.repository}"\n',
        "utf-8",
    )
    (root / "build" / "docs").mkdir(parents=True)
    days = []
    for place, entry in enumerate(entries):
        folder = "software" if isinstance(entry, Software) else f"papers/{first_year(entry)}"
        _put(root / "entries" / folder / f"{entry.id}.yml", entry_text(entry))
        if isinstance(entry, Paper):
            days.append({"id": entry.id, "day": dt.date(2024, 1, 1 + place % 28).isoformat()})
    for name, value in _vocabularies().items():
        _put(root / "entries" / f"{name}.yml", yaml.safe_dump(value, sort_keys=False, allow_unicode=True))
    _put(root / "entries" / "facts" / "added.jsonl", "".join(sorted(f"{json.dumps(day)}\n" for day in days)))
    stars = {"repository": "bo-example/fold", "stars": 1234, "day": "2024-05-01"}
    _put(root / "entries" / "facts" / "stars.jsonl", json.dumps(stars) + "\n")
    table = {
        "title": "Costs of Tiny Models",
        "about": "What training took.",
        "source": "little-list",
        "columns": [{"id": "model", "name": "Model"}, {"id": "days", "name": "Days", "numeric": "true"}],
        "rows": [{"model": "Fold-1", "days": "3"}, {"model": "<b>Fold-2</b>"}],
    }
    _put(root / "entries" / "tables" / "costs.yml", yaml.safe_dump(table, sort_keys=False))
    return root


def _vocabularies() -> dict[str, Any]:
    return {
        "topics": list(factory.TOPICS),
        "venues": list(factory.VENUES),
        "tags": list(factory.TAGS),
        "lists": list(factory.LISTS),
    }


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def build(root: Path, **environment: str) -> Path:
    """Let `mkdocs build` make the site of a project, as anybody types it, and return where it is."""
    done = mkdocs(root, **environment)
    assert done.returncode == 0, done.stderr
    return root / "build" / "site"


def mkdocs(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` in a project, with none of the variables that name another repository."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "GENERATOR_"))}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *arguments]
    return subprocess.run(command, cwd=root, env=kept | environment, capture_output=True, text=True, check=False)


@dataclass
class Page(HTMLParser):
    """A page as a parser reads it: its elements with their attributes, and the texts of those that matter."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attributes}))
        if tag in {"title", "h1", "h2", "script", "pre", "style"}:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open[-1]][-1] += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Return the attributes of every element of a kind that has these values."""
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]

    def meta(self, name: str) -> list[str]:
        """Return the contents of the meta elements of a name or property."""
        return [one["content"] for one in self.all("meta") if name in {one.get("name"), one.get("property")}]

    def json_ld(self) -> list[Any]:
        """Return what the page says to search engines."""
        kinds = [one.get("type") for one in self.all("script")]
        texts = self.texts.get("script", [])
        return [json.loads(text) for kind, text in zip(kinds, texts, strict=True) if kind == "application/ld+json"]


def read(path: Path) -> Page:
    """Return a page of a built site."""
    page = Page()
    page.feed(path.read_text("utf-8"))
    page.close()
    return page
