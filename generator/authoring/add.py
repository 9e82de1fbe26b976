"""Make new entries: recognise what is meant, learn the facts, find duplicates, ask what is missing, write the file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator import collection as collections
from generator import output
from generator.authoring import duplicates, shown
from generator.authoring.duplicates import Match
from generator.authoring.known import Known
from generator.authoring.lookup import Lookup, of_reference
from generator.authoring.proposal import Proposal, Wish, propose
from generator.authoring.subject import Subject, subject
from generator.authoring.topics import Topics
from generator.importers import bibtex
from generator.model import Paper
from generator.settings import Settings

Complete = Callable[[Proposal, Wish], Wish]
"""Asks a person for what a proposal lacks; without a person, gives back the wish as it is."""


@dataclass(frozen=True)
class Task:
    """One work to add: what is known of it from the start, and the subjects that services are asked about."""

    name: str
    known: Known = field(default_factory=Known)
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of one task: the file, whether it is a whole new entry, and the lines to tell the person."""

    path: str
    good: bool
    lines: tuple[str, ...]
    paper: Paper | None = None
    notes: tuple[str, ...] = ()


def silently(proposal: Proposal, wish: Wish) -> Wish:
    """Return the wish as it is: there is nobody to ask."""
    del proposal
    return wish


class UnknownSubjectError(ValueError):
    """Something that is neither an identifier nor an address nor BibTeX."""


def tasks(given: Iterable[str]) -> list[Task]:
    """Return the works that the words name. Code that follows a paper is that paper's; a file of BibTeX holds several.

    Raises:
        UnknownSubjectError: one of the words names nothing that can be added.

    """
    found: list[Task] = []
    for text in given:
        one = subject(text)
        if one is None:
            raise UnknownSubjectError(
                f"{text[:80]!r} is no arXiv, DOI, OpenReview, ACL Anthology or GitHub id, no address and no BibTeX"
            )
        if one.kind == "bibtex":
            found += _of_bibtex(one.value)
        elif one.kind == "github" and found and found[-1].subjects and found[-1].subjects[0].kind != "github":
            last = found[-1]
            code = Known(links={"code": (one.url,)})
            found[-1] = replace(last, known=last.known.plus(code))
        else:
            found.append(Task(text, subjects=(one,)))
    return found


def _of_bibtex(text: str) -> Iterator[Task]:
    references, faults = bibtex.read(text)
    for fault in faults:
        yield Task(f"line {fault.line}", Known(notes=(f"line {fault.line} of the BibTeX: {fault.reason}",)))
    for one in references:
        yield Task(one.key or one.first("title") or f"@{one.kind}", of_reference(one))


class Adding:
    """Adds works to one list."""

    def __init__(self, root: Path, settings: Settings, lookup: Lookup, year: int) -> None:
        self.root = root
        self.settings = settings
        self.lookup = lookup
        self.year = year
        self._reload()

    def _reload(self) -> None:
        self.collection, problems = collections.load(self.root)
        self.broken = [one.span.path for one in problems if one.span.path.startswith(collections.PAPERS)]
        self.topics = Topics(self.collection)

    def add(
        self,
        task: Task,
        wish: Wish,
        complete: Complete = silently,
        *,
        anyway: bool = False,
        write: bool = True,
        partly: bool = True,
    ) -> Outcome:
        """Add one work and return what became of it; `partly`: also where a required field is missing."""
        known = self._learned(task, wish)
        early = self._certain(known.title or wish.title, known, wish)
        if early and not anyway:
            return self._refused(early)
        first = propose(known, wish, self.collection, self.topics, self._taken())
        wish = complete(first, wish)
        proposal = propose(known, wish, self.collection, self.topics, self._taken())
        found = duplicates.matches(self.collection, proposal.fields["title"] or "", proposal.fields["links"])
        if any(one.certain for one in found) and not anyway:
            return self._refused([one for one in found if one.certain])
        known_at_all = proposal.fields["title"] or proposal.fields["links"]
        if proposal.problems or not known_at_all:
            nothing = ("nothing is known of it: give an address or a title",)
            reasons = (*(proposal.problems if known_at_all else nothing), *known.notes)
            return Outcome("", False, tuple(f"not added: {one}" for one in reasons))
        if proposal.missing and not partly:
            return Outcome("", False, (f"{' and '.join(proposal.missing)} are not known", *known.notes))
        return self._written(proposal, found, write=write)

    def _learned(self, task: Task, wish: Wish) -> Known:
        known = task.known
        for one in task.subjects:
            known = known.plus(self.lookup.learn(one))
        given = Known(title=wish.title, links=wish.links)
        return self.lookup.complete(known if known.links.get("paper") else known.plus(given))

    def _certain(self, title: str, known: Known, wish: Wish) -> list[Match]:
        links = {**known.links, **wish.links}
        return [one for one in duplicates.matches(self.collection, title, links) if one.certain]

    def _taken(self) -> list[str]:
        return [Path(path).stem for path in self.broken]

    def _refused(self, found: list[Match]) -> Outcome:
        lines = [f"already there: {self.collection.path(one.id)} ({one.reason})\n  {one.title}" for one in found]
        return Outcome(self.collection.path(found[0].id), False, tuple(lines))

    def _written(self, proposal: Proposal, found: list[Match], *, write: bool) -> Outcome:
        path = proposal.path(self.year)
        unfinished = duplicates.unfinished(self.root, self.broken, proposal.fields["links"])
        if unfinished:
            return Outcome(unfinished[0], False, (f"not added: {unfinished[0]} names this work, but is not valid yet",))
        if write and not output.create(self.root, path, proposal.text):
            return Outcome(path, False, (f"not added: {path} is there already; give another --id",))
        lines = [f"{'wrote' if write else 'would write'} {path}", *(f"  note: {note}" for note in proposal.notes)]
        lines += [f"  perhaps the same work as {self.collection.path(one.id)}: {one.reason}" for one in found]
        if proposal.missing:
            lines.append(f"  missing: {', '.join(proposal.missing)}; add to the file, then run generator fmt and check")
        if proposal.paper:
            lines += ["", proposal.text.rstrip(), "", "README:", *self._table(proposal).splitlines(), ""]
            lines += ["Site:", *(f"  {url}" for url in shown.places(proposal.paper, self.collection, self.settings))]
        if write:
            self._reload()
        return Outcome(path, not proposal.missing, tuple(lines), proposal.paper, proposal.notes)

    def _table(self, proposal: Proposal) -> str:
        assert proposal.paper  # noqa: S101 - the one caller has asked
        return shown.table([proposal.paper], self.collection, self.root)
