"""What a run says on the terminal, and the question before anything is written."""

from pathlib import Path
from typing import Any

import click

from generator import console
from generator.diagnostics import FORMATS, line_reader
from generator.links import command, report
from generator.links.command import Told

_STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True},
    "dead": {"fg": "red"},
    "moved": {"fg": "yellow"},
    "dim": {"dim": True},
    "plain": {},
}


def tell(root: Path, told: Told, form: str) -> None:
    """Print what a run found, as a table or as annotations."""
    read_line = line_reader(root)
    if told.problems:
        click.echo(FORMATS[form](told.problems, read_line), nl=False)
    if form == "github":
        click.echo(FORMATS["github"](report.annotations(told.found), read_line), nl=False)
        click.echo(report.summary(told.found, told.outcome))
        return
    for style, line in report.table(told.found, told.outcome):
        click.echo(click.style(line, **_STYLES[style]))


def fix(root: Path, told: Told, *, cross_domain: bool, yes: bool) -> None:
    """Show the changes and write them once somebody agrees."""
    made = command.propose(root, told, cross_domain=cross_domain)
    left = [f"{record.url} ({reason})" for record, reason in made.left]
    console.write(root, made.changes, left, yes=yes)
