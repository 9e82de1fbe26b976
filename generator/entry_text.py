"""Write an entry as the one canonical YAML text that `add`, `fmt` and the importer all give.

A scalar stays plain only where every YAML 1.1 and 1.2 parser reads back the same string; anything doubtful is put
into double quotes. Sentences (titles, summaries) are always quoted, so that nobody has to think about their colons.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from generator.model import Paper, Software

WIDTH = 120
# Relative to entries/papers/<year>/ and to entries/software/: github.dev and VS Code find the schema in every clone.
SCHEMA_OF: dict[type[BaseModel], str] = {Paper: "../../schema/paper.json", Software: "../schema/software.json"}

PROSE = frozenset({"title", "summary", "aka", "features"})
BLOCK_LISTS = frozenset({"aka", "features"})

# Letters of the scripts that names are printed in. A fixed list: what Python calls a letter grows with its version.
_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff"
_LETTER += "\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
_PLAIN_ASCII = re.compile(r"[A-Za-z](?:[A-Za-z0-9_.'/()&+ -]*[A-Za-z0-9_.')+])?")
_PLAIN_ADDRESS = re.compile(r"https?://[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~#]*[\-./0-9=A-Z_a-z~]")
# What some parser takes for a boolean, null or number although it begins with a letter.
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"])
# Invisible in an editor, or read as a line end by some parser; U+200C and U+200D join letters and stay.
_ESCAPED = re.compile(
    '["\\\\\x00-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff'
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


@cache
def _plain() -> re.Pattern[str]:
    # Its sets of letters are so large that making the pattern takes as long as writing a hundred entries.
    return re.compile(rf"[{_LETTER}](?:[{_LETTER}0-9\u0300-\u036f_.'/()&+ -]*[{_LETTER}0-9\u0300-\u036f_.')+])?")


@dataclass(frozen=True, slots=True)
class Part:
    """The text of one key or list item, with the path that spans use: `links.paper` or `aka.0`."""

    key: str
    text: str


def entry_text(entry: Paper | Software) -> str:
    """Return the canonical text of an entry file."""
    lines = "".join(f"{part.text}\n" for part in parts(entry))
    return f"{schema_line(type(entry))}\n{lines}"


def schema_line(model: type[BaseModel]) -> str:
    """Return the first line of an entry file, by which editors find the schema."""
    return f"# yaml-language-server: $schema={SCHEMA_OF[model]}"


def parts(entry: Paper | Software, one_per_line: frozenset[str] = frozenset()) -> Iterator[Part]:
    """Yield the text of every field in the order of the model; lists named in `one_per_line` get a line per item."""
    yield from _fields(entry, "", one_per_line)


def _fields(record: BaseModel, parent: str, one_per_line: frozenset[str]) -> Iterator[Part]:
    indent = "  " * bool(parent)
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if field.exclude or value is None or (value == () and field.default == ()):
            continue
        key = f"{parent}{name}"
        match value:
            case BaseModel():
                yield Part(key, f"{indent}{name}:")
                yield from _fields(value, f"{key}.", one_per_line)
            case tuple():
                yield from _list(key, f"{indent}{name}:", value, key in one_per_line)
            case _:
                yield Part(key, f"{indent}{name}: {scalar(value, prose=name in PROSE)}")


def _list(key: str, head: str, values: tuple[str, ...], one_per_line: bool) -> Iterator[Part]:
    name = key.rpartition(".")[2]
    texts = [scalar(value, prose=name in PROSE) for value in values]
    addresses = key.startswith("links.")
    if addresses and len(texts) == 1 and not one_per_line:
        yield Part(key, f"{head} {texts[0]}")
    elif texts and (addresses or one_per_line or name in BLOCK_LISTS):
        yield Part(key, head)
        indent = head[: len(head) - len(head.lstrip())] + "  "
        for index, text in enumerate(texts):
            yield Part(f"{key}.{index}", f"{indent}- {text}")
    else:
        yield Part(key, _flow(f"{head} [", texts))


def _flow(head: str, texts: list[str]) -> str:
    """Return a list in brackets; what does not fit into the width goes on below the first item."""
    pad = " " * len(head)
    lines, line = [], head
    for index, text in enumerate(texts):
        item = text + ("," if index + 1 < len(texts) else "]")
        if line in {head, pad}:
            line += item
        elif len(line) + 1 + len(item) <= WIDTH:
            line += f" {item}"
        else:
            lines.append(line)
            line = pad + item
    return "\n".join([*lines, line if texts else f"{line}]"])


def scalar(value: str | int, *, prose: bool = False) -> str:
    """Return one value as YAML text: plain where that is safe everywhere, else in double quotes."""
    if isinstance(value, int):
        return str(value)
    if not prose and _is_plain(value):
        return value
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _is_plain(value: str) -> bool:
    if value.startswith("http"):
        return bool(_PLAIN_ADDRESS.fullmatch(value))
    pattern = _PLAIN_ASCII if value.isascii() else _plain()
    return bool(pattern.fullmatch(value)) and value.lower() not in _WORDS


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if code < 0x100:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
