"""Cells of CSV files, which people open in spreadsheets."""

from generator.escape.characters import plain

_FORMULA = frozenset("=+-@|%\t\r")


def cell(value: str) -> str:
    """Return the value so that no spreadsheet takes it for a formula; quoting is the CSV writer's task."""
    if value.isalnum():
        return value
    value = plain(value)
    return f"'{value}" if value[:1] in _FORMULA or value.lstrip()[:1] in _FORMULA else value
