"""`generator links` as people use it: options, tables, reports, exit codes."""

import datetime as dt
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import cli
from generator.links.command import UsageError, seconds, shard
from generator.links.inventory import addresses, of_lines, share
from tests.farm.cases import status
from tests.farm.fixtures import FAST, served, services
from tests.farm.server import page, to
from tests.farm.services import Services
from tests.links.project import add, make

__all__ = ["served", "services"]

LIMITS = {f"GENERATOR_NETWORK_{name.upper()}": str(value) for name, value in FAST.items() if name != "hosts"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "project")


def run(root: Path, services: Services, *arguments: str, token: bool = True, again: bool = False) -> Result:
    addresses_ = [f"--service={name}={url}" for name, url in services.addresses.items()]
    environment = {**LIMITS, "GITHUB_TOKEN": "abc" if token else "", "GITHUB_ACTIONS": ""}
    more = ["--again"] * again
    command = ["--root", str(root), "links", *addresses_, "--allow-net", "127.0.0.1/32", *more, *arguments]
    return CliRunner(env=environment).invoke(cli, command, catch_exceptions=False)


def lines(root: Path, *urls: str) -> str:
    file = root / "urls.txt"
    file.write_text("".join(f"{url}\n" for url in urls), "utf-8")
    return str(file)


