"""The resolvers against servers that answer as the services document it, errors and limits included."""

import asyncio
import itertools
from typing import Any

import pytest

from generator.links.run import Run
from generator.net import Client, Network
from generator.net.config import ARXIV
from generator.resolvers import RESOLVERS, Finding, arxiv, crossref, dblp, doi, github, gitlab, huggingface, openreview
from generator.resolvers.wayback import copy_of
from tests.farm.cases import status, times
from tests.farm.fixtures import connect, network, served, services
from tests.farm.server import page
from tests.farm.services import Services, reply, text

__all__ = ["network", "served", "services"]


def ask(look_up: Any, subjects: list[str], network: Network) -> dict[str, Finding]:
    async def all_of() -> dict[str, Finding]:
        async with Client(network) as client:
            run = Run(client)
            return {one.subject: one async for one in look_up(subjects, run.send, network)}

    return asyncio.run(all_of())


def paper(title: str = "A Study of Folding", **more: Any) -> dict[str, Any]:
    return {"title": title, **more}


# arXiv


def test_six_hundred_papers_cost_three_requests(services: Services, network: Network) -> None:
    names = [f"2301.{number:05d}" for number in range(600)]
    services.papers = {name: paper() for name in names}

    found = ask(arxiv.look_up, names, network)

    assert {one.state for one in found.values()} == {"found"}
    assert len(found) == 600
    assert len(services.of("arxiv")) == 3


def test_arxiv_is_asked_on_one_connection_and_never_before_its_gap(services: Services) -> None:
    network = connect(services, arxiv_gap=0.2)
    services.arxiv_gap, services.arxiv_delay = 0.2, 0.1
    names = [f"2301.{number:05d}" for number in range(900)]
    services.papers = {name: paper() for name in names}

    ask(arxiv.look_up, names, network)

    asked = services.of("arxiv")
    assert len(asked) == 5
    assert services.too_fast == []
    assert len({one.connection for one in asked}) == 1
    gaps = [later.at - one.at for one, later in itertools.pairwise(asked)]
    assert min(gaps) >= 0.3


def test_the_real_gap_is_three_seconds_from_the_end_of_the_last_answer() -> None:
    pace = Network("tests").pace(ARXIV)

    pace.start(10.0)
    pace.finish(14.0)

    assert pace.in_flight == 1
    assert (pace.wait(17.0) or 0) > 0
    assert pace.wait(17.5) == 0


def test_a_paper_that_a_batch_lacks_is_asked_for_again_before_it_counts_as_gone(
    services: Services, network: Network
) -> None:
    services.papers = {"2301.00001": paper()}

    found = ask(arxiv.look_up, ["2301.00001", "2301.99999"], network)

    assert found["2301.00001"].state == "found"
    assert (found["2301.99999"].state, found["2301.99999"].reason) == ("gone", "no-such-paper")
    assert len(services.of("arxiv")) == 2


def test_an_empty_feed_for_many_papers_is_a_broken_service(services: Services, network: Network) -> None:
    services.papers = {}

    found = ask(arxiv.look_up, [f"2301.0000{number}" for number in range(8)], network)

    assert {one.state for one in found.values()} == {"unknown"}


def test_one_malformed_identifier_does_not_spoil_the_batch(services: Services, network: Network) -> None:
    names = [f"2301.0000{number}" for number in range(8)]
    services.papers = {name: paper() for name in names}

    found = ask(arxiv.look_up, [*names, "23.x1"], network)

    assert [found[name].state for name in names] == ["found"] * 8
    assert found["23.x1"].state == "gone"


@pytest.mark.parametrize(
    "answer",
    [
        text("Rate exceeded.", "429 Too Many Requests"),
        text("Rate exceeded.", "200 OK"),
        status("503 Service Unavailable"),
        page("<html><body>maintenance</body></html>"),
        page('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"/>'),
    ],
)
def test_an_arxiv_that_does_not_answer_makes_nothing_dead(answer: bytes, services: Services, network: Network) -> None:
    services.down["arxiv"] = answer

    found = ask(arxiv.look_up, [f"2301.{number:05d}" for number in range(450)], network)

    assert len(found) == 450
    assert {one.state for one in found.values()} == {"unknown"}
    assert len(services.of("arxiv")) <= 3


