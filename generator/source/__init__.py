"""Read one YAML file into plain strings, lists and mappings, with the place of every key and value.

Every scalar stays the text that was written: `2306.10000` is no number and `no` no boolean here. What YAML offers
beyond that (anchors, tags, several documents) is refused, because entries come from strangers.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.diagnostics import Diagnostic, Span
from generator.source import characters, faults, loaders
from generator.source.places import Spans
from generator.source.reading import Reading, Value

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
    file = root / path
    try:
        # A link could lead out of the project, and a message would print what stands there.
        if file.is_symlink():
            return None, [Diagnostic(Span(path), "unreadable-file", "is a symbolic link", "put the file itself here")]
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return None, [Diagnostic(Span(path), "unreadable-file", f"cannot be read: {error.strerror}")]
    if len(raw) > MAX_BYTES:
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
    if loaders.depth_of(content) > loaders.MAX_DEPTH:
        message = f"is nested more than {loaders.MAX_DEPTH} levels deep"
        return None, [*problems, Diagnostic(Span(path), "too-deep", message)]
    try:
        node = loaders.compose(content, fast=fast)
    except yaml.YAMLError as error:
        return None, [*problems, faults.not_yaml(path, content, error)]
    if node is None:
        return None, [*problems, Diagnostic(Span(path), "empty-file", "holds no values")]
    problems += loaders.anchors(path, content)
    reading = Reading(path, content)
    value = reading.value_of(node, "")
    return Document(value, Spans(path, reading.places), Spans(path, reading.keys)), problems + reading.problems
