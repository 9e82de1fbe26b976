from typing import Any

from generator.views import Catalog, catalog, numbers
from tests import factory


def made(*papers: dict[str, Any]) -> Catalog:
    """Return a catalogue of papers, each of its own year's arXiv id."""
    entries = []
    for place, values in enumerate(papers):
        year = values.get("year", 2023)
        links = {"paper": f"https://arxiv.org/abs/{year - 2000:02d}01.{place:05d}", **values.pop("links", {})}
        entries.append(factory.paper(f"paper-{place}", links=links, **values))
    return catalog(factory.collection(entries), factory.facts())


CODE = {"code": "https://github.com/bo-example/fold"}


def test_years_have_no_gaps_and_count_code() -> None:
    found = numbers.years(made({"year": 2020}, {"year": 2022, "links": CODE}, {"year": 2022}).rows)

    assert [(one.year, one.papers, one.with_code) for one in found] == [(2020, 1, 0), (2021, 0, 0), (2022, 2, 1)]
    assert [one.share for one in found] == [0, 0, 0.5]


def test_no_papers_have_no_years() -> None:
    assert numbers.years(()) == ()


def test_a_paper_of_two_topics_counts_in_both_rows_of_the_heat_map_and_once_in_one() -> None:
    found = numbers.heat(made({"topics": ["folding", "rounding", "serving"]}), 2000)

    assert found.years == (2023,)
    assert found.topics == (("compression", "Compression", (1,)), ("serving", "Serving", (1,)))


def test_early_years_stand_together_before_the_first_column_of_their_own() -> None:
    found = numbers.heat(made({"year": 2015}, {"year": 2017}, {"year": 2020}), 2019)

    assert found.years == (2018, 2019, 2020)
    assert found.topics[0][2] == (2, 0, 1)


def test_a_heat_map_begins_with_its_first_paper() -> None:
    assert numbers.heat(made({"year": 2022}, {"year": 2023}), 2010).years == (2022, 2023)


def test_venues_come_by_size_then_name_and_preprints_are_one_of_them() -> None:
    found = numbers.venues(made({"venue": "JTM"}, {"venue": "ICTM"}, {"venue": "ICTM"}, {}))

    assert [(key, count) for key, _, count in found] == [("ICTM", 2), ("", 1), ("JTM", 1)]
    assert found[0][1] == "International Conference on Tiny Models"


def test_tiles_count_each_paper_once_at_its_home() -> None:
    found = numbers.tiles(
        made({"topics": ["folding", "serving"]}, {"topics": ["compression"]}, {"topics": ["serving"]})
    )

    assert [(one.id, one.count) for one in found] == [("compression", 2), ("serving", 1)]
    assert [(one.id, one.count) for one in found[0].tiles] == [("folding", 1), ("compression", 1)]
    assert sum(one.count for one in found) == 3


def test_a_topic_without_papers_has_no_tile() -> None:
    assert [one.id for one in numbers.tiles(made({"topics": ["serving"]}))] == ["serving"]


def test_lists_share_papers_by_their_exact_combination() -> None:
    found = numbers.overlap(
        made({"lists": ["little-list"]}, {"lists": ["other", "little-list"]}, {"lists": ["other"]}, {})
    )

    assert found.lists == (("little-list", "The Little List", 2), ("other", "other", 2))
    assert found.sets == ((("little-list",), 1), (("little-list", "other"), 1), (("other",), 1))
