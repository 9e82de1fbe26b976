"""Which characters may stand in a file that strangers send: none that is invisible or reorders what one reads."""

import re
import unicodedata

from generator.diagnostics import Diagnostic, Span

# Control characters, line ends that YAML and editors count differently, direction marks, invisible characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
    # Joiners have their place inside some scripts, none beside Latin letters.
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
_LINE_BREAK_IN_VALUE = re.compile(r"[\n\r\t]")
# The two loaders disagree about tabs, and a carriage return alone ends a line for some programs only.
_TAB_OR_RETURN = re.compile(r"[\t\r]")
_MARKS_IN_A_ROW = 4
_SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"


def problem(text: str) -> str | None:
    """Return which character of a value is not allowed there, or None."""
    if text.isascii() and text.isprintable():
        return None
    if match := _FORBIDDEN.search(text):
        return f"{_name(match[0])} is not allowed"
    if match := _LINE_BREAK_IN_VALUE.search(text):
        return f"{_name(match[0])} is not allowed inside a value"
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run > _MARKS_IN_A_ROW:
            return f"more than {_MARKS_IN_A_ROW} combining marks in a row are not allowed"
    return None


def without_forbidden(text: str) -> str:
    """Return a value as it may be quoted in a message."""
    return _LINE_BREAK_IN_VALUE.sub(" ", _FORBIDDEN.sub(_SUBSTITUTE, text))


def cleaned(path: str, content: str) -> tuple[str, list[Diagnostic]]:
    """Return a file's text with what may stand nowhere replaced, every line and column kept, and where that was."""
    content = content.replace("\r\n", "\n") if "\r" in content else content
    if not content.endswith("\n"):
        content += "\n"
    if content.isascii() and content.replace("\n", "").isprintable():
        return content, []
    problems = [
        Diagnostic(_span(path, content, match), "forbidden-character", f"{_name(match[0])} is not allowed", "remove it")
        for match in _FORBIDDEN.finditer(content)
    ]
    content = _FORBIDDEN.sub(_SUBSTITUTE, content)
    if match := _TAB_OR_RETURN.search(content):
        span = _span(path, content, match)
        if match[0] == "\t":
            problems.append(Diagnostic(span, "tab", "a tab is not allowed", "use spaces"))
        else:
            message = "a carriage return alone does not end a line"
            problems.append(Diagnostic(span, "tab", message, "save the file with Unix line ends"))
        content = content.replace("\t", " ").replace("\r", "\n")
    return content, problems


def _span(path: str, content: str, match: re.Match[str]) -> Span:
    line = content.count("\n", 0, match.start()) + 1
    return Span(path, line, match.start() - content.rfind("\n", 0, match.start()))


def _name(char: str) -> str:
    return f"the character U+{ord(char):04X} ({unicodedata.name(char, 'no name')})"
