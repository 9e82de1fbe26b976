"""Questions at a terminal: the known words are offered by the Tab key, and a useless answer is asked for again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from generator.authoring.proposal import Proposal, Wish, unknown
from generator.authoring.topics import Proposal as Likely
from generator.authoring.topics import Topics
from generator.collection import Collection
from generator.importers.appearances import Appearances

Ask = Callable[[str, str, Sequence[str]], str]
"""From a question, the answer for an empty line, and the words that Tab completes, to the answer."""


def at_terminal(question: str, default: str, words: Sequence[str]) -> str:
    """Return what a person types."""
    with _completing(words):
        answer: str = click.prompt(question, default=default, show_default=bool(default))
    return answer.strip()


@contextmanager
def _completing(words: Sequence[str]) -> Iterator[None]:
    try:
        import readline  # noqa: PLC0415 - missing on some systems, where nothing is completed
    except ImportError:
        yield
        return

    def match(start: str, number: int) -> str | None:
        found = [word for word in words if word.casefold().startswith(start.casefold())]
        return found[number] if number < len(found) else None

    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(match)
    # Hyphens belong to the words; commas and spaces part them.
    readline.set_completer_delims(", \t\n")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)


def answered(proposal: Proposal, wish: Wish, collection: Collection, topics: Topics, ask: Ask) -> Wish:
    """Return the wish with the answers to what is missing or guessed."""
    fields = proposal.fields
    title = wish.title or (ask("Title", "", ()) if not fields["title"] else "")
    links: Mapping[str, tuple[str, ...]] = wish.links
    if not fields["links"]:
        links = {"paper": (ask("Address of the paper", "", ()),)}
    authors = wish.authors
    if not (fields["authors"] or authors):
        authors = _parts(ask("Authors, parted by commas (empty if unknown)", "", ()))
    venue = wish.venue
    if not (fields["venue"] or venue):
        venue = _known("Venue (Tab completes; empty for a preprint)", Appearances(collection.venues), collection, ask)
    year = wish.year
    if not (fields["year"] or year):
        year = _number("Year", ask)
    chosen = wish.topics or _topics(topics.proposed(title or fields["title"] or ""), collection, ask)
    return Wish(title, authors, year, venue, wish.track, chosen, wish.tags, wish.summary, links, wish.id)


def _topics(likely: Sequence[Likely], collection: Collection, ask: Ask) -> tuple[str, ...]:
    """Return the chosen topics, given by number or id."""
    for number, one in enumerate(likely, 1):
        topic = collection.nodes[one.topic].topic
        click.echo(f"  {number}  {one.topic}: {topic.about} ({one.share:.0%}, {one.reason})", err=True)
    default = "1" if likely else ""
    while True:
        given = _parts(ask("Topics by number or id, home first (Tab completes)", default, list(collection.nodes)))
        chosen = tuple(_by_number(one, likely) for one in given)
        strange = [one for one in chosen if one not in collection.nodes]
        if chosen and not strange:
            return tuple(dict.fromkeys(chosen))
        wrong = unknown("topic", strange[0], collection.nodes) if strange else "at least one topic is needed"
        click.echo(f"  {wrong}", err=True)


def _by_number(given: str, likely: Sequence[Likely]) -> str:
    if given.isascii() and given.isdigit() and 1 <= int(given) <= len(likely):
        return likely[int(given) - 1].topic
    return given


def _known(question: str, appearances: Appearances, collection: Collection, ask: Ask) -> str:
    while True:
        given = ask(question, "", list(collection.venues))
        if not given or appearances.read(given):
            return given
        click.echo(f"  {unknown('venue', given, collection.venues)}", err=True)


def _number(question: str, ask: Ask) -> int:
    while True:
        given = ask(question, "", ())
        if given.isascii() and given.isdigit() and len(given) == 4:
            return int(given)
        click.echo("  a year has four digits", err=True)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for one in text.split(",") if (part := one.strip()))
