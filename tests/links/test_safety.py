"""No address that is not public is dialled, whichever way it is reached, and TLS is what it claims to be."""

import asyncio
import datetime as dt
import socket
from collections.abc import Callable, Iterator, Sequence

import pytest
import trustme

from generator.links.check import Outcome, check
from generator.net import Network, configure
from generator.net.address import AddressError, literal, may_dial, registrable, target
from tests.farm.fixtures import FAST
from tests.farm.server import Farm, context, farm, page, to

CANARY = "127.0.0.9"
"""Loopback too, but outside of what the tests allow: whoever connects there has broken the rule."""


@pytest.fixture
def served() -> Iterator[Farm]:
    with farm() as made:
        yield made


def net() -> Network:
    return configure("tests", FAST, allow=["127.0.0.1/32"], environment={})


def names(**places: str | Sequence[str]) -> Callable[[str], Sequence[str]]:
    known = {
        name.replace("_", "-") + ".example": [value] if isinstance(value, str) else value
        for name, value in places.items()
    }

    def look_up(host: str) -> Sequence[str]:
        if host in known:
            return known[host]
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    return look_up


def look(urls: Sequence[str], look_up: Callable[[str], Sequence[str]]) -> Outcome:
    doing = check(urls, net(), None, now=lambda: dt.datetime.now(dt.UTC), copies=False, look_up=look_up)
    return asyncio.run(doing)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",  # noqa: S104 # nothing is bound
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
        ),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "::7f00:1"),
        "2001:0:7f00:1::f5ff:fffe",
    ],
)
def test_an_address_that_is_not_public_is_not_dialled(address: str) -> None:
    found = literal(address)
    assert found is not None
    assert not may_dial(found, ())


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_a_public_address_is_dialled(address: str) -> None:
    found = literal(address)
    assert found is not None
    assert may_dial(found, ())


def test_a_network_is_allowed_by_name_only() -> None:
    allowed = net().allow
    assert [may_dial(one, allowed) for one in map(literal, ("127.0.0.1", "127.0.0.2", "::ffff:127.0.0.1")) if one] == [
        True,
        False,
        True,
    ]


def test_no_way_leads_to_a_private_address(served: Farm) -> None:
    canary = served.listen(CANARY)
    served.sites["way.example"] = to(f"http://{CANARY}:{canary}/secret", "301 X")
    served.sites["name.example"] = to(f"http://inside.example:{canary}/secret")
    served.sites["mapped.example"] = to(f"http://[::ffff:127.0.0.9]:{canary}/secret")
    served.sites["page.example"] = page(f'<meta http-equiv="refresh" content="0;url=http://{CANARY}:{canary}/">')
    ways = [f"http://{name}.example:{served.port}/" for name in ("way", "name", "mapped", "page")]
    direct = [
        f"http://{CANARY}:{canary}/",
        f"http://inside.example:{canary}/",
        f"http://both.example:{canary}/",
        f"http://[::ffff:127.0.0.9]:{canary}/",
        f"http://decimal.example:{canary}/",
    ]
    look_up = names(
        way="127.0.0.1",
        name="127.0.0.1",
        mapped="127.0.0.1",
        page="127.0.0.1",
        inside=CANARY,
        both=["127.0.0.1", CANARY],
        decimal=CANARY,
    )

    outcome = look([*ways, *direct], look_up)

    assert {(one.word, one.reason) for one in outcome.records.values()} == {("blocked", "private-address")}
    assert not [one for one in served.asked if one.headers["host"].endswith(str(canary))]
    assert served.connections == len(ways)


def test_a_host_is_looked_up_once_so_it_cannot_answer_otherwise_the_second_time(served: Farm) -> None:
    served.sites["turn.example"] = page()
    calls: list[str] = []

    def look_up(host: str) -> list[str]:
        calls.append(host)
        return ["127.0.0.1"] if len(calls) == 1 else [CANARY]

    outcome = look([f"http://turn.example:{served.port}/{number}" for number in range(5)], look_up)

    assert {one.word for one in outcome.records.values()} == {"ok"}
    assert calls == ["turn.example"]


def test_secrets_and_cookies_do_not_follow_a_redirect_to_another_host(served: Farm) -> None:
    served.sites["one.example"] = to(f"http://two.example:{served.port}/", "302 X", "Set-Cookie: session=mine; Path=/")
    served.sites["two.example"] = page()

    look([f"http://one.example:{served.port}/"], names(one="127.0.0.1", two="127.0.0.1"))

    assert [one.host for one in served.asked] == ["one.example", "two.example"]
    assert "cookie" not in served.of("two.example")[0].headers
    assert "authorization" not in served.of("two.example")[0].headers


