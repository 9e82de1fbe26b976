"""Manners towards one server: how many requests at once, how far apart, and when to stay away."""

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

# Asking at exactly the allowed rate breaks it whenever a packet is late and the next is not.
MARGIN = 1.1
# How near two starts may come to make up for a start that was late because all places were taken.
NEAREST = 0.5


@dataclass(slots=True)
class Pace:
    """The state of one server's limits; pure, the time is passed in."""

    in_flight: int
    interval: float
    after_end: bool = False
    """Count the interval from the end of the last answer, not from its start, as arXiv asks."""
    burst: int = 1
    """So many requests share so many intervals; never more, whatever the place in time one looks at."""
    running: int = 0
    unsent: int = 0
    """Let in, but still connecting: when they will be sent nobody knows."""
    sent: deque[float] = field(default_factory=deque)
    started: float = float("-inf")
    ended: float = float("-inf")
    paused_until: float = float("-inf")

    def wait(self, now: float) -> float | None:
        """Return for how many seconds nothing may start; None while a running request must be sent or end first."""
        if self.running >= self.in_flight:
            return None
        if self.after_end:
            return max(0.0, self.ended + self.interval - now, self.paused_until - now)
        window = self.burst * self.interval
        while self.sent and self.sent[0] <= now - window:
            self.sent.popleft()
        if self.unsent >= self.burst:
            return None
        near = self.started + self.interval * (NEAREST if self.burst > 1 else 1.0)
        over = len(self.sent) + self.unsent - self.burst
        full = self.sent[over] + window if over >= 0 else now
        return max(0.0, near - now, full - now, self.paused_until - now)

    def start(self, now: float) -> None:
        """Count a request that is let in now."""
        self.running += 1
        self.unsent += 1
        self.started = now

    def send(self, now: float) -> None:
        """Count a request that is sent now: connecting took its time, and the server counts from here."""
        self.unsent -= 1
        self.sent.append(now)

    def finish(self, now: float, *, sent: bool = False) -> None:
        """Count a request that ended now; one of which nobody said when it was sent counts from its end."""
        if not sent:
            self.send(now)
        self.running -= 1
        self.ended = now

    def pause(self, until: float) -> None:
        """Stay away until then."""
        self.paused_until = max(self.paused_until, until)


class Gate:
    """The queue in front of one server."""

    def __init__(self, pace: Pace, room: "Room") -> None:
        self.pace = pace
        self._room = room
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._count = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def passing(self, *, urgent: bool = False) -> AsyncIterator["Turn"]:
        """Wait for a place; an urgent request (the next hop of a chain) goes before those that have not begun."""
        await self._enter(urgent=urgent)
        turn = Turn(self)
        try:
            yield turn
        finally:
            self._leave(sent=turn.is_sent)

    def pause(self, delay: float) -> None:
        """Let nothing start for so many seconds."""
        self.pace.pause(asyncio.get_running_loop().time() + delay)

    async def _enter(self, *, urgent: bool) -> None:
        place = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (0 if urgent else 1, next(self._count), place))
        self.pump()
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._leave(sent=False)
            raise

    def _leave(self, *, sent: bool) -> None:
        self.pace.finish(asyncio.get_running_loop().time(), sent=sent)
        self._room.leave()
        self.pump()

    def pump(self) -> None:
        """Let in whoever may start now, and come back when the next one may."""
        loop = asyncio.get_running_loop()
        while self._waiting:
            if self._waiting[0][2].done():  # cancelled while it waited
                heapq.heappop(self._waiting)
                continue
            delay = self.pace.wait(loop.time())
            if delay is None:
                return
            if delay > 0:
                if self._timer is None:
                    self._timer = loop.call_later(delay, self._wake)
                return
            if not self._room.enter(self):
                return
            self.pace.start(loop.time())
            heapq.heappop(self._waiting)[2].set_result(None)

    def _wake(self) -> None:
        self._timer = None
        self.pump()


class Turn:
    """One request that was let in."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.is_sent = False

    def withdraw(self) -> None:
        """Say that nothing will be sent after all."""
        self.is_sent = True
        self._gate.pace.unsent -= 1

    def sent(self) -> None:
        """Say that the request is on its way now."""
        if not self.is_sent:
            self.is_sent = True
            self._gate.pace.send(asyncio.get_running_loop().time())
            self._gate.pump()


class Room:
    """How many requests may be under way in all."""

    def __init__(self, size: int) -> None:
        self._free = size
        self._outside: deque[Gate] = deque()

    def enter(self, gate: Gate) -> bool:
        """Take a place, or remember the gate until there is one."""
        if self._free == 0:
            if gate not in self._outside:
                self._outside.append(gate)
            return False
        self._free -= 1
        return True

    def leave(self) -> None:
        """Give a place back and wake the gate that waited longest."""
        self._free += 1
        if self._outside:
            asyncio.get_running_loop().call_soon(self._outside.popleft().pump)


class Gates:
    """One gate per politeness key, made when first asked for."""

    def __init__(self, pace_of: Callable[[str], Pace], size: int) -> None:
        self._pace_of = pace_of
        self._room = Room(size)
        self.known: dict[str, Gate] = {}

    def gate(self, key: str) -> Gate:
        """Return the gate of a key."""
        if key not in self.known:
            self.known[key] = Gate(self._pace_of(key), self._room)
        return self.known[key]