def test_arxiv_may_answer_after_a_refusal(services: Services, network: Network) -> None:
    good = page(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2301.00001v2</id>'
        "<title>One</title></entry></feed>",
        "200 OK",
        "Content-Type: application/atom+xml",
    )
    services.down["arxiv"] = times(text("Rate exceeded.", "429 Slow"), good)

    assert ask(arxiv.look_up, ["2301.00001"], network)["2301.00001"].state == "found"


def test_a_version_that_does_not_exist_is_gone(services: Services, network: Network) -> None:
    services.papers = {"2301.00001": paper(version=2)}

    found = ask(arxiv.look_up, ["2301.00001v2", "2301.00001v3"], network)

    assert found["2301.00001v2"].state == "found"
    assert (found["2301.00001v3"].state, found["2301.00001v3"].reason) == ("gone", "no-such-version")


@pytest.mark.parametrize(
    ("comment", "withdrawn"),
    [
        ("This paper has been withdrawn by the author", True),
        ("Withdrawn due to an error in section 3", True),
        ("Withdrawn from the conference, extended version", False),
        ("12 pages", False),
    ],
)
def test_a_withdrawn_paper_is_flagged(comment: str, withdrawn: bool, services: Services, network: Network) -> None:
    services.papers = {"2301.00001": paper(comment=comment)}

    assert ("withdrawn" in ask(arxiv.look_up, ["2301.00001"], network)["2301.00001"].flags) is withdrawn


def test_facts_of_a_preprint_hold_no_abstract(services: Services, network: Network) -> None:
    services.papers = {
        "2301.00001": paper(
            "Folding\n  $k$ times", authors=["Ada Example", "Bo Example"], comment="ICTM 2023", version=3
        )
    }

    facts = ask(arxiv.look_up, ["2301.00001"], network)["2301.00001"].facts

    assert facts == {
        "title": "Folding $k$ times",
        "authors": ["Ada Example", "Bo Example"],
        "published": "2023-01-02",
        "updated": "2023-02-03",
        "version": 3,
        "comment": "ICTM 2023",
        "primary": "cs.CL",
        "categories": ["cs.CL"],
    }


