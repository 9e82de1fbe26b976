import csv
import datetime as dt
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
import rispy
from hypothesis import given, settings
from pybtex.database import parse_string

from generator import exporters, views
from generator.escape.characters import plain
from generator.exporters import atom, csv_table, json_feed, opensearch, sitemap
from generator.exporters.edition import Edition, day_of
from generator.model import Links
from generator.settings import Settings
from generator.views import Catalog
from tests import factory, hostile

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = factory.SETTINGS.site_url

PAPERS = [
    factory.paper(
        "nimble",
        title="Nimble: LLMs & <More>",
        topics=["rounding", "serving"],
        venue="ICTM",
        track="Oral",
        year=2024,
        summary="It is small.",
        tags=["two-bit"],
        aka=["Other Title"],
        lists=["little-list"],
        formerly=["quick"],
        figure="https://example.org/figure.png",
        links={
            "paper": ["https://arxiv.org/abs/2401.00001", "https://doi.org/10.1145/1.2"],
            "code": ["https://github.com/ada-example/nimble", "https://github.com/ada-example/nimble-two"],
            "model": "https://huggingface.co/ada/nimble",
        },
    ),
    factory.paper("unsigned", authors=[], topics=["folding"]),
    factory.paper("essay", venue="Blog", topics=["folding"], links={"blog": "https://example.org/essay"}),
]
STARS = {"ada-example/nimble": 1234}
ADDED = {"nimble": "2024-03-01", "unsigned": "2024-02-01"}


def catalog() -> Catalog:
    return views.catalog(factory.collection(PAPERS, [factory.software()]), factory.facts(STARS, ADDED))


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return exporters.files(catalog(), factory.SETTINGS)


def xml(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text.encode())  # noqa: S314 - our own text


def texts(element: ElementTree.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(path)]


def test_the_whole_list_and_each_topic_with_papers_have_their_files(files: dict[str, str]) -> None:
    ends = (".bib", ".ris", ".csl.json", "/feed.xml", "/feed.json")
    topics = {f"topics/{topic}{end}" for topic in ("compression", "folding", "rounding", "serving") for end in ends}
    assert {path for path in files if path.startswith("topics/")} == topics
    assert set(files) - topics == set(exporters.EXPORTERS)


def test_a_topics_files_hold_the_papers_below_it_too(files: dict[str, str]) -> None:
    assert list(parse_string(files["topics/compression.bib"], "bibtex").entries) == ["nimble", "unsigned", "essay"]
    assert [one["id"] for one in rispy.loads(files["topics/serving.ris"])] == ["nimble"]
    assert [one["id"] for one in json.loads(files["topics/rounding.csl.json"])] == ["nimble"]


def test_the_citation_files_hold_every_paper(files: dict[str, str]) -> None:
    ids = ["nimble", "unsigned", "essay"]
    assert list(parse_string(files["papers.bib"], "bibtex").entries) == ids
    assert [one["id"] for one in rispy.loads(files["papers.ris"])] == ids
    assert [one["id"] for one in json.loads(files["papers.csl.json"])] == ids


def test_every_paper_has_citation_files_and_every_selection_a_list() -> None:
    made = dict(exporters.twins(catalog(), factory.SETTINGS))
    assert {path for path in made if "nimble" in path} == {f"papers/nimble.{end}" for end in ("bib", "ris", "csl.json")}
    assert {path for path in made if path.endswith(".md")} == {
        "papers.md",
        *(f"topics/{topic}.md" for topic in ("compression", "folding", "rounding", "serving")),
    }
    assert made["topics/serving.md"].startswith("# Serving - Awesome Tiny Models\n\n- Ada Example, Bo Example (2024)")
    assert json.loads(made["papers/nimble.csl.json"])[0]["id"] == "nimble"


def test_building_twice_gives_the_same_bytes(files: dict[str, str]) -> None:
    assert exporters.files(catalog(), factory.SETTINGS) == files


