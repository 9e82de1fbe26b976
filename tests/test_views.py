import datetime as dt

import pytest

from generator import views
from generator.facts import Facts
from generator.model import Topic
from generator.views import Catalog, Row
from generator.views.rows import byline, version
from tests import factory


def catalog(*papers: object, known: Facts | None = None, **values: object) -> Catalog:
    return views.catalog(factory.collection(papers, **values), known or Facts())  # type: ignore[arg-type] # test values


def only(**values: object) -> Row:
    (row,) = catalog(factory.paper(**values)).rows  # type: ignore[arg-type] # test values
    return row


@pytest.mark.parametrize(
    ("values", "kind", "where"),
    [
        ({"venue": "ICTM", "year": 2024, "track": "Oral"}, "conference", "ICTM 2024 Oral"),
        ({"venue": "JTM", "year": 2024}, "journal", "JTM 2024"),
        ({"year": 2023}, "preprint", "arXiv 2023"),
        ({"year": 2023, "links": {"paper": "https://openreview.net/forum?id=abcdefgh"}}, "preprint", "OpenReview 2023"),
        ({"year": 2023, "links": {"paper": "https://example.org/a.pdf"}}, "preprint", "2023"),
        ({"venue": "Blog", "links": {"blog": "https://example.org/"}}, "blog", "Blog 2023"),
        ({"venue": "Unheard Of"}, "conference", "Unheard Of 2023"),
    ],
)
def test_a_paper_says_where_it_appeared(values: dict[str, object], kind: str, where: str) -> None:
    row = only(**values)
    assert (row.kind, row.where) == (kind, where)
    assert (row.venue is None) is (kind == "preprint")


def test_what_follows_from_the_links_is_derived() -> None:
    row = only(
        links={
            "paper": ["https://arxiv.org/abs/2306.00978", "https://doi.org/10.1145/3600006.3613165"],
            "code": ["https://gitlab.com/a/b", "https://github.com/Ada/Fold"],
            "unofficial": "https://github.com/bo/fold",
            "model": "https://huggingface.co/ada/fold",
        }
    )
    assert (row.arxiv, row.doi) == ("2306.00978", "10.1145/3600006.3613165")
    assert [(link.kind, link.label) for link in row.links] == [
        ("paper", "arXiv"),
        ("paper", "DOI"),
        ("code", "Code"),
        ("code", "Code"),
        ("unofficial", "Unofficial code"),
        ("model", "Model"),
    ]
    assert [link.repository.name for link in row.links if link.repository] == ["Ada/Fold", "bo/fold"]
    assert [link.url for link in row.code] == [
        "https://gitlab.com/a/b",
        "https://github.com/Ada/Fold",
        "https://github.com/bo/fold",
    ]
    assert [link.kind for link in row.more] == ["model"]
    assert row.has_code
    assert not only().has_code


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://arxiv.org/abs/2306.00978", "arXiv"),
        ("https://openreview.net/forum?id=abcdefgh", "OpenReview"),
        ("https://aclanthology.org/2023.acl-long.1/", "ACL Anthology"),
        ("https://doi.org/10.1145/1.2", "DOI"),
        ("https://example.org/paper.pdf", "PDF"),
        ("https://example.org/paper", "Paper"),
    ],
)
def test_a_link_to_the_paper_is_called_by_its_place(url: str, label: str) -> None:
    assert only(links={"paper": url}).links[0].label == label


def test_stars_are_those_of_the_authors_repository_whatever_its_case() -> None:
    links = {"code": "https://github.com/Ada/Fold", "unofficial": "https://github.com/bo/fold"}
    known = factory.facts(stars={"ada/fold": 12, "bo/fold": 900})
    (row,) = catalog(factory.paper(links=links), known=known).rows
    assert row.stars is not None
    assert (row.stars.count, row.stars.day) == (12, dt.date(2024, 5, 1))
    (other,) = catalog(factory.paper(links={"unofficial": "https://github.com/bo/fold"}), known=known).rows
    assert other.stars is None


