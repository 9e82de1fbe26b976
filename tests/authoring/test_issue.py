"""A filled form becomes the entry that `add` makes, with credit, or an answer in words; its text stays text."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator import forms
from generator.authoring.issue import EventError, suggestion
from generator.cli import cli
from tests import factory
from tests.authoring.answering import answer, answering
from tests.authoring.project import ROOT, project

HEAP = "entries/papers/2026/heapsieve.yml"
ARXIV = {"/arxiv": answer("arxiv_01_id_list_three.xml")}


def event(address: str, topic: str = forms.UNKNOWN, code: str = "_No response_", **user: Any) -> dict[str, Any]:
    body = (
        f"### Address\n\n{address}\n\n### Topic\n\n{topic}\n\n### Code\n\n{code}\n\n### Anything else\n\n_No response_"
    )
    return {"issue": {"number": 12, "body": body, "user": {"login": "bo-finch", "id": 345, **user}}}


def suggest(root: Path, payload: dict[str, Any], answers: dict[str, tuple[int, bytes]]) -> dict[str, str]:
    into = root.parent / "form"
    file = root.parent / "event.json"
    file.write_text(json.dumps(payload), "utf-8")
    with answering(answers) as services:
        environment = {f"GENERATOR_SERVICE_{one}": f"{services.address}/{one.lower()}" for one in ("ARXIV", "CROSSREF")}
        environment |= {"GENERATOR_NETWORK_ARXIV_GAP": "0.01", "GENERATOR_NETWORK_RATE": "1000"}
        result = CliRunner(env=environment).invoke(
            cli, ["--root", str(root), "suggest", str(file), "--into", str(into)]
        )
    assert result.exit_code == 0, result.output
    return {one.name: one.read_text("utf-8") for one in into.iterdir()}


def test_a_form_becomes_the_entry_and_the_words_of_a_pull_request_with_credit(tmp_path: Path) -> None:
    root = project(tmp_path / "list")
    code = "https://github.com/example-lab/heapsieve"
    found = suggest(root, event("arxiv.org/abs/2601.90001", "Compression / Rounding", code), ARXIV)
    assert sorted(found) == ["body.md", "branch", "message", "path", "title"]
    assert (found["path"], found["branch"]) == (HEAP, "form/issue-12")
    assert "topics: [rounding]\n" in (root / HEAP).read_text("utf-8")
    assert found["message"].endswith("Co-authored-by: bo-finch <345+bo-finch@users.noreply.github.com>\n")
    assert "| [HeapSieve" in found["body.md"]
    assert found["body.md"].endswith("Suggested by @bo-finch. Closes #12.\n")


def test_a_topic_nobody_chose_is_proposed(tmp_path: Path) -> None:
    root = project(tmp_path / "list", factory.paper("caches", title="Pruning Key-Value Caches", topics=["serving"]))
    found = suggest(root, event("2601.90001"), ARXIV)
    assert "the topic serving is a guess" in found["body.md"]


@pytest.mark.parametrize(
    ("address", "answers", "said"),
    [
        ("see the paper of my friend", {}, "is no arXiv, DOI"),
        ("", {}, "is empty"),
        ("2601.90001", {"/arxiv": answer("arxiv_02_unknown_id_empty.xml")}, "arXiv knows no paper"),
        ("https://arxiv.org/abs/2301.00007", ARXIV, "already there: entries/papers/2023/brisk-fold.yml"),
        ("2601.90001\n@everyone $(touch x) `x` #1", {}, "is no arXiv, DOI"),
        ("@misc{a, title={A}, year={2020}}\n@misc{b, title={B}, year={2021}}", {}, "takes one paper, this holds 2"),
    ],
)
def test_what_makes_no_entry_is_answered_in_words(
    tmp_path: Path, address: str, answers: dict[str, tuple[int, bytes]], said: str
) -> None:
    root = project(tmp_path / "list", factory.paper(links={"paper": "https://arxiv.org/abs/2301.00007"}))
    found = suggest(root, event(address), answers)
    assert list(found) == ["answer.md"]
    assert len(list((root / "entries/papers").rglob("*.yml"))) == 1
    assert said in found["answer.md"].replace("&#95;", "_")
    for stranger in ("@everyone", "`x`", "#1"):
        assert stranger not in found["answer.md"]


def test_the_answer_to_a_heading_is_the_first_one_and_windows_line_ends_do_not_matter() -> None:
    payload = event("2601.90001\n\n### Address\n\nsomething else")
    payload["issue"]["body"] = payload["issue"]["body"].replace("\n", "\r\n")
    assert suggestion(payload).address == "2601.90001"


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"issue": {"number": "1; x", "user": {"login": "a", "id": 1}}},
        event("x", login="a\nCo-authored-by: evil"),
        event("x", login="<b>"),
        event("x", id="1"),
    ],
)
def test_an_event_that_github_would_not_send_is_refused(payload: dict[str, Any]) -> None:
    with pytest.raises(EventError):
        suggestion(payload)


def test_a_form_without_text_is_read() -> None:
    payload = event("x")
    payload["issue"]["body"] = None
    assert suggestion(payload).address == ""


def test_a_title_in_the_pull_request_calls_nobody_and_closes_nothing(tmp_path: Path) -> None:
    entry = "@misc{a, title={Fixes \\#7 by @ada}, year={2020}, url={https://lab.org/p}}"
    found = suggest(project(tmp_path / "list"), event(entry, "Serving"), {})
    assert found["title"] == "Add Fixes 7 by ada"
    assert "@ada" not in found["body.md"]
    assert "#7" not in found["body.md"]


def test_the_form_offers_every_topic_and_its_answers_lead_back_to_them() -> None:
    collection = factory.collection()
    (text,) = forms.tree(collection).values()
    form = yaml.safe_load(text)
    topics = next(one for one in form["body"] if one["id"] == "topic")
    options = topics["attributes"]["options"]
    assert options[0] == forms.UNKNOWN
    assert [forms.topic_of(one, collection) for one in options] == ["", *collection.nodes]
    assert forms.topic_of("Compression\n/ Rounding", collection) == ""


def test_the_form_in_the_repository_is_the_one_we_make() -> None:
    from_disk = yaml.safe_load((ROOT / forms.ADD).read_text("utf-8"))
    (text,) = forms.tree(factory.collection()).values()
    made = yaml.safe_load(text)
    for one in (from_disk, made):
        next(part for part in one["body"] if part["id"] == "topic")["attributes"]["options"] = []
    assert from_disk == made