def test_the_data_set_keeps_to_its_schema(files: dict[str, str]) -> None:
    schema = json.loads(files["papers.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    data = json.loads(files["papers.json"])
    assert [error.message for error in validator.iter_errors(data)] == []
    empty = exporters.files(views.catalog(factory.collection(), factory.facts()), factory.SETTINGS)
    assert [error.message for error in validator.iter_errors(json.loads(empty["papers.json"]))] == []
    data["papers"][0]["surprise"] = 1
    assert len(list(validator.iter_errors(data))) == 1


def test_the_data_set_says_all_that_is_known(files: dict[str, str]) -> None:
    data = json.loads(files["papers.json"])
    assert data["papers"][0] == {
        "id": "nimble",
        "title": "Nimble: LLMs & <More>",
        "authors": ["Ada Example", "Bo Example"],
        "year": 2024,
        "kind": "conference",
        "venue": "ICTM",
        "venue_name": "International Conference on Tiny Models",
        "track": "Oral",
        "topics": ["rounding", "serving"],
        "tags": ["two-bit"],
        "summary": "It is small.",
        "arxiv": "2401.00001",
        "doi": "10.1145/1.2",
        "links": [
            {"kind": "paper", "url": "https://arxiv.org/abs/2401.00001"},
            {"kind": "paper", "url": "https://doi.org/10.1145/1.2"},
            {
                "kind": "code",
                "url": "https://github.com/ada-example/nimble",
                "repository": "ada-example/nimble",
                "stars": 1234,
                "counted": "2024-05-01",
            },
            {
                "kind": "code",
                "url": "https://github.com/ada-example/nimble-two",
                "repository": "ada-example/nimble-two",
            },
            {"kind": "model", "url": "https://huggingface.co/ada/nimble"},
        ],
        "figure": "https://example.org/figure.png",
        "aka": ["Other Title"],
        "lists": ["little-list"],
        "formerly": ["quick"],
        "added": "2024-03-01",
        "page": f"{SITE}papers/nimble/",
    }
    assert data["updated"] == "2024-03-01"
    assert [(one["id"], one.get("parent"), one["papers"]) for one in data["topics"]] == [
        ("compression", None, 3),
        ("folding", "compression", 2),
        ("rounding", "compression", 1),
        ("serving", None, 1),
    ]
    assert [one["id"] for one in data["software"]] == ["tinyserve"]


def test_one_paper_is_one_line_so_that_editions_can_be_compared(files: dict[str, str]) -> None:
    assert [line for line in files["papers.json"].splitlines() if '"id":"nimble"' in line] != []
    assert sum(line.startswith('{"id":') for line in files["papers.json"].splitlines()) == 4 + 3 + 1


def test_the_table_says_the_same_in_columns(files: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["papers.csv"], newline=""), strict=True))
    assert [row["id"] for row in rows] == ["nimble", "unsigned", "essay"]
    assert rows[0] == {
        "id": "nimble",
        "title": "Nimble: LLMs & <More>",
        "authors": "Ada Example; Bo Example",
        "year": "2024",
        "kind": "conference",
        "venue": "ICTM",
        "track": "Oral",
        "topics": "rounding; serving",
        "tags": "two-bit",
        "summary": "It is small.",
        "arxiv": "2401.00001",
        "doi": "10.1145/1.2",
        "paper": "https://arxiv.org/abs/2401.00001; https://doi.org/10.1145/1.2",
        "code": "https://github.com/ada-example/nimble; https://github.com/ada-example/nimble-two",
        "unofficial": "",
        "project": "",
        "model": "https://huggingface.co/ada/nimble",
        "data": "",
        "demo": "",
        "blog": "",
        "stars": "1234",
        "stars_day": "2024-05-01",
        "aka": "Other Title",
        "lists": "little-list",
        "added": "2024-03-01",
    }
    assert rows[1]["authors"] == ""


