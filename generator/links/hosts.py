"""What a run has learned of each host, and when it leaves one alone. Pure."""

from dataclasses import dataclass

from generator.net.message import Response

_DOWN = frozenset({"refused", "connect-timeout", "unreachable"})
_SILENT = frozenset({"timeout"})
_DOWN_AFTER = 3
_SILENT_AFTER = 8
_TRIES = {"timeout": 1, "connect-timeout": 1, "refused": 1, "look-up-failed": 1, "reset": 2, "closed": 2}
_TRIED_AGAIN = frozenset({500, 502, 503, 504})
_SLOW_DOWN = frozenset({429, 503})
_LEFT_ALONE = "the host asked to be left alone for longer than a run waits"


@dataclass(frozen=True, slots=True)
class Again:
    """Ask once more after a delay; `whole_host` keeps every other link of the host waiting too."""

    delay: float
    whole_host: bool = False


@dataclass(slots=True)
class Host:
    """One origin in one run."""

    answered: int = 0
    failed: int = 0
    asking: int = 0
    """Requests under way."""
    quiet_until: float | None = None
    left_alone: str = ""
    """Why nothing more is asked there in this run, or nothing."""

    def ask(self, now: float) -> None:
        """Decide after the wait that a refusal asked for: a host that has never answered anything is left alone."""
        if self.quiet_until is not None and now >= self.quiet_until and not self.answered:
            self.left_alone = _LEFT_ALONE

    def note(self, response: Response, wait: float | None, patience: float, *, started: float, now: float) -> None:
        """Learn from one answer to a request that started then; `wait` is its Retry-After in seconds.

        A host that wants to be left alone for longer than we wait is left alone. Only where it answered other links
        before is one more asked after our patience: some limits are about one page.
        """
        if response.failure in _DOWN | _SILENT:
            self.failed += 1
            most = _DOWN_AFTER if response.failure in _DOWN else _SILENT_AFTER
            if self.failed >= most and not self.answered:
                self.left_alone = f"{self.failed} links of this host in a row: {response.failure}"
            return
        if response.status in _SLOW_DOWN and wait is not None and wait > patience:
            # What was under way at the first refusal says nothing new.
            again = self.quiet_until is not None and started >= self.quiet_until
            if again or not (self.answered or self.asking):
                self.left_alone = _LEFT_ALONE
            self.quiet_until = now + patience
            return
        if response.status:
            self.answered += 1
            self.failed = 0
            if self.quiet_until is not None and started >= self.quiet_until:
                self.quiet_until = None


def again(response: Response, tries: int, wait: float | None, *, backoff: float, patience: float) -> Again | None:
    """Return how an answer is asked for once more, or None when it stands. Never more than twice."""
    delay = backoff * 2.0**tries
    if response.status in _SLOW_DOWN and wait is not None:
        if wait > patience:
            # No second try for this link; the others of its host wait as long as we ever do.
            return None
        return Again(max(wait, 0.05), whole_host=True) if tries < 2 else None
    if response.status == 429:
        return Again(delay, whole_host=True) if tries < 2 else None
    if response.status in _TRIED_AGAIN:
        return Again(delay) if tries < 2 else None
    if response.status == 0 and tries < _TRIES.get(response.failure, 0):
        return Again(delay)
    return None
