import pytest
from hypothesis import given

from generator.stamp import PLACES, ShellError, redirect, shell, token
from tests.hostile import values

PAGE = "<title>{title}</title><meta content={description}>{canonical}{kind}{head}<h1>{title}</h1><main>{body}</main>"


def page(**filled: str) -> str:
    return PAGE.format(**{place: filled.get(place, token(place)) for place in PLACES})


def test_every_place_is_filled_wherever_it_stands() -> None:
    made = shell(page()).page({place: place.upper() for place in PLACES})

    assert made == page(**{place: place.upper() for place in PLACES})
    assert made.count("TITLE") == 2


def test_what_is_put_in_is_never_looked_at_again() -> None:
    hostile = {place: "".join(token(other) for other in PLACES) + place for place in PLACES}

    assert shell(page()).page(hostile) == page(**hostile)


@given(values, values)
def test_any_text_arrives_as_it_is(title: str, body: str) -> None:
    filled = dict.fromkeys(PLACES, "") | {"title": title, "body": body}

    assert shell(page()).page(filled) == page(**filled)


@pytest.mark.parametrize("place", PLACES)
def test_a_shell_that_lacks_a_place_is_refused_by_its_name(place: str) -> None:
    with pytest.raises(ShellError, match=rf"no place for {place}$"):
        shell(page(**{place: "gone"}))


def test_all_missing_places_are_named_at_once() -> None:
    with pytest.raises(ShellError, match="no place for body, canonical, description, head, kind, title"):
        shell("<html></html>")


def test_a_place_that_nobody_fills_is_refused_instead_of_shown() -> None:
    with pytest.raises(ShellError, match="unknown places: footer"):
        shell(page() + token("footer"))


def test_a_value_that_was_forgotten_is_a_bug_and_not_a_gap() -> None:
    with pytest.raises(KeyError, match="body"):
        shell(page()).page({place: "" for place in PLACES if place != "body"})


def test_a_token_means_nothing_to_html_markdown_and_addresses() -> None:
    assert all(token(place).isascii() and token(place).isalpha() and token(place).islower() for place in PLACES)
    assert len({token(place) for place in PLACES}) == len(PLACES)


def test_the_page_of_an_old_id_leads_on_with_scripts_and_without() -> None:
    made = redirect("../brisk-fold/", "https://tiny.example.org/papers/brisk-fold/")

    assert '<meta http-equiv="refresh" content="0; url=../brisk-fold/">' in made
    assert '<a href="../brisk-fold/">' in made
    assert '<link rel="canonical" href="https://tiny.example.org/papers/brisk-fold/">' in made
    assert '<meta name="robots" content="noindex">' in made


def test_the_page_of_an_old_id_lets_no_address_out_of_its_quotes() -> None:
    assert '"><script>' not in redirect('"><script>', '"><script>')