def test_every_column_is_described(files: dict[str, str]) -> None:
    described = json.loads(files["papers.csv-metadata.json"])
    header = next(csv.reader(io.StringIO(files["papers.csv"])))
    assert [column["titles"] for column in described["tableSchema"]["columns"]] == header
    assert all(column["dc:description"] for column in described["tableSchema"]["columns"])
    assert described["url"] == "papers.csv"


def test_every_kind_of_link_has_a_column() -> None:
    assert set(Links.model_fields) <= {name for name, _, _, _ in csv_table.COLUMNS}


@pytest.mark.parametrize("path", ["feed.xml", "topics/folding/feed.xml"])
def test_a_feed_has_all_that_atom_asks_for(files: dict[str, str], path: str) -> None:
    feed = xml(files[path])
    home = SITE + path.removesuffix("feed.xml")
    assert texts(feed, f"{ATOM}id") == [SITE + path]
    assert [(one.get("rel"), one.get("href")) for one in feed.findall(f"{ATOM}link")] == [
        ("self", SITE + path),
        ("alternate", home),
    ]
    assert len(texts(feed, f"{ATOM}title")) == len(texts(feed, f"{ATOM}updated")) == 1
    assert texts(feed, f"{ATOM}author/{ATOM}name") == ["Awesome Tiny Models"]
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        for name in ("id", "title", "updated", "published", "summary"):
            assert len(texts(entry, ATOM + name)) == 1
            assert texts(entry, ATOM + name)[0]
    assert len({texts(entry, f"{ATOM}id")[0] for entry in entries}) == len(entries)
    assert texts(feed, f"{ATOM}updated")[0] == max(texts(entry, f"{ATOM}updated")[0] for entry in entries)


def test_a_feed_reader_sees_the_paper_added_last_first(files: dict[str, str]) -> None:
    feed = feedparser.parse(files["feed.xml"].encode())
    assert not feed.bozo
    first = feed.entries[0]
    assert (first.title, first.title_detail.type) == ("Nimble: LLMs & <More>", "text/plain")
    assert (first.id, first.link) == (f"{SITE}papers/nimble/", f"{SITE}papers/nimble/")
    assert [author.name for author in first.authors] == ["Ada Example", "Bo Example"]
    assert [(tag.term, tag.label) for tag in first.tags] == [("rounding", "Rounding"), ("serving", "Serving")]
    assert first.updated == first.published == "2024-03-01T00:00:00Z"
    assert first.summary == "Ada Example, Bo Example. ICTM 2024 Oral. It is small."


