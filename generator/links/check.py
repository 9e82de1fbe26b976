"""Check many links: services before pages, what is fresh not at all, until everything is known or time is up."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.links import history
from generator.links.history import Record
from generator.links.judge import malformed
from generator.links.run import Run, key_of
from generator.links.state import State
from generator.links.verdict import Verdict
from generator.net import Client, Network
from generator.net.address import AddressError, target
from generator.net.client import LookUp, look_up
from generator.resolvers import RESOLVERS, Finding, Resolver
from generator.resolvers.wayback import copy_of

COPIES = 40
"""How many archived copies are asked for in one run."""
_COPY_DAYS = 30
_NO_NETWORK_HOSTS = 3

Now = Callable[[], dt.datetime]
Progress = Callable[[str, Record], None]


@dataclass(slots=True)
class Outcome:
    """What one run found."""

    records: dict[str, Record] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    """Looked at in this run; the others were fresh."""
    not_reached: list[str] = field(default_factory=list)
    requests: int = 0
    by_host: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(slots=True)
class Plan:
    """Whom to ask about what."""

    settled: dict[str, Verdict] = field(default_factory=dict)
    services: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)

    def keys(self) -> dict[str, str]:
        """Return under which politeness key each address is asked."""
        found = {
            url: RESOLVERS[name].key for name, some in self.services.items() for urls in some.values() for url in urls
        }
        found |= {url: key_of(page) for page, urls in self.pages.items() for url in urls}
        return found | dict.fromkeys(self.settled, "")


def plan(urls: Iterable[str], network: Network) -> Plan:
    """Return whom to ask: a service that knows the address, else its page, else nobody."""
    made = Plan()
    for url in urls:
        try:
            asked = target(url)
        except AddressError as error:
            wrong = error.code == "malformed"
            made.settled[url] = malformed(str(error)) if wrong else Verdict("blocked", error.code, str(error))
            continue
        for resolver in RESOLVERS.values():
            subject = resolver.match(url) if resolver.usable(network) else None
            if subject is not None:
                made.services.setdefault(resolver.name, {}).setdefault(subject, []).append(url)
                break
        else:
            made.pages.setdefault(asked.url, []).append(url)
    return made


def _silent(url: str, record: Record) -> None:
    del url, record


async def check(
    urls: Iterable[str],
    network: Network,
    state: State | None,
    *,
    now: Now,
    budget: float | None = None,
    again: bool = False,
    copies: bool = True,
    progress: Progress = _silent,
    look_up: LookUp = look_up,
) -> Outcome:
    """Return what is known of every link after this run. Without a state every link is looked at once."""
    urls = _oldest_first(urls, state)
    outcome = Outcome()
    fresh = {} if state is None or again else _fresh(urls, state, now())
    outcome.records.update(fresh)
    sink = _Sink(outcome, state, now, progress)
    started = asyncio.get_running_loop().time()
    async with Client(network, look_up) as client:
        run = Run(client, sink.take)
        sink.run = run
        try:
            async with asyncio.timeout(budget):
                await _ask(run, plan((url for url in urls if url not in fresh), network), sink)
                if copies:
                    await _archive(run, outcome, state, now)
        except TimeoutError:
            sink.settle()
        outcome.requests, outcome.by_host = client.requests, client.by_host
    outcome.seconds = asyncio.get_running_loop().time() - started
    outcome.not_reached = [url for url in urls if url not in outcome.records]
    if state:
        # What was not reached stands as it was left: a dead link does not become well by not being asked.
        outcome.records |= {url: record for url in outcome.not_reached if (record := state.get(url))}
    return outcome


def _oldest_first(urls: Iterable[str], state: State | None) -> list[str]:
    """Return each address once; those that were never or long not asked come first, in case time runs out."""
    found = list(dict.fromkeys(urls))
    if state:
        known = state.records
        found.sort(key=lambda url: known[url].checked if url in known else "")
    return found


def _fresh(urls: Iterable[str], state: State, now: dt.datetime) -> dict[str, Record]:
    known = {url: record for url in urls if (record := state.get(url))}
    return {url: record for url, record in known.items() if not history.due(record, now)}


async def _ask(run: Run, made: Plan, sink: "_Sink") -> None:
    for url, verdict in made.settled.items():
        sink.take(url, verdict)
    async with asyncio.TaskGroup() as tasks:
        run.start(tasks)
        for name, subjects in made.services.items():
            tasks.create_task(_service(run, RESOLVERS[name], subjects, sink))
        # The host with most pages takes longest, so it begins first.
        many = Counter(map(key_of, made.pages))
        for page in sorted(made.pages, key=lambda one: -many[key_of(one)]):
            run.add(page, made.pages[page])
    sink.settle()


async def _service(run: Run, resolver: Resolver, subjects: Mapping[str, list[str]], sink: "_Sink") -> None:
    async for finding in resolver.look_up(list(subjects), run.send, run.network):
        for url in subjects[finding.subject]:
            if verdict := by_service(resolver, finding, url):
                sink.take(url, verdict)
            else:
                sink.flags[url] = finding.flags
                run.add(target(url).url, [url])


def by_service(resolver: Resolver, finding: Finding, url: str) -> Verdict | None:
    """Return the verdict that a service's word gives, or None where the page has to be asked as well."""
    flags, source = finding.flags, resolver.name
    match finding.state:
        case "gone":
            return Verdict("dead", finding.reason, finding.evidence, proof="hard", source=source)
        case "found" if resolver.decides(url):
            return Verdict("ok", finding.reason, finding.evidence, flags=flags, source=source)
        case "moved" if resolver.decides(url):
            new_url = resolver.renamed(url, finding.name)
            return Verdict("moved", finding.reason, finding.evidence, new_url=new_url, flags=flags, source=source)
        case "unknown" if finding.reason != "gated-or-gone" and resolver.decides(url):
            return Verdict("unverifiable", finding.reason, finding.evidence, source=source)
    return None


