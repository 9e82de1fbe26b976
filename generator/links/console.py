"""What a run says on the terminal, and the question before anything is written."""

import sys
from pathlib import Path
from typing import Any

import click

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
    click.echo()
    for change in made.changes:
        click.echo(_coloured(change.diff()), nl=False)
    for record, reason in made.left:
        click.echo(f"left as it is: {record.url} ({reason})")
    if not made.changes:
        click.echo("Nothing to write.")
        return
    # Nobody can answer where there is no terminal, so there --yes is needed.
    if not yes and not (sys.stdin.isatty() and click.confirm(f"Write {len(made.changes)} files?")):
        click.echo("Nothing written; --yes writes it.")
        return
    for path in command.put(root, made):
        click.echo(f"wrote {path}")


def _coloured(diff: str) -> str:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    return "".join(click.style(line, fg=colours.get(line[:1])) for line in diff.splitlines(keepends=True))
