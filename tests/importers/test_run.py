"""A whole import: three lists and a bibliography move into a project, nothing gets lost, nothing is overwritten."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from generator import output
from generator.collection import load
from generator.importers import report
from generator.importers.run import ImportRefusedError, Outcome, Source, run
from generator.model import Paper
from tests.importers import invented

DAY = dt.date(2026, 1, 2)
SOURCES = [Source(name, text) for name, text in invented.SOURCES.items()]


def imported(root: Path, *, bibliography: str = invented.BIBLIOGRAPHY, sources: list[Source] = SOURCES) -> Outcome:
    outcome, problems = run(root, sources, bibliography, DAY)
    assert problems == []
    return outcome


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return imported(invented.project(tmp_path_factory.mktemp("project")))


def paper(outcome: Outcome, entry: str) -> Paper:
    (one,) = [one.paper for one in outcome.placed if one.entry == entry]
    assert one is not None
    return one


def test_every_item_becomes_one_entry(outcome: Outcome) -> None:
    assert sorted(one.entry for one in outcome.placed) == [
        "beavers",
        "elk",
        "gravel",
        "naive-trimming-for-everyone",
        "otters",
        "owl",
        "pebbles",
        "shears",
        "trimming-by-the-moon",
        "two-heads",
        "wax-wings",
    ]


def test_lists_are_joined_by_identifier_and_title(outcome: Outcome) -> None:
    one = paper(outcome, "shears")
    assert one.lists == ("bullets", "emphasis", "table")
    assert one.title == "SHEARS: Cutting Weights Without Tears"
    assert one.aka == ()
    assert one.links.code == ("https://github.com/owl/shears",)


def test_an_oral_badge_refines_the_venue_of_the_others(outcome: Outcome) -> None:
    one = paper(outcome, "shears")
    assert (one.venue, one.year, one.track) == ("CTS", 2023, "Oral")


def test_the_bibliography_adds_the_proceedings_page_behind_arxiv(outcome: Outcome) -> None:
    one = paper(outcome, "shears")
    assert one.links.paper == ("https://arxiv.org/abs/2301.00002", "https://openreview.net/forum?id=QrStUvWxYz")


def test_a_correction_of_a_name_is_obeyed(outcome: Outcome) -> None:
    assert paper(outcome, "shears").authors == ("Ada Owl", "Bo Elk", "Cy De Roe")


def test_an_extra_cell_is_not_lost(outcome: Outcome) -> None:
    assert paper(outcome, "shears").links.model == ("https://huggingface.co/owl/shears-1b",)


def test_a_badge_gives_the_tag_and_the_topic(outcome: Outcome) -> None:
    one = paper(outcome, "shears")
    assert one.tags == ("structured",)
    assert one.topics == ("weights", "heads", "foundations")


def test_a_topic_above_another_is_not_kept(outcome: Outcome) -> None:
    assert "compression" not in paper(outcome, "shears").topics
    assert paper(outcome, "pebbles").topics == ("compression",)


def test_a_single_item_can_have_a_better_topic_than_its_section(outcome: Outcome) -> None:
    assert paper(outcome, "beavers").topics == ("heads",)


def test_figures_are_resolved_against_the_list(outcome: Outcome) -> None:
    assert (
        paper(outcome, "pebbles").figure == "https://raw.githubusercontent.com/stoat/awesome/main/figures/pebbles.png"
    )


def test_a_wrong_link_is_dropped_where_decided_and_stays_where_it_belongs(outcome: Outcome) -> None:
    assert paper(outcome, "beavers").links.paper is None
    assert "https://arxiv.org/abs/2301.00002" in (paper(outcome, "shears").links.paper or ())


def test_a_link_taken_from_one_title_because_it_is_anothers_is_a_suspicion(outcome: Outcome) -> None:
    (one,) = [one for one in outcome.suspicions if one.decision == "wrong link of the second"]
    assert one.titles == ("SHEARS: Cutting Weights Without Tears", "Beavers: Damming the cache")
    assert one.reason == "The address of another row."


def test_two_titles_of_one_work_become_one_entry_with_the_other_as_aka(outcome: Outcome) -> None:
    one = paper(outcome, "wax-wings")
    assert one.title == "Wax Wings: Learning to Land"
    assert one.aka == ("Wings of wax: Learning to land softly",)
    assert one.links.blog == ("https://wings.example.org/blog/landing/",)
    assert one.links.paper == ("https://arxiv.org/abs/2305.00006",)


def test_what_an_address_proves_beats_the_word_of_a_list(outcome: Outcome) -> None:
    assert (paper(outcome, "elk").venue, paper(outcome, "elk").year) == ("ICCV", 2021)
    assert (paper(outcome, "otters").venue, paper(outcome, "otters").year) == ("SC", 2021)


def test_a_preprints_year_is_that_of_its_identifier(outcome: Outcome) -> None:
    assert paper(outcome, "trimming-by-the-moon").year == 2023
    assert paper(outcome, "trimming-by-the-moon").venue is None


def test_a_search_page_gives_only_what_its_text_proves(outcome: Outcome) -> None:
    assert paper(outcome, "otters").links.code == ("https://github.com/river/otters",)


def test_the_bibliographys_arxiv_page_stands_first(outcome: Outcome) -> None:
    assert paper(outcome, "otters").links.paper == (
        "https://arxiv.org/abs/2107.00009",
        "https://doi.org/10.1145/1111111.2222222",
    )


def test_an_empty_code_link_is_dropped_and_told(outcome: Outcome) -> None:
    assert paper(outcome, "elk").links.code is None
    repairs = [one for placed in outcome.placed for record in placed.draft.work.records for one in record.repairs]
    assert any(one.before == "https://github.com/" and one.after == "" for one in repairs)


def test_a_spelling_restores_capitals(outcome: Outcome) -> None:
    assert paper(outcome, "owl").title == "OWL: A Small Language Model"


def test_a_choice_of_people_ends_the_matter(outcome: Outcome) -> None:
    assert paper(outcome, "owl").aka == ("Owl, the Small One",)


def test_software_is_not_a_paper(outcome: Outcome) -> None:
    assert {entry for _, entry in outcome.software} == {"bellows"}
    assert "entries/software/bellows.yml" in outcome.tree


def test_folders_are_the_years_of_the_first_version(outcome: Outcome) -> None:
    assert "entries/papers/2022/two-heads.yml" in outcome.tree
    assert "entries/papers/2021/owl.yml" in outcome.tree


def test_nothing_is_lost(outcome: Outcome) -> None:
    assert report.losses(outcome) == []


def test_the_entries_written_load_without_a_problem(tmp_path: Path) -> None:
    root = invented.project(tmp_path)
    output.put(root, imported(root).tree)
    collection, problems = load(root)
    assert problems == []
    assert len(collection.papers) == 11


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    root = invented.project(tmp_path)
    output.put(root, imported(root).tree)
    again = imported(root)
    assert again.tree == {}
    assert {one.state for one in again.placed} == {"kept"}


def test_the_same_lists_give_the_same_bytes(tmp_path: Path) -> None:
    one = imported(invented.project(tmp_path / "one"))
    other = imported(invented.project(tmp_path / "other"))
    assert one.tree == other.tree
    assert report.as_json(one) == report.as_json(other)


def test_an_entry_that_exists_is_never_touched_and_its_difference_told(tmp_path: Path) -> None:
    root = invented.project(tmp_path)
    output.put(root, imported(root).tree)
    path = root / "entries/papers/2022/gravel.yml"
    mine = path.read_text("utf-8").replace("venue: CTS\n", "").replace("Many Small Stones", "A Few Stones")
    path.write_text(mine, "utf-8")
    again = imported(root)
    assert again.tree == {}
    (found,) = [one for one in again.placed if one.entry == "gravel"]
    assert found.state == "differs"
    assert {field for field, _, _ in found.differences} == {"title", "venue"}
    assert path.read_text("utf-8") == mine
    assert report.losses(again) == []


def test_an_entry_moved_by_hand_is_known_by_its_identifier(tmp_path: Path) -> None:
    root = invented.project(tmp_path)
    output.put(root, imported(root).tree)
    old = root / "entries/papers/2022/gravel.yml"
    old.rename(old.with_name("many-stones.yml"))
    again = imported(root)
    assert again.tree == {}
    assert "many-stones" in {one.entry for one in again.placed}


def test_an_entry_renamed_after_a_decision_named_it_is_known_by_its_former_id(tmp_path: Path) -> None:
    root = invented.project(tmp_path)
    output.put(root, imported(root).tree)
    old = root / "entries/papers/2023/wax-wings.yml"
    old.with_name("landing.yml").write_text(old.read_text("utf-8") + "formerly: [wax-wings]\n", "utf-8")
    old.unlink()
    again = imported(root)
    assert again.tree == {}
    assert "landing" in {one.entry for one in again.placed}


def test_an_item_without_a_title_goes_to_the_report(tmp_path: Path) -> None:
    text = "# Small Models Survey\n## Pruning\n### Weights\n- [[Paper](https://arxiv.org/abs/2301.00077)]\n"
    outcome = imported(invented.project(tmp_path), bibliography="", sources=[Source("x.md", text)])
    (one,) = outcome.placed
    assert one.state == "refused"
    assert outcome.tree == {}
    assert "2301.00077" in report.as_markdown(outcome)


def test_a_file_that_cannot_be_read_as_an_entry_is_not_overwritten(tmp_path: Path) -> None:
    root = invented.project(tmp_path)
    broken = "entries/papers/2022/gravel.yml"
    (root / broken).parent.mkdir(parents=True)
    (root / broken).write_text("title: [\n", "utf-8")
    outcome, problems = run(root, SOURCES, "", DAY)
    assert [one.span.path for one in problems] == [broken]
    assert outcome.tree == {}


def test_nothing_is_written_with_rules_that_name_an_unknown_venue(tmp_path: Path) -> None:
    text = invented.FILES["import.yml"].replace("venue: SC", "venue: SX")
    outcome, problems = run(invented.project(tmp_path, {"import.yml": text}), SOURCES, "", DAY)
    assert [one.code for one in problems] == ["unknown-venue"]
    assert outcome.tree == {}


def test_the_days_of_earlier_imports_stay(tmp_path: Path) -> None:
    root = invented.project(tmp_path)
    (root / "entries/facts").mkdir()
    (root / "entries/facts/added.jsonl").write_text('{"id": "older", "day": "2020-05-05"}\n', "utf-8")
    text = imported(root).tree["entries/facts/added.jsonl"]
    assert '{"id": "older", "day": "2020-05-05"}\n' in text
    assert '{"id": "shears", "day": "2026-01-02"}\n' in text


def test_a_list_without_rules_brings_its_headings_as_topics(tmp_path: Path) -> None:
    text = "# Strangers\n## Far Away\n- [Away from Home](https://arxiv.org/abs/2301.00002)\n"
    found = imported(invented.project(tmp_path), sources=[Source("x.md", text)], bibliography="")
    assert paper(found, "away-from-home").topics == ("far-away",)
    assert paper(found, "away-from-home").lists == ("strangers",)
    assert "- id: far-away" in found.tree["entries/topics.yml"]
    assert found.tree["entries/topics.yml"].startswith(invented.FILES["topics.yml"].rstrip())


def test_an_id_that_no_list_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="must be lower-case words"):
        run(invented.project(tmp_path), [replace(SOURCES[0], list_id="No Id")], "", DAY)


def test_a_list_can_be_named_although_its_heading_changed(tmp_path: Path) -> None:
    text = invented.BULLETS.replace("# Small Models Survey", "# Renamed", 1)
    outcome = imported(invented.project(tmp_path), sources=[Source("x.md", text, "bullets")])
    assert len(outcome.placed) == 5


def test_a_decision_that_nothing_needs_is_told(tmp_path: Path) -> None:
    decisions = invented.DECISIONS + "\n"
    decisions = decisions.replace("Cy De RoeXQ", "Nobody Here")
    outcome = imported(invented.project(tmp_path, {"decisions.yml": decisions}))
    assert outcome.unused == ("table: authors of 'Shears: Cutting Weights Without Tears'",)


def test_without_a_decision_one_link_under_two_titles_is_doubted_and_the_works_stay_apart(tmp_path: Path) -> None:
    outcome, _ = run(invented.project(tmp_path, {"decisions.yml": "different: []\n"}), SOURCES, "", DAY)
    doubted = [one for one in outcome.suspicions if one.decision == "undecided"]
    assert [one.identifier for one in doubted] == ["arxiv:2301.00002"]
    assert "beavers" in {one.entry for one in outcome.placed}


def test_an_unknown_venue_goes_to_the_report(outcome: Outcome) -> None:
    assert 'no venue is known as "HPQ\'21"' in report.as_json(outcome).replace("\\", "")


def test_the_wrong_encoding_of_a_whole_list_is_undone(tmp_path: Path) -> None:
    damaged = "\n".join(
        line.encode("utf-8").decode("mac_roman") if not line.isascii() else line
        for line in invented.BULLETS.split("\n")
    )
    outcome = imported(invented.project(tmp_path), sources=[Source("x.md", damaged)])
    assert paper(outcome, "naive-trimming-for-everyone").title == "Naïve Trimming for Everyone"
    assert len(outcome.sources[0].encoding) == 2
