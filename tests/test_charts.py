import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import charts
from generator.charts import Area, Bar
from tests.hostile import values

SVG = ET.Element
BARS = (Bar("2022", 3, "3"), Bar("2023", 12, "12"), Bar("2024", 0, "0"))


def read(picture: str) -> ET.Element:
    """Return the picture as an XML parser reads it: what one does not read, a browser guesses at."""
    return ET.fromstring(picture)  # noqa: S314 - our own output, without a doctype


def texts(picture: str, kind: str) -> list[str]:
    return [one.text or "" for one in read(picture).iter("text") if kind in (one.get("class") or "").split()]


def heights(picture: str) -> list[float]:
    return [float(one.attrib["height"]) for one in read(picture).iter("rect")]


ALL = {
    "columns": lambda name: charts.columns(name, name, [Bar(name, 2, name), Bar("b", 1, "1")], height=100, top=2),
    "rows": lambda name: charts.rows(name, name, [Bar(name, 2, name, "../a/?q=1&b=2"), Bar("b", 1, "1")]),
    "heat": lambda name: charts.heat(name, name, [name, "2024"], [(name, "../a/", (1, 2))]),
    "sets": lambda name: charts.sets(name, name, [name, "B"], [((0, 1), 3), ((1,), 2)]),
    "tree map": lambda name: charts.tree_map(name, name, [Area(name, 3, "../a/", (Area(name, 3, "../a/"),))]),
}


@pytest.mark.parametrize("kind", ALL)
@given(values)
def test_a_name_is_text_whatever_it_says(kind: str, name: str) -> None:
    wanted = {one.tag for one in read(ALL[kind]("plain")).iter()}

    found = read(ALL[kind](name))

    assert {one.tag for one in found.iter()} <= wanted | {"tspan", "text"}
    assert not [key for one in found.iter() for key in one.attrib if key.startswith("on")]


@pytest.mark.parametrize("kind", ALL)
def test_every_picture_says_what_it_shows(kind: str) -> None:
    found = read(ALL[kind]("Papers by year"))

    assert [one.tag for one in found][:2] == ["title", "desc"]
    assert found.findtext("title") == "Papers by year"
    assert found.findtext("desc") == "Papers by year"


@pytest.mark.parametrize("kind", ALL)
def test_links_stay_open_to_screen_readers_and_other_pictures_are_one_thing(kind: str) -> None:
    found = read(ALL[kind]("Papers by year"))

    linked = any(True for _ in found.iter("a"))
    assert found.get("role") == ("group" if linked else "img")
    assert (found.get("aria-label") == "Papers by year") is linked


@pytest.mark.parametrize("kind", ALL)
def test_no_picture_brings_styles_scripts_or_colours_of_its_own(kind: str) -> None:
    picture = ALL[kind]("Papers by year")

    assert not re.search(r"style=|fill=|stroke=|<script|<style|href=\"http", picture)


def test_a_column_is_as_high_as_its_value() -> None:
    small, large = heights(charts.columns("t", "d", BARS, height=118, top=12))

    assert large / small == pytest.approx(4)
    assert large == 118 - 18 - 16


def test_a_column_of_nothing_is_not_drawn_but_named() -> None:
    picture = charts.columns("t", "d", BARS, height=118, top=12)

    assert len(heights(picture)) == 2
    assert texts(picture, "soft") == ["2022", "2023", "2024"]


def test_names_of_columns_are_left_out_from_the_last_on_where_they_would_collide() -> None:
    bars = [Bar(str(year), 1, "1") for year in range(2013, 2024)]

    assert texts(charts.columns("t", "d", bars, height=100, top=1, every=4), "soft") == ["2015", "2019", "2023"]


def test_no_column_leaves_the_picture() -> None:
    bars = [Bar(str(place), place, "") for place in range(40)]

    for one in read(charts.columns("t", "d", bars, height=100, top=39)).iter("rect"):
        assert float(one.attrib["x"].rstrip("%")) + float(one.attrib["width"].rstrip("%")) <= 100
        assert float(one.attrib["y"]) >= 16


