"""The commands of contributors and of the workflows that serve them: add, added, notes, pull, suggest."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, exists=True, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("what", nargs=-1)
@click.option("--topic", "-t", "topics", multiple=True, metavar="ID", help="A topic; the first one given is its home.")
@click.option("--title", default="", help="The title, where no service knows it or says it wrong.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="An author, in order.")
@click.option("--year", type=click.IntRange(1900, 2100), help="The venue's year, or of a preprint the first version's.")
@click.option("--venue", default="", metavar="ID", help="A key of entries/venues.yml.")
@click.option("--track", default="", help="Findings, Workshop, Oral, ... as the venue calls it.")
@click.option("--paper", multiple=True, metavar="URL", help="Where to read it.")
@click.option("--code", multiple=True, metavar="URL", help="A repository with its code.")
@click.option("--project", multiple=True, metavar="URL", help="Its own page.")
@click.option("--tag", "tags", multiple=True, metavar="ID", help="A key of entries/tags.yml.")
@click.option("--summary", default="", help="What it does in one sentence of your own.")
@click.option("--id", "identity", default="", metavar="ID", help="The name of the new file, without .yml.")
@click.option("--offline", is_flag=True, help="Ask no service; write what is known and say what is missing.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: take the proposals.")
@click.option("--anyway", is_flag=True, help="Write although an entry looks the same.")
@click.option("--dry-run", is_flag=True, help="Show the entry and write nothing.")
@click.pass_obj
def add(
    root: Path,
    /,
    *,
    what: tuple[str, ...],
    identity: str,
    offline: bool,
    yes: bool,
    anyway: bool,
    dry_run: bool,
    paper: tuple[str, ...],
    code: tuple[str, ...],
    project: tuple[str, ...],
    **fields: Any,
) -> None:
    """Make the entry of a paper.

    WHAT is an arXiv, DOI, OpenReview, ACL Anthology or GitHub id or address, a BibTeX entry, a file of BibTeX, or - for
    BibTeX from standard input. A repository after a paper is that paper's code. Without WHAT, everything is asked.
    """
    from generator.authoring import command
    from generator.authoring.proposal import Wish

    links = {kind: urls for kind, urls in (("paper", paper), ("code", code), ("project", project)) if urls}
    wanted = command.Wanted(what, Wish(links=links, id=identity, **fields), offline, yes, anyway, dry_run)
    try:
        outcomes = command.run(root, wanted)
    except command.UsageError as error:
        raise click.UsageError(str(error)) from error
    raise SystemExit(0 if all(one.good for one in outcomes) else 1)


@click.command()
@click.option("--today", type=DAY, help="Pretend it is that day; for trials.")
@click.option("--check", is_flag=True, help="Change nothing; say whether days are missing.")
@click.pass_obj
def added(root: Path, /, *, today: dt.datetime | None, check: bool) -> None:
    """Record the day of every entry that has none yet; the workflow on main does this after each merge."""
    from generator import collection, facts, output
    from generator.authoring import added as days

    loaded, _ = collection.load(root)
    known, _ = facts.read(root)
    made = days.tree(loaded, known, (today or dt.datetime.now(dt.UTC)).date())
    if check:
        raise SystemExit(1 if days.unfinished(root, made) else 0)
    for path in output.put(root, made):
        click.echo(f"wrote {path}")


@click.command()
@click.argument("month", metavar="YYYY-MM", type=click.DateTime(["%Y-%m"]))
@click.pass_obj
def notes(root: Path, /, *, month: dt.datetime) -> None:
    """Print the papers that came in during a month, as release notes; nothing if there are none."""
    from generator import collection, facts, settings
    from generator.authoring import added as days

    loaded, _ = collection.load(root)
    known, _ = facts.read(root)
    click.echo(days.notes(loaded, known, settings.load(root), f"{month:%Y-%m}"), nl=False)


@click.group()
def pull() -> None:
    """Serve pull requests: fetch one as data, write the comment it gets. For the workflows."""


@pull.command("fetch")
@click.option("--head", required=True, metavar="OWNER:BRANCH", help="Where the pull request comes from.")
@click.option("--sha", required=True, help="Its newest commit.")
@click.option("--into", required=True, type=FOLDER, help="A new folder for its entries.")
@click.pass_obj
def fetch_pull(root: Path, /, *, head: str, sha: str, into: Path) -> None:
    """Fetch the entries of an open pull request, and print its number; print nothing if there is none.

    Nothing of the pull request is run. The folder can be given to `generator --root` afterwards.
    """
    from generator.authoring import command
    from generator.authoring import pull as pulls

    if into.exists():
        raise click.UsageError(f"{into} is there already")
    try:
        with command.github(root) as (_, github):
            found = pulls.fetch(github, head, sha, root, into)
    except (command.UsageError, pulls.PullError) as error:
        raise click.UsageError(str(error)) from error
    if found:
        command.settle(root, into)
        click.echo(found.number)


@pull.command("urls")
@click.argument("folder", type=FOLDER)
@click.pass_obj
def urls_of_pull(root: Path, /, *, folder: Path) -> None:
    """Print the addresses that a fetched pull request brings, one a line, for `generator links --urls -`."""
    from generator.authoring import pull as pulls

    click.echo("".join(f"{url}\n" for url in pulls.addresses(root, folder)), nl=False)


@pull.command("comment")
@click.argument("folder", type=FOLDER)
@click.option("--links", type=FILE, help="What `generator links --json` said of its addresses.")
@click.option("--run", default="", metavar="URL", help="Where the preview of the site can be downloaded.")
@click.pass_obj
def comment_on_pull(root: Path, /, *, folder: Path, links: Path | None, run: str) -> None:
    """Print the comment that a fetched pull request gets."""
    from generator import settings
    from generator.authoring import comment
    from generator.authoring import pull as pulls

    verdicts = comment.read_links(links)
    click.echo(comment.comment(pulls.read(folder), root, folder, settings.load(root), verdicts, run), nl=False)


@click.command()
@click.argument("event", type=FILE)
@click.option("--into", required=True, type=FOLDER, help="A folder for what the workflow needs.")
@click.option("--offline", is_flag=True, help="Ask no service.")
@click.pass_obj
def suggest(root: Path, /, *, event: Path, into: Path, offline: bool) -> None:
    """Make the entry that an issue form suggests, and the words of its pull request, or of an answer."""
    from generator.authoring import command, issue
    from generator.authoring.add import Adding

    try:
        one = issue.suggestion(json.loads(event.read_text("utf-8")))
        with command.services(root, offline=offline) as (ours, lookup):
            adding = Adding(root, ours, lookup, dt.datetime.now(dt.UTC).year)
            issue.write(into, issue.answer(one, adding))
    except (issue.EventError, command.UsageError, json.JSONDecodeError) as error:
        raise click.UsageError(str(error)) from error


COMMANDS = (add, added, notes, pull, suggest)