OLD_FEED = b"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">ArXiv Query</title>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">1</opensearch:totalResults>
  <entry><id>http://arxiv.org/abs/cs.LG/0301001v2</id><published>2003-01-14T17:36:03Z</published>
    <title>Seen Through
      the Older Feed</title><author><name>Ada Example</name></author>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">Accepted at ICTM 2003</arxiv:comment>
  </entry></feed>"""


def test_the_older_feed_is_read_by_namespace_not_by_prefix() -> None:
    papers, errors = arxiv.feed(OLD_FEED)

    assert errors == []
    assert papers["cs.LG/0301001"].title == "Seen Through the Older Feed"
    assert papers["cs.LG/0301001"].comment == "Accepted at ICTM 2003"


# GitHub


def repository(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, **more}


def test_four_hundred_and_fifty_repositories_cost_five_requests(services: Services, network: Network) -> None:
    names = [f"lab/tool-{number}" for number in range(450)]
    services.repositories = {name: repository(name, stars=3) for name in names}

    found = ask(github.look_up, names, network)

    assert {one.state for one in found.values()} == {"found"}
    assert len(services.of("github")) == 5


def test_a_renamed_an_archived_and_a_lost_repository_are_told_in_one_request(
    services: Services, network: Network
) -> None:
    services.repositories = {
        "new/name": repository("new/name", stars=5, archived=True, license="MIT", pushed="2025-09-09T09:09:09Z"),
        "lab/tool": repository("Lab/Tool"),
    }
    services.renamed = {"old/name": "new/name"}

    found = ask(github.look_up, ["old/name", "lab/tool", "lab/lost"], network)

    assert (found["old/name"].state, found["old/name"].name) == ("moved", "new/name")
    assert found["old/name"].flags == ("archived",)
    assert found["old/name"].facts == {"stars": 5, "archived": True, "license": "MIT", "pushed": "2025-09-09"}
    assert found["lab/tool"].state == "found"  # the case of letters is no other name
    assert found["lab/lost"].state == "gone"
    assert len(services.of("github")) == 1


def test_a_query_that_is_too_heavy_is_halved(services: Services, network: Network) -> None:
    services.heaviest = 30
    names = [f"lab/tool-{number}" for number in range(100)]
    services.repositories = {name: repository(name) for name in names}

    found = ask(github.look_up, names, network)

    assert {one.state for one in found.values()} == {"found"}
    assert len(found) == 100


LIMITED = {"errors": [{"type": "RATE_LIMIT", "code": "graphql_rate_limit", "message": "API rate limit exceeded."}]}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (reply(LIMITED, "200 OK", "x-ratelimit-remaining: 0"), "service-limit"),
        (
            reply({"message": "You have exceeded a secondary rate limit."}, "403 Forbidden", "retry-after: 60"),
            "service-limit",
        ),
        (reply({"message": "Bad credentials"}, "401 Unauthorized"), "bad-token"),
        (status("500 X"), "service-error"),
        (text("no json", "200 OK"), "service-error"),
        (reply([1, 2]), "service-error"),
        (reply({"data": None, "errors": "oops"}), "service-error"),
    ],
)
def test_a_github_that_refuses_makes_nothing_dead(
    answer: bytes, reason: str, services: Services, network: Network
) -> None:
    services.down["github"] = answer

    found = ask(github.look_up, [f"lab/tool-{number}" for number in range(250)], network)

    assert {(one.state, one.reason) for one in found.values()} == {("unknown", reason)}
    assert len(found) == 250
    assert len(services.of("github")) <= 3


def test_the_token_goes_to_github_alone(services: Services, network: Network) -> None:
    services.models = {"models/lab/net": {"id": "lab/net"}}
    services.repositories = {"lab/tool": repository("lab/tool")}

    ask(github.look_up, ["lab/tool"], network)
    ask(huggingface.look_up, ["models/lab/net"], network)

    assert services.of("github")[0].headers["authorization"] == "Bearer abc"
    assert "authorization" not in services.of("huggingface")[0].headers


def test_without_a_token_repositories_are_asked_one_by_one_until_the_limit(services: Services) -> None:
    network = connect(services, bearer="")
    names = [f"lab/tool-{number}" for number in range(9)]
    services.repositories = {name: repository(name, stars=7, license="MIT") for name in names}
    services.rest_left = 5

    found = ask(github.look_up_one_by_one, names, network)

    assert [found[name].state for name in names] == ["found"] * 5 + ["unknown"] * 4
    assert found["lab/tool-0"].facts == {"stars": 7, "license": "MIT"}
    assert len(services.of("github")) == 6


@pytest.mark.parametrize(
    ("url", "subject", "settles"),
    [
        ("https://github.com/lab/tool", "lab/tool", True),
        ("https://github.com/lab/tool#readme", "lab/tool", True),
        ("https://github.com/lab/tool/tree/main/src", "lab/tool", False),
        ("https://github.com/topics/llm", None, False),
        ("https://github.com/lab", None, False),
        ("https://gist.github.com/lab/123", None, False),
    ],
)
def test_a_repository_settles_its_own_address_only(url: str, subject: str | None, settles: bool) -> None:
    assert github.match(url) == subject
    if subject:
        assert github.decides(url) is settles


def test_a_renamed_repository_keeps_the_rest_of_its_address() -> None:
    url = github.renamed("https://github.com/old/name/tree/main/src?plain=1#l", "new/name")

    assert url == "https://github.com/new/name/tree/main/src?plain=1#l"


# DOI, Hugging Face, OpenReview, GitLab


def test_a_doi_is_asked_at_the_handle_system_not_at_the_publisher(services: Services, network: Network) -> None:
    services.dois = {"10.5555/(sici)1097-0571(2024)<1::aid>3.0"}

    found = ask(doi.look_up, ["10.5555/(sici)1097-0571(2024)<1::aid>3.0", "10.5555/nothing"], network)

    assert [one.state for one in found.values()] == ["found", "gone"]


@pytest.mark.parametrize(
    "answer", [status("404 Not Found"), status("500 X"), reply({"responseCode": 2}), text("", "200 OK")]
)
def test_a_doi_that_nobody_tells_of_is_unknown(answer: bytes, services: Services, network: Network) -> None:
    services.down["doi"] = answer

    assert ask(doi.look_up, ["10.5555/one"], network)["10.5555/one"].state == "unknown"


def test_a_service_that_refuses_twice_is_left_alone(services: Services, network: Network) -> None:
    services.down["doi"] = text("no", "403 Forbidden")

    found = ask(doi.look_up, [f"10.5555/{number}" for number in range(100)], network)

    assert {one.reason for one in found.values()} == {"service-limit"}
    assert len(services.of("doi")) <= 4


def test_hugging_face_tells_of_renamed_and_hidden_repositories(services: Services, network: Network) -> None:
    services.models = {
        "models/lab/net": {"id": "lab/net", "likes": 12, "lastModified": "2026-01-02T03:04:05.000Z"},
        "models/old/net": {"location": "models/new/net"},
        "models/new/net": {"id": "new/net"},
    }

    found = ask(huggingface.look_up, ["models/lab/net", "models/old/net", "datasets/lab/hidden"], network)

    assert found["models/lab/net"].facts == {"likes": 12, "modified": "2026-01-02"}
    assert (found["models/old/net"].state, found["models/old/net"].name) == ("moved", "new/net")
    assert (found["datasets/lab/hidden"].state, found["datasets/lab/hidden"].reason) == ("unknown", "gated-or-gone")


@pytest.mark.parametrize(
    ("url", "subject"),
    [
        ("https://huggingface.co/lab/net", "models/lab/net"),
        ("https://huggingface.co/datasets/lab/set/tree/main", "datasets/lab/set"),
        ("https://huggingface.co/papers/2301.00001", None),
        ("https://huggingface.co/lab", None),
        ("https://huggingface.co/docs/hub/api", None),
    ],
)
def test_hugging_face_knows_its_repositories(url: str, subject: str | None) -> None:
    assert huggingface.match(url) == subject


def test_openreview_is_asked_in_its_new_and_then_its_old_version(services: Services, network: Network) -> None:
    services.notes = {"new": {"title": {"value": "New"}, "authors": {"value": [{"fullname": "Ada Example"}]}}}
    services.old_notes = {"old": {"title": "Old", "authors": ["Bo Example"], "venue": "ICTM 2019"}}

    found = ask(openreview.look_up, ["new", "old", "none"], network)

    assert found["new"].facts == {"title": "New", "authors": ["Ada Example"]}
    assert found["old"].facts == {
        "title": "Old",
        "authors": ["Bo Example"],
        "venue": "ICTM 2019",
        "accepted": True,
        "year": 2019,
    }
    assert found["none"].state == "gone"


def test_a_submission_is_no_accepted_paper(services: Services, network: Network) -> None:
    services.notes = {"new": {"title": {"value": "New"}, "venue": {"value": "ICTM 2027 Conference Submission"}}}

    assert "accepted" not in ask(openreview.look_up, ["new"], network)["new"].facts


def test_openreviews_limit_ends_the_questions(services: Services, network: Network) -> None:
    services.down["openreview"] = reply({"name": "RateLimitError", "status": 429}, "429 Too Many", "Retry-After: 2520")

    found = ask(openreview.look_up, [f"id{number}" for number in range(60)], network)

    assert {one.state for one in found.values()} == {"unknown"}
    assert len(services.of("openreview")) <= 4


def test_gitlab_groups_may_lie_inside_groups(services: Services, network: Network) -> None:
    services.projects = {"lab/sub/tool": {"path_with_namespace": "lab/sub/tool", "star_count": 4, "archived": True}}

    found = ask(gitlab.look_up, ["lab/sub/tool", "lab/none"], network)

    assert found["lab/sub/tool"].facts == {"stars": 4, "archived": True}
    assert found["lab/none"].state == "gone"
    assert gitlab.match("https://gitlab.com/lab/sub/tool/-/tree/main") == "lab/sub/tool"


# Crossref, DBLP, Wayback


def test_crossref_tells_of_fifty_works_at_once(services: Services, network: Network) -> None:
    names = [f"10.5555/{number}" for number in range(120)]
    services.works = {
        name: {
            "DOI": name,
            "title": ["Folding <i>Many</i> &amp; More"],
            "author": [{"given": "Ada", "family": "Example"}, {"name": "The Consortium"}, {}],
            "issued": {"date-parts": [[None]]},
            "published": {"date-parts": [[2026, 4]]},
            "container-title": ["Proceedings of the 3rd ICTM"],
            "event": {"acronym": "ICTM '26"},
        }
        for name in names
    }

    found = ask(crossref.look_up, [*names, "10.9999/elsewhere"], network)

    assert len(services.of("crossref")) == 3
    assert found["10.5555/7"].facts == {
        "title": "Folding Many & More",
        "authors": ["Ada Example", "The Consortium"],
        "year": 2026,
        "venue": "Proceedings of the 3rd ICTM",
        "event": "ICTM '26",
    }
    assert (found["10.9999/elsewhere"].state, found["10.9999/elsewhere"].reason) == ("unknown", "other-agency")


def test_dblp_tells_where_exactly_this_title_appeared(services: Services, network: Network) -> None:
    services.publications = [
        {"title": "Folding Things Twice.", "venue": "ICTM", "year": "2022"},
        {"title": "Folding Things.", "venue": "CoRR", "year": "2023"},
        {"title": "Folding Things.", "venue": ["ICTM", "X"], "year": "2024"},
    ]

    found = ask(dblp.look_up, ["Folding things", "Other"], network)

    assert found["Folding things"].facts["venue"] == "ICTM"
    assert found["Folding things"].facts["year"] == 2024
    assert found["Other"].reason == "not-published"


def test_the_wayback_machine_is_asked_for_a_copy(services: Services, network: Network) -> None:
    services.copies = {"https://lab.example/gone": "http://web.archive.org/web/2024/https://lab.example/gone"}

    async def copies() -> list[str | None]:
        async with Client(network) as client:
            run = Run(client)
            urls = ["https://lab.example/gone", "https://lab.example/none"]
            return [await copy_of(url, run.send, network) for url in urls]

    assert asyncio.run(copies()) == ["https://web.archive.org/web/2024/https://lab.example/gone", ""]


HOSTILE: list[bytes] = [
    reply(None),
    reply([]),
    reply({"data": {"r0": []}, "notes": [[]], "message": {"items": [[]]}, "result": {"hits": []}, "id": []}),
    reply({"data": {"r0": {"nameWithOwner": 5}}, "notes": [{"content": []}], "responseCode": "1"}),
    page(b"[" * 200_000, "200 OK", "Content-Type: application/json"),
    page(b"\xff\xfe", "200 OK", "Content-Type: application/json"),
    page(b"<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>", "200 OK"),
]


@pytest.mark.parametrize("answer", HOSTILE)
@pytest.mark.parametrize("name", sorted(RESOLVERS))
def test_no_answer_of_a_service_is_an_exception(name: str, answer: bytes, services: Services, network: Network) -> None:
    services.down = dict.fromkeys(
        ("arxiv", "github", "doi", "huggingface", "openreview", "openreview_old", "gitlab"), answer
    )
    subject = {"arxiv": "2301.00001", "doi": "10.5555/one", "openreview": "abc", "huggingface": "models/a/b"}.get(
        name, "a/b"
    )

    found = ask(RESOLVERS[name].look_up, [subject], network)

    assert list(found) == [subject]
