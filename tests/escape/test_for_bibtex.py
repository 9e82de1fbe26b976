import re

import pytest
from hypothesis import given
from pybtex.database import parse_string

from generator.escape.characters import plain
from generator.escape.for_bibtex import group, title, value, verbatim
from tests import hostile

_COMMANDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\textless{}": "<", r"\textgreater{}": ">", r"\textbar{}": "|",
    r"{\textquotedbl}": '"',
    r"\&": "&", r"\%": "%", r"\$": "$", r"\#": "#", r"\_": "_", "{": "", "}": "",
}  # fmt: skip
_COMMAND = re.compile("|".join(re.escape(one) for one in _COMMANDS))


def _typeset(latex: str) -> str:
    """Return what LaTeX prints."""
    return _COMMAND.sub(lambda match: _COMMANDS[match[0]], latex)


def _field(content: str) -> str:
    entries = parse_string(f"@misc{{key, title = {{x{content}x}}, year = {{2024}}}}", "bibtex").entries
    assert list(entries) == ["key"]
    assert entries["key"].fields["year"] == "2024"
    found = entries["key"].fields["title"]
    assert isinstance(found, str)
    return found[1:-1]


def _words(text: str) -> list[str]:
    return text.split()


@given(hostile.values)
def test_a_field_is_read_back_as_it_was(text: str) -> None:
    for written in (value(text), title(text)):
        assert _words("x" + _typeset(_field(written)) + "x") == _words("x" + plain(text) + "x")


@given(hostile.values)
def test_nothing_unescaped_reaches_latex(text: str) -> None:
    for written in (value(text), title(text)):
        assert not re.search(r"(?<!\\)[&%$#_~^]", written)


@given(hostile.values)
def test_one_name_stays_one_name(text: str) -> None:
    entries = parse_string(f"@misc{{key, author = {{Ada Example and {group(f'x{text}')}}}}}", "bibtex").entries
    assert len(entries["key"].persons["author"]) == 2


@given(hostile.values)
def test_an_address_keeps_the_field_whole(text: str) -> None:
    assert _field(verbatim(text)).count("{") == 0


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("AWQ: Activation-aware Weights", "{AWQ}: Activation-aware Weights"),
        ("Mamba: Linear-Time Models", "{Mamba}: Linear-Time Models"),
        ("Tuning LoRA for GPT-4 and LLM.int8", "Tuning {LoRA} for {GPT}-4 and {LLM.int8}"),
        ("A 3D View of KV-Caches", "A {3D} View of {KV}-Caches"),
        ("50% of R&D", r"50\% of R\&D"),
        ("ÀÉ and Élan", "{ÀÉ} and Élan"),
    ],
)
def test_names_and_acronyms_keep_their_capitals(text: str, written: str) -> None:
    assert title(text) == written