@pytest.mark.parametrize(
    ("authors", "shown", "text"),
    [
        (("A", "B", "C"), 3, "A, B, C"),
        (("A", "B", "C", "D"), 3, "A, B, C et al."),
        (("A", "B"), 1, "A et al."),
        (("A",), 1, "A"),
        (("A", "B"), 0, ""),
        ((), 3, ""),
    ],
)
def test_a_byline_names_the_first_authors(authors: tuple[str, ...], shown: int, text: str) -> None:
    assert byline(authors, shown) == text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Nimble: A Small Model", "Nimble"),
        ("A Small Model", "A Small Model"),
        (
            "A Rather Long Beginning That Is Not Any Name At All: Why",
            "A Rather Long Beginning That Is Not Any Name At All: Why",
        ),
    ],
)
def test_people_call_a_paper_by_the_name_before_its_colon(title: str, name: str) -> None:
    assert only(title=title).name == name


def test_newest_means_year_then_first_version_then_title() -> None:
    papers = [
        factory.paper("old-form", title="O", year=2023, links={"paper": "https://arxiv.org/abs/cs/9901001"}),
        factory.paper("five-digits", title="F", year=2023, links={"paper": "https://arxiv.org/abs/2301.10000"}),
        factory.paper("four-digits", title="G", year=2023, links={"paper": "https://arxiv.org/abs/1301.9999"}),
        factory.paper("later", title="L", year=2023, links={"paper": "https://arxiv.org/abs/2302.00001"}),
        factory.paper("zebra", title="zebra", year=2023, links={"paper": "https://example.org/z"}),
        factory.paper("apple", title="Apple", year=2023, links={"paper": "https://example.org/a"}),
        factory.paper("next-year", title="N", year=2024, links={"paper": "https://example.org/n"}),
    ]
    assert [row.id for row in catalog(*papers).rows] == [
        "next-year",
        "later",
        "five-digits",
        "four-digits",
        "old-form",
        "apple",
        "zebra",
    ]


def test_versions_grow_with_time_in_both_forms_of_identifiers() -> None:
    forms = [None, "cs/9901001", "cs.CL/0701001", "0704.0001", "1412.9999", "1501.00001", "2306.00978", "2306.10000"]
    assert [version(one) for one in forms] == sorted(version(one) for one in forms)


def test_a_section_holds_its_papers_its_guests_and_counts_each_once() -> None:
    found = catalog(
        factory.paper("a", topics=["rounding", "folding"]),
        factory.paper("b", topics=["folding", "serving"]),
        factory.paper("c", topics=["compression"]),
    )
    compression = found.section_of["compression"]
    assert [section.id for section in compression.walk()] == ["compression", "folding", "rounding"]
    assert ([row.id for row in compression.rows], compression.count) == (["c"], 3)
    folding = found.section_of["folding"]
    assert ([row.id for row in folding.rows], [row.id for row in folding.guests]) == (["b"], ["a"])
    assert {row.id for row in folding.own} == {"a", "b"}
    assert [topic.id for topic in folding.parents] == ["compression"]
    assert found.section_of["serving"].count == 1


def test_topics_that_nobody_declared_are_passed_over() -> None:
    found = catalog(factory.paper("a", topics=["unheard-of", "folding"]), factory.paper("b", topics=["unheard-of"]))
    assert found.by_id["a"].home == "folding"
    assert found.by_id["b"].home == ""
    assert found.neighbours(found.by_id["b"]) == ()
    assert found.newer(found.by_id["b"]) is None


def test_software_is_listed_by_name_and_says_what_it_does() -> None:
    tools = [factory.software("beta", name="beta"), factory.software("alpha", name="Alpha", supports=None)]
    found = views.catalog(factory.collection(tools=tools), Facts())
    assert [tool.name for tool in found.tools] == ["Alpha", "beta"]
    assert [found.tools[1].does(task) for task in ("training", "inference")] == [False, True]
    assert found.tools[0].does("inference") is None
    assert found.section_of["serving"].tool_count == 2
    assert found.counts.topics == 1


