"""Which pages say that they are not the page: titles from the wild, and titles that only sound alike."""

import pytest

from generator.links import signs
from generator.links.pages import Page, fragment_missing, page, refresh
from generator.net.message import Response

LONG = "An honest sentence about something. " * 100


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Not Found",
        "404 Not Found | Example Lab",
        "Error 404",
        "Error 404 (Not Found)!!1",
        "HTTP Status 404 \u2013 Not Found",
        "HTTP 404",
        "404: This page could not be found",
        "404 - File or directory not found.",
        "Page not found",
        "Page Not Found (404)",
        "Page not found \u00b7 GitHub Pages",
        "Site not found \u00b7 GitHub Pages",
        "Example Lab - Page Not Found",
        "Not Found",
        "Object not found!",
        "Oops! That page can\u2019t be found.",
        "Sorry, the page you are looking for doesn't exist",
        "Sorry, this page isn't available",
        "The page you requested was not found",
        "This page does not exist",
        "This page is no longer available",
        "The requested URL was not found",
        "We can't find that page",
        "No such page",
        "410 Gone",
        "Nothing found",
        "Seite nicht gefunden",
        "Page introuvable",
        "\u9875\u9762\u4e0d\u5b58\u5728",
    ],
)
def test_a_missing_page_is_known_by_its_title(title: str) -> None:
    assert signs.missing(Page(title=title, text="Try the search."))
    assert not signs.missing(Page(title=title, text=LONG))


@pytest.mark.parametrize(
    "title",
    [
        "",
        "404 Not Found: what the code means",
        "How to make a page that says not found",
        "Lost and found: a page of history",
        "Finding what was not found",
        "Missing data in surveys",
        "Error analysis of 404 models",
        "The Page Replacement Problem",
        "Model 410",
        "Status of the project",
        "Gone with the Wind",
        "Sorry: a study of apologies",
    ],
)
def test_a_page_about_something_is_not_missing(title: str) -> None:
    assert not signs.missing(Page(title=title, heading=title, text="A short text about it."))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("example-lab.com is for sale", "x"),
        ("Buy this domain", "x"),
        ("Domain parked", "This domain is parked free, courtesy of a registrar."),
        ("example", "The domain example-lab.com may be for sale. Click here to inquire."),
        ("Domain expired", "x"),
    ],
)
def test_a_parked_name_is_known(title: str, text: str) -> None:
    assert signs.parked(Page(title=title, text=text))


@pytest.mark.parametrize(
    "title", ["Adaptation of one domain to another", "Cars for sale: a data set", "Open domain questions"]
)
def test_a_paper_about_domains_is_not_parked(title: str) -> None:
    assert not signs.parked(Page(title=title, text="We study it."))


@pytest.mark.parametrize(
    "title", ["Just a moment...", "Attention Required! | Cloudflare", "Access Denied", "Robot Check"]
)
def test_a_wall_is_known(title: str) -> None:
    assert signs.wall(Page(title=title, text="x"))
    assert not signs.wall(Page(title=f"On {title} and other stories", text="x"))


@pytest.mark.parametrize(
    ("url", "login"),
    [
        ("https://lab.example/login", True),
        ("https://lab.example/users/sign_in?return=x", True),
        ("https://lab.example/Account/Login.aspx", True),
        ("https://accounts.google.com/v3/x", True),
        ("https://login.lab.example/", True),
        ("https://lab.example/blog/login-free-access", False),
        ("https://lab.example/author/ada", False),
        ("https://lab.example/authentication-of-models", False),
    ],
)
def test_a_place_to_log_in_is_known_by_its_address(url: str, login: bool) -> None:
    assert signs.is_login(url) is login


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://lab.example", True),
        ("https://lab.example/", True),
        ("https://lab.example/index.html", True),
        ("https://lab.example/en/", True),
        ("https://lab.example/en-US/home", True),
        ("https://lab.example/?p=5", False),
        ("https://lab.example/ada", False),
        ("https://lab.example/en/paper", False),
    ],
)
def test_a_first_page_is_known_by_its_address(url: str, home: bool) -> None:
    assert signs.is_home(url) is home


def response(body: str, *headers: tuple[str, str], whole: bool = True) -> Response:
    return Response("https://lab.example/", 200, (("content-type", "text/html"), *headers), body.encode(), whole)


def test_a_page_is_read_for_its_title_heading_and_text() -> None:
    found = page(
        response(
            "<!-- <title>No</title> --><TITLE>One &amp;\n Two</TITLE><script>var a = '<h1>no</h1>'</script>"
            "<style>h1 {}</style><h1 class=x>Head <b>line</b></h1><p>Some <i>text</i><input TYPE = 'password'>"
        )
    )

    assert (found.title, found.heading) == ("One & Two", "Head line")
    assert found.text == "Head line Some text"
    assert found.password


@pytest.mark.parametrize(
    ("body", "headers", "onward"),
    [
        ('<meta http-equiv="refresh" content="0; url=/new">', (), "/new"),
        ("<meta content='3;URL=\"/new\"' http-equiv=REFRESH>", (), "/new"),
        ('<meta http-equiv="refresh" content="600; url=/new">', (), ""),
        ('<meta http-equiv="refresh" content="5">', (), ""),
        ('<script>"<meta http-equiv=refresh content=0;url=/new>"</script>', (), ""),
        ("", (("refresh", "0; url=/new"),), "/new"),
        ('<meta name="description" content="0; url=/new">', (), ""),
    ],
)
def test_a_page_may_send_its_reader_on(body: str, headers: tuple[tuple[str, str], ...], onward: str) -> None:
    answer = response(body, *headers)

    assert refresh(answer, page(answer)) == onward


def test_a_fragment_is_missing_only_where_that_is_certain() -> None:
    body = f'<p id="there">{LONG}'

    assert fragment_missing(response(body), "not-there")
    assert not fragment_missing(response(body), "there")
    assert not fragment_missing(response(body, whole=False), "not-there")
    assert not fragment_missing(response(body, ("content-encoding", "gzip")), "not-there")
    assert not fragment_missing(response("<script>fill()</script>"), "not-there")
