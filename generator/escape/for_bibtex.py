"""Values of BibTeX fields, written for LaTeX in UTF-8."""

import re

from generator.escape.characters import plain

# BibTeX counts braces even behind a backslash, so a brace must be a command.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': r"{\textquotedbl}",
    }
)
_SPECIAL = re.compile(r'[\\{}&%$#_~^<>|"]')
_WORD = re.compile(r"[^\W_]+(?:[.+'\u2019][^\W_]+)*")
_NAME_BEFORE_COLON = re.compile(r"^[^\s:]+(?=:\s)")


def value(text: str) -> str:
    """Return the text as the inside of a braced field."""
    text = plain(text)
    return text.translate(_LATEX) if _SPECIAL.search(text) else text


def title(text: str) -> str:
    """Return a title whose names and acronyms stay as they are in styles that put titles into lower case."""
    text = plain(text)
    name = _NAME_BEFORE_COLON.match(text)
    if name is None:
        return _guarded(text)
    return f"{{{value(name[0])}}}{_guarded(text[name.end() :])}"


def group(text: str) -> str:
    """Return a name that BibTeX must not take apart."""
    return f"{{{value(text)}}}"


def verbatim(text: str) -> str:
    """Return an address or identifier, whose characters LaTeX packages read as they are, without loose braces."""
    return plain(text).replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")


def _guarded(text: str) -> str:
    # The commands that `value` puts in have no capitals, so they are never taken for names.
    return _WORD.sub(_in_braces, value(text))


def _in_braces(match: re.Match[str]) -> str:
    word = match[0]
    return word if word[1:].islower() or not any(map(str.isupper, word[1:])) else f"{{{word}}}"