def test_everything_is_counted() -> None:
    found = catalog(
        factory.paper(
            "a", venue="ICTM", year=2020, links={"code": ["https://github.com/a/b", "https://github.com/A/B"]}
        ),
        factory.paper("b", authors=[], lists=["little-list"], links={"unofficial": "https://github.com/c/d"}),
        factory.paper("c", links={"paper": "https://github.com/e/f/blob/main/paper.pdf"}),
        tools=[factory.software("t", links={"code": "https://github.com/a/b"})],
    )
    assert found.counts == views.Counts(
        papers=3,
        software=1,
        topics=3,
        with_code=2,
        without_authors=1,
        repositories=2,
        venues=1,
        lists=1,
        first_year=2020,
        last_year=2023,
    )


def test_nothing_is_counted_in_an_empty_list() -> None:
    assert catalog().counts == views.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    assert catalog().updated is None
    assert catalog().latest == ()


def test_what_is_new_goes_by_the_day_of_adding() -> None:
    added = {"a": "2024-01-02", "b": "2024-03-01"}
    found = catalog(*map(factory.paper, ("a", "b", "c")), known=factory.facts(added=added))
    assert [row.id for row in found.latest] == ["b", "a", "c"]
    assert found.updated == dt.date(2024, 3, 1)


def test_neighbours_are_those_nearest_in_time() -> None:
    papers = [
        factory.paper(f"p{year}", year=year, links={"paper": f"https://example.org/{year}"})
        for year in range(2001, 2011)
    ]
    found = catalog(*papers)
    assert [row.year for row in found.neighbours(found.by_id["p2005"])] == [2008, 2007, 2006, 2004, 2003, 2002]
    assert [row.year for row in found.neighbours(found.by_id["p2010"])] == [2009, 2008, 2007, 2006, 2005, 2004]
    assert [row.year for row in found.neighbours(found.by_id["p2001"])] == [2007, 2006, 2005, 2004, 2003, 2002]
    newer, older = found.newer(found.by_id["p2005"]), found.older(found.by_id["p2005"])
    assert (newer and newer.id, older and older.id) == ("p2006", "p2004")
    assert found.newer(found.by_id["p2010"]) is None
    assert found.older(found.by_id["p2001"]) is None


def test_old_ids_lead_to_the_new_one_unless_somebody_else_has_it() -> None:
    found = catalog(factory.paper("new", formerly=["old", "other"]), factory.paper("other"))
    assert found.redirects == {"old": "new"}


def test_selections_are_the_whole_list_and_every_topic_with_papers() -> None:
    found = catalog(factory.paper("a", topics=["rounding"]), factory.paper("b", topics=["serving"]))
    stems = {selection.stem: [row.id for row in selection.rows] for selection in found.selections()}
    assert stems == {
        "papers": ["b", "a"],
        "topics/compression": ["a"],
        "topics/rounding": ["a"],
        "topics/serving": ["b"],
    }


def test_a_feed_holds_the_last_fifty() -> None:
    found = catalog(*(factory.paper(f"p{number}") for number in range(60)))
    assert len(found.whole.latest) == 50
    assert len(found.latest) == 60


def test_a_deep_tree_keeps_depth_and_order() -> None:
    topic = Topic.model_validate({"id": "d", "name": "D", "about": "x"})
    for name in ("c", "b", "a"):
        topic = Topic(id=name, name=name, about="x", topics=(topic,))
    found = catalog(factory.paper(topics=["d"]), topics=[topic.model_dump()])
    assert [(section.id, section.depth, section.count) for section in found.sections[0].walk()] == [
        ("a", 1, 1),
        ("b", 2, 1),
        ("c", 3, 1),
        ("d", 4, 1),
    ]
