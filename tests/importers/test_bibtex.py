"""BibTeX is read as people write it, and a broken entry spoils no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers import bibtex

FILE = r"""
Some words before, which BibTeX ignores.
@string{ictm = "International Conference on Tiny Models"}
@comment{nothing}
@preamble{"\newcommand{\x}{y}"}
@inproceedings{lark2023fold,
  title = {{FoldNet}: {A} Study of $\epsilon$-Folds},
  author = "Lark, Ada and {The Tiny, Group} and Finch, Jr, Bo and others",
  booktitle = ictm # { 2023},
  year = 2023, month = jul,
  url = {https://lab.org/a_b~c}
}
@Misc(short, eprint = "2301.00001", archivePrefix = {arXiv})
"""


def test_fields_names_and_macros_are_read() -> None:
    (first, second), faults = bibtex.read(FILE)
    assert faults == []
    assert (first.line, first.kind, first.key) == (6, "inproceedings", "lark2023fold")
    assert first.fields["title"] == "FoldNet: A Study of ε-Folds"
    assert first.fields["booktitle"] == "International Conference on Tiny Models 2023"
    assert first.fields["url"] == "https://lab.org/a_b~c"
    assert bibtex.people(first.fields["author"]) == ("Ada Lark", "The Tiny, Group", "Bo Finch Jr")
    assert (second.key, second.fields) == ("short", {"eprint": "2301.00001", "archiveprefix": "arXiv"})
    assert second.first("title", "eprint") == "2301.00001"


@pytest.mark.parametrize(
    ("names", "people"),
    [
        ("Ada Lark and Bo van der Finch", ("Ada Lark", "Bo van der Finch")),
        ("Lark, Ada\n  and  Finch, Bo", ("Ada Lark", "Bo Finch")),
        (r"M{\"u}ller, J{\"o}rg", ("Jörg Müller",)),
        ("Lark, Jr.", ("Lark Jr.",)),
        ("{Ada and Sons}", ("Ada and Sons",)),
        ("others", ()),
        ("", ()),
        ("Anderson, Sandra", ("Sandra Anderson",)),
    ],
)
def test_people_are_named_as_they_are_printed(names: str, people: tuple[str, ...]) -> None:
    assert bibtex.people(names) == people


@pytest.mark.parametrize(
    ("broken", "line", "reason"),
    [
        ("@misc{a, title = {No end\n", 1, "'}' is missing"),
        ('@misc{a,\n title = "No end\n}\n', 2, "the closing quote is missing"),
        ("@misc{a,\n title {T}}\n", 2, "expected a field and '='"),
        ("@misc{a, title = }\n", 1, "a field has no value"),
        ("@misc{a, title = {T},\n", 1, "'}' is missing at its end"),
    ],
)
def test_a_broken_entry_is_a_fault_with_its_line_and_the_next_one_is_read(broken: str, line: int, reason: str) -> None:
    (found,), (fault,) = bibtex.read(broken + "@misc{good, title = {T}}\n")
    assert found.key == "good"
    assert fault.line == line
    assert reason in fault.reason


def test_an_entry_without_a_key_keeps_its_first_field() -> None:
    (found,), _ = bibtex.read("@article{title = {T}, year = 2020}")
    assert found.fields == {"title": "T", "year": "2020"}


def test_only_text_with_an_entry_looks_like_bibtex() -> None:
    assert bibtex.looks_like("@article{a, title={T}}")
    assert not bibtex.looks_like("@comment{nothing} ada@lab.org")


@given(st.text(alphabet='@{}(),="# \n\\articlemsx1', max_size=80))
def test_whatever_is_given_reading_ends(text: str) -> None:
    found, faults = bibtex.read(text)
    assert len(found) + len(faults) <= text.count("@")
