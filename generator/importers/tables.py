"""Tables that compare frameworks, read from lists and surveys: which tasks each supports, and its features."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Task

_YES = frozenset("✓✔✅☑")
_NO = frozenset("✗✘✖❌☒")
_TASKS: tuple[tuple[str, Task], ...] = (
    ("finetun", "fine-tuning"),
    ("training", "training"),
    ("inference", "inference"),
)
_ORDER: tuple[Task, ...] = ("training", "fine-tuning", "inference")
_LINK = re.compile(r"\[+[^\[\]]*\]\([^()]*\)\]*|\[[^\[\]]*\]\(#\)")
_CITED_BY_NAME = re.compile(r"\s[A-Z][\w-]+(?: et al\.| & [A-Z][\w-]+)?\s\((?:19|20)\d{2}[a-z]?\)")
_CITATION = re.compile(r"\s*\([^()]*\b(?:19|20)\d{2}[a-z]?\)")
_TITLE_CASE = re.compile(r"(?<![\w-])[A-Z][a-z]+(?![\w])")


@dataclass(frozen=True, slots=True)
class Framework:
    """One row: the name as printed, the tasks it is marked for, its features without citations."""

    line: int
    name: str
    supports: tuple[Task, ...]
    features: tuple[str, ...] = ()


def frameworks(text: str) -> list[Framework]:
    """Return the rows of every table whose heading names tasks; a table may go on after the end of a page."""
    return list(_rows(text))


def _rows(text: str) -> Iterator[Framework]:
    columns: Mapping[int, Task] = {}
    prose = "\n".join(line for line in text.split("\n") if not _cells(line))
    usual = Counter(re.findall(r"(?<![\w-])[A-Za-z][a-z]+(?!\w)", prose))
    for number, line in enumerate(text.split("\n"), 1):
        cells = _cells(line)
        if heading := _heading(cells):
            columns = heading
        elif columns and len(cells) > max(columns) and all(_mark(cells[place]) is not None for place in columns):
            supports = [task for place, task in columns.items() if _mark(cells[place])]
            features = " ".join(cells[max(columns) + 1 :])
            yield Framework(
                number,
                _LINK.sub("", cells[0]).strip(" *`"),
                tuple(task for task in _ORDER if task in supports),
                tuple(_features(features, usual)),
            )


def _cells(line: str) -> Sequence[str]:
    line = line.strip()
    if line.startswith("|"):
        return [cell.strip() for cell in line.strip("|").split("|")]
    return [cell.strip() for cell in line.split("\t")] if "\t" in line else []


def _heading(cells: Sequence[str]) -> dict[int, Task]:
    """Return which column is about which task; none when fewer than two are."""
    found: dict[int, Task] = {}
    for place, cell in enumerate(cells):
        words = re.sub(r"[\W_]+", "", cell.casefold())
        task = next((task for ending, task in _TASKS if words.endswith((ending, f"{ending}ing"))), None)
        if task and place and task not in found.values():
            found[place] = task
    return found if len(found) > 1 else {}


def _mark(cell: str) -> bool | None:
    signs = frozenset(cell) - {"\N{VARIATION SELECTOR-16}", " "}
    if not signs or not signs <= _YES | _NO:
        return None
    return bool(signs & _YES)


def _features(text: str, usual: Mapping[str, int]) -> Iterator[str]:
    plain = _CITED_BY_NAME.sub("", _LINK.sub("", text))
    while (shorter := _CITATION.sub("", plain)) != plain:
        plain = shorter
    pieces: list[str] = []
    depth = start = 0
    for place, char in enumerate(f"{plain},"):
        depth += (char == "(") - (char == ")")
        if char == "," and depth <= 0:
            pieces.append(plain[start:place].strip(" ."))
            start = place + 1
    yield from (_plain_case(feature, usual) for feature in _rejoined(pieces) if feature)


def _rejoined(pieces: Sequence[str]) -> list[str]:
    """Return the pieces with a list inside of one feature whole again: `Serves A, B, and C models` is one."""
    done: list[str] = []
    for piece in pieces:
        if not piece.startswith("and ") or not done:
            done.append(piece)
            continue
        start = len(done) - 1
        while start and " " not in done[start]:
            start -= 1
        done[start:] = [", ".join([*done[start:], piece])]
    return done


def _plain_case(feature: str, usual: Mapping[str, int]) -> str:
    """Return the feature with words in lower case that the text mostly writes so: headings are no names."""

    def lower(match: re.Match[str]) -> str:
        word = match[0]
        return word.lower() if match.start() and usual[word.lower()] > usual[word] else word

    return _TITLE_CASE.sub(lower, feature)
