"""Scripts as they are published: what only people read is left out, nothing is renamed, joined or rewritten."""

from collections.abc import Iterator

FOLDER = "assets/js"


def published(text: str) -> str:
    """Return a script without lines that are comments, without empty lines and without indentation.

    Our scripts keep to what makes this safe: a comment has its lines to itself, and no text spans lines.
    """
    return "".join(f"{line}\n" for line in _code(text))


def _code(text: str) -> Iterator[str]:
    inside = False
    for line in map(str.strip, text.splitlines()):
        if inside or line.startswith("/*"):
            inside = not line.endswith("*/")
        elif line and not line.startswith("//"):
            yield line
