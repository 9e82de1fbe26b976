"""Lists that are data already: BibTeX, CSV and papers.json."""

import datetime as dt
import json
from pathlib import Path

import pytest

from generator.importers import report
from generator.importers.run import ImportRefusedError, Outcome, run, source
from generator.importers.wild.exchange import read_bibtex, read_csv, read_json
from tests.importers.score import DAY

BIBTEX = """% owls
@inproceedings{owl23, title={Owls at {Night}}, author={Owl, Ada and Bo Elk},
  booktitle={CTS}, year={2023}, url={https://openreview.net/forum?id=OwlsOwls12}}
@article{elk22, title={Elks}, author={Roe, Cy}, journal={arXiv preprint arXiv:2201.00003}, year={2022}}
@book{none, title={No Address}, year={1999}}
@misc{broken, title={
"""
CSV = """Title;Authors;Year;Venue;Paper;Code;Topic
Owls at Night;Ada Owl, Bo Elk;2023;CTS;https://arxiv.org/abs/2301.00002;https://github.com/owl/night;Birds
Nothing;;;;;;Birds
"""
JSON = {
    "name": "Owls",
    "topics": [{"id": "birds", "name": "Birds"}, {"id": "owls", "name": "Owls at Home", "parent": "birds"}],
    "papers": [
        {
            "id": "owls-at-night", "title": "Owls at Night", "authors": ["Ada Owl"], "year": 2023, "venue": "CTS",
            "topics": ["owls"],
            "links": [{"kind": "paper", "url": "https://arxiv.org/abs/2301.00002"}],
        }
    ],
    "software": [
        {"id": "owlpy", "name": "owlpy", "topics": ["birds"], "links": [{"kind": "code", "url": "https://github.com/a/b"}]}
    ],
}  # fmt: skip


def imported(name: str, text: str, root: Path) -> Outcome:
    (root / "entries").mkdir()
    for vocabulary in ("topics", "venues", "tags", "lists"):
        (root / "entries" / f"{vocabulary}.yml").write_text("[]\n", "utf-8")
    outcome, problems = run(root, [source(name, text.encode(), "")], "", DAY)
    assert problems == []
    assert report.losses(outcome) == []
    return outcome


def test_bibtex_entries_become_papers(tmp_path: Path) -> None:
    outcome = imported("owls.bib", BIBTEX, tmp_path)
    papers = {one.paper.title: one.paper for one in outcome.placed if one.paper}
    assert set(papers) == {"Owls at Night", "Elks"}
    assert papers["Owls at Night"].authors == ("Ada Owl", "Bo Elk")
    assert (papers["Owls at Night"].venue, papers["Owls at Night"].year) == ("CTS", 2023)
    assert papers["Elks"].links.paper == ("https://arxiv.org/abs/2201.00003",)
    assert papers["Elks"].venue is None


def test_what_is_no_reference_with_an_address_is_told() -> None:
    reasons = [one.reason for one in read_bibtex(BIBTEX).leftovers]
    assert reasons[0] == "a reference without an address"
    assert any("missing" in one for one in reasons)


def test_rows_of_a_table_become_papers(tmp_path: Path) -> None:
    (one,) = [one.paper for one in imported("owls.csv", CSV, tmp_path).placed]
    assert one is not None
    assert (one.title, one.authors, one.year, one.venue) == ("Owls at Night", ("Ada Owl", "Bo Elk"), 2023, "CTS")
    assert (one.topics, one.links.code) == (("birds",), ("https://github.com/owl/night",))


def test_a_row_without_an_address_is_told() -> None:
    assert [one.reason for one in read_csv(CSV).leftovers] == ["a row without an address"]


def test_a_published_list_comes_back(tmp_path: Path) -> None:
    outcome = imported("papers.json", json.dumps(JSON), tmp_path)
    (one,) = [one.paper for one in outcome.placed]
    assert one is not None
    assert (one.id, one.topics, one.venue, one.authors) == ("owls-at-night", ("owls-at-home",), "CTS", ("Ada Owl",))
    assert [tool.entry for tool in outcome.tools] == ["owlpy"]


def test_the_sections_of_a_published_list_are_paths() -> None:
    assert read_json(json.dumps(JSON)).items[0].section == ("Birds", "Owls at Home")


@pytest.mark.parametrize("text", ["{", "[]", '{"papers": 1}'])
def test_a_file_that_is_no_papers_json_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match=r"x\.json"):
        imported("x.json", text, tmp_path)


def test_a_work_without_a_year_gets_a_guess_that_is_told(tmp_path: Path) -> None:
    text = "# L\n## Owls\n- [Owls at Night Alone](https://openreview.net/forum?id=OwlsOwls12)\n"
    (one,) = imported("x.md", text, tmp_path).placed
    assert one.paper is not None
    assert one.paper.year == dt.date(2026, 1, 2).year
    assert "is a guess" in one.draft.problems[0]