class _Sink:
    """Where verdicts become records; what only says that a name does not exist waits until the network is proven."""

    def __init__(self, outcome: Outcome, state: State | None, now: Now, progress: Progress) -> None:
        self.flags: dict[str, tuple[str, ...]] = {}
        self.run: Run | None = None
        self._outcome = outcome
        self._state = state
        self._now = now
        self._progress = progress
        self._held: dict[str, Verdict] = {}

    def take(self, url: str, verdict: Verdict) -> None:
        answered = self.run is not None and self.run.answered
        if verdict.reason == "no-such-host" and not answered:
            self._held[url] = verdict
            return
        if answered and self._held:
            self._release()
        self._keep(url, verdict)

    def settle(self) -> None:
        """Decide what was held: when nobody answered anything, the network is missing rather than the names."""
        answered = self.run is not None and self.run.answered
        if not answered and len({key_of(url) for url in self._held}) >= _NO_NETWORK_HOSTS:
            missing = Verdict("unverifiable", "no-network", "no name could be looked up and nothing answered")
            self._held = dict.fromkeys(self._held, missing)
        self._release()

    def _release(self) -> None:
        held, self._held = self._held, {}
        for url, verdict in held.items():
            self._keep(url, verdict)

    def _keep(self, url: str, verdict: Verdict) -> None:
        if extra := self.flags.get(url):
            verdict = replace(verdict, flags=tuple(dict.fromkeys((*verdict.flags, *extra))))
        before = self._state.get(url) if self._state else None
        record = history.advance(before, verdict, url, self._now())
        if self._state:
            self._state.put(record)
        self._outcome.records[url] = record
        self._outcome.asked.add(url)
        self._progress(url, record)


async def _archive(run: Run, outcome: Outcome, state: State | None, now: Now) -> None:
    """Ask for archived copies of what is dead: by its history, or by the one look where there is no history."""
    stamp = now().isoformat(timespec="seconds")
    wanted = [
        record
        for record in outcome.records.values()
        if record.word == "dead" and record.reason != "malformed" and (state is None or history.confirmed(record))
    ]
    for record in [one for one in wanted if _copy_due(one, now())][:COPIES]:
        found = await copy_of(record.url, run.send, run.network)
        if found is None:
            return  # nobody answers there today; the next run asks again
        known = replace(record, copy=found or record.copy, copy_asked=stamp)
        outcome.records[record.url] = known
        if state:
            state.put(known)


def _copy_due(record: Record, now: dt.datetime) -> bool:
    if not record.copy_asked:
        return True
    return not record.copy and (now - dt.datetime.fromisoformat(record.copy_asked)).days >= _COPY_DAYS
