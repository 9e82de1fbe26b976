"""The commands that use the network: links, refresh, verify."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.diagnostics import FORMATS, line_reader

SERVICES = "arxiv, github, gitlab, doi, crossref, openreview, openreview_old, huggingface, dblp, acl, wayback"
FILE = click.Path(dir_okay=False, path_type=Path)


def network_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every command with network has."""
    for option in (
        click.option(
            "--service",
            "services",
            multiple=True,
            metavar="NAME=URL",
            help=f"Ask a service at another address: {SERVICES}. GENERATOR_SERVICE_NAME does the same.",
        ),
        click.option(
            "--allow-net", multiple=True, metavar="CIDR", help="Dial this private network too, as 10.0.0.0/8."
        ),
        click.option("--rate", type=float, metavar="N", help="Requests per second at one domain."),
        click.option("--in-flight", type=int, metavar="N", help="Requests at once at one domain."),
    ):
        command = option(command)
    return command


def _network(
    root: Path, services: tuple[str, ...], allow_net: tuple[str, ...], rate: float | None, in_flight: int | None
) -> tuple[Any, Any]:
    from generator import settings
    from generator.net import NetworkError, configure

    named = dict(one.partition("=")[::2] for one in services)
    try:
        ours = settings.load(root)
        numbers = {"rate": rate, "in_flight": in_flight}
        options = {name: value for name, value in numbers.items() if value is not None}
        contact = ours.contact or ours.repository_url
        agent = f"{ours.repository.partition('/')[2]}-generator (+{contact})"
        return ours, configure(agent, ours.network, options=options, services=named, allow=allow_net)
    except (settings.SettingsError, NetworkError) as error:
        raise click.UsageError(str(error)) from error


@click.command()
@click.option("--urls", type=click.File("r", encoding="utf-8", errors="replace"), help="Check these, one a line.")
@click.option("--once", is_flag=True, help="Say what one look says; keep and use no history.")
@click.option("--again", is_flag=True, help="Ask also for what was asked lately.")
@click.option("--json", "json_file", type=FILE, help="Write everything that is known to this file.")
@click.option("--markdown", "markdown_file", type=FILE, help="Write the text of the issue; empty if all is well.")
@click.option("--format", "form", type=click.Choice(["text", "github"]), help="How findings are printed.")
@click.option("--changed-since", default="", metavar="REV", help="Only addresses that entries did not hold then.")
@click.option("--shard", default="", metavar="I/N", help="Only this machine's share of the domains.")
@click.option("--budget", default="30m", show_default=True, metavar="TIME", help="Stop after 90s, 10m or 2h.")
@click.option("--state", type=FILE, default=None, help="The history.  [default: .generator/links.jsonl]")
@click.option("--no-copies", is_flag=True, help="Do not ask the Wayback Machine for copies of what is dead.")
@click.option("--fix", is_flag=True, help="Write new addresses into the entries, after showing the diff.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@click.option("--cross-domain", is_flag=True, help="With --fix: also where the new address is on another domain.")
@click.option("--now", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="Pretend it is then; for trials.")
@network_options
@click.pass_obj
def links(root: Path, /, **given: Any) -> None:
    """Say which links are dead, moved or cannot be told, and repair what is sure.

    A link is dead after repeated failures over days, not after one. Exit code 0: none is dead; 1: some are;
    2: wrong usage; 3: the time was up before all were asked.
    """
    from generator.links import command, console, inventory, state

    ours, network = _network(root, given["services"], given["allow_net"], given["rate"], given["in_flight"])
    urls, form = given["urls"], _form(given["form"] or "")
    if given["fix"] and urls:
        raise click.UsageError("--fix changes entries; with --urls there are none")
    wanted = command.Wanted(
        lines=urls.read() if urls else None,
        lines_name=getattr(urls, "name", "-"),
        once=given["once"],
        again=given["again"],
        changed_since=given["changed_since"],
        shard=given["shard"],
        budget=given["budget"],
        state=(given["state"] or Path(command.STATE)).expanduser(),
        copies=not given["no_copies"],
        now=given["now"],
    )
    try:
        told = command.run(root, wanted, network)
    except (command.UsageError, inventory.RevisionError, state.StateError) as error:
        raise click.UsageError(str(error)) from error
    command.write(told, ours.name, json_file=given["json_file"], markdown_file=given["markdown_file"])
    console.tell(root, told, form)
    if given["fix"]:
        console.fix(root, told, cross_domain=given["cross_domain"], yes=given["yes"])
    raise SystemExit(told.code)


@click.command()
@click.option(
    "--only", multiple=True, type=click.Choice(["github", "gitlab", "arxiv", "huggingface"]), help="Ask only this one."
)
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Pretend it is that day; for trials.")
@network_options
@click.pass_obj
def refresh(root: Path, /, **given: Any) -> None:
    """Learn stars, renamed and archived repositories, and what arXiv says of each paper.

    What is learned goes to entries/facts with its day. Old values stay where a service does not answer. GITHUB_TOKEN
    makes GitHub answer for all repositories at once; without it some sixty an hour are asked. Exit code 1: no service
    answered anything.
    """
    from generator import refresh as refreshing

    _, network = _network(root, given["services"], given["allow_net"], given["rate"], given["in_flight"])
    day = given["today"].date() if given["today"] else dt.datetime.now(dt.UTC).date()
    made, problems = refreshing.refresh(root, network, day, services=given["only"])
    click.echo(FORMATS[_form("")](problems, line_reader(root)), nl=False)
    for one in made:
        click.secho(one.told(), fg="red" if one.failed else None)
    for path in [] if given["dry_run"] else refreshing.write(root, made):
        click.echo(f"wrote {path}")
    asked = [one for one in made if one.asked]
    if asked and all(one.failed for one in asked):
        raise click.ClickException("no service answered; nothing was changed")


@click.command()
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), help="How findings are printed.")
@click.option("--dblp", is_flag=True, help="Ask DBLP for every preprint too, one request each.")
@click.option("--fix", is_flag=True, help="Write what is proposed into the entries, after showing the diff.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@network_options
@click.pass_obj
def verify(root: Path, /, **given: Any) -> None:
    """Compare title, authors, year and venue of every entry with what the services say of its addresses.

    Exit code 1: an address leads to another paper or to none, or no service answered.
    """
    from generator import collection, console
    from generator.verify import command

    _, network = _network(root, given["services"], given["allow_net"], given["rate"], given["in_flight"])
    loaded, problems = collection.load(root)
    found, heard = command.verify(loaded, network, by_title=given["dblp"])
    diagnostics = [*problems, *(one.diagnostic for one in found)]
    click.echo(FORMATS[_form(given["form"] or "")](diagnostics, line_reader(root)), nl=False)
    for line in heard.told():
        click.echo(line, err=True)
    if given["fix"]:
        made, left = command.changes(root, found)
        console.write(root, made, left, yes=given["yes"])
    if heard.asked and not any(heard.answered.values()):
        raise click.ClickException("no service answered; nothing was compared")
    raise SystemExit(any(one.severity == "error" for one in diagnostics))


def _form(chosen: str) -> str:
    return chosen or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
