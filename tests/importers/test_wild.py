"""Lists of any style: how well thirty invented ones are read, and that nothing of any text is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import checks, output
from generator.importers import report
from generator.importers.items import Item
from generator.importers.run import Outcome
from generator.importers.wild.listing import all_links, read
from tests.importers import score
from tests.importers.test_markdown import PARTS, held


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    return {name: score.imported(name, tmp_path_factory.mktemp("list")) for name in score.names()}


def test_the_lists_are_read_as_people_read_them(outcomes: dict[str, Outcome]) -> None:
    total = score.Score()
    for name, outcome in outcomes.items():
        total.add(score.score(outcome, score.reference(name)))
    assert len(outcomes) >= 30
    shares = total.shares
    assert shares["papers"] >= 0.98, total.faults
    assert shares["precision"] >= 0.98, total.faults
    assert shares["titles"] >= 0.97, total.faults
    assert shares["links"] >= 0.99, total.faults
    assert min(shares.values()) >= 0.97, total.faults


def test_every_line_of_every_list_is_accounted_for(outcomes: dict[str, Outcome]) -> None:
    assert [one for outcome in outcomes.values() for one in report.losses(outcome)] == []


def test_what_an_import_writes_passes_the_checks(outcomes: dict[str, Outcome], tmp_path: Path) -> None:
    for name in ("08-chinese", "11-nested", "16-mixed-kinds"):
        root = tmp_path / name
        (root / "entries").mkdir(parents=True)
        for vocabulary in ("topics", "venues", "tags", "lists"):
            (root / "entries" / f"{vocabulary}.yml").write_text("[]\n", "utf-8")
        output.put(root, outcomes[name].tree)
        collection, problems = checks.everything(root)
        assert [one for one in problems if one.severity == "error"] == []
        assert len(collection.papers) == len(score.reference(name)["papers"])


def test_headings_become_a_tree_of_topics(outcomes: dict[str, Outcome]) -> None:
    tree = outcomes["11-nested"].tree["entries/topics.yml"]
    assert tree.index("id: lift") < tree.index("id: wind-tunnels") < tree.index("id: drag")


def test_years_and_venues_as_headings_are_no_topics(outcomes: dict[str, Outcome]) -> None:
    assert "2023" not in outcomes["14-dates-first"].tree["entries/topics.yml"]
    assert "ICML" not in outcomes["20-venue-headings"].tree["entries/topics.yml"]


def only(text: str) -> Item:
    (one,) = read(f"# List\n\n## Owls\n\n{text}\n").items
    return one


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("- [Owls? Owls!](https://arxiv.org/abs/2301.00002)", "Owls? Owls!"),
        ("- Ada Owl et al. 2023. Owls of the North. [pdf](https://arxiv.org/abs/2301.00002)", "Owls of the North"),
        ("- (ACL'23) Owls at Night [[pdf](https://arxiv.org/abs/2301.00002)]", "Owls at Night"),
        ("- Owls *and* Elks in Woods, ACL 2023 [pdf](https://arxiv.org/abs/2301.00002)", "Owls and Elks in Woods"),
        ("- **Owls at Night** (Best Paper) [`pdf`](https://arxiv.org/abs/2301.00002)", "Owls at Night"),
        ("- Owls - A Study of Night - [pdf](https://arxiv.org/abs/2301.00002)", "Owls - A Study of Night"),
    ],
)
def test_a_title_is_found_among_what_stands_around_it(text: str, title: str) -> None:
    assert only(text).title == title


@pytest.mark.parametrize(
    ("label", "url", "kind"),
    [
        ("Official PyTorch Code", "https://github.com/owl/night", "code"),
        ("unofficial implementation", "https://github.com/elk/night", "unofficial"),
        ("代码", "https://gitee.com/owl/night", "code"),
        ("Project Page", "https://owls.example.org/", "project"),
        ("Slides", "https://owls.example.org/slides.pdf", "none"),
        ("Code", "https://huggingface.co/owl/night-7b", "model"),
        ("📄", "https://openreview.net/forum?id=OwlsOwls12", "paper"),
        ("数据集", "https://owls.example.org/data", "data"),
    ],
)
def test_a_link_is_of_the_kind_that_words_and_address_say(label: str, url: str, kind: str) -> None:
    one = only(f"- **Owls at Night Alone** [paper](https://arxiv.org/abs/2301.00002) [{label}]({url})")
    assert [link.kind for link in one.links if link.url == url] == [kind]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("## News\n- 2024: [Owls at Night](https://arxiv.org/abs/2301.00002) is out", "below 'News'"),
        ("## Blogs\n- [Why owls](https://owls.example.org/why)", "a post or page, no paper"),
        ("## Papers\n- Ada Owl. Owls at Night. ACL 2023.", "a paper without an address"),
        ("## Contents\n- [Owls](#owls)", "contents"),
    ],
)
def test_what_is_no_paper_is_left_out_with_its_reason(text: str, reason: str) -> None:
    reading = read(f"# List\n\n{text}\n")
    assert reading.items == ()
    assert reason in {one.reason for one in reading.leftovers}


def test_a_list_of_tools_becomes_software() -> None:
    (one,) = read("# L\n## Libraries\n- [owlpy](https://github.com/owl/py) - Owls in Python.\n").items
    assert (one.kind, one.title) == ("software", "owlpy")


@given(st.lists(PARTS, max_size=25).map("".join))
def test_no_link_and_no_line_of_any_text_is_missed(text: str) -> None:
    reading = read(text)
    assert {(one.line, one.url) for one in all_links(text)} <= held(reading)
