import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import identity

ARXIV = [
    ("https://arxiv.org/abs/2306.00978", "2306.00978"),
    ("http://www.arxiv.org/pdf/2306.00978v3.pdf", "2306.00978"),
    ("https://arxiv.org/pdf/2306.00978", "2306.00978"),
    ("https://ar5iv.labs.arxiv.org/html/2306.00978", "2306.00978"),
    ("https://arxiv.org/abs/2306.00978/", "2306.00978"),
    ("https://doi.org/10.48550/arXiv.2306.00978", "2306.00978"),
    ("https://arxiv.org/abs/cs/0601001", "cs/0601001"),
    ("https://arxiv.org/abs/math.GT/0309136v1", "math.GT/0309136"),
    ("https://arxiv.org/abs/0704.0001", "0704.0001"),
    ("https://arxiv.org/abs/2306.0097", None),
    ("https://arxiv.org/abs/1306.00978", None),
    ("https://arxiv.org/abs/2313.00978", None),
    ("https://arxiv.org/list/cs.CL/recent", None),
    ("https://example.org/abs/2306.00978", None),
    ("https://arxiv.org/abs/%D9%A2%D9%A3%D9%A0%D9%A6.00978", None),
    ("http://[", None),
]


@pytest.mark.parametrize(("url", "expected"), ARXIV)
def test_an_arxiv_id_is_read_from_every_form_and_from_no_other(url: str, expected: str | None) -> None:
    assert identity.arxiv_id(url) == expected


@pytest.mark.parametrize(
    ("identifier", "year"), [("2306.00978", 2023), ("0704.0001", 2007), ("cs/9901001", 1999), ("math.GT/0309136", 2003)]
)
def test_an_arxiv_id_knows_its_year(identifier: str, year: int) -> None:
    assert identity.arxiv_year(identifier) == year


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://doi.org/10.1145/3600006.3613165", "10.1145/3600006.3613165"),
        ("https://dl.acm.org/doi/abs/10.1145/3600006.3613165", "10.1145/3600006.3613165"),
        ("https://DOI.org/10.1145/ABC", "10.1145/abc"),
        ("https://dl.acm.org/doi/10.5555/3600006", None),
        ("https://doi.org/10.48550/arXiv.2306.00978", None),
        ("https://doi.org/about", None),
        ("https://example.org/10.1145/1", None),
    ],
)
def test_a_doi_is_read_where_there_is_one(url: str, expected: str | None) -> None:
    assert identity.doi(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://openreview.net/forum?id=Ab-c_9", "Ab-c_9"),
        ("https://openreview.net/pdf?id=Ab-c_9", "Ab-c_9"),
        ("https://openreview.net/forum?noteId=x&id=Ab", "Ab"),
        ("https://openreview.net/forum?id=a%20b", None),
        ("https://openreview.net/group?id=Ab", None),
    ],
)
def test_an_openreview_id_is_that_of_the_forum(url: str, expected: str | None) -> None:
    assert identity.openreview_id(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://aclanthology.org/2023.acl-long.1/", "2023.acl-long.1"),
        ("https://aclanthology.org/2023.acl-long.1.pdf", "2023.acl-long.1"),
        ("https://www.aclweb.org/anthology/P19-1001", "P19-1001"),
        ("https://aclanthology.org/venues/acl/", None),
    ],
)
def test_an_acl_id_is_that_of_the_paper(url: str, expected: str | None) -> None:
    assert identity.acl_id(url) == expected


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://arxiv.org/pdf/2306.00978v2", "https://arxiv.org/abs/2306.00978"),
        ("https://openreview.net/pdf?id=Ab", "https://openreview.net/forum?id=Ab"),
        ("https://aclanthology.org/2023.acl-long.1.pdf", "https://aclanthology.org/2023.acl-long.1/"),
        ("http://dx.doi.org/10.1145/ABC", "https://doi.org/10.1145/ABC"),
        ("http://www.github.com/ada-example/fold.git", "https://github.com/ada-example/fold"),
        ("https://github.com/ada-example/fold/", "https://github.com/ada-example/fold"),
        ("https://github.com/ada-example/fold/tree/main/x", "https://github.com/ada-example/fold/tree/main/x"),
        ("https://fold.example.org/a?b=c#d", "https://fold.example.org/a?b=c#d"),
    ],
)
def test_an_address_has_one_form(url: str, canonical: str) -> None:
    assert identity.canonical(url) == canonical


