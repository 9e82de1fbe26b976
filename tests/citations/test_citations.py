import json
from typing import Any
from urllib.parse import parse_qs

import pytest
import rispy
from hypothesis import given, settings
from pybtex.database import Entry, parse_string

from generator import citations, views
from generator.citations import bibtex, coins, csl, markdown, ris
from generator.citations.parts import container, distinction
from generator.escape.characters import plain
from generator.facts import Facts
from generator.views import Row
from tests import factory, hostile


def only(**values: Any) -> Row:
    (row,) = views.catalog(factory.collection([factory.paper(**values)]), Facts()).rows
    return row


def entry(row: Row) -> Entry:
    found = parse_string(bibtex.one(row), "bibtex").entries
    assert list(found) == [row.id]
    return found[row.id]


def record(row: Row) -> dict[str, Any]:
    (found,) = rispy.loads(ris.one(row))
    assert isinstance(found, dict)
    return found


CONFERENCE = {"venue": "ICTM", "year": 2024}
JOURNAL = {"venue": "JTM", "year": 2024}
PREPRINT: dict[str, Any] = {"year": 2023, "links": {"paper": "https://arxiv.org/abs/2306.00978"}}
BLOG = {"venue": "Blog", "links": {"blog": "https://example.org/post"}}


@pytest.mark.parametrize(
    ("values", "bib_type", "where", "ris_type", "csl_type"),
    [
        (CONFERENCE, "inproceedings", "booktitle", "CONF", "paper-conference"),
        ({"venue": "WSM"}, "inproceedings", "booktitle", "CONF", "paper-conference"),
        (JOURNAL, "article", "journal", "JOUR", "article-journal"),
        (PREPRINT, "misc", None, "UNPB", "article"),
        (BLOG, "misc", "howpublished", "BLOG", "post-weblog"),
    ],
)
def test_each_kind_of_paper_has_its_type_in_every_format(
    values: dict[str, Any], bib_type: str, where: str | None, ris_type: str, csl_type: str
) -> None:
    row = only(**values)
    parsed = entry(row)
    assert parsed.type == bib_type
    assert [key for key in ("booktitle", "journal", "howpublished") if key in parsed.fields] == (
        [where] if where else []
    )
    assert record(row)["type_of_reference"] == ris_type
    assert csl.item(row)["type"] == csl_type
    if where:
        assert row.venue
        assert (
            parsed.fields[where] == record(row)["secondary_title"] == csl.item(row)["container-title"] == row.venue.name
        )


def test_every_format_says_all_that_is_known() -> None:
    row = only(
        identity="nimble",
        title="Nimble: LLMs at 50% Cost",
        authors=["Ada van Example", "Bo Example Jr.", "Tiny Models Team"],
        venue="ICTM",
        track="Outstanding",
        year=2024,
        summary="It is small.",
        links={"paper": ["https://arxiv.org/abs/2306.00978", "https://doi.org/10.1145/3600006.3613165"]},
        tags=["two-bit"],
    )
    parsed = entry(row)
    assert dict(parsed.fields) == {
        "title": r"{Nimble}: {LLMs} at 50\% Cost",
        "booktitle": "International Conference on Tiny Models",
        "year": "2024",
        "eprint": "2306.00978",
        "archivePrefix": "arXiv",
        "doi": "10.1145/3600006.3613165",
        "url": "https://arxiv.org/abs/2306.00978",
        "note": "Outstanding",
    }
    people = parsed.persons["author"]
    assert [(one.first_names, one.prelast_names, one.last_names, one.lineage_names) for one in people] == [
        (["Ada"], ["van"], ["Example"], []),
        (["Bo"], [], ["Example"], ["Jr."]),
        ([], [], ["{Tiny Models Team}"], []),
    ]
    assert record(row) == {
        "type_of_reference": "CONF",
        "id": "nimble",
        "title": "Nimble: LLMs at 50% Cost",
        "authors": ["van Example, Ada", "Example, Bo, Jr.", "Tiny Models Team"],
        "year": "2024",
        "secondary_title": "International Conference on Tiny Models",
        "accession_number": "arXiv:2306.00978",
        "doi": "10.1145/3600006.3613165",
        "urls": ["https://arxiv.org/abs/2306.00978"],
        "abstract": "It is small.",
        "notes": ["Outstanding"],
        "keywords": ["Two bit"],
    }
    assert csl.item(row) == {
        "id": "nimble",
        "type": "paper-conference",
        "title": "Nimble: LLMs at 50% Cost",
        "issued": {"date-parts": [[2024]]},
        "URL": "https://arxiv.org/abs/2306.00978",
        "author": [
            {"family": "van Example", "given": "Ada"},
            {"family": "Example", "given": "Bo", "suffix": "Jr."},
            {"literal": "Tiny Models Team"},
        ],
        "container-title": "International Conference on Tiny Models",
        "container-title-short": "ICTM",
        "DOI": "10.1145/3600006.3613165",
        "archive": "arXiv",
        "archive_location": "2306.00978",
        "abstract": "It is small.",
        "note": "Outstanding",
    }