def test_the_json_feed_has_the_same_items(files: dict[str, str]) -> None:
    feed = json.loads(files["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{SITE}feed.json"
    assert feed["home_page_url"] == SITE
    entries = xml(files["feed.xml"]).findall(f"{ATOM}entry")
    assert [one["id"] for one in feed["items"]] == [texts(entry, f"{ATOM}id")[0] for entry in entries]
    first = feed["items"][0]
    assert first["title"] == "Nimble: LLMs & <More>"
    assert first["external_url"] == "https://arxiv.org/abs/2401.00001"
    assert first["date_published"] == "2024-03-01T00:00:00Z"
    assert first["authors"] == [{"name": "Ada Example"}, {"name": "Bo Example"}]
    assert "authors" not in feed["items"][1]
    assert all(one["content_text"] and isinstance(one["id"], str) for one in feed["items"])


@pytest.mark.parametrize(
    ("values", "added", "day"),
    [
        ({}, {"p": "2024-03-01"}, dt.date(2024, 3, 1)),
        ({"links": {"paper": "https://arxiv.org/abs/2306.00978"}, "year": 2024}, {}, dt.date(2023, 6, 1)),
        ({"links": {"paper": "https://arxiv.org/abs/cs/9901001"}, "year": 1999}, {}, dt.date(1999, 1, 1)),
        ({"links": {"paper": "https://example.org/a"}, "year": 2021}, {}, dt.date(2021, 1, 1)),
    ],
)
def test_a_feeds_day_is_that_of_adding_or_never_changes(
    values: dict[str, Any], added: dict[str, str], day: dt.date
) -> None:
    (row,) = views.catalog(factory.collection([factory.paper("p", **values)]), factory.facts(added=added)).rows
    assert day_of(row) == day


def test_the_feeds_of_an_empty_list_are_valid() -> None:
    edition = Edition(views.catalog(factory.collection(), factory.facts()), factory.SETTINGS)
    assert not feedparser.parse(atom.export(edition, edition.catalog.whole).encode()).bozo
    assert json.loads(json_feed.export(edition, edition.catalog.whole))["items"] == []


def test_browsers_learn_how_to_search(files: dict[str, str]) -> None:
    document = xml(files["opensearch.xml"])
    assert texts(document, f"{SEARCH}ShortName") == ["Awesome Tiny"]
    assert [(url.get("type"), url.get("template")) for url in document.findall(f"{SEARCH}Url")] == [
        ("text/html", f"{SITE}explorer/?q={{searchTerms}}"),
        ("application/opensearchdescription+xml", f"{SITE}opensearch.xml"),
    ]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Short", "Short"),
        ("A name of exactly", "A name of"),
        ("Sixteen letters!", "Sixteen letters!"),
        ("x" * 30, "x" * 16),
    ],
)
def test_a_long_name_is_cut_after_a_word(text: str, cut: str) -> None:
    assert opensearch.short(text, 16) == cut


def test_the_sitemap_names_pages_with_their_days() -> None:
    found = catalog()
    pages = sitemap.days(found) | {"about/": None}
    document = xml(sitemap.export(factory.SETTINGS, pages))
    days = {
        texts(url, f"{SITEMAP}loc")[0]: texts(url, f"{SITEMAP}lastmod") for url in document.findall(f"{SITEMAP}url")
    }
    assert days[SITE] == ["2024-03-01"]
    assert days[f"{SITE}papers/unsigned/"] == ["2024-02-01"]
    assert days[f"{SITE}topics/folding/"] == ["2024-02-01"]
    assert days[f"{SITE}topics/serving/"] == ["2024-03-01"]
    assert days[f"{SITE}papers/essay/"] == days[f"{SITE}about/"] == []


@settings(max_examples=40)
@given(hostile.values, hostile.values, hostile.values)
def test_whatever_strangers_write_every_file_can_be_read(title: str, author: str, name: str) -> None:
    paper = factory.paper().model_copy(
        update={"title": f"x{title}x", "authors": (f"x{author}x",), "summary": f"x{name}x"}
    )
    said = Settings(name=f"x{name}x", tagline=f"x{title}x", repository="a/b", site_url=SITE)
    made = exporters.files(views.catalog(factory.collection([paper]), factory.facts()), said)
    for text in made.values():
        text.encode()
    for path, text in made.items():
        if path.endswith(".xml"):
            xml(text)
        if path.endswith(".json"):
            json.loads(text)
    assert json.loads(made["papers.json"])["papers"][0]["title"] == f"x{title}x"
    assert texts(xml(made["feed.xml"]), f"{ATOM}entry/{ATOM}title") == [plain(f"x{title}x")]
    rows = list(csv.DictReader(io.StringIO(made["papers.csv"], newline=""), strict=True))
    assert [row["title"] for row in rows] == [plain(f"x{title}x")]
    assert len(texts(xml(made["opensearch.xml"]), f"{SEARCH}ShortName")[0]) <= 16


def test_no_file_holds_a_moment_of_the_build(files: dict[str, str]) -> None:
    today = dt.datetime.now(dt.UTC).date()
    for text in files.values():
        assert not re.search(rf"{today.isoformat()}|{today:%Y%m%d}", text)
