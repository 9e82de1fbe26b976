"""A work that the list has already is found by identifier, address, title or repository."""

from pathlib import Path

import pytest

from generator.authoring.duplicates import matches, unfinished
from generator.collection import Collection
from generator.model import Decisions
from tests import factory

FOLD = factory.paper(
    "softfold",
    title="SoftFold: Folding the Weights of Large Networks",
    links={
        "paper": ["https://arxiv.org/abs/2301.00001", "https://lab.org/p"],
        "code": "https://github.com/lark/softfold",
    },
    aka=["Folding Networks"],
)
LIST = factory.collection([FOLD], [factory.software("tinyserve")])


@pytest.mark.parametrize(
    ("title", "links", "reason", "certain"),
    [
        ("Other Words", {"paper": ("https://arxiv.org/pdf/2301.00001v3",)}, "both are arxiv:2301.00001", True),
        ("Other Words", {"paper": ("https://lab.org/p",)}, "both are https://lab.org/p", True),
        ("softfold: folding the weights of large networks!", {}, "the titles are the same", True),
        ("Folding networks", {}, "the titles are the same", True),
        ("SoftFold: A Sequel", {}, "both are called SoftFold", False),
        ("SofterFold: Folding the Weights of Larger Networks", {}, "alike", False),
        ("Other Words", {"code": ("https://github.com/Lark/SoftFold/tree/dev",)}, "both have their code in", False),
    ],
)
def test_the_same_work_is_found(title: str, links: dict[str, tuple[str, ...]], reason: str, certain: bool) -> None:
    (found,) = matches(LIST, title, links)
    assert (found.id, found.certain) == ("softfold", certain)
    assert reason in found.reason


def test_software_with_the_same_repository_is_told() -> None:
    (found,) = matches(LIST, "Other Words", {"code": ("https://github.com/bo-example/tinyserve",)})
    assert (found.id, found.certain) == ("tinyserve", False)


def test_another_work_is_none() -> None:
    assert matches(LIST, "Serving Many People", {"paper": ("https://arxiv.org/abs/2301.00002",)}) == []
    assert matches(LIST, "", {}) == []


def test_titles_that_people_decided_to_be_two_works_are_not_reported() -> None:
    titles = [FOLD.title, "SoftFold: A Sequel"]
    decided = Decisions.model_validate({"different": [{"titles": titles, "reason": "another paper"}]})
    collection = Collection(papers=LIST.papers, decisions=decided)
    assert matches(collection, "SoftFold: A Sequel", {}) == []


def test_a_file_that_is_no_entry_yet_is_found_by_its_address(tmp_path: Path) -> None:
    (tmp_path / "half.yml").write_text("links:\n  paper: https://arxiv.org/abs/2301.00009\n")
    links = {"paper": ("https://arxiv.org/abs/2301.00009",)}
    assert unfinished(tmp_path, ["half.yml", "half.yml"], links) == ["half.yml"]
    assert unfinished(tmp_path, ["half.yml"], {"paper": ("https://lab.org/",)}) == []


def test_a_repository_that_holds_several_papers_already_says_nothing() -> None:
    several = [factory.paper(one, links={"code": "https://github.com/lab/all"}) for one in ("a", "b")]
    assert matches(factory.collection(several), "Other Words", {"code": ("https://github.com/lab/all",)}) == []
