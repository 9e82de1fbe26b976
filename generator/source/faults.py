"""What is wrong with a file that is not YAML, in words for somebody who never read about YAML."""

import re

import yaml

from generator.diagnostics import Diagnostic, Span

_QUOTE = "put the value into double quotes"
_CLOSE = "close it with ]; quote items that hold a comma, a colon or a bracket"
_BREAK = "is not valid YAML"
# What PyYAML says, which of its two marks shows the place people must change, and what helps.
_FAULTS: tuple[tuple[str, str, str, str], ...] = (
    ("scanning a quoted scalar", "context", "the quotes that open here are not closed", "close the quotes"),
    ("found unknown escape", "problem", "a backslash inside double quotes begins an escape", "double the backslash"),
    ("scanning a double-quoted scalar", "problem", "the escape is not known", "double the backslash"),
    ("parsing a flow sequence", "context", "the list that begins here does not end as it should", _CLOSE),
    ("parsing a flow mapping", "context", "the braces that open here are not closed", "close them, or quote the value"),
    ("scanning an alias", "context", "a value cannot begin with *", _QUOTE),
    ("found undefined alias", "problem", "a value cannot begin with *", _QUOTE),
    ("scanning an anchor", "context", "a value cannot begin with &", _QUOTE),
    ("scanning a tag", "context", "a value cannot begin with !", _QUOTE),
    ("cannot start any token", "problem", "a value cannot begin with this character", _QUOTE),
    ("scanning a block scalar", "problem", "after | or > the text begins on the next line", f"{_QUOTE} instead"),
    ("could not find expected ':'", "context", "a key needs a colon and a space after it", "write name: value"),
    ("found another document", "problem", "a second document begins here", "one entry a file: remove ---"),
    ("expected '<document start>'", "problem", "a second document begins here", "remove the line above"),
    ("found '<scalar>'", "problem", "there is text after the value", f"{_QUOTE}, all of it"),
    ("found ','", "problem", "there is a comma after the value", "remove the comma: each field has its own line"),
    ("expected <block end>", "problem", "the line does not stand where it belongs", "indent it like its neighbours"),
    ("keys are not allowed", "problem", "a value cannot begin with ?", _QUOTE),
)  # fmt: skip
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
_INDENTED_KEY = re.compile(r"[ ]+[\w-]+:( |$)")


def not_yaml(path: str, content: str, error: yaml.YAMLError) -> Diagnostic:
    """Return what hinders YAML, at the place where it is repaired."""
    if match := _CONFLICT.search(content):
        span = Span(path, content.count("\n", 0, match.start()) + 1, 1, 7)
        hint = "keep one of the two versions and remove the lines of <<<<<<<, ======= and >>>>>>>"
        return Diagnostic(span, "not-yaml", f"{_BREAK}: a merge conflict is left", hint)
    said = f"{getattr(error, 'context', None)} {getattr(error, 'problem', None) or error}"
    if "mapping values are not allowed" in said:
        return _stray_colon(path, content, error)
    for pattern, which, message, hint in _FAULTS:
        if pattern in said:
            return Diagnostic(_span(path, content, error, f"{which}_mark"), "not-yaml", f"{_BREAK}: {message}", hint)
    message = getattr(error, "problem", None) or str(error)
    return Diagnostic(_span(path, content, error, "problem_mark"), "not-yaml", f"{_BREAK}: {message}")


def _stray_colon(path: str, content: str, error: yaml.YAMLError) -> Diagnostic:
    """Return which of three mistakes led to a colon that YAML did not expect."""
    span = _span(path, content, error, "problem_mark")
    lines = content.split("\n")
    line, above = lines[span.line - 1], lines[span.line - 2] if span.line > 1 else ""
    if above and not re.search(r":( |$)", above):
        place = Span(path, span.line - 1, 1, max(1, len(above.rstrip())))
        return Diagnostic(place, "not-yaml", f"{_BREAK}: a key needs a colon and a space after it", "write name: value")
    if (match := _INDENTED_KEY.match(line)) and match.end() >= span.column:
        place = Span(path, span.line, 1, span.column - 1)
        hint = "indent it like its neighbours"
        return Diagnostic(place, "not-yaml", f"{_BREAK}: the line is indented as if it continued the one above", hint)
    hint = f'{_QUOTE}, as in title: "AWQ: Quantization"'
    return Diagnostic(span, "not-yaml", f"{_BREAK}: the value holds a colon followed by a space", hint)


def _span(path: str, content: str, error: yaml.YAMLError, which: str) -> Span:
    mark = getattr(error, which, None) or getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = content.split("\n")
    if line <= len(lines) and lines[line - 1].strip():
        return Span(path, line, column)
    # Parsers like to blame the line after the fault when the file ends.
    full = [number for number, one in enumerate(lines[:line], 1) if one.strip()]
    line = full[-1] if full else 1
    return Span(path, line, len(lines[line - 1].rstrip()) or 1)