def read(file: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return document


def test_six_hundred_papers_and_four_hundred_repositories_cost_eight_requests(root: Path, services: Services) -> None:
    papers = [f"2301.{number:05d}" for number in range(600)]
    names = [f"lab/tool-{number}" for number in range(450)]
    services.papers = {name: {"title": "A paper"} for name in papers}
    services.repositories = {name: {"name": name} for name in names}
    urls = [f"https://arxiv.org/abs/{name}" for name in papers] + [f"https://github.com/{name}" for name in names]

    result = run(root, services, "--urls", lines(root, *urls), "--json", str(root / "out.json"))

    assert result.exit_code == 0
    document = read(root / "out.json")
    assert {one["verdict"] for one in document["links"]} == {"ok"}
    assert len(document["links"]) == 1050
    assert document["requests"]["total"] == 8


def test_one_look_without_history_says_what_it_saw(root: Path, services: Services) -> None:
    services.pages = {"/well": page(), "/moved": to("/well", "301 X"), "/wall": status("403 X")}
    services.copies = {f"{services.base}/gone": "https://web.archive.org/web/2024/x"}
    urls = [f"{services.base}/{name}" for name in ("well", "moved", "gone", "wall")]

    result = run(
        root, services, "--once", "--urls", lines(root, *urls, "http://", "ftp://x.example/"), "--json", str(root / "o")
    )

    assert result.exit_code == 1
    words = {one["url"]: one["verdict"] for one in read(root / "o")["links"]}
    assert list(words.values()).count("dead") == 2
    assert words[urls[1]] == "moved"
    assert words["ftp://x.example/"] == "blocked"
    assert "archived copy: https://web.archive.org/web/2024/x" in result.output
    assert not (root / ".generator").exists()


def test_a_link_is_called_dead_in_the_second_week(root: Path, services: Services) -> None:
    file = lines(root, f"{services.base}/gone")

    first = run(root, services, "--urls", file, "--now", "2026-01-05")
    early = run(root, services, "--urls", file, "--now", "2026-01-08")
    second = run(root, services, "--urls", file, "--now", "2026-01-12")
    services.pages = {"/gone": page()}
    third = run(root, services, "--urls", file, "--now", "2026-01-19")

    assert [one.exit_code for one in (first, early, second, third)] == [0, 0, 1, 0]
    assert "Suspect" in first.output
    assert "Dead" in second.output
    assert "failed 3 times since 2026-01-05" in second.output
    assert "1 alive" in third.output


def test_what_is_fresh_is_not_asked_again(root: Path, services: Services) -> None:
    services.pages = {"/well": page()}
    file = lines(root, f"{services.base}/well")

    run(root, services, "--urls", file)
    result = run(root, services, "--urls", file)

    assert "0 requests" in result.output
    assert "1 known from before" in result.output
    assert "1 request in" in run(root, services, "--urls", file, again=True).output


def test_entries_are_checked_with_their_places(root: Path, services: Services) -> None:
    services.papers = {"2301.00001": {"title": "A paper"}}
    add(root, "brisk-fold", "https://arxiv.org/abs/2301.00001", "https://github.com/lab/lost")

    result = run(root, services, "--json", str(root / "out.json"))

    links = {one["url"]: one for one in read(root / "out.json")["links"]}
    lost = links["https://github.com/lab/lost"]
    assert (lost["verdict"], lost["confirmed"], lost["group"]) == ("dead", False, "suspect")
    assert lost["uses"] == [
        {
            "path": "entries/papers/2023/brisk-fold.yml",
            "line": 8,
            "column": 9,
            "entry": "brisk-fold",
            "key": "links.code",
        }
    ]
    assert "entries/papers/2023/brisk-fold.yml:8:9 links.code" in result.output


def test_an_entry_that_no_rule_accepts_has_its_links_checked_all_the_same(root: Path, services: Services) -> None:
    add(root, "brisk-fold", "http://", "not an address")

    result = run(root, services, "--json", str(root / "out.json"))

    assert result.exit_code == 1
    assert [one["reason"] for one in read(root / "out.json")["links"]] == ["malformed", "malformed"]


def test_a_file_that_cannot_be_read_is_told(root: Path, services: Services) -> None:
    add(root, "brisk-fold", "x", "y", text="title: [")

    assert "not-yaml" in run(root, services).output


def test_archived_and_withdrawn_are_told_and_nobody_is_called_dead(root: Path, services: Services) -> None:
    services.papers = {"2301.00001": {"title": "A paper", "comment": "This paper has been withdrawn"}}
    services.repositories = {"lab/tool": {"name": "lab/tool", "archived": True}}
    add(root, "brisk-fold", "https://arxiv.org/abs/2301.00001", "https://github.com/lab/tool")

    result = run(root, services)

    assert result.exit_code == 0
    assert "Archived or withdrawn" in result.output
    assert "archived" in result.output
    assert "withdrawn" in result.output


def test_a_file_inside_an_archived_repository_is_asked_for_and_flagged(root: Path, services: Services) -> None:
    services.repositories = {"lab/tool": {"name": "lab/tool", "archived": True}}

    run(
        root,
        services,
        "--once",
        "--urls",
        lines(root, "https://github.com/lab/tool/tree/main"),
        "--json",
        str(root / "o"),
    )

    assert read(root / "o")["links"][0]["flags"] == ["archived"]
    assert read(root / "o")["links"][0]["verdict"] != "dead"


def test_github_shows_the_dead_as_errors_and_ten_lines_at_most(root: Path, services: Services) -> None:
    for number in range(14):
        add(root, f"fold-{number}", f"{services.base}/gone-{number}", f"{services.base}/moved")
    services.pages = {"/moved": to("/well", "301 X"), "/well": page()}

    result = run(root, services, "--once", "--format", "github", "--no-copies")

    shown = [line for line in result.output.splitlines() if line.startswith("::")]
    assert len(shown) == 10
    assert sum(line.startswith("::error file=entries/papers/2023/fold-") for line in shown) == 9
    assert "title=dead-link" in shown[0] or "title=dead-link" in shown[1]
    assert result.exit_code == 1


def test_the_issue_has_a_marker_and_is_empty_when_nothing_is_left(root: Path, services: Services) -> None:
    services.copies = {f"{services.base}/gone": "https://web.archive.org/web/2024/x"}
    file = lines(root, f"{services.base}/gone")
    run(root, services, "--urls", file, "--now", "2026-01-05")

    run(root, services, "--urls", file, "--now", "2026-01-12", "--markdown", str(root / "issue.md"))
    told = (root / "issue.md").read_text("utf-8")
    services.pages = {"/gone": page()}
    run(root, services, "--urls", file, "--now", "2026-01-19", "--markdown", str(root / "issue.md"))

    assert told.startswith("<!-- generator links -->\n")
    assert "## Dead" in told
    assert "[archived copy](https://web.archive.org/web/2024/x)" in told
    assert (root / "issue.md").read_text("utf-8") == ""


def test_a_title_of_a_stranger_cannot_write_into_the_issue(root: Path, services: Services) -> None:
    evil = "Page not found | [x](https://evil.example) @ada <img src=x> `` \n# Head"
    services.pages = {"/evil": page(f"<title>{evil}</title>")}
    file = lines(root, f"{services.base}/evil")
    for day in ("2026-01-05", "2026-01-08", "2026-01-12"):
        run(root, services, "--urls", file, "--now", day, "--markdown", str(root / "issue.md"))

    told = (root / "issue.md").read_text("utf-8")

    assert "## Dead" in told
    for part in ("](https://evil", "@ada", "<img", "\n# Head"):
        assert part not in told


def test_hostile_text_cannot_steer_the_terminal(root: Path, services: Services) -> None:
    services.pages = {"/evil": page("<title>404 Not Found</title>\x1b[2J\x07", "200 OK")}
    url = f"{services.base}/evil"

    result = run(root, services, "--once", "--urls", lines(root, url, "http://a\x1b[2J.example/"))

    assert "\x1b[2J" not in result.output


def test_an_unfinished_run_says_so(root: Path, services: Services) -> None:
    urls = [f"{services.base}/{number}" for number in range(60)]
    services.pages = {f"/{number}": page() for number in range(60)}

    result = run(root, services, "--urls", lines(root, *urls), "--budget", "1s", "--rate", "8")

    assert result.exit_code == 3
    assert "Not reached" in result.output


def test_what_is_not_reached_stands_as_it_was_left_and_comes_first_next_time(root: Path, services: Services) -> None:
    urls = [f"{services.base}/{number}" for number in range(60)]
    file = lines(root, *urls)
    run(root, services, "--urls", file, "--now", "2026-01-05")
    services.pages = {f"/{number}": page() for number in range(60)}
    seen = len(services.pages)

    late = run(
        root,
        services,
        "--urls",
        file,
        "--now",
        "2026-01-12",
        "--budget",
        "1s",
        "--rate",
        "8",
        "--json",
        str(root / "o"),
    )

    document = read(root / "o")
    assert late.exit_code == 3
    assert len(document["links"]) == seen
    left = set(document["not_reached"])
    assert {one["group"] for one in document["links"] if one["url"] in left} == {"suspect"}
    again = run(root, services, "--urls", file, "--now", "2026-01-13", "--json", str(root / "o"))
    assert again.exit_code == 0
    assert {one["url"] for one in read(root / "o")["links"] if not one["fresh"]} == left


def test_the_issue_fits_into_github(root: Path, services: Services) -> None:
    urls = [f"{services.base}/{'x' * 900}{number}" for number in range(120)]
    file = lines(root, *urls)
    run(root, services, "--urls", file, "--now", "2026-01-05")
    run(root, services, "--urls", file, "--now", "2026-01-12", "--no-copies", "--markdown", str(root / "issue.md"))

    told = (root / "issue.md").read_text("utf-8")

    assert 50_000 < len(told) < 65_000
    assert "There is more than fits here" in told


@pytest.mark.parametrize(
    "wrong",
    [
        ["--budget", "soon"],
        ["--budget", "0"],
        ["--shard", "3/2"],
        ["--shard", "0/2"],
        ["--shard", "x"],
        ["--service", "nobody=http://127.0.0.1/"],
        ["--service", "arxiv=no address"],
        ["--allow-net", "everything"],
        ["--rate", "0"],
        ["--rate", "-1"],
        ["--changed-since", "no-such-revision"],
        ["--changed-since", "--output=x"],
        ["--fix", "--urls", "-"],
        ["--format", "xml"],
    ],
)
def test_wrong_usage_is_two(wrong: list[str], root: Path, services: Services) -> None:
    result = run(root, services, *wrong)

    assert result.exit_code == 2
    assert "Error:" in result.output


def test_wrong_settings_are_two(root: Path, services: Services) -> None:
    file = root / "pyproject.toml"
    file.write_text(file.read_text("utf-8") + "[tool.generator.network]\nspeed = 5\n", "utf-8")

    assert run(root, services).exit_code == 2


def test_limits_come_from_the_settings(root: Path, services: Services) -> None:
    file = root / "pyproject.toml"
    text = "[tool.generator.network]\npatience = 5\n[tool.generator.network.hosts.'example.org']\nrate = 3\n"
    file.write_text(file.read_text("utf-8") + text, "utf-8")

    assert run(root, services).exit_code == 0


def test_changed_since_asks_only_for_what_is_new(root: Path, services: Services) -> None:
    services.pages = {f"/{name}": page() for name in ("old", "older", "new", "newer")}
    add(root, "brisk-fold", f"{services.base}/old", f"{services.base}/older")
    add(root, "calm-fold", f"{services.base}/old", f"{services.base}/older")
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    add(root, "brisk-fold", f"{services.base}/old", f"{services.base}/new")
    add(root, "deft-fold", f"{services.base}/newer", f"{services.base}/older")

    run(root, services, "--changed-since", "HEAD", "--once", "--json", str(root / "out.json"))

    assert sorted(one["url"] for one in read(root / "out.json")["links"]) == [
        f"{services.base}/new",
        f"{services.base}/newer",
    ]


def test_shards_divide_the_domains_and_lose_nothing(root: Path, services: Services) -> None:
    urls = [f"http://{host}.example/{number}" for host in "abcdefg" for number in range(3)]
    file = lines(root, *urls, "http://", "https://arxiv.org/abs/2301.00001")
    found = []
    for index in (1, 2, 3):
        run(root, services, "--urls", file, "--shard", f"{index}/3", "--once", "--json", str(root / "out.json"))
        found.append([one["url"] for one in read(root / "out.json")["links"]])

    assert sorted(url for part in found for url in part) == sorted(
        [*urls, "http://", "https://arxiv.org/abs/2301.00001"]
    )
    hosts = [{url.split("/")[2] for url in part} for part in found]
    assert not hosts[0] & hosts[1] | hosts[1] & hosts[2] | hosts[0] & hosts[2]


def test_shares_are_even() -> None:
    keys = {
        f"{host}{number}": host for host, many in (("a", 9), ("b", 5), ("c", 4), ("d", 1)) for number in range(many)
    }

    parts = [share(keys, keys, index, 2) for index in (1, 2)]

    assert sorted(map(len, parts)) == [9, 10]


@pytest.mark.parametrize(("text", "found"), [("90s", 90), ("10m", 600), ("1.5h", 5400), ("45", 45)])
def test_a_duration_is_read(text: str, found: float) -> None:
    assert seconds(text) == found


def test_no_share_is_the_whole() -> None:
    assert shard("") == (1, 1)
    assert shard("2/5") == (2, 5)
    with pytest.raises(UsageError):
        shard("6/5")


def test_a_list_of_addresses_may_have_comments_and_blank_lines() -> None:
    found = of_lines("# comment\n#\n  https://a.example/ \r\nhttps://b.example/\nhttps://a.example/\n", "x")

    assert {url: [use.span.line for use in uses] for url, uses in found.items()} == {
        "https://a.example/": [3, 5],
        "https://b.example/": [4],
    }
    assert list(of_lines("#anchor\n", "x")) == ["#anchor"]  # no address, and told as such


def test_every_address_of_a_document_is_found() -> None:
    document: Any = {
        "title": "https://not.example/",
        "links": {"paper": ["https://a.example/", "https://b.example/"], "code": "https://c.example/"},
        "figure": "https://d.example/x.png",
    }

    assert dict(addresses(document)) == {
        "links.paper.0": "https://a.example/",
        "links.paper.1": "https://b.example/",
        "links.code": "https://c.example/",
        "figure": "https://d.example/x.png",
    }


# --fix


def test_a_renamed_repository_is_written_at_once_and_nothing_else_changes(root: Path, services: Services) -> None:
    services.papers = {"2301.00001": {"title": "A paper"}}
    services.repositories = {"new/name": {"name": "new/name"}}
    services.renamed = {"old/name": "new/name"}
    file = add(root, "brisk-fold", "https://arxiv.org/abs/2301.00001", "https://github.com/old/name")
    before = file.read_text("utf-8")

    result = run(root, services, "--fix", "--yes")

    assert "-  code: https://github.com/old/name # the authors' own" in result.output
    assert "+  code: https://github.com/new/name # the authors' own" in result.output
    assert file.read_text("utf-8") == before.replace("old/name", "new/name")


def test_nothing_is_written_unasked(root: Path, services: Services) -> None:
    services.repositories = {"new/name": {"name": "new/name"}}
    services.renamed = {"old/name": "new/name"}
    file = add(root, "brisk-fold", "https://arxiv.org/abs/2301.00001", "https://github.com/old/name")
    before = file.read_text("utf-8")

    result = run(root, services, "--fix")

    assert "Nothing written" in result.output
    assert file.read_text("utf-8") == before


def test_a_permanent_move_is_written_after_the_second_look(root: Path, services: Services) -> None:
    services.pages = {"/old": to("/new", "301 X"), "/new": page()}
    file = add(root, "brisk-fold", f"{services.base}/old", f"{services.base}/new")
    # A numeric host may not stand in an entry, so a move there is refused: the rule is seen at work below.
    first = run(root, services, "--fix", "--yes", "--now", "2026-01-05")
    second = run(root, services, "--fix", "--yes", "--now", "2026-01-12")

    assert "seen once" in first.output
    assert "must name its host" in second.output
    assert f"{services.base}/old" in file.read_text("utf-8")


def test_in_a_terminal_the_table_has_colours(root: Path) -> None:
    result = CliRunner(env=LIMITS).invoke(
        cli, ["--root", str(root), "links", "--urls", lines(root, "http://"), "--once"], color=True
    )

    assert "\x1b[1mDead" in result.output


def test_the_clock_of_a_trial_stands_still(root: Path, services: Services) -> None:
    services.pages = {"/well": page()}
    run(root, services, "--urls", lines(root, f"{services.base}/well"), "--now", "2026-01-05T06:00:00")

    state = (root / ".generator/links.jsonl").read_text("utf-8")
    assert json.loads(state)["checked"] == dt.datetime(2026, 1, 5, 6, tzinfo=dt.UTC).isoformat()
