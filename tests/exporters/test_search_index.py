import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exporters import search_index
from generator.exporters.search_index import compact
from generator.facts import Facts
from generator.identity import canonical
from generator.model import Paper
from generator.views import catalog
from tests import factory, project

FOLD = factory.paper(
    "brisk-fold",
    venue="ICTM",
    track="Oral",
    topics=["folding", "serving"],
    tags=["two-bit"],
    lists=["little-list"],
    aka=["Folding Briskly"],
    links={
        "paper": ["https://arxiv.org/abs/2301.00001", "https://doi.org/10.1234/fold.1"],
        "code": ["https://github.com/bo-example/fold"],
        "unofficial": ["https://github.com/cy-example/fold-again"],
        "model": ["https://huggingface.co/bo-example/fold-7b"],
        "blog": ["https://fold.example.org/"],
    },
)


def index(*papers: Paper, facts: Facts | None = None, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        search_index.export(catalog(factory.collection(papers, **options), facts or Facts()))
    )
    return found


def authors(found: dict[str, Any]) -> list[list[str]]:
    """Return the authors of each paper, read as the browser reads them."""
    fresh = iter(found["authors"])
    return [[found["authors"][ref - 1] if ref else next(fresh) for ref in refs] for refs in found["papers"]["authors"]]


def test_a_paper_is_found_by_everything_that_is_known_of_it() -> None:
    found = index(FOLD, facts=factory.facts(stars={"bo-example/fold": 7}, added={"brisk-fold": "2024-01-02"}))
    papers = found["papers"]

    assert papers["id"] == ["brisk-fold"]
    assert papers["title"] == [FOLD.title]
    assert [found["topics"][place][0] for place in papers["topics"][0]] == ["folding", "serving"]
    assert found["venues"][papers["venue"][0]][:2] == ["ICTM", "International Conference on Tiny Models"]
    assert found["tags"][papers["tags"]["0"][0]][:2] == ["two-bit", "Two bit"]
    assert found["lists"][papers["lists"][0][0]] == ["little-list", "The Little List"]
    assert papers["places"] == ["2301.00001 10.1234/fold.1"]
    assert papers["code"] == ["bo-example/fold"]
    assert papers["unofficial"] == {"0": "cy-example/fold-again"}
    assert papers["other"] == {"0": "https://huggingface.co/bo-example/fold-7b"}
    assert papers["aka"] == {"0": ["Folding Briskly"]}
    assert papers["stars"] == {"0": 7}
    assert papers["track"] == {"0": "Oral"}
    assert found["days"][papers["added"][0]] == "2024-01-02"
    assert authors(found) == [["Ada Example", "Bo Example"]]


def test_what_is_not_known_takes_no_place() -> None:
    found = index(factory.paper("bare", authors=[], links={"blog": "https://bare.example.org/"}))
    papers = found["papers"]

    assert papers["venue"] == papers["added"] == [-1]
    assert papers["places"] == papers["code"] == [""]
    assert [papers[name] for name in ("unofficial", "other", "stars", "aka", "tags", "track")] == [{}] * 6
    assert authors(found) == [[]]


def test_names_are_written_once_in_the_order_of_the_papers() -> None:
    papers = [
        factory.paper("one", year=2024, authors=["Ada Example", "Bo Example"]),
        factory.paper("two", year=2023, authors=["Cy Example", "Ada Example"]),
        factory.paper("three", year=2022, authors=["Bo Example", "Dee Example"]),
    ]
    found = index(*papers)

    assert found["papers"]["id"] == ["one", "two", "three"], "newest first"
    assert found["authors"] == ["Ada Example", "Bo Example", "Cy Example", "Dee Example"]
    assert authors(found) == [list(paper.authors) for paper in papers]


def test_only_topics_with_papers_or_software_are_there_with_the_way_up() -> None:
    found = index(factory.paper("one", topics=["rounding"]), tools=[factory.software()])

    assert [(key, parent, aliases) for key, _, parent, aliases in found["topics"]] == [
        ("compression", -1, []),
        ("rounding", 0, ["RND"]),
        ("serving", -1, []),
    ]
    assert found["software"] == [["tinyserve", "Tinyserve", [2], "bo-example/tinyserve", []]]


def test_venues_stand_in_the_order_of_the_explorer_the_most_frequent_first() -> None:
    papers = [factory.paper(f"paper-{n}", venue=venue) for n, venue in enumerate(["WSM", "JTM", "ICTM", "JTM"])]

    assert [venue[0] for venue in index(*papers)["venues"]] == ["JTM", "ICTM", "WSM"]


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://arxiv.org/abs/2301.00001", "2301.00001"),
        ("https://arxiv.org/abs/cs/0101001", "cs/0101001"),
        ("https://doi.org/10.1234/fold.1", "10.1234/fold.1"),
        ("https://openreview.net/forum?id=aB-c_1", "openreview:aB-c_1"),
        ("https://aclanthology.org/2023.acl-long.1/", "acl:2023.acl-long.1"),
        ("https://github.com/Bo-Example/Fold.js", "Bo-Example/Fold.js"),
        ("https://github.com/bo-example/fold/tree/main/x", "https://github.com/bo-example/fold/tree/main/x"),
        ("https://dl.acm.org/doi/10.1145/1.2", "https://dl.acm.org/doi/10.1145/1.2"),
        ("https://fold.example.org/a?b=c#d", "https://fold.example.org/a?b=c#d"),
    ],
)
def test_an_address_is_as_short_as_it_can_be_without_loss(url: str, short: str) -> None:
    assert canonical(url) == url
    assert compact(url) == short


def test_hostile_values_stay_values() -> None:
    papers = project.papers()
    found = index(*papers, tools=[factory.software()])

    assert set(found["papers"]["title"]) == {paper.title for paper in papers}
    assert {name for names in authors(found) for name in names} == {name for paper in papers for name in paper.authors}


@given(
    st.lists(st.lists(st.sampled_from(["Ada", "Bo", "Cy", "Dee", "Eve"]), max_size=4, unique=True), max_size=8),
)
def test_every_list_of_authors_comes_back(lists: list[list[str]]) -> None:
    papers = [factory.paper(f"paper-{place}", authors=names) for place, names in enumerate(lists)]
    found = index(*papers)

    read = dict(zip(found["papers"]["id"], authors(found), strict=True))
    assert read == {paper.id: list(paper.authors) for paper in papers}


def test_a_thousand_papers_make_a_small_index() -> None:
    papers = [
        factory.paper(
            f"plain-{n}",
            title=f"Plain{n * 7919 % 10_007}: {n * 104_729 % 100_003} Ways to Fold {n} Weights",
            authors=[f"Ada{n * 31 % 997} Example{n * 17 % 991}", f"Bo Example{n}", f"Cy{n % 83} Example{n % 89}"],
            links={"paper": f"https://arxiv.org/abs/2301.{n:05d}", "code": f"https://github.com/bo-example/plain-{n}"},
        )
        for n in range(1_000)
    ]
    text = search_index.export(catalog(factory.collection(papers), Facts()))

    assert len(gzip.compress(text.encode(), 6)) <= 100_000
