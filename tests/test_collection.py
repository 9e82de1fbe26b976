import os
from pathlib import Path

import pytest

from generator import checks, collection
from tests import cases, factory

SKETCH = """\
title: "Sketch: Drawing with Few Lines"
year: 2023
topics: [pruning]
links:
  paper: https://arxiv.org/abs/2303.00003
"""


def project(root: Path, **files: str | None) -> Path:
    """Write the small project and lay files over it: `papers__2023__sketch` is entries/papers/2023/sketch.yml."""
    empty = cases.Case(cases.PROJECT)
    empty.build(root)
    for name, text in files.items():
        file = root / "entries" / f"{name.replace('__', '/').replace('_', '-')}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink()
        else:
            file.write_text(text, "utf-8")
    return root


def codes(root: Path) -> list[str]:
    return [one.code for one in checks.everything(root)[1]]


def test_everything_is_loaded_and_sorted(tmp_path: Path) -> None:
    found, problems = collection.load(project(tmp_path, papers__2023__sketch=SKETCH))
    assert problems == []
    assert [paper.id for paper in found.papers] == ["cutter", "halves", "sketch"]
    assert [one.id for one in found.software] == ["queue-server"]
    assert [one.id for one in found.tables] == ["costs"]
    assert list(found.nodes) == ["compression", "quantization", "pruning", "serving"]
    assert found.nodes["pruning"].parent == "compression"
    assert found.nodes["pruning"].depth == 2
    assert found.path("sketch") == "entries/papers/2023/sketch.yml"


def test_the_order_of_the_file_system_does_not_matter(tmp_path: Path) -> None:
    one = project(tmp_path / "one", papers__2023__a=SKETCH, papers__2023__b=SKETCH)
    other = project(tmp_path / "other", papers__2023__b=SKETCH, papers__2023__a=SKETCH)
    assert checks.everything(one)[1] == checks.everything(other)[1]


@pytest.mark.parametrize("vocabulary", ["topics", "venues", "tags", "lists"])
def test_a_broken_vocabulary_is_one_problem_and_not_one_for_each_entry(tmp_path: Path, vocabulary: str) -> None:
    root = project(tmp_path, **{vocabulary: "- id: x\n  name: [unclosed\n"})
    assert codes(root) == ["not-yaml"]


@pytest.mark.parametrize("vocabulary", ["topics", "venues", "tags", "lists"])
def test_a_missing_vocabulary_is_one_problem(tmp_path: Path, vocabulary: str) -> None:
    assert codes(project(tmp_path, **{vocabulary: None})) == ["missing-file"]


def test_a_mistake_in_one_word_leaves_the_word_known(tmp_path: Path) -> None:
    root = project(tmp_path, tags="- id: survey\n  name: Survey\n  abuot: It compares.\n")
    assert codes(root) == ["unknown-field", "missing-field"] or codes(root) == ["missing-field", "unknown-field"]


def test_a_vocabulary_that_is_no_list_is_told_so(tmp_path: Path) -> None:
    assert codes(project(tmp_path, tags="survey: Survey\n")) == ["wrong-type"]


def test_good_entries_survive_bad_ones(tmp_path: Path) -> None:
    found, problems = collection.load(project(tmp_path, papers__2023__sketch="title: [\n"))
    assert [one.code for one in problems] == ["not-yaml"]
    assert [paper.id for paper in found.papers] == ["cutter", "halves"]


def test_an_entry_with_characters_replaced_on_reading_is_not_published(tmp_path: Path) -> None:
    text = SKETCH.replace("Drawing", "Draw\u202eing")
    found, problems = collection.load(project(tmp_path, papers__2023__sketch=text))
    assert [one.code for one in problems] == ["forbidden-character"]
    assert "sketch" not in {paper.id for paper in found.papers}


def test_thousands_of_mistakes_are_all_told(tmp_path: Path) -> None:
    wrong = SKETCH + "".join(f"zebra{number}: x\n" for number in range(3_000))
    assert codes(project(tmp_path, papers__2023__sketch=wrong)) == ["unknown-field"] * 3_000


def test_hidden_files_are_nobody_s(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "entries/papers/2023/.sketch.yml.swp").write_bytes(b"\x00")
    (root / "entries/papers/.cache").mkdir()
    (root / "entries/papers/.cache/x.yml").write_text("[", "utf-8")
    assert codes(root) == []


def test_what_is_no_regular_file_is_told(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "entries/papers/2023/sketch.yml").symlink_to("/etc/hostname")
    (root / "entries/papers/2023/gone.yml").symlink_to("nowhere")
    assert codes(root) == ["unreadable-file", "unreadable-file"]


def test_a_pipe_does_not_stop_the_check(tmp_path: Path) -> None:
    root = project(tmp_path)
    os.mkfifo(root / "entries/papers/2023/pipe.yml")
    assert codes(root) == ["unreadable-file"]


def test_the_first_year_is_that_of_the_identifier_or_earlier() -> None:
    links = {"paper": ["https://arxiv.org/abs/2212.00001", "https://cet.example.org/1"]}
    assert collection.first_year(factory.paper(year=2024, links=links)) == 2022
    assert collection.first_year(factory.paper(year=2021, links=links)) == 2021
    assert collection.first_year(factory.paper(year=2024, links={"paper": "https://cet.example.org/1"})) == 2024


def test_places_are_found_by_entry_or_by_file(tmp_path: Path) -> None:
    found, _ = collection.load(project(tmp_path))
    assert (found.at("halves", "links.code").line, found.at("halves", "links.code").column) == (7, 9)
    assert found.at("entries/topics.yml", "0.topics.1.id").line == 9
    assert found.at("nowhere").path == "nowhere"


def test_all_problems_of_an_entry_are_told_in_one_run(tmp_path: Path) -> None:
    wrong = 'title: "Sk\u202eetch"\nyear: 23\ntopics: [prunning]\nvenue: zebra\nlinks: {}\ntags: [surveys]\n'
    assert codes(project(tmp_path, papers__2023__sketch=wrong)) == [
        "forbidden-character",
        "wrong-type",
        "empty-links",
        "unknown-topic",
        "unknown-venue",
        "unknown-tag",
    ]
