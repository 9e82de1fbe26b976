"""Adding a paper as a newcomer does: with an address, with mistakes, offline, twice."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import collection
from generator.authoring.add import Adding, Task, UnknownSubjectError, tasks
from generator.authoring.lookup import Lookup
from generator.authoring.proposal import Proposal, Wish
from generator.cli import cli
from generator.net import configure
from tests import factory
from tests.authoring.answering import Services, answer, answering
from tests.authoring.project import project

HEAP = "entries/papers/2026/heapsieve.yml"
KNOWN = {
    "/arxiv": answer("arxiv_01_id_list_three.xml"),
    "/crossref": answer("crossref_01_work.json"),
    "/openreview/": answer("openreview_01_v2_note.json"),
}
OLD = factory.paper("folding-caches", title="Folding Key-Value Caches", topics=["serving"])


def run(root: Path, *words: str, services: Services | None = None, stdin: str = "") -> Result:
    names = ("arxiv", "crossref", "openreview", "openreview_old", "acl", "github") if services else ()
    address = services.address if services else ""
    environment: dict[str, str | None] = {f"GENERATOR_SERVICE_{one.upper()}": f"{address}/{one}" for one in names}
    environment |= {f"GENERATOR_NETWORK_{one}": "0.01" for one in ("ARXIV_GAP", "BACKOFF")}
    environment["GENERATOR_NETWORK_RATE"] = "1000"
    environment |= {"GITHUB_REPOSITORY": None, "GITHUB_ACTIONS": None, "GITHUB_TOKEN": None}
    return CliRunner(env=environment).invoke(cli, ["--root", str(root), "add", *words], input=stdin)


def test_an_arxiv_id_becomes_a_whole_entry_that_check_accepts(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    with answering(KNOWN) as services:
        result = run(root, "2601.90001", services=services)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"wrote {HEAP}\n")
    assert (root / HEAP).read_text("utf-8") == (
        "# yaml-language-server: $schema=../../schema/paper.json\n"
        'title: "HeapSieve: Provably ε-Accurate Pruning of Key\N{EN DASH}Value Caches '
        'for Long-Context Language Models"\n'
        "authors: [Jörg Müller-Čapek, Thị Minh Nguyễn, O'Neil van der Berg Jr]\n"
        "year: 2026\n"
        "venue: ICML\n"
        "topics: [serving]\n"
        "links:\n"
        "  paper:\n"
        "    - https://arxiv.org/abs/2601.90001\n"
        "    - https://doi.org/10.9999/example.2026.0042\n"
        "  code: https://github.com/example-lab/heapsieve\n"
    )
    loaded, problems = collection.load(root)
    assert [one.code for one in problems] == []
    assert "heapsieve" in {one.id for one in loaded.papers}


def test_the_person_sees_what_was_guessed_the_row_and_the_pages(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    with answering(KNOWN) as services:
        told = run(root, "2601.90001", services=services).stdout
    assert "the topic serving is a guess (like folding-caches)" in told
    assert "the venue ICML is read from" in told
    assert "| [HeapSieve: " in told
    assert "https://ada-example.github.io/awesome-tiny-models/papers/heapsieve/" in told
    assert "https://ada-example.github.io/awesome-tiny-models/topics/serving/" in told


def test_a_paper_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    with answering(KNOWN) as services:
        run(root, "2601.90001", "--topic", "folding", services=services)
        before = (root / HEAP).read_bytes()
        again = run(root, "https://arxiv.org/abs/2601.90001v3", services=services)
    assert again.exit_code == 1
    assert f"already there: {HEAP} (both are arxiv:2601.90001)" in again.stdout
    assert (root / HEAP).read_bytes() == before
    assert len(list((root / "entries/papers").rglob("*.yml"))) == 2


def test_a_paper_that_is_like_another_is_added_with_a_warning(tmp_path: Path) -> None:
    root = project(tmp_path / "list", factory.paper("heap", title="HeapSieve: An Earlier Sieve"))
    with answering(KNOWN) as services:
        result = run(root, "2601.90001", services=services)
    assert result.exit_code == 0
    assert "perhaps the same work as entries/papers/2023/heap.yml: both are called HeapSieve" in result.stdout
    # Its short name is taken, so more words of the title tell the two apart.
    assert (root / "entries/papers/2026/heapsieve.yml").is_file()


def test_offline_what_is_known_is_written_and_what_is_missing_is_said(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    result = run(root, "2601.90001", "--offline")
    path = "entries/papers/2026/arxiv-2601-90001.yml"
    assert result.exit_code == 1
    assert f"wrote {path}" in result.stdout
    assert "missing: title, topics" in result.stdout
    assert "offline: arXiv was not asked" in result.stdout
    assert (root / path).read_text("utf-8") == (
        "# yaml-language-server: $schema=../../schema/paper.json\n"
        "# Not finished: title and topics missing.\n"
        "year: 2026\n"
        "links:\n"
        "  paper: https://arxiv.org/abs/2601.90001\n"
    )
    again = run(root, "2601.90001", "--offline", "--title", "Another Word")
    assert f"{path} names this work, but is not valid yet" in again.stdout


def test_offline_with_title_and_topic_the_entry_is_whole(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    words = ["2601.90001", "--offline", "--title", "HeapSieve: Sieving", "--author", "Ada Lark", "-t", "rounding"]
    assert run(root, *words).exit_code == 0
    assert "authors: [Ada Lark]\n" in (root / HEAP).read_text("utf-8")


@pytest.mark.parametrize("failure", [(500, b""), (429, b"Rate exceeded."), (200, b"<html>")])
def test_a_service_that_fails_costs_only_its_facts(tmp_path: Path, failure: tuple[int, bytes]) -> None:
    root = project(tmp_path / "list", OLD)
    with answering({"/arxiv": failure}) as services:
        result = run(root, "2601.90001", "--title", "HeapSieve: Sieving", "-t", "rounding", services=services)
    assert result.exit_code == 0
    assert "note: arXiv" in result.stdout
    assert (root / HEAP).is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--topic", "foldin"], "no topic is called 'foldin'; did you mean 'folding'?"),
        (["--venue", "ICTMM"], "no venue is called 'ICTMM'; did you mean 'ICTM'?"),
        (["--venue", "Somewhere"], "no venue is called 'Somewhere'"),
        (["--tag", "twobit"], "no tag is called 'twobit'; did you mean 'two-bit'?"),
        (["--id", "Heap Sieve"], "must be lower-case words joined by hyphens"),
        (["--title", "T" * 500], "title has 500 characters; 400 are allowed"),
        (["--author", "Ada\tLark "], "U+0009"),
        (["--summary", "x" * 300], "summary has 300 characters"),
    ],
)
def test_a_mistake_in_a_field_is_said_and_nothing_is_written(tmp_path: Path, words: list[str], said: str) -> None:
    root = project(tmp_path / "list", OLD)
    with answering(KNOWN) as services:
        result = run(root, "2601.90001", *words, services=services)
    assert result.exit_code == 1
    assert "not added: " in result.stdout
    assert said in result.stdout
    assert len(list((root / "entries/papers").rglob("*.yml"))) == 1


@pytest.mark.parametrize("words", [["hello world"], ["http://127.0.0.1/x"], []])
def test_words_that_name_nothing_are_wrong_usage(tmp_path: Path, words: list[str]) -> None:
    result = run(project(tmp_path / "list"), *words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_venue_nobody_knows_is_said_and_the_paper_is_a_preprint(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    with answering(KNOWN) as services:
        result = run(root, "10.9999/example.2026.0007", "-t", "serving", services=services)
    assert result.exit_code == 0
    assert "no venue of this list is called" in result.stdout
    text = (root / "entries/papers/2026/pagetide.yml").read_text("utf-8")
    assert "venue" not in text
    assert "year: 2026\n" in text


def test_bibtex_adds_each_of_its_entries_and_tells_of_the_broken_one(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    file = tmp_path / "refs.bib"
    file.write_text(
        "@article{a, title={FoldNet: One}, author={Lark, Ada}, journal={Journal of Tiny Models}, year={2021},\n"
        " url={https://lab.org/fold}}\n"
        "@misc{broken, title={No\n"
        "@misc{b, title={{RoundNet}}, eprint={2201.00002}, archivePrefix={arXiv}, year={2022}}\n",
        "utf-8",
    )
    result = run(root, str(file), "--offline", "-t", "folding")
    assert result.exit_code == 1
    assert "line 3 of the BibTeX: @misc: '}' is missing" in result.stdout
    assert "venue: JTM\n" in (root / "entries/papers/2021/foldnet.yml").read_text("utf-8")
    assert "https://arxiv.org/abs/2201.00002" in (root / "entries/papers/2022/roundnet.yml").read_text("utf-8")


def test_bibtex_comes_from_standard_input_too(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    entry = "@article{a, title={FoldNet: One}, year={2021}, url={https://lab.org/fold}}"
    assert run(root, "-", "--offline", "-t", "folding", stdin=entry).exit_code == 0


def test_a_repository_after_a_paper_is_its_code() -> None:
    first, second = tasks(["2301.00001", "https://github.com/lark/fold", "ada/other", "10.9999/x"])[0:2]
    assert first.known.links["code"] == ("https://github.com/lark/fold", "https://github.com/ada/other")
    assert second.subjects[0].kind == "doi"
    with pytest.raises(UnknownSubjectError, match="hello world"):
        tasks(["hello world"])


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    result = run(root, "2601.90001", "--offline", "--title", "HeapSieve: Sieving", "-t", "folding", "--dry-run")
    assert result.exit_code == 0
    assert f"would write {HEAP}" in result.stdout
    assert not (root / HEAP).exists()


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    (root / HEAP).parent.mkdir()
    (root / HEAP).write_text("mine\n")
    result = run(root, "2601.90001", "--offline", "--title", "HeapSieve: Sieving", "--id", "heapsieve")
    assert result.exit_code == 1
    assert "is there already" in result.stdout
    assert (root / HEAP).read_text() == "mine\n"


def test_an_entry_that_looks_the_same_can_be_added_anyway(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    words = ["--title", OLD.title, "--paper", "https://lab.org/another", "--year", "2024", "-t", "folding", "--offline"]
    assert run(root, *words).exit_code == 1
    assert run(root, *words, "--anyway").exit_code == 0


def test_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    root = project(tmp_path / "list", OLD)
    adding = Adding(root, factory.SETTINGS, Lookup(configure("test", {}, environment={}), None), 2026)
    (task,) = tasks(["https://lab.org/fold"])
    lacking: list[tuple[str, ...]] = []

    def complete(proposal: Proposal, wish: Wish) -> Wish:
        lacking.append(proposal.missing)
        return replace(wish, title="FoldNet: Asked", year=2024, topics=("folding",))

    outcome = adding.add(task, Wish(), complete)
    assert lacking == [("title", "year", "topics")]
    assert (outcome.good, outcome.path) == (True, "entries/papers/2024/foldnet.yml")


def test_a_task_about_which_nothing_is_known_is_not_added(tmp_path: Path) -> None:
    adding = Adding(
        project(tmp_path / "list"), factory.SETTINGS, Lookup(configure("test", {}, environment={}), None), 2026
    )
    outcome = adding.add(Task("nothing"), Wish())
    assert not outcome.good
    assert "nothing is known of it" in outcome.lines[0]
