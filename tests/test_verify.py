"""Is it the right paper? Each doubt, its place, and what is written when somebody says so."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator import collection as collections
from generator.cli import cli
from generator.verify.command import changes, verify
from generator.verify.compare import Doubt, families, likeness
from tests.farm.cases import status
from tests.farm.fixtures import connect, served, services
from tests.farm.services import Services
from tests.links.project import make

__all__ = ["served", "services"]

TITLE = "Brisk Fold: A Study of Small Things"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path)


def entry(root: Path, *links: str, **fields: Any) -> Path:
    values = {
        "title": f'"{TITLE}"',
        "authors": "[Ada Example, Bo Example]",
        "year": 2023,
        "topics": "[folding]",
        **fields,
    }
    text = "".join(f"{name}: {value}\n" for name, value in values.items() if value is not None)
    file = root / "entries/papers/2023/brisk-fold.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# head\n{text}links:\n  paper: [{', '.join(links)}] # here\n", "utf-8")
    return file


def paper(**more: Any) -> dict[str, Any]:
    return {"title": TITLE, "authors": ["Ada Example", "Bo Example"], **more}


def doubts(root: Path, services: Services, *, by_title: bool = False) -> list[Doubt]:
    loaded, problems = collections.load(root)
    assert problems == []
    found, _ = verify(loaded, connect(services), by_title=by_title)
    return found


def codes(found: list[Doubt]) -> list[str]:
    return [one.diagnostic.code for one in found]


ARXIV = "https://arxiv.org/abs/2301.00001"


def test_an_entry_that_agrees_raises_no_doubt(root: Path, services: Services) -> None:
    entry(root, ARXIV)
    services.papers = {"2301.00001": paper()}

    assert doubts(root, services) == []


def test_an_address_of_another_paper_is_an_error_at_that_address(root: Path, services: Services) -> None:
    entry(root, "https://lab.example.org/x", ARXIV)
    services.papers = {"2301.00001": {"title": "Bees Near the Sea", "authors": ["Cleo Sample"]}}

    found = doubts(root, services)

    assert codes(found) == ["wrong-paper"]
    assert found[0].diagnostic.severity == "error"
    assert (found[0].diagnostic.span.line, found[0].diagnostic.span.column) == (7, 38)
    assert "'Bees Near the Sea' by Cleo Sample" in found[0].diagnostic.message
    assert found[0].edits == ()


def test_a_paper_that_does_not_exist_is_an_error(root: Path, services: Services) -> None:
    entry(root, ARXIV)

    assert codes(doubts(root, services)) == ["unknown-paper"]


def test_a_new_title_is_proposed(root: Path, services: Services) -> None:
    file = entry(root, ARXIV)
    services.papers = {"2301.00001": paper(title="Folding Small Things Briskly at Scale")}

    found = doubts(root, services)
    made, left = changes(root, found)

    assert codes(found) == ["retitled-paper"]
    assert left == []
    assert made[0].after == file.read_text("utf-8").replace(TITLE, "Folding Small Things Briskly at Scale")


@pytest.mark.parametrize(
    "title",
    [
        "BRISK FOLD -- a study of small things",
        "Brisk Fold: A Study of $\\textit{Small}$ Things",
        "Brisk-Fold: a Study of Small-Things.",
    ],
)
def test_the_same_title_in_other_letters_is_no_new_title(title: str, root: Path, services: Services) -> None:
    entry(root, ARXIV)
    services.papers = {"2301.00001": paper(title=title)}

    assert doubts(root, services) == []


def test_a_title_it_is_also_known_by_is_no_new_title(root: Path, services: Services) -> None:
    file = entry(root, ARXIV)
    file.write_text(file.read_text("utf-8") + "aka: [Folding Small Things Briskly at Scale]\n", "utf-8")
    services.papers = {"2301.00001": paper(title="Folding Small Things Briskly at Scale")}

    assert doubts(root, services) == []


def test_markup_is_never_written_into_a_title(root: Path, services: Services) -> None:
    entry(root, ARXIV)
    services.papers = {"2301.00001": paper(title="Folding $\\epsilon$-Small Things Twice")}

    found = doubts(root, services)

    assert codes(found) == ["retitled-paper"]
    assert found[0].edits == ()


def test_a_withdrawn_paper_is_told(root: Path, services: Services) -> None:
    entry(root, ARXIV)
    services.papers = {"2301.00001": paper(comment="This paper has been withdrawn by the authors")}

    assert codes(doubts(root, services)) == ["withdrawn-paper"]


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ({"comment": "Accepted at ICTM 2024"}, "year: 2024\nvenue: ICTM\n"),
        ({"comment": "12 pages; to appear in ICTM 2023"}, "year: 2023\nvenue: ICTM\n"),
        (
            {"journal_ref": "Proceedings of the 3rd International Conference on Tiny Models, 2024"},
            "year: 2024\nvenue: ICTM\n",
        ),
        ({"comment": "Findings of ICTM 2024"}, "year: 2024\nvenue: ICTM\ntrack: Findings\n"),
    ],
)
def test_a_preprint_that_has_appeared_since_is_proposed(
    told: dict[str, str], written: str, root: Path, services: Services
) -> None:
    file = entry(root, ARXIV)
    services.papers = {"2301.00001": paper(**told)}

    found = doubts(root, services)
    made, _ = changes(root, found)

    assert codes(found) == ["published-since"]
    assert made[0].after == file.read_text("utf-8").replace("year: 2023\n", written)


@pytest.mark.parametrize(
    "comment", ["Submitted to ICTM 2024", "Under review at ICTM", "Extended version of an ICTM 2022 paper"]
)
def test_what_is_only_hoped_for_is_not_proposed(comment: str, root: Path, services: Services) -> None:
    entry(root, ARXIV)
    services.papers = {"2301.00001": paper(comment=comment)}

    assert doubts(root, services) == []


def test_a_venue_that_stands_in_the_entry_is_left(root: Path, services: Services) -> None:
    entry(root, ARXIV, venue="ICTM")
    services.papers = {"2301.00001": paper(comment="Accepted at ICTM 2024", doi="10.5555/1")}

    assert doubts(root, services) == []


def test_a_doi_that_arxiv_tells_of_is_asked_at_crossref(root: Path, services: Services) -> None:
    entry(root, ARXIV)
    services.papers = {"2301.00001": paper(doi="10.5555/fold")}
    services.works = {
        "10.5555/fold": {
            "DOI": "10.5555/fold",
            "title": [TITLE],
            "published": {"date-parts": [[2024]]},
            "event": {"acronym": "ICTM '24"},
        }
    }

    found = doubts(root, services)

    assert codes(found) == ["published-since"]
    assert [(one.key, one.value) for one in found[0].edits] == [("year", 2024), ("venue", "ICTM")]


def test_a_doi_without_a_known_venue_is_left_to_a_person(root: Path, services: Services) -> None:
    entry(root, ARXIV)
    services.papers = {"2301.00001": paper(doi="10.5555/fold")}

    found = doubts(root, services)

    assert codes(found) == ["published-since"]
    assert found[0].edits == ()


def test_openreview_tells_of_an_accepted_paper(root: Path, services: Services) -> None:
    entry(root, "https://openreview.net/forum?id=abc")
    names = {"value": ["Ada Example", "Bo Example"]}
    services.notes = {"abc": {"title": {"value": TITLE}, "authors": names, "venue": {"value": "ICTM 2024"}}}

    found = doubts(root, services)

    assert [(one.key, one.value) for one in found[0].edits] == [("year", 2024), ("venue", "ICTM")]


def test_dblp_is_asked_when_that_is_wished(root: Path, services: Services) -> None:
    entry(root, ARXIV)
    services.papers = {"2301.00001": paper()}
    services.publications = [{"title": f"{TITLE}.", "venue": "ICTM", "year": "2024"}]

    assert doubts(root, services) == []
    assert [(one.key, one.value) for one in doubts(root, services, by_title=True)[0].edits] == [
        ("year", 2024),
        ("venue", "ICTM"),
    ]


def test_missing_authors_are_filled_in(root: Path, services: Services) -> None:
    file = entry(root, ARXIV, authors=None)
    services.papers = {"2301.00001": paper(authors=["Ada Example", "Bo van Example, Jr"])}

    found = doubts(root, services)
    made, _ = changes(root, found)

    assert codes(found) == ["missing-authors"]
    line = 'authors: [Ada Example, "Bo van Example, Jr"]\n'
    assert made[0].after == file.read_text("utf-8").replace(f'"{TITLE}"\n', f'"{TITLE}"\n{line}')


@pytest.mark.parametrize(
    ("authors", "doubt"),
    [
        (["A. Example", "B. Example"], False),
        (["Ada Example", "Bó Éxample"], False),
        (["Ada Example", "Bo Example", "Cleo Sample"], True),
        (["Ada Example", "Dan Other"], True),
    ],
)
def test_other_authors_are_told_and_other_spellings_are_not(
    authors: list[str], doubt: bool, root: Path, services: Services
) -> None:
    entry(root, ARXIV)
    services.papers = {"2301.00001": paper(authors=authors)}

    assert codes(doubts(root, services)) == ["other-authors"] * doubt


def test_a_preprint_has_the_year_of_its_first_version(root: Path, services: Services) -> None:
    entry(root, ARXIV, year=2024)
    services.papers = {"2301.00001": paper(published="2023-01-02")}

    found = doubts(root, services)

    assert codes(found) == ["other-year"]
    assert [(one.key, one.value) for one in found[0].edits] == [("year", 2023)]


def test_nothing_was_published_long_before_it_was_written(root: Path, services: Services) -> None:
    entry(root, ARXIV, year=2020, venue="ICTM")
    services.papers = {"2301.00001": paper(published="2023-01-02")}

    assert codes(doubts(root, services)) == ["other-year"]


def run(root: Path, services: Services, *arguments: str) -> Any:
    options = [f"--service={name}={url}" for name, url in services.addresses.items()]
    environment = {"GENERATOR_NETWORK_BACKOFF": "0.05", "GENERATOR_NETWORK_ARXIV_GAP": "0.02", "GITHUB_ACTIONS": ""}
    words = ["--root", str(root), "verify", "--rate", "200", *options, *arguments]
    return CliRunner(env=environment).invoke(cli, words, catch_exceptions=False)


def test_the_command_changes_nothing_unasked(root: Path, services: Services) -> None:
    file = entry(root, ARXIV, authors=None)
    services.papers = {"2301.00001": paper()}
    before = file.read_text("utf-8")

    result = run(root, services)

    assert result.exit_code == 0
    assert "warning[missing-authors]" in result.output
    assert "arXiv: 1 of 1 answered" in result.output
    assert file.read_text("utf-8") == before


def test_the_command_writes_when_told_to(root: Path, services: Services) -> None:
    file = entry(root, ARXIV, authors=None)
    services.papers = {"2301.00001": paper()}

    result = run(root, services, "--fix", "--yes")

    assert "+authors: [Ada Example, Bo Example]" in result.output
    assert "authors: [Ada Example, Bo Example]\n" in file.read_text("utf-8")


def test_a_wrong_paper_is_exit_code_one(root: Path, services: Services) -> None:
    entry(root, ARXIV)
    services.papers = {"2301.00001": {"title": "Bees Near the Sea", "authors": ["Cleo Sample"]}}

    assert run(root, services).exit_code == 1


def test_silence_of_all_services_is_loud(root: Path, services: Services) -> None:
    entry(root, ARXIV)
    services.down["arxiv"] = status("403 Forbidden")

    result = run(root, services)

    assert result.exit_code == 1
    assert "no service answered" in result.output


def test_likeness_sees_names_behind_markup_and_subtitles() -> None:
    assert likeness("A B C", "a-b.c") == 1.0
    assert likeness("Brisk Fold Things", "Brisk Fold Things: A Longer Subtitle of Many Words") >= 0.8
    assert likeness("Brisk Fold", "Bees Near the Sea") < 0.5


def test_families_are_last_names_in_plain_letters() -> None:
    assert families(["Ada Éxample", "B. van der Sample", "Cleo Other Jr.", "Li"]) == {
        "example",
        "sample",
        "other",
        "li",
    }