@pytest.mark.parametrize(
    ("url", "code"),
    [
        *(
            (url, "malformed")
            for url in (
                "",
                "http://",
                "https:///path",
                "http:/one.example/",
                "http:one.example",
                "//one.example/",
                "one.example/paper",
                "http://one.example:port/",
                "http://one.example:99999/",
                "http://[::1",
                "http://[zz]/",
                "http://one two.example/",
                "http://one..example/",
                "http://-one.example/",
                "http://<one>.example/",
                "http://one.example\\@two.example/",
                "http://one.example/\x00",
                "http://one.example/a\tb",
                "http://" + "a" * 70 + ".example/",
                "http://one.example/" + "a" * 9000,
                "http://%31%32%37.0.0.1/",
            )
        ),
        *(
            (url, "scheme")
            for url in (
                "ftp://one.example/",
                "file:///etc/passwd",
                "mailto:ada@one.example",
                "javascript:x()",
                "data:,x",
            )
        ),
        *((url, "credentials") for url in ("http://ada@one.example/", "https://ada:secret@one.example/")),
        *((url, "port") for url in ("http://one.example:25/", "http://one.example:22/", "http://one.example:0/")),
    ],
)
def test_what_cannot_be_asked_is_told_not_dropped(url: str, code: str) -> None:
    with pytest.raises(AddressError) as told:
        target(url)
    assert told.value.code == code

    outcome = look([url], names())
    word = "dead" if code == "malformed" else "blocked"
    assert [(one.word, one.reason) for one in outcome.records.values()] == [(word, code)]
    assert outcome.requests == 0


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("HTTP://One.Example:80/A%2Fb?u=%2F#x", "http://one.example/A%2Fb?u=%2F"),
        ("https://one.example", "https://one.example/"),
        ("https://one.example:443/a b?c=d e", "https://one.example/a%20b?c=d%20e"),
        ("https://bücher.example/ü?q=ü", "https://xn--bcher-kva.example/%C3%BC?q=%C3%BC"),
        ("http://[0:0::1]:8080/", "http://[::1]:8080/"),
        ("https://one.example/a'b(c)*!;,@:", "https://one.example/a'b(c)*!;,@:"),
    ],
)
def test_an_address_is_sent_as_it_was_written(url: str, sent: str) -> None:
    assert target(url).url == sent


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("www.lab.example.co.uk", "example.co.uk"),
        ("ada.github.io", "ada.github.io"),
        ("export.arxiv.org", "arxiv.org"),
        ("127.0.0.1", "127.0.0.1"),
        ("co.uk", "co.uk"),
        ("one.example.", "one.example"),
    ],
)
def test_what_one_owner_registered_is_one_server(host: str, owner: str) -> None:
    assert registrable(host) == owner


def test_tls_must_be_what_it_claims(served: Farm, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = trustme.CA(), trustme.CA()
    with ours.cert_pem.tempfile() as trusted:
        monkeypatch.setenv("SSL_CERT_FILE", trusted)
        past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        ports = {
            "good": served.listen(tls=context(ours, "good.example")),
            "expired": served.listen(tls=context(ours, "expired.example", not_after=past)),
            "wrong-name": served.listen(tls=context(ours, "other.example")),
            "stranger": served.listen(tls=context(theirs, "stranger.example")),
            "no-tls": served.listen(raw=page("this is no TLS", "400 Bad Request")),
            "noise": served.listen(raw=b"\x15\x03\x01\x00\x02\x02\x50"),
        }
        served.sites["good.example"] = page()
        urls = {name: f"https://{name}.example:{port}/" for name, port in ports.items()}
        plain = f"http://good.example:{ports['good']}/"
        where = {name.replace("-", "_"): "127.0.0.1" for name in ports}

        outcome = look([*urls.values(), plain], names(**where))

    found = {name: outcome.records[url] for name, url in urls.items()}
    assert found["good"].word == "ok"
    for name in ("expired", "wrong-name", "stranger"):
        assert (found[name].word, found[name].reason) == ("unverifiable", "tls-certificate")
    for name in ("no-tls", "noise"):
        assert found[name].word == "unverifiable"
        assert "tls" in found[name].flags
    assert outcome.records[plain].word == "unverifiable"


def test_without_any_answer_a_missing_network_makes_no_link_dead() -> None:
    outcome = look([f"https://lab-{number}.example/" for number in range(5)], names())

    assert {(one.word, one.reason) for one in outcome.records.values()} == {("unverifiable", "no-network")}


def test_with_an_answer_from_anywhere_a_missing_name_is_dead(served: Farm) -> None:
    served.sites["one.example"] = page()
    gone = [f"https://lab-{number}.example/" for number in range(5)]

    outcome = look([*gone, f"http://one.example:{served.port}/"], names(one="127.0.0.1"))

    assert {(outcome.records[url].word, outcome.records[url].reason) for url in gone} == {("dead", "no-such-host")}


@pytest.mark.parametrize(
    ("number", "reason"),
    [(socket.EAI_AGAIN, "look-up-failed"), (socket.EAI_FAIL, "look-up-failed"), (socket.EAI_NODATA, "no-address")],
)
def test_a_look_up_that_fails_says_nothing_of_the_name(number: int, reason: str) -> None:
    def look_up(host: str) -> list[str]:
        raise socket.gaierror(number, host)

    record = look(["https://one.example/"], look_up).records["https://one.example/"]

    assert (record.word, record.reason) == ("unverifiable", reason)


def test_a_dead_host_is_not_knocked_at_for_every_link() -> None:
    closed = socket.socket()
    closed.bind(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()

    outcome = look([f"http://one.example:{port}/{number}" for number in range(40)], names(one="127.0.0.1"))

    assert {one.word for one in outcome.records.values()} == {"unverifiable"}
    assert outcome.requests <= 8
