"""What the templates of README and site share: strict Jinja, values escaped unless a filter did it, common filters."""

import datetime as dt
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator.escape import for_script, for_url

CACHE = "build/.templates"
"""Where compiled templates wait for the next build, as Python keeps its own; their sources' checksums guard them."""

Filter = Callable[..., Any]


def environment(
    root: Path, folder: str, escaper: Callable[[str], str], filters: Mapping[str, Filter]
) -> jinja2.Environment:
    """Return the Jinja environment of a folder: unknown names fail, and a value without a filter meets the escaper."""

    def finished(value: Any) -> Any:
        kind = type(value)
        if kind is Markup:
            return value
        if kind is str:
            return markup(escaper(value))
        if value is None:
            raise TypeError("a template prints a value that is None")
        return value

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / folder),
        undefined=jinja2.StrictUndefined,
        # What is not yet markup after `finalize` is escaped for HTML; macros and filters return markup.
        autoescape=True,
        finalize=finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_cache(root),
    )
    made.filters |= FILTERS
    made.filters |= filters
    return made


def markup(text: str) -> Markup:
    """Return text as markup: the one place where that happens, and all callers escaped it."""
    # What `Markup(text)` comes to, without asking first whether the text is markup already: builds do it 50,000 times.
    return str.__new__(Markup, text)


def marked(escaper: Callable[[str], str]) -> Filter:
    """Return an escaper as a filter."""

    def filtered(value: str) -> Markup:
        if type(value) is Markup:
            # It was escaped for another context, which is not what this filter's place needs.
            raise TypeError(f"escaped twice: {value!r}")
        return markup(escaper(value))

    return filtered


def compact(count: int) -> Markup:
    """Return a count in few letters: 999, 1.2k, 34k, 1.5M."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            tenths = count * 10 // size
            return markup(f"{tenths // 10}{unit}" if tenths >= 100 or tenths % 10 == 0 else f"{tenths / 10:.1f}{unit}")
    return markup(str(count))


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: `1 paper`, `1,204 papers`."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def day(value: dt.date) -> Markup:
    """Return a day as 2024-05-01."""
    return markup(value.isoformat())


FILTERS: dict[str, Filter] = {
    "url": marked(for_url.address),
    "part": marked(for_url.part),
    "script": lambda value: markup(for_script.script(value)),
    "compact": compact,
    "counted": counted,
    "day": day,
}


def _cache(root: Path) -> jinja2.BytecodeCache | None:
    folder = root / CACHE
    if folder.is_symlink() or folder.parent.is_symlink() or not folder.parent.is_dir():
        return None
    folder.mkdir(exist_ok=True)
    return jinja2.FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None
