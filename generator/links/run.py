"""One run over the pages: whose turn it is, what is asked again, and what is left alone."""

import asyncio
import datetime as dt
import heapq
import itertools
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from generator.links.follow import follow
from generator.links.hosts import Host, again
from generator.links.judge import judge
from generator.links.verdict import Verdict
from generator.net import Client, Gates, Request, Response
from generator.net.address import AddressError, registrable, target
from generator.net.config import ARXIV

Report = Callable[[str, Verdict], None]


def unheard(url: str, verdict: Verdict) -> None:
    """Take no notice of pages: for those who ask services only."""
    del url, verdict


@dataclass(order=True)
class Job:
    """One page that is asked for, and the addresses (they differ after the `#`) that it answers."""

    not_before: float
    number: int
    page: str = field(compare=False)
    urls: list[str] = field(compare=False)
    key: str = field(compare=False)
    tries: int = field(default=0, compare=False)


class Run:
    """Pages and services of one run, behind the same gates."""

    def __init__(self, client: Client, report: Report = unheard) -> None:
        self.client = client
        self.network = client.network
        self.gates = Gates(self.network.pace, self.network.total)
        self.answered = False
        """Some server, somewhere, has answered: the network is there."""
        self._report = report
        self._hosts: dict[tuple[str, str, int], Host] = defaultdict(Host)
        self._queues: dict[str, list[Job]] = defaultdict(list)
        self._workers: dict[str, int] = defaultdict(int)
        self._numbers = itertools.count()
        self._tasks: asyncio.TaskGroup | None = None

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Work inside this group from now on."""
        self._tasks = tasks

    def add(self, page: str, urls: list[str]) -> None:
        """Queue a page; a worker of its key takes it."""
        key = key_of(page)
        heapq.heappush(self._queues[key], Job(0.0, next(self._numbers), page, urls, key))
        if self._workers[key] < self.gates.gate(key).pace.in_flight and self._tasks is not None:
            self._workers[key] += 1
            self._tasks.create_task(self._work(key))

    async def send(self, request: Request, key: str) -> Response:
        """Ask a service in its turn, and again where that is worth it."""
        # Those who met arXiv's limit report that half a minute's rest is what it takes.
        backoff = max(self.network.backoff, 10 * self.network.arxiv_gap) if key == ARXIV else self.network.backoff
        gate = self.gates.gate(key)
        tries = 0
        while True:
            async with gate.passing() as turn:
                response = await self.client.send(request, turn.sent)
                more = again(response, tries, _wait(response), backoff=backoff, patience=self.network.patience)
                if more:
                    # Before the place is given back: whoever waits for it must wait for this too.
                    gate.pause(more.delay)
            self.answered = self.answered or response.status > 0
            if more is None:
                return response
            tries += 1

    async def _work(self, key: str) -> None:
        loop = asyncio.get_running_loop()
        queue = self._queues[key]
        while queue:
            job = heapq.heappop(queue)
            if (delay := job.not_before - loop.time()) > 0:
                heapq.heappush(queue, job)
                await asyncio.sleep(delay)
                continue
            await self._check(job)
        self._workers[key] -= 1

    async def _check(self, job: Job) -> None:
        try:
            trail = await follow(job.page, self._ask, anchored=any("#" in url for url in job.urls))
            if self._repeat(job, trail.last):
                return
            verdicts = [(url, judge(replace(trail, asked=url))) for url in job.urls]
        except Exception as error:  # noqa: BLE001 # what one server says must not cost the others their answers
            evidence = f"{type(error).__name__}: {error}"
            verdicts = [(url, Verdict("unverifiable", "internal-error", evidence)) for url in job.urls]
        for url, verdict in verdicts:
            self._report(url, verdict)

    def _repeat(self, job: Job, last: Response) -> bool:
        """Queue a job again where a second try may tell more; it goes behind what has not been asked yet."""
        gate = self.gates.gate(key_of(last.url))
        wait = _wait(last)
        network = self.network
        if last.status in {429, 503} and wait is not None and wait > network.patience:
            self._last_first(job.key)
        more = again(last, job.tries, wait, backoff=network.backoff, patience=network.patience)
        if more is None or self._host(last.url).left_alone:
            return False
        if more.whole_host:
            gate.pause(more.delay)
        later = asyncio.get_running_loop().time() + more.delay
        heapq.heappush(self._queues[job.key], replace(job, not_before=later, tries=job.tries + 1))
        return True

    def _last_first(self, key: str) -> None:
        """Let the last link of a queue be the next: it has least in common with the one that was just refused."""
        queue = self._queues[key]
        if queue:
            last = max(queue)
            queue.remove(last)
            queue.append(replace(last, number=min(one.number for one in queue) - 1 if queue else last.number))
            heapq.heapify(queue)

    async def _ask(self, request: Request, onward: bool) -> Response:  # the shape that `follow` calls
        try:
            target(request.url)
        except AddressError as error:
            return Response(request.url, 0, failure=error.code, detail=str(error))
        if left := self._left_alone(request):
            return left
        gate = self.gates.gate(key_of(request.url))
        host = self._host(request.url)
        async with gate.passing(urgent=onward) as turn:
            started = time.monotonic()
            host.ask(started)
            if left := self._left_alone(request):  # the host may have asked for that while this request waited
                turn.withdraw()
                return left
            host.asking += 1
            response = await self.client.send(request, turn.sent)
            host.asking -= 1
            patience, now = self.network.patience, time.monotonic()
            host.note(response, _wait(response), patience, started=started, now=now)
            if pause := self._pause(response):
                # Before the place is given back: whoever waits for it must wait for this too.
                gate.pause(pause)
        self.answered = self.answered or response.status > 0
        return response

    def _pause(self, response: Response) -> float:
        """Return for how long a whole host is left in peace after an answer: what it asks for, up to our patience."""
        wait = _wait(response)
        if response.status in {429, 503} and wait is not None:
            return min(wait, self.network.patience)
        return self.network.backoff if response.status == 429 else 0.0

    def _left_alone(self, request: Request) -> Response | None:
        reason = self._host(request.url).left_alone
        return Response(request.url, 0, failure="left-alone", detail=reason) if reason else None

    def _host(self, url: str) -> Host:
        try:
            return self._hosts[target(url).origin]
        except AddressError:
            return Host()


def key_of(url: str) -> str:
    """Return under which politeness key an address is asked: what one owner registered."""
    try:
        return registrable(target(url).host)
    except AddressError:
        return ""


def _wait(response: Response) -> float | None:
    return response.retry_after(dt.datetime.now(dt.UTC))
