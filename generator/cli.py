"""The commands: read, compute, write, report. What a command needs is imported inside it, so that each starts fast."""

import datetime as dt
import gc
import importlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator.diagnostics import FORMATS, Diagnostic, line_reader

CLEAN, PROBLEMS, WRONG_USAGE = 0, 1, 2
# The commands of other modules, which are read only when they are called or listed.
ELSEWHERE = {
    "add": "cli_authoring",
    "added": "cli_authoring",
    "notes": "cli_authoring",
    "pull": "cli_authoring",
    "suggest": "cli_authoring",
    "links": "cli_network",
    "refresh": "cli_network",
    "verify": "cli_network",
}


class Refused(click.ClickException):
    """Wrong usage or a missing setting: the reason goes to the terminal, the exit code is 2."""

    exit_code = WRONG_USAGE


def default_format() -> str:
    """Return how problems are printed where nobody chose: as annotations inside GitHub Actions, else for people."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


class Commands(click.Group):
    """The commands of this module and, once somebody asks for them, those of the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name."""
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        found = getattr(importlib.import_module(f"generator.{ELSEWHERE[cmd_name]}"), cmd_name)
        return found if isinstance(found, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder; without it, the nearest one around here that holds entries/.",
)
@click.version_option(package_name="awesome-efficient-llm", prog_name="generator")
@click.pass_context
def cli(context: click.Context, *, root: Path) -> None:
    """Check the entries of the list and make its README, site and exports from them."""
    context.obj = _project(root)


@cli.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default=default_format,
    show_default="text; github inside GitHub Actions",
    help="How problems are printed.",
)
@click.option("--changed-since", default="", metavar="REV", help="Only problems that were not there at a revision.")
@click.pass_obj
def check(root: Path, *, form: str, changed_since: str) -> None:
    """Say what is wrong with the entries: where, which rule, and how to repair it."""
    from generator import checks

    collection, problems = checks.everything(root)
    if changed_since:
        from generator.authoring import since

        try:
            problems = since.introduced(problems, since.problems_at(root, changed_since))
        except since.RevisionError as error:
            raise Refused(f"--changed-since: {error}") from error
    report(root, problems, form)
    click.echo(f"{len(collection.papers)} papers, {len(collection.software)} software: {_count(problems)}", err=True)
    raise SystemExit(exit_code(problems))


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; say which entries are not in canonical form.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
@click.pass_obj
def fmt(root: Path, *, paths: tuple[Path, ...], check: bool, diff: bool) -> None:
    """Bring entries into canonical form: order, quoting, wrapping, addresses. Comments are kept.

    PATHS are entry files or folders; without any, all entries.
    """
    from generator import fmt as formatting
    from generator import output

    chosen = formatting.files(root, paths)
    if paths and not chosen:
        raise Refused(f"no entry file among {', '.join(map(str, paths))}: they lie in entries/papers, entries/software")
    changes, problems = formatting.changes(root, chosen)
    if diff:
        click.echo("".join(map(formatting.diff, changes)), nl=False)
    if check:
        problems += map(formatting.not_formatted, changes)
    elif not diff:
        for path in output.put(root, {one.path: one.after for one in changes}):
            click.echo(f"formatted {path}")
    report(root, problems, default_format())
    click.echo(f"{len(chosen)} entries, {len(changes)} not in canonical form", err=True)
    raise SystemExit(exit_code(problems))


@cli.command()
@click.option("--check", is_flag=True, help="Change nothing; say which schemas are not up to date.")
@click.pass_obj
def schema(root: Path, *, check: bool) -> None:
    """Write the JSON Schemas by which editors complete and explain entries, and the topics of the issue form."""
    from generator import collection, forms, output
    from generator import schema as schemas

    loaded, problems = collection.load(root)
    if broken := [one for one in problems if one.span.path in schemas.SOURCES]:
        # Half a vocabulary would make editors refuse good entries.
        report(root, broken, default_format())
        raise SystemExit(PROBLEMS)
    if check:
        stale = list(schemas.stale(root, loaded))
        report(root, stale, default_format())
        raise SystemExit(PROBLEMS if stale else CLEAN)
    form = forms.tree(loaded) if forms.has_one(root) else {}
    for path in output.put(root, schemas.tree(loaded) | form):
        click.echo(f"wrote {path}")


@cli.command()
@click.option("--check", is_flag=True, help="Change nothing; say which outputs are stale.")
@click.pass_obj
def build(root: Path, *, check: bool) -> None:
    """Make README.md, the exports and the source of the site from the entries."""
    from generator import output, website
    from generator.settings import SettingsError

    try:
        edition = website.read(root)
    except SettingsError as error:
        raise Refused(str(error)) from error
    if exit_code(edition.problems) != CLEAN:
        report(root, edition.problems, default_format())
        raise SystemExit(PROBLEMS)
    if check:
        stale = output.compare(root, website.tree(edition))
        report(root, stale, default_format())
        raise SystemExit(exit_code(stale))
    try:
        done = website.build(edition)
    except output.OutputError as error:
        raise Refused(str(error)) from error
    click.echo(f"{len(done.wrote)} files written, {len(done.removed)} removed, {done.kept} up to date")


@cli.command()
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder that the site's builder wrote; without it, build/site.",
)
@click.pass_obj
def stamp(root: Path, *, site: Path | None) -> None:
    """Write the paper pages into a built site, where the builder ran without our hook."""
    from generator import website
    from generator.settings import SettingsError
    from generator.stamp import ShellError

    try:
        count = website.finish(website.read(root), site or root / "build" / "site")
    except (SettingsError, ShellError) as error:
        raise Refused(str(error)) from error
    click.echo(f"{count} paper pages written")


@cli.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--list", "lists", multiple=True, metavar="ID", help="Which list a file is; once for each file, in order."
)
@click.option(
    "--bibliography",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The text of a survey whose references say authors, venues and years.",
)
@click.option("--dry-run", is_flag=True, help="Write only the report; print examples.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day on which entries are added.")
@click.pass_obj
def import_lists(
    root: Path,
    *,
    files: tuple[Path, ...],
    lists: tuple[str, ...],
    bibliography: Path | None,
    dry_run: bool,
    today: dt.datetime | None,
) -> None:
    """Make new entries from the FILES of other lists, and a report of where every line and link went.

    FILES are Markdown of any style, BibTeX (.bib), CSV (.csv, .tsv) or a papers.json of this program. A list without
    rules in entries/import.yml brings its headings as topics. Entries that exist are never changed: what a list says
    otherwise stands in the report, build/import/report.md.
    """
    from generator import output
    from generator.importers import report as reports
    from generator.importers import run

    if lists and len(lists) != len(files):
        raise Refused(f"--list is there {len(lists)} times for {len(files)} files: give one for each, or none")
    names = lists or ("",) * len(files)
    sources = [run.source(path.name, path.read_bytes(), name) for path, name in zip(files, names, strict=True)]
    day = today.date() if today else dt.datetime.now(dt.UTC).date()
    try:
        outcome, problems = run.run(root, sources, _text(bibliography) if bibliography else "", day)
    except run.ImportRefusedError as error:
        raise Refused(str(error)) from error
    report(root, problems, default_format())
    if exit_code(problems):
        raise SystemExit(PROBLEMS)
    output.put(root, reports.tree(outcome))
    wrote = [] if dry_run else output.put(root, outcome.tree)
    for line in (*(reports.preview(outcome) if dry_run else ()), *reports.summary(outcome)):
        click.echo(line)
    click.echo(f"{len(wrote)} files written; the report is {reports.FOLDER}/report.md")
    raise SystemExit(PROBLEMS if reports.losses(outcome) else CLEAN)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8: {error.reason} at byte {error.start}") from error


def report(root: Path, problems: Iterable[Diagnostic], form: str) -> None:
    """Print the problems in one of the formats."""
    click.echo(FORMATS[form](problems, line_reader(root)), nl=False)


def exit_code(problems: Iterable[Diagnostic]) -> int:
    """Return 1 when something is an error, else 0: warnings alone stop nobody."""
    return PROBLEMS if any(one.severity == "error" for one in problems) else CLEAN


def main() -> None:
    """Run the command line."""
    # Entries make many objects and hardly any garbage: looking for it every 700 objects is a tenth of a build's time.
    gc.set_threshold(100_000, 20, 20)
    # A message may quote a character that an old terminal cannot show: escape it rather than fail.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="generator")


def _project(start: Path) -> Path:
    for folder in (start.absolute(), *start.absolute().parents):
        if (folder / "entries").is_dir():
            return folder
    raise Refused(f"{start.absolute()} is not inside a project: no folder around it holds entries/")


def _count(problems: Iterable[Diagnostic]) -> str:
    severities = [one.severity for one in problems]
    errors, warnings = severities.count("error"), severities.count("warning")
    found = [f"{errors} error{'s' * (errors != 1)}"] * (errors > 0)
    found += [f"{warnings} warning{'s' * (warnings != 1)}"] * (warnings > 0)
    return ", ".join(found) or "no problems"
