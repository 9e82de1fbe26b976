"""Read one YAML file into plain strings, lists and mappings, with the place of every key and value.

Every scalar stays the text that was written: `2306.10000` is no number and `no` no boolean here. What YAML offers
beyond that (anchors, tags, several documents) is refused, because entries come from strangers.
"""

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.diagnostics import Diagnostic, Span
from generator.source import characters, faults, loaders, quick
from generator.source.places import Spans, unpack
from generator.source.reading import MAX_DEPTH, Reading, TooDeepError, Value

__all__ = ["FAST", "LOADER", "Document", "Spans", "Value", "parse", "read"]

MAX_BYTES = 1_000_000
FAST = loaders.FAST
LOADER = loaders.LOADER


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: its values, where they stand, and where the keys stand."""

    value: Value
    spans: Spans
    keys: Spans


def read(root: Path, path: str) -> tuple[Document | None, list[Diagnostic]]:
    """Return the parsed file and what is wrong with it; no document when it is not YAML at all."""
    try:
        # A link could lead out of the project, and a message would print what stands there.
        with open(f"{root}/{path}", "rb", buffering=0, opener=_no_links) as stream:  # Path.open has no opener
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                return None, [Diagnostic(Span(path), "unreadable-file", "is no regular file")]
            size = status.st_size
            raw = stream.read() if size <= MAX_BYTES else b""
    except OSError as error:
        problem = "is a symbolic link" if error.errno == errno.ELOOP else f"cannot be read: {error.strerror}"
        return None, [Diagnostic(Span(path), "unreadable-file", problem, "put the file itself here")]
    if size > MAX_BYTES:
        return None, [Diagnostic(Span(path), "file-too-large", f"is larger than {MAX_BYTES:,} bytes")]
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        span = Span(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return None, [Diagnostic(span, "not-utf-8", message, "save the file as UTF-8")]
    return parse(path, content)


def parse(path: str, content: str, *, fast: bool = FAST) -> tuple[Document | None, list[Diagnostic]]:
    """Return the text of one YAML file as values and what is wrong with it; the same, fast or not."""
    content, problems = characters.cleaned(path, content)
    if fast and not loaders.is_odd(content):
        try:
            value = quick.values(content, loaders.events(content, fast=True))
        except (yaml.YAMLError, quick.OddError):
            pass  # the careful reading says what is wrong, if anything is
        else:
            careful = _Careful(path, content)
            return Document(value, Spans(path, careful.places), Spans(path, careful.keys)), problems
    return _careful(path, content, problems, fast=fast)


def _careful(
    path: str, content: str, problems: list[Diagnostic], *, fast: bool
) -> tuple[Document | None, list[Diagnostic]]:
    try:
        reading, value = _read(path, content, fast=fast)
    except yaml.YAMLError as error:
        return None, [*problems, faults.not_yaml(path, content, error)]
    except TooDeepError as error:
        message = f"is nested more than {MAX_DEPTH} levels deep"
        return None, [*problems, Diagnostic(unpack(path, error.place), "too-deep", message)]
    if value is None:
        return None, [*problems, Diagnostic(Span(path), "empty-file", "holds no values")]
    spans = Spans(path, lambda: reading.places)
    return Document(value, spans, Spans(path, lambda: reading.keys)), problems + reading.problems


def _read(path: str, content: str, *, fast: bool) -> tuple[Reading, Value | None]:
    if fast and not loaders.is_odd(content):
        try:
            reading = Reading(path, content, loaders.events(content, fast=True))
            return reading, reading.document()
        except yaml.YAMLError:
            # libyaml says less about what is wrong, and refuses some tags and escapes that PyYAML takes.
            return _read(path, content, fast=False)
    reading = Reading(path, content, loaders.events(content, fast=False))
    return reading, reading.document()


class _Careful:
    """The careful reading of a text that was read quickly, made when a place is asked for."""

    __slots__ = ("content", "path", "reading")

    def __init__(self, path: str, content: str) -> None:
        self.path, self.content = path, content
        self.reading: Reading | None = None

    def places(self) -> dict[str, int]:
        return self._read().places

    def keys(self) -> dict[str, int]:
        return self._read().keys

    def _read(self) -> Reading:
        if self.reading is None:
            self.reading, _ = _read(self.path, self.content, fast=True)
        return self.reading


def _no_links(path: str, flags: int) -> int:
    # Without waiting: a pipe would never answer. Windows has neither flag, and neither problem.
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