def test_a_paper_without_authors_is_valid_in_every_format() -> None:
    row = only(authors=[], **PREPRINT)
    assert "author" not in entry(row).persons
    assert {"title", "year"} <= set(entry(row).fields)
    assert "authors" not in record(row)
    assert "author" not in csl.item(row)
    assert markdown.one(row).startswith(
        "- [Brisk Fold: A Study of Small Things](https://arxiv.org/abs/2306.00978). arXiv, 2023"
    )
    assert "rft.au=" not in coins.one(row)


def test_a_preprint_names_its_archive() -> None:
    item = csl.item(only(**PREPRINT))
    assert (item["publisher"], item["number"]) == ("arXiv", "arXiv:2306.00978")
    assert record(only(**PREPRINT))["publisher"] == "arXiv"


@pytest.mark.parametrize(
    ("track", "place", "honour"),
    [
        ("Findings", "International Conference on Tiny Models (Findings)", ""),
        ("Workshop (SMALL)", "International Conference on Tiny Models (Workshop (SMALL))", ""),
        ("Oral", "International Conference on Tiny Models", "Oral"),
        ("Outstanding Paper", "International Conference on Tiny Models", "Outstanding Paper"),
        (None, "International Conference on Tiny Models", ""),
    ],
)
def test_a_track_is_a_volume_of_its_own_or_an_honour(track: str | None, place: str, honour: str) -> None:
    row = only(venue="ICTM", **({"track": track} if track else {}))
    assert (container(row), distinction(row)) == (place, honour)


def test_a_file_of_several_is_as_valid_as_a_file_of_one() -> None:
    rows = views.catalog(factory.collection(map(factory.paper, ("a", "b", "c"))), Facts()).rows
    texts = {ending: form.several([form.one(row) for row in rows]) for ending, form in citations.FORMATS.items()}
    ids = [row.id for row in rows]
    assert list(parse_string(texts["bib"], "bibtex").entries) == ids
    assert [one["id"] for one in rispy.loads(texts["ris"])] == ids
    assert [one["id"] for one in json.loads(texts["csl.json"])] == ids
    assert texts["md"].count("\n- ") == 2
    assert json.loads(citations.FORMATS["csl.json"].file(rows[0])) == [csl.item(rows[0])]
    assert json.loads(citations.FORMATS["csl.json"].several([])) == []


def test_a_markdown_citation_leads_to_paper_and_code() -> None:
    row = only(
        title="A|B", venue="ICTM", links={"paper": "https://example.org/a", "code": "https://github.com/a/b"}, year=2024
    )
    assert markdown.one(row) == (
        "- Ada Example, Bo Example (2024). [A&#124;B](https://example.org/a). "
        "International Conference on Tiny Models. [Code](https://github.com/a/b)\n"
    )


def test_a_list_gives_reference_managers_an_openurl() -> None:
    found = parse_qs(coins.one(only(title="A & B", authors=["Ada Example", "Zoë 字"], venue="ICTM", year=2024)))
    assert found["rft.atitle"] == ["A & B"]
    assert found["rft.au"] == ["Ada Example", "Zoë 字"]
    assert found["rft.genre"] == ["proceeding"]
    assert found["rft_id"][0].startswith("https://arxiv.org/abs/")
    with_doi = only(venue="JTM", links={"paper": "https://doi.org/10.1145/1.2"})
    assert parse_qs(coins.one(with_doi))["rft_id"] == ["info:doi/10.1145/1.2"]
    assert parse_qs(coins.one(with_doi))["rft.genre"] == ["article"]
    assert parse_qs(coins.one(only(**PREPRINT)))["rft.genre"] == ["preprint"]


@settings(max_examples=60)
@given(hostile.values, hostile.values, hostile.values)
def test_whatever_strangers_write_no_format_breaks(title: str, author: str, track: str) -> None:
    paper = factory.paper(venue="ICTM", **PREPRINT).model_copy(
        update={"title": f"x{title}x", "authors": (f"x{author}x", "Ada Example"), "track": f"x{track}x", "year": 2024}
    )
    (row,) = views.catalog(factory.collection([paper]), Facts()).rows
    parsed = entry(row)
    assert parsed.fields["year"] == "2024"
    assert len(parsed.persons["author"]) == 2
    assert record(row)["title"].split() == plain(row.title).split()
    assert record(row)["year"] == "2024"
    assert json.loads(csl.one(row))["title"] == row.title
    assert parse_qs(coins.one(row), errors="replace")["rft.date"] == ["2024"]
    assert markdown.one(row).count("\n") == 1
