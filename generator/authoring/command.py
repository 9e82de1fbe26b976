"""`generator add` from options to outcomes: who is asked, which services answer, what is told."""

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from generator import output, settings
from generator.authoring import prompts
from generator.authoring.add import Adding, Outcome, Task, UnknownSubjectError, silently, tasks
from generator.authoring.lookup import Lookup
from generator.authoring.proposal import Proposal, Wish
from generator.authoring.pull import GitHub
from generator.net import Network, NetworkError, configure, fetching
from generator.settings import Settings


class UsageError(ValueError):
    """The command cannot be run as it was given; the message says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asked for."""

    what: tuple[str, ...]
    wish: Wish = field(default_factory=Wish)
    offline: bool = False
    yes: bool = False
    anyway: bool = False
    dry_run: bool = False


def run(root: Path, wanted: Wanted) -> list[Outcome]:
    """Add everything that was named, tell of each, and return the outcomes.

    Raises:
        UsageError: nothing or something unknown is to be added, or the settings cannot be used.

    """
    asked = sys.stdin.isatty() and not wanted.yes and "-" not in wanted.what
    what = wanted.what
    if not (what or wanted.wish.title or wanted.wish.links):
        if not asked:
            raise UsageError("say what to add: an address, an id, BibTeX or --title; see generator add --help")
        answer = prompts.at_terminal("Address, id or BibTeX of the paper (empty to type its fields)", "", ())
        what = tuple(filter(None, [answer]))
    try:
        works = tasks([_words(one) for one in what]) or [Task("the paper")]
    except UnknownSubjectError as error:
        raise UsageError(str(error)) from error
    outcomes = []
    with services(root, offline=wanted.offline) as (known, lookup):
        adding = Adding(root, known, lookup, dt.datetime.now(dt.UTC).year)

        def complete(proposal: Proposal, wish: Wish) -> Wish:
            return prompts.answered(proposal, wish, adding.collection, adding.topics, prompts.at_terminal)

        for work in works:
            asking = complete if asked else silently
            outcomes.append(adding.add(work, wanted.wish, asking, anyway=wanted.anyway, write=not wanted.dry_run))
            click.echo("\n".join(outcomes[-1].lines))
    return outcomes


def _words(what: str) -> str:
    """Return the words of an argument: of a file, or of standard input, what it holds."""
    if what == "-":
        return sys.stdin.read()
    path = Path(what)
    try:
        return path.read_text("utf-8-sig") if path.suffix in {".bib", ".txt"} and path.is_file() else what
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8: {error.reason} at byte {error.start}") from error


@contextmanager
def services(root: Path, *, offline: bool) -> Iterator[tuple[Settings, Lookup]]:
    """Yield the settings and the services that know of papers.

    Raises:
        UsageError: the settings cannot be used.

    """
    known, network = _network(root)
    if offline:
        yield known, Lookup(network, None)
        return
    with fetching(network) as fetch:
        yield known, Lookup(network, fetch)


@contextmanager
def github(root: Path) -> Iterator[tuple[Settings, GitHub]]:
    """Yield the settings and the API of the list's own repository.

    Raises:
        UsageError: the settings cannot be used.

    """
    known, network = _network(root)
    with fetching(network) as fetch:
        yield known, GitHub(network, fetch, known.repository)


def _network(root: Path) -> tuple[Settings, Network]:
    try:
        known = settings.load(root)
        agent = f"{known.repository.partition('/')[2]}-generator (+{known.contact or known.repository_url})"
        return known, configure(agent, known.network)
    except (settings.SettingsError, NetworkError) as error:
        raise UsageError(str(error)) from error


def settle(root: Path, into: Path) -> None:
    """Put the list's own settings into a folder of fetched entries, so that commands can work there."""
    output.put(into, {"pyproject.toml": (root / "pyproject.toml").read_text("utf-8")})
