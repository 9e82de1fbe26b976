"""What services say becomes facts, and what they refuse becomes a note in words."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.known import Known
from generator.authoring.lookup import Lookup
from generator.authoring.subject import Subject, subject
from generator.net import Request, Response, configure, fetching
from tests.authoring.answering import Services, answer, answering

ARXIV = {"/arxiv": answer("arxiv_01_id_list_three.xml")}


def learned(services: Services, what: str, **tokens: str) -> Known:
    network = services.network(**tokens)
    one = subject(what)
    assert isinstance(one, Subject)
    with fetching(network) as fetch:
        return Lookup(network, fetch).learn(one)


def test_arxiv_gives_title_people_year_places_and_links() -> None:
    with answering({**ARXIV, "/crossref": answer("crossref_01_work.json")}) as services:
        found = learned(services, "https://arxiv.org/pdf/2601.90001v2")
    assert (
        found.title
        == "HeapSieve: Provably ε-Accurate Pruning of Key\N{EN DASH}Value Caches for Long-Context Language Models"
    )
    assert found.authors == ("Jörg Müller-Čapek", "Thị Minh Nguyễn", "O'Neil van der Berg Jr")
    assert found.year == 2026
    assert found.places[0].endswith("(ICML 2026)")
    assert found.links == {
        "paper": ("https://arxiv.org/abs/2601.90001", "https://doi.org/10.9999/example.2026.0042"),
        "code": ("https://github.com/example-lab/heapsieve",),
    }
    assert services.asked[0] == "/arxiv?id_list=2601.90001&max_results=1"
    assert services.asked[1].startswith("/crossref/works/10.9999%2Fexample.2026.0042")


@pytest.mark.parametrize(
    ("body", "note"),
    [
        (answer("arxiv_02_unknown_id_empty.xml"), "arXiv knows no paper 2601.90001"),
        (answer("arxiv_03_error_entry.xml", 400), "arXiv knows no paper 2601.90001: incorrect id format for 26.x1"),
        (answer("arxiv_03_error_entry.xml", 200), "arXiv knows no paper 2601.90001: incorrect id format for 26.x1"),
        (answer("arxiv_05_rate_exceeded.txt", 200), "arXiv's answer cannot be read"),
        ((500, b""), "arXiv answers 500"),
        ((200, b"<!DOCTYPE x [<!ENTITY a 'b'>]><feed/>"), "arXiv's answer cannot be read"),
    ],
)
def test_what_arxiv_refuses_is_a_note_and_the_link_stays(body: tuple[int, bytes], note: str) -> None:
    with answering({"/arxiv": body}) as services:
        found = learned(services, "2601.90001")
    assert found.title == ""
    assert found.links == {"paper": ("https://arxiv.org/abs/2601.90001",)}
    assert found.notes[0].startswith(note)


def test_crossref_gives_a_title_without_markup_and_organisations_as_authors() -> None:
    with answering({"/crossref": answer("crossref_01_work.json")}) as services:
        found = learned(services, "10.9999/example.2026.0007")
    assert found.title == "PageTide: Tiered Memory for Serving Many Language Models"
    assert found.authors == ("Ana de la Cruz", "Q. Li", "The Example Consortium")
    assert found.year == 2026
    assert "Proceedings of the 21st European Conference on Computer Systems" in found.places


def test_crossref_may_know_the_year_only_and_no_given_name() -> None:
    with answering({"/crossref": answer("crossref_02_work_partial_date.json")}) as services:
        found = learned(services, "10.9999/example.1998.1")
    assert (found.year, found.authors) == (1998, ("Example",))


def test_a_doi_that_crossref_does_not_know_is_said_to_be_unknown() -> None:
    with answering({}) as services:
        assert learned(services, "10.9999/none").notes == ("Crossref knows no DOI 10.9999/none",)


@pytest.mark.parametrize(
    ("name", "title", "authors", "year"),
    [
        ("01_v2_note", "DraftTree: Speculative Decoding with k-ary Drafts", 3, 2026),
        ("02_v2_anonymous_submission", "Under Review", 0, 2027),
        ("03_v2_author_objects", "Authors as Objects", 2, 2026),
        ("04_v1_note", "A Flat Note", 2, 2019),
    ],
)
def test_openreview_notes_of_every_form_are_read(name: str, title: str, authors: int, year: int) -> None:
    with answering({"/openreview/": answer(f"openreview_{name}.json")}) as services:
        found = learned(services, "openreview:aB3xYz90Qk")
    assert (found.title, len(found.authors), found.year) == (title, authors, year)


def test_the_old_openreview_is_asked_when_the_new_one_knows_nothing() -> None:
    empty = (200, b'{"notes": [], "count": 0}')
    with answering({"/openreview/": empty, "/openreview_old/": answer("openreview_04_v1_note.json")}) as services:
        assert learned(services, "openreview:HJxAmPl3X7").title == "A Flat Note"


def test_a_note_that_neither_openreview_shows_is_a_note_for_the_person() -> None:
    missing = answer("openreview_06_not_found.json", 404)
    with answering({"/openreview": missing}) as services:
        assert learned(services, "openreview:zZ00000000").notes == ("OpenReview shows no paper zZ00000000",)


BIB = rb"""@inproceedings{lark-2023-fold,
    title = "{F}old{N}et: Small {\'e}tudes",
    author = "Lark, Ada  and Finch, Bo",
    booktitle = "Proceedings of the 2023 Conference on Empirical Methods in Natural Language Processing",
    year = "2023", doi = "10.9999/v1/2023.emnlp-main.1", url = "https://aclanthology.org/2023.emnlp-main.1"
}"""


def test_the_acl_anthology_answers_in_bibtex() -> None:
    with answering({"/acl/2023.emnlp-main.1.bib": (200, BIB)}) as services:
        found = learned(services, "2023.emnlp-main.1")
    assert (found.title, found.authors, found.year) == ("FoldNet: Small études", ("Ada Lark", "Bo Finch"), 2023)
    assert found.links["paper"][0] == "https://aclanthology.org/2023.emnlp-main.1/"


@pytest.mark.parametrize(
    ("readme", "title"),
    [
        (b"Our paper: https://arxiv.org/abs/2601.90001.", "HeapSieve"),
        (
            b"See [1](https://arxiv.org/abs/2601.11111)\n```\n@article{x, title={Own Title}, eprint={2601.90001}}\n```",
            "Own",
        ),
    ],
)
def test_a_repository_leads_to_the_paper_its_readme_names(readme: bytes, title: str) -> None:
    with answering({"/readme": (200, readme), **ARXIV}) as services:
        found = learned(services, "example-lab/heapsieve", GITHUB_TOKEN="x" * 8)
    assert found.title.startswith(title)
    assert found.links["code"] == ("https://github.com/example-lab/heapsieve",)
    assert "https://arxiv.org/abs/2601.90001" in found.links["paper"]
    assert "check that it is its own" in found.notes[-1]


@pytest.mark.parametrize(
    ("answers", "note"),
    [
        ({"/readme": (200, b"no paper here")}, "names no paper"),
        (
            {"/readme": (200, b"https://arxiv.org/abs/2601.90001 https://arxiv.org/abs/2601.90002")},
            "names 2 arXiv papers",
        ),
        ({}, "GitHub shows no README"),
        ({"/readme": (403, json.dumps({"message": "API rate limit exceeded"}).encode())}, "GitHub answers 403"),
    ],
)
def test_a_repository_that_names_no_single_paper_asks_for_its_address(
    answers: dict[str, tuple[int, bytes]], note: str
) -> None:
    with answering(answers) as services:
        found = learned(services, "example-lab/heapsieve")
    assert (found.title, list(found.links)) == ("", ["code"])
    assert note in found.notes[0]


def test_nothing_is_asked_offline() -> None:
    with answering(ARXIV) as services:
        one = subject("2601.90001")
        assert one
        found = Lookup(services.network(), None).learn(one)
    assert (services.asked, found.notes) == ([], ("offline: arXiv was not asked",))


def test_a_service_that_cannot_be_reached_is_named() -> None:
    with answering({}) as services:
        gone = services.network()
    one = subject("2601.90001")
    assert one
    with fetching(gone) as fetch:
        (note,) = Lookup(gone, fetch).learn(one).notes
    assert note.startswith("arXiv cannot be reached")


KEYS = """message title subtitle author given family issued date-parts container-title event acronym name notes content
value authors venue pdate cdate fullname"""
NAMES = st.sampled_from(KEYS.split())
ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(ANSWERS, st.sampled_from(["10.9999/a", "openreview:aB3xYz90Qk", "2601.90001", "2023.acl-long.1", "ada/lark"]))
def test_whatever_a_service_answers_there_are_facts_or_a_note(body: Any, what: str) -> None:
    one = subject(what)
    assert one

    def fetch(request: Request) -> Response:
        return Response(request.url, 200, body=json.dumps(body).encode())

    found = Lookup(configure("test", {}, environment={}), fetch).learn(one)
    assert isinstance(found.title, str)
    assert all(isinstance(name, str) and name for name in found.authors)
    assert found.year is None or 1900 <= found.year <= 2100
    assert found.title or found.notes or what.startswith(("10.", "openreview"))
