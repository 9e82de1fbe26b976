"""Show changes of entry files as a diff, ask, and write them."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator import output
from generator.edits import Change


def write(root: Path, changes: Sequence[Change], left: Sequence[str], *, yes: bool) -> None:
    """Print the diff and what is left to people; write once somebody agrees, or without asking when told so."""
    click.echo()
    for change in changes:
        click.echo(_coloured(change.diff()), nl=False)
    if changes and left:
        click.echo()
    for reason in left:
        click.echo(f"left as it is: {reason}")
    if not changes:
        click.echo("Nothing to write.")
        return
    files = f"{len(changes)} file{'s' * (len(changes) != 1)}"
    # Nobody can answer where there is no terminal, so there --yes is needed.
    if not yes and not (sys.stdin.isatty() and click.confirm(f"Write {files}?")):
        click.echo("Nothing written; --yes writes it.")
        return
    for path in output.put(root, {one.path: one.after for one in changes}):
        click.echo(f"wrote {path}")


def _coloured(diff: str) -> str:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    return "".join(click.style(line, fg=colours.get(line[:1])) for line in diff.splitlines(keepends=True))