def test_lying_bars_share_one_scale_and_leave_room_for_their_numbers() -> None:
    found = read(charts.rows("t", "d", [Bar("a", 40, "40"), Bar("b", 10, "10")]))

    widths = [float(one.attrib["width"].rstrip("%")) for one in found.iter("rect")]
    assert widths == [86, 21.5]


def test_the_darkest_cell_holds_the_most_and_an_empty_one_has_no_number() -> None:
    picture = charts.heat("t", "d", ["2023", "2024"], [("A", "", (100, 1)), ("B", "", (0, 30))])

    shades = [one.attrib["class"] for one in read(picture).iter("rect")]
    assert shades == ["heat heat-5", "heat heat-1", "heat heat-0", "heat heat-3"]
    assert texts(picture, "over") + texts(picture, "under") == ["100", "1", "30"]


def test_a_set_shows_a_dot_for_each_list_and_a_tie_between_those_that_share() -> None:
    found = read(charts.sets("t", "d", ["A", "B", "C"], [((0, 2), 7), ((1,), 4)]))

    dots = [one.attrib["class"] for one in found.iter("circle")]
    assert dots == ["dot", "dot dot--off", "dot", "dot dot--off", "dot", "dot dot--off"]
    assert len([one for one in found.iter("line") if one.get("class") == "tie"]) == 1
    assert texts(charts.sets("t", "d", ["A", "B"], [((0,), 9)]), "value") == ["9"]


sizes = st.lists(st.integers(1, 400), min_size=1, max_size=14)


@given(st.lists(sizes, min_size=1, max_size=6))
def test_areas_of_a_tree_map_are_proportional_and_do_not_overlap(groups: list[list[int]]) -> None:
    areas = [
        Area(f"g{i}", sum(group), "", tuple(Area(f"{i}.{j}", size, "") for j, size in enumerate(group)))
        for i, group in enumerate(groups)
    ]
    boxes = charts._squares(areas, charts.Box(0, 0, 1000, 600))

    total = sum(map(sum, groups))
    for area, box in boxes:
        assert box.width * box.height == pytest.approx(600_000 * area.value / total, rel=1e-6)
        assert -1e-6 <= box.x <= box.x + box.width <= 1000 + 1e-6
        assert -1e-6 <= box.y <= box.y + box.height <= 600 + 1e-6
    for (_, one), (_, other) in combinations(boxes, 2):
        wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
        tall = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
        assert min(wide, tall) <= 1e-6


def test_every_area_of_a_tree_map_leads_to_its_page_and_says_its_size() -> None:
    inner = (Area("Folding", 30, "../topics/folding/"), Area("Rounding", 10, "../topics/rounding/"))
    found = read(charts.tree_map("t", "d", [Area("Compression", 40, "../topics/compression/", inner)]))

    assert [(one.get("href"), one.findtext("title")) for one in found.iter("a")] == [
        ("../topics/folding/", "Folding 30"),
        ("../topics/rounding/", "Rounding 10"),
    ]


def test_an_area_without_parts_is_one_tile_of_its_own() -> None:
    found = read(charts.tree_map("t", "d", [Area("Serving", 4, "../topics/serving/")]))

    assert [one.get("href") for one in found.iter("a")] == ["../topics/serving/"]


def test_a_name_that_does_not_fit_is_left_out_and_never_cut() -> None:
    long = Area("Incomprehensibilities", 1, "../b/")
    picture = charts.tree_map("t", "d", [Area("Wide", 400, "../a/"), long], width=400, height=300)

    words = ["".join(one.itertext()) for one in read(picture).iter("tspan")]
    assert "Incomprehensibilities " not in words
    assert "Wide " in words
    assert not any("Incomp" in word for word in words)


@pytest.mark.parametrize("picture", [
    charts.columns("t", "d", [], height=100, top=0),
    charts.rows("t", "d", []),
    charts.heat("t", "d", [], []),
    charts.sets("t", "d", [], []),
    charts.tree_map("t", "d", []),
    charts.tree_map("t", "d", [Area("a", 0, "../a/")]),
])  # fmt: skip
def test_a_picture_of_nothing_is_still_a_picture(picture: str) -> None:
    assert read(picture).findtext("title") == "t"
