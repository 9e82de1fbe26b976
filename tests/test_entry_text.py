"""The canonical text of an entry reads back as the same entry, in our reader and in everybody else's."""

from io import StringIO
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator import source
from generator.entry_text import WIDTH, entry_text, scalar
from generator.model import Links, Paper, Software, SoftwareLinks
from generator.source import characters

HOSTILE = [
    "2306.10000", "0x1F", "0b11", "1_000", "1e5", "12:30:45", "2023-01-01", "no", "Yes", "ON", "off", "y", "N", "null",
    "Null", "~", "true", ".inf", ".NaN", "nan", "=", "<<", "@at", "`tick`", "%percent", "&anchor", "*alias", "!tag",
    "| pipe", "> fold", "{a: b}", "[a, b]", "- item", "? key", ": colon", "# hash", "a: b", "a #b", "a:", "'quoted'",
    '"quoted"', "back\\slash", "a, b", "a] b", "---", "...", "é", "中文", "a\u00a0b", "O'Brien", "x'", "١٢٣", "1-bit",
    "e\u0301", "\u0301e", "Ångström (Å)", "http:", "https://a.org/x: y", "http://a.org/a b", "${{ 1 }}", "--flag",
]  # fmt: skip

HOME = ("https://lab.org/",)

ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True) | st.sampled_from(["no", "on", "2023"])


def admitted(value: str) -> bool:
    """Whether the model and the reader both take the value."""
    return bool(value) and value.strip() == value and not characters.problem(value) and len(value) <= 100


def texts() -> st.SearchStrategy[str]:
    pieces = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
    return st.lists(pieces, min_size=1, max_size=3).map(" ".join).map(str.strip).filter(admitted)


paths = st.text("abz09-._~:/?#[]@!$&'()*+,;=%", max_size=30)
addresses = paths.map(lambda path: f"https://lab.org/p/{path}")
unique_ids = st.lists(ids, max_size=4, unique=True).map(tuple)
some = st.lists(addresses, min_size=1, max_size=3, unique=True).map(tuple)
links = st.none() | some
papers = st.builds(
    Paper,
    id=st.just("tiny-paper"),
    title=texts(),
    authors=st.lists(texts(), max_size=40).map(tuple),
    year=st.integers(1900, 2100),
    venue=st.none() | texts(),
    track=st.none() | texts(),
    topics=st.lists(ids, min_size=1, max_size=4, unique=True).map(tuple),
    links=st.builds(Links, paper=some, code=links, blog=links),
    tags=unique_ids,
    summary=st.none() | texts(),
    figure=st.none() | addresses,
    aka=st.lists(texts(), max_size=3, unique=True).map(tuple),
    lists=unique_ids,
    formerly=unique_ids,
)
software = st.builds(
    Software,
    id=st.just("tool"),
    name=texts(),
    topics=st.lists(ids, min_size=1, max_size=4, unique=True).map(tuple),
    supports=st.none() | st.lists(st.sampled_from(["training", "inference"]), unique=True).map(tuple),
    features=st.lists(texts(), max_size=3, unique=True).map(tuple),
    links=st.builds(SoftwareLinks, code=some),
)


def read_back(text: str, like: Paper | Software) -> Paper | Software:
    document, problems = source.parse("x.yml", text)
    assert problems == []
    assert document is not None
    assert isinstance(document.value, dict)
    return type(like).model_validate({**document.value, "id": like.id})


def leaves(value: Any, key: str = "") -> list[tuple[str, Any]]:
    match value:
        case dict():
            return [leaf for name, inner in value.items() for leaf in leaves(inner, name)]
        case list():
            return [leaf for inner in value for leaf in leaves(inner, key)]
    return [(key, value)]


@settings(max_examples=200, deadline=None)
@given(st.one_of(papers, software))
def test_an_entry_reads_back_as_itself_everywhere(entry: Paper | Software) -> None:
    text = entry_text(entry)
    assert entry_text(read_back(text, entry)) == text
    assert read_back(text, entry) == entry
    new = YAML(typ="safe", pure=True)
    new.version = (1, 2)
    for parsed in (yaml.safe_load(text), yaml.load(text, yaml.CSafeLoader), new.load(StringIO(text))):
        assert type(entry).model_validate({**parsed, "id": entry.id}) == entry
        assert {key for key, leaf in leaves(parsed) if not isinstance(leaf, str)} <= {"year"}


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_a_string_for_every_parser(value: str) -> None:
    for line in (f"a: {scalar(value)}\n", f"a: [{scalar(value)}]\n", f"a:\n  - {scalar(value)}\n"):
        wanted = value if line.startswith("a: ") and "[" not in line[:4] else [value]
        assert yaml.safe_load(line)["a"] == wanted
        assert YAML(typ="safe", pure=True).load(line)["a"] == wanted


def test_common_values_stay_plain() -> None:
    for value in ("Ji Lin", "Łukasz O'Brien-Müller Jr.", "MLSys", "weight-only", "https://arxiv.org/abs/2306.00978"):
        assert scalar(value) == value


def test_the_text_has_the_order_and_the_shape_people_read() -> None:
    paper = Paper(
        id="tiny",
        title="Tiny: A Study",
        authors=tuple(f"Author Number{letter}" for letter in "abcdefghij"),
        year=2023,
        venue="EMNLP",
        track="Findings",
        topics=("pruning", "no"),
        links=Links(paper=("https://arxiv.org/abs/2301.00001",), code=("https://github.com/a/b", "https://lab.org/c")),
        aka=("Tiny (old)",),
        lists=("one",),
    )
    assert entry_text(paper) == (
        "# yaml-language-server: $schema=../../schema/paper.json\n"
        'title: "Tiny: A Study"\n'
        "authors: [Author Numbera, Author Numberb, Author Numberc, Author Numberd, Author Numbere, Author Numberf,\n"
        "          Author Numberg, Author Numberh, Author Numberi, Author Numberj]\n"
        "year: 2023\n"
        "venue: EMNLP\n"
        "track: Findings\n"
        'topics: [pruning, "no"]\n'
        "links:\n"
        "  paper: https://arxiv.org/abs/2301.00001\n"
        "  code:\n"
        "    - https://github.com/a/b\n"
        "    - https://lab.org/c\n"
        "aka:\n"
        '  - "Tiny (old)"\n'
        "lists: [one]\n"
    )


def test_software_that_supports_nothing_says_so() -> None:
    tool = Software(id="tool", name="Tool", topics=("serving",), supports=(), links=SoftwareLinks(code=HOME))
    assert "supports: []\nlinks:\n" in entry_text(tool)
    assert "supports" not in entry_text(tool.model_copy(update={"supports": None}))


@settings(deadline=None)
@given(st.lists(st.text("ab c", min_size=1, max_size=60).map(str.strip).filter(bool), min_size=1, max_size=30))
def test_no_line_of_a_list_is_wider_than_it_must_be(authors: list[str]) -> None:
    paper = Paper(id="x", title="T", authors=tuple(authors), year=2020, topics=("a",), links=Links(project=HOME))
    assert all(len(line) <= WIDTH for line in entry_text(paper).splitlines())
