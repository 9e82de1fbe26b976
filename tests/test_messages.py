"""A newcomer makes a mistake in every field; each message says what to write instead."""

from pathlib import Path

import pytest

from generator import checks
from generator.messages import model_in
from generator.model import Paper, Software
from tests.test_collection import SKETCH, project

# What is typed instead of one line of a good entry, the code, and what the message or its repair must say.
MISTAKES = [
    ("title", "titel: Sketch", "unknown-field", "did you mean 'title'?"),
    ("title", "Title: Sketch", "unknown-field", "did you mean 'title'?"),
    ("title", "name: Sketch", "unknown-field", "did you mean 'title'?"),
    ("title", "title:", "empty-string", "title has no value"),
    ("title", "title: [Sketch]", "wrong-type", "double quotes"),
    ("title", "title: {Sketch}", "wrong-type", "title must be text, not keys"),
    ("title", 'title: " Sketch"', "outer-space", "remove the space"),
    ("title", f'title: "{"x" * 401}"', "too-long", "401 characters; 400"),
    ("year", "year: '23", "not-yaml", "close the quotes"),
    ("year", "year: 23", "wrong-type", "four digits"),
    ("year", "year: 2023-03-01", "wrong-type", "write 2023"),
    ("year", "year: March 2023", "wrong-type", "write 2023"),
    ("year", "year: [2023]", "wrong-type", "year must be a whole number, not a list"),
    ("year", "year: 2203", "impossible-year", "2203"),
    ("year", "date: 2023", "unknown-field", "did you mean 'year'?"),
    ("topics", "topics: pruning", "wrong-type", "write a list: [pruning]"),
    ("topics", "topics: pruning, quantization", "wrong-type", "write a list: [pruning, quantization]"),
    ("topics", "topics: [Pruning]", "bad-id", "did you mean 'pruning'?"),
    ("topics", "topics: [prunning]", "unknown-topic", "did you mean 'pruning'?"),
    ("topics", "topics: [PTQ]", "bad-id", "did you mean 'quantization'?"),
    ("topics", "topics: []", "empty-list", "at least one"),
    ("topics", "topic: [pruning]", "unknown-field", "did you mean 'topics'?"),
    ("topics", "category: pruning", "unknown-field", "did you mean 'topics'?"),
    ("links", "links: https://arxiv.org/abs/2303.00003", "wrong-type", "indented by two spaces"),
    ("links", "links: [https://arxiv.org/abs/2303.00003]", "wrong-type", "links must be keys with values, not a list"),
    ("links", "links: {}", "empty-links", "at least one address"),
    ("links", "links:\n  paper:", "empty-string", "links.paper has no value"),
    ("links", "links:\n  paper: []", "empty-list", "links.paper needs at least one"),
    ("links", "links:\n  papr: https://arxiv.org/abs/2303.00003", "unknown-field", "did you mean 'paper'?"),
    ("links", "links:\n  arxiv: https://arxiv.org/abs/2303.00003", "unknown-field", "as paper: ..."),
    ("links", "links:\n  paper: 2303.00003", "bad-address", "write https://arxiv.org/abs/2303.00003"),
    ("links", "links:\n  paper: https://arxiv.org/pdf/2303.00003", "not-canonical", "write https://arxiv.org/abs/2303.00003"),
    ("links", "url: https://arxiv.org/abs/2303.00003", "unknown-field", "below links:"),
    ("links", "github: https://github.com/a/b", "unknown-field", "as code: ..."),
    ("", "authors: Ada Example", "wrong-type", "write a list: [Ada Example]"),
    ("", "authors: Ada Example and Bo Example", "wrong-type", "write a list: [Ada Example, Bo Example]"),
    ("", "authors: [Ada: Example]", "wrong-type", "item 1 of authors must be text"),
    ("", 'authors: [""]', "empty-string", "item 1 of authors has no value"),
    ("", "author: [Ada Example]", "unknown-field", "did you mean 'authors'?"),
    ("", "venue: cet", "unknown-venue", "did you mean 'CET'?"),
    ("", "venue: Conference on Efficient Things", "unknown-venue", "did you mean 'CET'?"),
    ("", "venue: CET 2023", "unknown-venue", "did you mean 'CET'?"),
    ("", "journal: CET", "unknown-field", "did you mean 'venue'?"),
    ("", "tags: survey", "wrong-type", "write a list: [survey]"),
    ("", "tags: [surveys]", "unknown-tag", "did you mean 'survey'?"),
    ("", "keywords: [survey]", "unknown-field", "did you mean 'tags'?"),
    ("", "lists: [First List]", "bad-id", "did you mean 'first-list'?"),
    ("", f'summary: "{"x" * 201}"', "too-long", "201 characters; 200"),
    ("", "summary: null", "empty-string", "summary has no value"),
    ("", "abstract: It draws.", "derived-field", "remove it"),
    ("", "stars: 12", "derived-field", "remove it"),
    ("", "arxiv_id: 2303.00003", "derived-field", "remove it"),
    ("", "arXiv: 2303.00003", "derived-field", "remove it"),
    ("", "figure: figures/sketch.png", "bad-address", "must begin with https://"),
    ("", "aka: Sketching", "wrong-type", "write a list: [Sketching]"),
    ("", "aka: [Sketching, Sketching]", "repeated-value", "remove one"),
    ("", "formerly: [halves]", "taken-id", "remove it here"),
    ("", "track: [Oral]", "wrong-type", "track must be text, not a list"),
    ("", "title: Again", "duplicate-key", "the first one is in line 1"),
    ("", "zebra: x", "unknown-field", "known here: title, authors, year"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "typed", "code", "said"), MISTAKES, ids=[typed[:40] for _, typed, _, _ in MISTAKES])
