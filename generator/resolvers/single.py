"""Ask a service that answers one question at a time: several at once, and no more after it refuses."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from generator.resolvers.finding import Finding

REFUSALS = frozenset({"service-limit", "service-unreachable", "bad-token"})
_AT_ONCE = 4
_MOST_REFUSALS = 2

Question = Callable[[str], Awaitable[Finding]]


async def one_by_one(subjects: Sequence[str], question: Question) -> AsyncIterator[Finding]:
    """Yield the findings as they come; when the service refuses twice, the rest is left unknown without asking."""
    refusals: list[Finding] = []
    for start in range(0, len(subjects), _AT_ONCE):
        some = subjects[start : start + _AT_ONCE]
        if len(refusals) >= _MOST_REFUSALS:
            for subject in subjects[start:]:
                yield Finding(subject, "unknown", refusals[-1].reason, refusals[-1].evidence)
            return
        for finding in await asyncio.gather(*map(question, some)):
            if finding.state == "unknown" and finding.reason in REFUSALS:
                refusals.append(finding)
            yield finding
