"""Damaged addresses: what is certain is repaired, the rest is dropped with its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.identity import address_problem
from generator.importers.addresses import page_of, repair

SEARCHED = "a search engine's page of results, which proves no address"
ARXIV = "https://arxiv.org/abs/2301.00002"


@pytest.mark.parametrize(
    "written",
    [
        "https://arxiv.org/abs/2301.00002",
        "http://arxiv.org/abs/2301.00002",
        "https://www.arxiv.org/abs/2301.00002",
        "https://arxiv.org/abs/2301.00002v",
        "https://arxiv.org/abs/2301.00002v3 ",
        "https://arxiv.org/pdf/2301.00002",
        "https://arxiv.org/pdf/2301.00002.pdf",
        "https://arxiv.org/pdf/2301.00002v1.pdf",
        "https://arxiv.org/pdf/2301.00002.pdf%3E,",
        "https://arxiv.org/pdf/2301.00002.pdf]]%3E",
        "https://arxiv.org/pdf/2301.00002.pdf&usg=ALkJrhhz",
        "https://arxiv.org/pdf/2301.00002.pdf??ref=here.org",
        "https://arxiv.org/pdf/2301.00002.pdf?trk=public_post",
        "https://arxiv.org/pdf/2301.00002.pdf%20%C3%A2%E2%82%AC%3Emany,%C3%82%C2%A0%3Ca%20href=",
        "https://ar5iv.org/abs/2301.00002",
        "https://ar5iv.labs.arxiv.org/html/2301.00002",
        "https://doi.org/10.48550/arXiv.2301.00002",
    ],
)
def test_arxiv_in_its_many_forms_is_one_address(written: str) -> None:
    assert repair(written).url == ARXIV


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://github.com/owl/moonhttps://github.com/owl/moon", "https://github.com/owl/moon"),
        ("https://github.com/owl/shears.", "https://github.com/owl/shears"),
        ("https://github.com/owl/shears.git", "https://github.com/owl/shears"),
        ("https://github.com/owl/shears/", "https://github.com/owl/shears"),
        ("https://github.com/owl/shears?tab=readme-ov-file", "https://github.com/owl/shears"),
        ("http://github.com/owl/shears", "https://github.com/owl/shears"),
        ("https://github.com/owl/sh ears", "https://github.com/owl/shears"),
        ("https://openreview.net/pdf?id=AbCdEfGhIj", "https://openreview.net/forum?id=AbCdEfGhIj"),
        ("https://aclanthology.org/2023.acl-long.1.pdf", "https://aclanthology.org/2023.acl-long.1/"),
        ("https://dl.acm.org/doi/pdf/10.1145/1.2", "https://doi.org/10.1145/1.2"),
        ("https://dl.acm.org/doi/abs/10.5555/1.2", "https://dl.acm.org/doi/10.5555/1.2"),
        ("https://a.example.org/x?utm_source=y&id=3", "https://a.example.org/x?id=3"),
        ("https://a.example.org/wiki/Owl_(bird)", "https://a.example.org/wiki/Owl_(bird)"),
        ("https://web.archive.org/web/2020/https://a.org/", "https://web.archive.org/web/2020/https://a.org/"),
        (
            "https://www.bing.com/search?q=github+owl&x=1#:~:text=com/owl/shears-,shears,-Repository",
            "https://github.com/owl/shears",
        ),
    ],
)
def test_a_damaged_address_is_repaired(written: str, expected: str) -> None:
    assert repair(written).url == expected


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "is empty"),
        ("#weights", "is empty"),
        ("https://github.com/", "names no repository"),
        ("figures/a.png", "is relative, and the list's files have no address"),
        ("https://scholar.google.com/scholar?q=owls#:~:text=pdf", SEARCHED),
        ("https://www.bing.com/search?q=owls#:~:text=com/owl/shears-,x", SEARCHED),
        ("javascript:alert(1)", "the address must begin with https:// or http://"),
        ("https://owl@a.example.org/", "the address must not carry a user name or password"),
    ],
)
def test_an_address_that_proves_nothing_is_dropped_with_its_reason(written: str, reason: str) -> None:
    assert repair(written).url is None
    assert repair(written).reasons == (reason,)


def test_a_relative_address_is_resolved_and_escaped() -> None:
    base = "https://raw.example.org/owl/"
    assert repair("./figures/a b.png", base=base).url == f"{base}figures/a%20b.png"
    assert repair("figures/a%20b.png", base=base).url == f"{base}figures/a%20b.png"


def test_an_address_inside_a_query_is_not_a_second_address() -> None:
    written = "https://a.example.org/go?to=https://b.example.org/"
    assert repair(written).url == written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://proceedings.mlr.press/v1/owl23a/owl23a.pdf", "https://proceedings.mlr.press/v1/owl23a.html"),
        ("https://www.jmlr.org/papers/volume23/21-0001/21-0001.pdf", "https://jmlr.org/papers/v23/21-0001.html"),
        (
            "https://www.usenix.org/system/files/osdi23-owl.pdf",
            "https://www.usenix.org/conference/osdi23/presentation/owl",
        ),
        ("https://ieeexplore.ieee.org/abstract/document/1", "https://ieeexplore.ieee.org/document/1"),
        ("https://github.com/Owl/Shears", "https://github.com/owl/shears"),
        (
            "https://openaccess.thecvf.com/content/C/papers/Owl_X_paper.pdf",
            "https://openaccess.thecvf.com/content/C/html/Owl_X_paper.html",
        ),
    ],
)
def test_forms_of_one_page_are_known_as_one(one: str, other: str) -> None:
    assert page_of(one) == page_of(other)


def test_folders_of_one_repository_are_different_pages() -> None:
    assert page_of("https://github.com/owl/zoo/tree/main/a") != page_of("https://github.com/owl/zoo/tree/main/b")


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=80))
def test_what_comes_out_may_always_stand_in_an_entry(rest: str) -> None:
    url = repair(f"https://a.example.org/{rest}").url
    assert url is None or address_problem(url) is None


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=80))
def test_a_repaired_address_needs_no_second_repair(rest: str) -> None:
    url = repair(f"https://a.example.org/{rest}").url
    if url is not None:
        assert repair(url).url == url
