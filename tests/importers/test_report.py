"""The loss report: it finds what is lost, and says where the rest went."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from generator.importers import report
from generator.importers.items import RawLink
from generator.importers.run import Outcome, Source, run
from generator.importers.works import Suspicion
from tests.importers import invented

SOURCES = [Source(name, text) for name, text in invented.SOURCES.items()]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    root = invented.project(tmp_path_factory.mktemp("project"))
    return run(root, SOURCES, invented.BIBLIOGRAPHY, dt.date(2026, 1, 2))[0]


def test_a_link_that_no_item_holds_is_a_loss(outcome: Outcome) -> None:
    first = outcome.sources[0]
    more = replace(first, links=(*first.links, RawLink("Code", "https://github.com/owl/lost", 12)))
    found = report.losses(replace(outcome, sources=(more, *outcome.sources[1:])))
    assert [(one.source, one.line, one.what) for one in found] == [
        ("bullets", 12, "the link https://github.com/owl/lost")
    ]


def test_a_link_that_an_entry_lacks_is_a_loss(outcome: Outcome) -> None:
    (shears,) = [one for one in outcome.placed if one.entry == "shears"]
    assert shears.paper is not None
    bare = shears.paper.model_copy(update={"links": shears.paper.links.model_copy(update={"model": None})})
    placed = [replace(one, paper=bare) if one is shears else one for one in outcome.placed]
    found = report.losses(replace(outcome, placed=tuple(placed)))
    assert [one.what for one in found] == ["the model link https://huggingface.co/owl/shears-1b"]


def test_a_title_that_an_entry_lacks_is_a_loss(outcome: Outcome) -> None:
    (wings,) = [one for one in outcome.placed if one.entry == "wax-wings"]
    assert wings.paper is not None
    bare = replace(wings, paper=wings.paper.model_copy(update={"aka": ()}), draft=replace(wings.draft, choices=()))
    placed = [bare if one is wings else one for one in outcome.placed]
    found = report.losses(replace(outcome, placed=tuple(placed)))
    assert [one.what for one in found] == ["the title 'Wings of wax: Learning to land softly'"]


def test_a_link_that_software_lacks_is_a_loss(outcome: Outcome) -> None:
    (bellows,) = outcome.tools
    assert bellows.software is not None
    links = bellows.software.links.model_copy(update={"code": ("https://github.com/forge/other",)})
    bare = replace(bellows, software=bellows.software.model_copy(update={"links": links}))
    found = report.losses(replace(outcome, tools=(bare,)))
    assert {one.what for one in found} == {"the code link https://github.com/forge/bellows"}


def test_every_item_is_in_the_report_with_its_line_and_entry(outcome: Outcome) -> None:
    items = json.loads(report.as_json(outcome))["items"]
    papers = {(one["list"], one["line"]): one["entry"] for one in items if "entry" in one}
    assert papers["table", 9] == "shears"
    assert len(papers) == 5 + 6 + 3


def test_every_link_of_an_item_has_a_place_or_a_reason(outcome: Outcome) -> None:
    for one in json.loads(report.as_json(outcome))["items"]:
        for link in one["links"] if "entry" in one else ():
            assert link.get("entry") or link.get("dropped")


def test_repairs_show_before_after_and_reason(outcome: Outcome) -> None:
    repairs = json.loads(report.as_json(outcome))["repairs"]
    (moon,) = [one for one in repairs if "moonhttps" in one["before"]]
    assert moon["after"] == "https://github.com/owl/moon"
    assert moon["reason"] == "two addresses written as one"
    assert moon["list"] == "bullets"


def test_choices_show_who_said_what(outcome: Outcome) -> None:
    choices = json.loads(report.as_json(outcome))["choices"]
    (elk,) = [one for one in choices if one["entry"] == "elk" and one["field"] == "venue"]
    assert elk["chosen"] == "ICCV 2021"
    assert elk["on the word of"].startswith("https://openaccess.thecvf.com/")
    assert elk["others"] == [{"source": "emphasis", "value": "CVPR 2020"}]


def test_the_counts_add_up(outcome: Outcome) -> None:
    figures = report.counts(outcome)
    assert figures["items"]["table"] == {"papers": 3, "software": 0, "links": 18, "leftovers": 1}
    assert figures["entries"] == {"new": 11}


def test_the_text_for_people_begins_with_what_needs_them(outcome: Outcome) -> None:
    text = report.as_markdown(outcome)
    assert text.index("## Lost (0)") < text.index("## Not placed") < text.index("## To decide") < text.index("## Items")


def test_titles_that_differ_by_capitals_do_not_hide_the_real_choices(outcome: Outcome) -> None:
    text = report.as_markdown(outcome)
    choices = text[text.index("## Choices") : text.index("## One identifier")]
    spelt = text[text.index("## Titles spelt otherwise") : text.index("## Repairs")]
    assert "cutting weights without tears" not in choices
    assert "cutting weights without tears" in spelt
    assert "Wings of wax" in choices


def test_a_hostile_title_becomes_no_markup(outcome: Outcome) -> None:
    hostile = Suspicion("x", ("a`b</li><script>", "# c"), "undecided")
    text = report.as_markdown(replace(outcome, suspicions=(hostile,)))
    assert "`` a`b</li><script> ``" in text


def test_the_summary_names_what_is_undecided_and_lost(outcome: Outcome) -> None:
    first = outcome.sources[0]
    more = replace(first, links=(*first.links, RawLink("Code", "https://github.com/owl/lost", 12)))
    lines = list(report.summary(replace(outcome, sources=(more, *outcome.sources[1:]))))
    assert "LOST: bullets:12: the link https://github.com/owl/lost" in lines
    assert "bullets: 5 papers, 1 software, 15 links" in lines
