"""The network for those who ask one thing after the other: the same rules, without `async`."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from generator.net import Network, NetworkError, Request, configure, fetching
from generator.net.pace import MARGIN, Pace
from tests.farm.cases import status, times
from tests.farm.server import Farm, farm, page, to

FAST = {"rate": 500, "backoff": 0.05, "patience": 1.0, "read_timeout": 1.0, "whole_timeout": 2.0}


@pytest.fixture
def served() -> Iterator[Farm]:
    with farm() as made:
        yield made


def here(host: str) -> list[str]:
    del host
    return ["127.0.0.1"]


def net(allow: tuple[str, ...] = ("127.0.0.1/32",), **more: Any) -> Network:
    return configure("tests", {**FAST, **more}, allow=allow, environment={})


def test_an_answer_is_a_value_and_so_is_none(served: Farm) -> None:
    served.sites["one.example"] = page('{"a": 1}', "200 OK", "Content-Type: application/json")

    with fetching(net(), here) as fetch:
        found = fetch(Request(f"http://one.example:{served.port}/"))
        nothing = fetch(Request("http://one.example:1/"))
        wrong = fetch(Request("no address"))

    assert (found.status, found.json(), found.whole) == (200, {"a": 1}, True)
    assert (nothing.status, nothing.failure) == (0, "port")
    assert (wrong.status, wrong.failure) == (0, "malformed")


def test_what_is_no_json_is_none(served: Farm) -> None:
    served.sites["one.example"] = page("[" * 100_000, "200 OK", "Content-Type: application/json")

    with fetching(net(), here) as fetch:
        assert fetch(Request(f"http://one.example:{served.port}/")).json() is None


def test_a_private_address_is_not_dialled_unless_the_settings_name_it(served: Farm) -> None:
    served.sites["one.example"] = page()
    url = f"http://one.example:{served.port}/"

    with fetching(net(allow=()), here) as fetch:
        assert fetch(Request(url)).failure == "private-address"
        assert fetch(Request(f"http://127.0.0.1:{served.port}/")).failure == "private-address"
        assert served.asked == []
        assert fetch(Request(url, service=True)).status == 200


def test_trust_and_secrets_end_at_the_first_other_origin(served: Farm) -> None:
    served.sites["one.example"] = to(f"http://two.example:{served.port}/")
    served.sites["two.example"] = page()
    request = Request(f"http://one.example:{served.port}/", headers=(("Authorization", "Bearer abc"),), service=True)

    with fetching(net(), here) as fetch:
        assert fetch(request).status == 200
    with fetching(net(allow=()), here) as fetch:
        assert fetch(request).failure == "private-address"

    assert served.of("one.example")[0].headers["authorization"] == "Bearer abc"
    assert "authorization" not in served.of("two.example")[0].headers


def test_redirects_at_home_keep_headers_and_end_after_five(served: Farm) -> None:
    served.sites["one.example"] = to("/again")

    with fetching(net(), here) as fetch:
        last = fetch(Request(f"http://one.example:{served.port}/", headers=(("X-One", "1"),)))

    assert last.status == 302
    assert len(served.asked) == 6
    assert all(one.headers["x-one"] == "1" for one in served.asked)


@pytest.mark.parametrize("onward", ["http://", "file:///etc/passwd", "http://[::1"])
def test_a_redirect_that_leads_nowhere_is_no_exception(onward: str, served: Farm) -> None:
    served.sites["one.example"] = to(onward)

    with fetching(net(), here) as fetch:
        assert fetch(Request(f"http://one.example:{served.port}/")).status in {0, 302}


def test_a_short_wait_is_waited_once_and_a_long_one_not_at_all(served: Farm) -> None:
    served.sites["short.example"] = times(status("429 Slow", "Retry-After: 1"), page())
    served.sites["long.example"] = status("429 Slow", "Retry-After: 3600")

    with fetching(net(), here) as fetch:
        began = time.monotonic()
        assert fetch(Request(f"http://short.example:{served.port}/")).status == 200
        assert time.monotonic() - began >= 1
        assert fetch(Request(f"http://long.example:{served.port}/")).status == 429

    assert len(served.of("long.example")) == 1


def test_requests_to_one_owner_are_spaced(served: Farm) -> None:
    served.sites |= {"a.one.example": page(), "b.one.example": page()}

    with fetching(net(rate=2), here) as fetch:
        for name in ("a", "b", "a"):
            fetch(Request(f"http://{name}.one.example:{served.port}/"))

    arrivals = [one.at for one in served.asked]
    assert arrivals[-1] - arrivals[0] >= 1.0


def test_no_more_of_a_body_is_kept_than_was_asked_for(served: Farm) -> None:
    served.sites["one.example"] = page("x" * 500_000)

    with fetching(net(), here) as fetch:
        found = fetch(Request(f"http://one.example:{served.port}/", limit=1000))

    assert (len(found.body), found.whole) == (1000, False)


def test_settings_are_options_before_environment_before_file() -> None:
    environment = {
        "GENERATOR_NETWORK_RATE": "3",
        "GENERATOR_NETWORK_IN_FLIGHT": "7",
        "GENERATOR_SERVICE_DOI": "https://mirror.example.org/handles/",
        "GITHUB_TOKEN": "abc",
    }
    table = {
        "rate": 2,
        "total": 9,
        "services": {"doi": "https://file.example.org/", "arxiv": "https://file.example.org/api"},
    }

    made = configure("tests", table, options={"in_flight": 5}, environment=environment)

    assert (made.rate, made.in_flight, made.total) == (3.0, 5, 9)
    assert made.services.doi == "https://mirror.example.org/handles"
    assert made.services.arxiv == "https://file.example.org/api"
    assert made.tokens == {"github": "abc"}
    assert "abc" not in repr(made)


@pytest.mark.parametrize(
    "table",
    [
        {"speed": 1},
        {"rate": 0},
        {"rate": "fast"},
        {"in_flight": 1.5},
        {"hosts": {"one.example": {"speed": 1}}},
        {"hosts": {"one.example": 5}},
        {"services": {"nobody": "https://one.example/"}},
        {"services": {"doi": "nowhere"}},
    ],
)
def test_a_wrong_setting_is_told(table: dict[str, Any]) -> None:
    with pytest.raises(NetworkError):
        configure("tests", table, environment={})


def test_a_domain_of_its_own_limits_has_them_under_every_name() -> None:
    made = configure("tests", {"hosts": {"www.one.example": {"rate": 10, "in_flight": 4}}}, environment={})

    assert made.pace("one.example").in_flight == 4
    assert made.pace("two.example") == Pace(2, MARGIN)