ADDRESSES = st.one_of(
    st.sampled_from([url for url, _ in ARXIV]),
    st.builds(
        "{}://{}/{}{}".format,
        st.sampled_from(["http", "https", "ftp"]),
        st.sampled_from(
            [
                "arxiv.org",
                "www.arxiv.org",
                "doi.org",
                "openreview.net",
                "github.com",
                "aclanthology.org",
                "a.example.org",
            ]
        ),
        st.text("abcdef0123456789./-_%", max_size=24),
        st.sampled_from(["", "?id=Ab", "?id=", "#x", ".git", "/", ".pdf", "v2"]),
    ),
    st.text(max_size=30),
)


@given(ADDRESSES)
def test_the_one_form_has_itself_as_its_form(url: str) -> None:
    once = identity.canonical(url)
    assert identity.canonical(once) == once


@given(ADDRESSES)
def test_a_good_address_has_a_good_form_that_names_the_same_work(url: str) -> None:
    if identity.address_problem(url) is None:
        form = identity.canonical(url)
        assert identity.address_problem(form) is None
        assert identity.identifiers((form,)) == identity.identifiers((url,))


@given(
    st.one_of(
        ADDRESSES,
        st.from_regex(r"https://github\.com/[A-Za-z0-9_.-]{1,8}/[A-Za-z0-9_.-]{1,8}", fullmatch=True),
        st.from_regex(r"https://arxiv\.org/abs/[0-9]{4}\.[0-9]{4,5}", fullmatch=True),
    )
)
def test_a_plain_address_is_good_and_canonical(url: str) -> None:
    if identity.is_plain(url):
        assert identity.address_problem(url) is None
        assert identity.canonical(url) == url


@given(ADDRESSES)
def test_a_repair_is_an_address_that_needs_none(text: str) -> None:
    repaired = identity.address_repair(text)
    if repaired is not None:
        assert identity.address_problem(repaired) is None
        assert identity.canonical(repaired) == repaired


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2306.00978", "https://arxiv.org/abs/2306.00978"),
        ("arXiv: 2306.00978v2", "https://arxiv.org/abs/2306.00978"),
        ("10.1145/3600006", "https://doi.org/10.1145/3600006"),
        ("[paper](https://arxiv.org/abs/2306.00978)", "https://arxiv.org/abs/2306.00978"),
        ("<https://fold.example.org/>", "https://fold.example.org/"),
        ("www.example.org/fold", "https://www.example.org/fold"),
        ("https:/fold.example.org", "https://fold.example.org"),
        ("https://fold.example.org/a b", "https://fold.example.org/a%20b"),
        ("TODO", None),
        ("javascript:alert(1)", None),
    ],
)
def test_what_people_type_for_an_address_is_understood(typed: str, meant: str | None) -> None:
    assert identity.address_repair(typed) == meant


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "ftp://a.example.org/",
        "https://",
        "https://user@a.example.org/",
        "https://user:word@a.example.org/",
        "https://a.example.org/a b",
        "https://a.example.org/\u202e",
        "https://a.example.org/<b>",
        'https://a.example.org/"',
        "https://localhost/",
        "https://printer.local/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://intranet/",
        "https://a.example.org:22/",
        "https://a.example.org:99999/",
        "https://xn--80ak6aa92e.com/",
        "https://a..example.org/",
        "https://-a.example.org/",
        "http://[",
    ],
)
def test_what_is_no_public_web_address_is_refused(url: str) -> None:
    assert identity.address_problem(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example.org",
        "http://a.example.org:8080/x_(y)?z=1&w=%20#f",
        "https://A.Example.org/",
        "https://a.io/~b",
    ],
)
def test_a_public_web_address_is_accepted(url: str) -> None:
    assert identity.address_problem(url) is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/Ada-Example/Fold/tree/main", "Ada-Example/Fold"),
        ("https://github.com/Ada-Example/Fold.git", "Ada-Example/Fold"),
        ("https://github.com/Ada-Example", None),
        ("https://gitlab.com/a/b", None),
    ],
)
def test_a_github_repository_is_owner_and_name(url: str, name: str | None) -> None:
    assert identity.github_repository(url) == name


def test_repositories_are_told_apart_by_host() -> None:
    assert identity.repository("https://gitlab.com/A/B") == "gitlab.com/a/b"
    assert identity.repository("https://huggingface.co/A/B") == "huggingface.co/a/b"
    assert identity.repository("https://huggingface.co/datasets/A/B") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fold: A Study", "FOLD - a study"),
        ("Gödel's Fold", "Godels Fold"),
        ("Key-Value Caches", "key value caches"),
        ("\N{LATIN SMALL LIGATURE FI}t", "FIT"),
    ],
)
def test_titles_that_differ_in_writing_only_are_one(one: str, other: str) -> None:
    assert identity.normal_title(one) == identity.normal_title(other)


def test_titles_that_differ_in_a_letter_or_number_are_two() -> None:
    assert len({identity.normal_title(title) for title in ("Fold", "Fold 2", "Folds", "褶皱")}) == 4
