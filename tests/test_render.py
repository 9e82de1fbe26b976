import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import render, views
from generator.collection import Collection
from generator.escape.characters import plain
from generator.escape.for_github import Slugs
from generator.facts import Facts
from generator.views import readme as layout
from tests import factory, hostile

ROOT = Path(__file__).parent.parent


def readme(collection: Collection, known: Facts | None = None) -> str:
    catalog = views.catalog(collection, known or Facts())
    return render.readme(catalog, factory.SETTINGS, ROOT)["README.md"]


def page(markdown: str) -> ElementTree.Element:
    # Raw HTML stays, as on GitHub. What this renderer writes is XML too, as long as nothing in it is out of place.
    html = github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    return ElementTree.fromstring(f"<body>{html}</body>")  # noqa: S314 - our own page


HEADINGS = {"h1", "h2", "h3"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
ELEMENTS = {"body", "p", "strong", "em", "code", "pre", "ul", "ol", "li", "a", "img", "span"} | HEADINGS | TABLES


def shown(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def headings(body: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in body.iter() if re.fullmatch("h[1-6]", one.tag)]


def anchors(body: ElementTree.Element) -> dict[str, str]:
    """Return the anchors that GitHub gives the headings, each with the heading's text."""
    slugs = Slugs()
    return {slugs.next("".join(one.itertext())): shown(one) for one in headings(body)}


def cells(body: ElementTree.Element, text: str) -> list[ElementTree.Element]:
    """Return the cells of the one row that shows a text."""
    (row,) = [row for row in body.iter("tr") if any(text in shown(cell) for cell in row)]
    return list(row)


def links(element: ElementTree.Element) -> list[tuple[str, str]]:
    return [(shown(one), one.get("href", "")) for one in element.iter("a")]


def test_a_row_names_paper_authors_venue_and_code() -> None:
    paper = factory.paper(
        "nimble",
        title="Nimble: Small & Fast",
        authors=["Ada Example", "Bo Example", "Cy Example", "Di Example"],
        venue="ICTM",
        track="Oral",
        year=2024,
        links={
            "paper": ["https://arxiv.org/abs/2402.00001", "https://doi.org/10.1145/1.2"],
            "code": ["https://github.com/ada-example/nimble", "https://git.example.org/nimble"],
            "project": "https://nimble.example.org",
        },
    )
    row = cells(page(readme(factory.collection([paper]))), "Nimble")
    assert [shown(cell) for cell in row] == [
        "Nimble: Small & Fast",
        "Ada Example, Bo Example, Cy Example et al.",
        "ICTM 2024 Oral",
        "Code Project page",
    ]
    assert links(row[0]) == [("Nimble: Small & Fast", "https://arxiv.org/abs/2402.00001")]
    assert [href for _, href in links(row[3])] == [
        "https://github.com/ada-example/nimble",
        "https://git.example.org/nimble",
        "https://nimble.example.org",
    ]


def test_a_counted_repository_has_a_static_badge_with_the_number() -> None:
    paper = factory.paper("a", links={"code": "https://github.com/Ada-Example/a"})
    body = page(readme(factory.collection([paper]), factory.facts(stars={"ada-example/a": 12_345})))
    (image,) = body.iter("img")
    assert image.attrib == {"src": "https://img.shields.io/badge/stars-12k-blue", "alt": "12k stars"}


def test_a_repository_that_nobody_counted_has_the_badge_that_asks_github() -> None:
    paper = factory.paper("a", links={"code": "https://github.com/Ada-Example/a.b_c-d/tree/main/x"})
    body = page(readme(factory.collection([paper])))
    (image,) = body.iter("img")
    assert image.attrib == {
        "src": "https://img.shields.io/github/stars/Ada-Example/a.b_c-d",
        "alt": "Stars of Ada-Example/a.b_c-d",
    }


def test_newer_papers_stand_first() -> None:
    papers = [
        factory.paper("old", title="Old", year=2020, links={"paper": "https://arxiv.org/abs/2001.00001"}),
        factory.paper("late", title="Late", year=2023, links={"paper": "https://arxiv.org/abs/2311.00001"}),
        factory.paper("early", title="Early", year=2023, links={"paper": "https://arxiv.org/abs/2302.00001"}),
        factory.paper("no-id", title="No Id", year=2023, links={"paper": "https://example.org/x.pdf"}),
    ]
    body = page(readme(factory.collection(papers)))
    assert [shown(row[0]) for row in body.iter("tr")][1:] == ["Late", "Early", "No Id", "Old"]


def test_papers_of_a_topic_stand_before_its_subtopics() -> None:
    papers = [factory.paper("a", topics=["folding"]), factory.paper("b", topics=["compression"])]
    text = readme(factory.collection(papers))
    assert text.index("[B: A Study") < text.index("### Folding") < text.index("[A: A Study")


def test_a_paper_is_a_row_at_home_and_named_where_it_belongs_too() -> None:
    paper = factory.paper("swift", title="Swift: A Paper", topics=["rounding", "folding"])
    text = readme(factory.collection([paper]))
    assert text.count("[Swift: A Paper](") == 1
    folding = text.index("### Folding")
    assert folding < text.index("Also here, with a home elsewhere: [Swift](") < text.index("### Rounding")


def test_topics_without_papers_are_left_out() -> None:
    text = readme(factory.collection([factory.paper("a", topics=["rounding"])]))
    assert "Rounding" in text
    assert "Folding" not in text
    assert "Serving" not in text


def test_an_empty_list_is_a_page_too() -> None:
    body = page(readme(factory.collection()))
    assert "0 papers and 0 frameworks and tools in 0 topics." in shown(body)
    assert not list(body.iter("table"))


def test_the_frameworks_are_compared() -> None:
    tools = [
        factory.software("alpha", supports=["training", "inference"], features=["shards", "a|b"]),
        factory.software("beta", supports=None),
    ]
    body = page(readme(factory.collection(tools=tools)))
    assert [shown(cell) for cell in cells(body, "Alpha")][:5] == ["Alpha", "✓", "", "✓", "shards; a|b"]
    assert [shown(cell) for cell in cells(body, "Beta")][:4] == ["Beta", "\u2013", "\u2013", "\u2013"]


def test_every_link_inside_the_page_has_the_anchor_that_github_makes() -> None:
    topics: list[dict[str, Any]] = [
        {
            "id": "one",
            "name": "Data & Models",
            "about": "One.",
            "topics": [{"id": "two", "name": "Data", "about": "x."}],
        },
        {"id": "three", "name": "🤖 Data", "about": "x", "topics": [{"id": "four", "name": "Data", "about": "x"}]},
        {"id": "five", "name": "Contents", "about": "A name that the page itself uses."},
        {"id": "six", "name": "Data 1", "about": "A name that looks like a repeated one."},
        {"id": "seven", "name": "C++, 100% *fast*_er", "about": "Punctuation."},
    ]
    names = ["one", "two", "three", "four", "five", "six", "seven"]
    papers = [factory.paper(name, topics=[name]) for name in names]
    body = page(readme(factory.collection(papers, topics=topics)))
    known = anchors(body)
    inside = [(text, href[1:]) for text, href in links(body) if href.startswith("#")]
    assert len(inside) == len(names) + 3
    for text, anchor in inside[3:]:
        assert known[anchor] == text
    assert {anchor for _, anchor in inside} <= set(known)
    assert {"data--models", "data", "data-1", "-data", "contents-1"} <= set(known)


def test_the_contents_count_each_paper_of_a_topic_once() -> None:
    papers = [
        factory.paper("a", topics=["rounding", "folding"]),
        factory.paper("b", topics=["folding"]),
        factory.paper("c", topics=["serving", "rounding"]),
    ]
    items = [shown(one) for one in page(readme(factory.collection(papers))).iter("li")]
    assert "Folding & Creasing (2)" in items
    assert "Rounding (2)" in items
    assert "Serving (1)" in items
    assert any(item.startswith("Compression (3)") for item in items)


@settings(max_examples=25)
@given(st.lists(hostile.values.filter(lambda value: plain(value).strip() != ""), min_size=6, max_size=6))
def test_whatever_strangers_write_is_shown_and_does_nothing(said: list[str]) -> None:
    title, author, track, about, feature, topic = (f"x{value}x" for value in said)
    # The model refuses much of this; the page must hold even if it did not.
    paper = factory.paper().model_copy(update={"title": title, "authors": (author,), "track": track, "venue": "ICTM"})
    tool = factory.software().model_copy(update={"features": (feature,)})
    collection = factory.collection([paper], [tool], topics=[{"id": "folding", "name": "Name", "about": "About"}])
    changed = collection.topics[0].model_copy(update={"name": topic, "about": about})
    body = page(readme(replace(collection, topics=(changed,))))
    text = shown(body)
    for value in (title, author, track, about, feature, topic):
        assert " ".join(plain(value).split()) in text
    frameworks, papers = body.iter("table")
    assert {len(row) for row in papers.iter("tr")} == {4}
    assert {len(row) for row in frameworks.iter("tr")} == {6}
    inside = [unquote(href) for _, href in links(body) if href.startswith("#")]
    outside = [href for _, href in links(body) if not href.startswith("#")]
    assert not [href for href in outside if "evil" in href or ":" in href.removeprefix("https:")]
    assert set(inside) <= {f"#{anchor}" for anchor in anchors(body)}
    assert {one.tag for one in body.iter()} <= ELEMENTS


@cache
def many(count: int) -> Collection:
    """Return invented papers: half of them in the first topic, the rest in three others, half with a second topic."""
    names = [f"topic-{number}" for number in range(4)]
    papers = [
        factory.paper(
            f"paper-{number}",
            title=f"Paper {number}: A Long Enough Title About Making Models Smaller and Faster",
            authors=[f"Author Number{place} Of{number}" for place in range(5)],
            topics=[names[0], names[1 + number // 2 % 3]] if number % 2 else [names[1 + number // 2 % 3]],
            year=2000 + number % 24,
            links={"paper": f"https://arxiv.org/abs/2301.{number:05d}", "code": f"https://github.com/a/b{number}"},
        )
        for number in range(count)
    ]
    return factory.collection(papers, topics=[{"id": name, "name": name.title(), "about": "x"} for name in names])


@cache
def long_page(count: int) -> str:
    return readme(many(count))


def size(text: str) -> int:
    return len(text.encode())


@pytest.mark.parametrize(
    ("count", "authors", "guests", "all_rows"),
    [(900, 3, True, True), (1450, 1, True, True), (1600, 0, True, True), (4000, 0, False, False)],
)
def test_the_page_is_shortened_step_by_step_and_never_cut(
    count: int, authors: int, guests: bool, all_rows: bool
) -> None:
    text = long_page(count)
    assert size(text) <= layout.LIMIT
    body = page(text)
    rows = [row for table in body.iter("table") for row in list(table.iter("tr"))[1:]]
    named = {0: "", 1: r"Author Number0 Of\d+ et al\.", 3: r"(Author Number\d Of\d+(, )?){3} et al\."}[authors]
    assert all(re.fullmatch(named, shown(row[1])) for row in rows)
    assert ("Also here" in text) is guests
    assert (len(rows) == count) is all_rows
    assert shown(headings(body)[-1]) == "Licence"


def test_only_the_largest_topics_lose_rows_and_the_page_says_how_many() -> None:
    collection = many(4000)
    body = page(long_page(4000))
    rows = [len(list(table.iter("tr"))) - 1 for table in body.iter("table")]
    more = [int(found.replace(",", "")) for found in re.findall(r"And ([\d,]+) older papers", shown(body))]
    catalog = views.catalog(collection, Facts())
    sizes = [len(section.rows) for section in catalog.sections]
    assert sum(rows) + sum(more) == 4000
    kept = max(rows)
    assert rows == [min(kept, one) for one in sizes]
    assert [one - kept for one in sizes if one > kept] == more
    # One row more in each of them would not have fitted.
    assert size(long_page(4000)) > layout.LIMIT - 1500
    first = next(body.iter("table"))
    years = [int(shown(row[2]).split()[1]) for row in list(first.iter("tr"))[1:]]
    assert years == sorted(years, reverse=True)
    assert years[0] == 2023


def test_the_same_list_makes_the_same_page() -> None:
    assert readme(many(1600)) == long_page(1600)


def test_a_long_list_is_fitted_in_few_tries() -> None:
    catalog = views.catalog(many(4000), Facts())
    tries = []

    def lines(authors: int) -> dict[str, str]:
        return {row.id: "y" * (10 + authors) for row in catalog.rows}

    def page_of(shape: layout.Shape, rows: Mapping[str, str]) -> str:
        tries.append(shape)
        return "".join(f"{line}\n" for part in layout.sections(catalog, shape, rows) for line in part.lines)

    assert 12_300 <= len(layout.fitting(catalog, lines, page_of, 12_345)) <= 12_345
    assert len(tries) < 20


def test_a_page_that_no_shortening_fits_shows_no_rows() -> None:
    catalog = views.catalog(many(900), Facts())
    assert layout.fitting(catalog, lambda _: defaultdict(str), lambda shape, _: f"{shape.rows} rows", 3) == "0 rows"


def test_a_badge_keeps_hyphens_underscores_and_spaces() -> None:
    assert render.shields("a-b_c d%/") == "a--b__c_d%25%2F"


def test_a_papers_twin_holds_all_that_its_page_says() -> None:
    paper = factory.paper(
        "nimble",
        title="Nimble: a|b",
        venue="ICTM",
        summary="It is small.",
        aka=["Other Title"],
        tags=["two-bit"],
        topics=["rounding", "serving"],
        figure="https://example.org/figure.png",
        links={"paper": "https://example.org/?a=1&copy=2", "code": "https://github.com/ada-example/nimble"},
    )
    catalog = views.catalog(factory.collection([paper]), factory.facts(stars={"ada-example/nimble": 1500}))
    ((path, text),) = render.twins(catalog, factory.SETTINGS, ROOT)
    body = page(text)
    assert path == "papers/nimble.md"
    said = shown(body)
    for part in ("Nimble: a|b", "Ada Example, Bo Example", "International Conference on Tiny Models", "It is small."):
        assert part in said
    for part in ("Also known as: Other Title", "Tag: Two bit", "1,500 stars on 2024-05-01", "@inproceedings{nimble,"):
        assert part in said
    assert [href for _, href in links(body)] == [
        "https://example.org/?a=1&copy=2",
        "https://github.com/ada-example/nimble",
        "https://example.org/figure.png",
        "https://ada-example.github.io/awesome-tiny-models/topics/rounding/",
        "https://ada-example.github.io/awesome-tiny-models/topics/serving/",
        "https://ada-example.github.io/awesome-tiny-models/papers/nimble/",
    ]


def test_the_files_for_machines_lead_to_everything() -> None:
    catalog = views.catalog(factory.collection([factory.paper(topics=["folding"])]), Facts())
    texts = render.texts(catalog, factory.SETTINGS, ROOT)
    site = factory.SETTINGS.site_url
    assert f"Sitemap: {site}sitemap.xml\n" in texts["robots.txt"]
    found = {href for _, href in links(page(texts["llms.txt"]))}
    assert {f"{site}papers.json", f"{site}papers.schema.json", f"{site}feed.xml", f"{site}topics/folding.md"} <= found
    assert texts["llms.txt"].startswith("# Awesome Tiny Models\n\n> ")