def test_a_mistake_is_told_at_its_line_with_its_repair(
    field: str, typed: str, code: str, said: str, tmp_path: Path
) -> None:
    lines = SKETCH.split("links:\n  paper: https://arxiv.org/abs/2303.00003\n")[0].splitlines()
    good = {line.partition(":")[0]: line for line in lines}
    good["links"] = "links:\n  paper: https://arxiv.org/abs/2303.00003"
    if field:
        good[field] = typed
        wrong_line = "\n".join(good.values()).split("\n").index(typed.partition("\n")[0]) + 1
    else:
        wrong_line = len("\n".join(good.values()).split("\n")) + 1
        good["added"] = typed
    text = "\n".join(good.values()) + "\n"
    _, problems = checks.everything(project(tmp_path, papers__2023__sketch=text))
    told = [one for one in problems if one.code == code]
    assert told, problems
    assert told[0].span.path == "entries/papers/2023/sketch.yml"
    assert wrong_line <= told[0].span.line <= wrong_line + typed.count("\n")
    assert said in f"{told[0].message} ({told[0].hint})"
    # Nothing else is told but the field that is missing because another was written in its place.
    assert {one.code for one in problems} <= {code, "missing-field"}


def test_every_needed_field_that_is_missing_is_told_with_an_example(tmp_path: Path) -> None:
    _, problems = checks.everything(project(tmp_path, papers__2023__sketch="authors: [Ada Example]\n"))
    assert {one.message for one in problems} == {
        f"the field {name!r} is missing" for name in ("title", "year", "topics", "links")
    }
    assert all(one.hint.startswith("add a line") for one in problems)


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("topics", "- id: pruning\n  nmae: Pruning\n  about: x\n", "did you mean 'name'?"),
        (
            "topics",
            "- id: a\n  name: A\n  about: x\n  topics:\n    - id: b\n      name: B\n      abuot: y\n",
            "'about'?",
        ),
        ("venues", "- id: CET\n  name: C\n  kind: conferense\n", "did you mean 'conference'?"),
        ("lists", "- id: first-list\n  name: F\n  kind: list\n  about: x\n  licence: MIT\n", "did you mean 'license'?"),
        ("decisions", "different:\n  - title: [a, b]\n    reason: x\n", "did you mean 'titles'?"),
        (
            "tables__costs",
            "title: T\nabout: x\nsource: first-list\ncolumns:\n  - {id: a, nam: A}\nrows: []\n",
            "'name'?",
        ),
    ],
)
def test_a_misspelt_key_deep_in_a_file_leads_to_the_key_that_belongs_there(
    path: str, typed: str, said: str, tmp_path: Path
) -> None:
    _, problems = checks.everything(project(tmp_path, **{path: typed}))
    assert any(said in one.hint for one in problems if one.code in {"unknown-field", "unknown-value"}), problems


@pytest.mark.parametrize("model", [Paper, Software])
def test_no_other_name_hides_a_field(model: type[Paper] | type[Software]) -> None:
    fields = set(model.model_fields) - {"id"}
    assert not fields & set(model.derived)
    assert not fields & set(model.meant)
    # What a hint names is a field of this model, not of its sibling.
    kinds = model_in(model.model_fields["links"].annotation)
    assert kinds is not None
    for hint in model.meant.values():
        assert any(f"'{field}'" in hint for field in fields) or any(
            f"as {kind}:" in hint for kind in kinds.model_fields
        )
