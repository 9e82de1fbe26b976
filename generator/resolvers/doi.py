"""DOIs by the handle system: whether one is registered, without touching the publisher's walls.

https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation#5-proxy-server-rest-api
"""

from collections.abc import AsyncIterator, Sequence
from urllib.parse import quote, urlsplit

from generator.identity import doi
from generator.net import Network, Send
from generator.resolvers.finding import Finding, Resolver, ask, trouble
from generator.resolvers.single import one_by_one

KEY = "doi.org"


def match(url: str) -> str | None:
    """Return the DOI of an address."""
    return None if urlsplit(url).fragment else doi(url)


async def look_up(subjects: Sequence[str], send: Send, network: Network) -> AsyncIterator[Finding]:
    """Yield whether each DOI is registered."""

    async def question(subject: str) -> Finding:
        address = f"{network.services.doi}/{quote(subject, safe='/')}?type=URL"
        response = await send(ask(address), KEY)
        answer = response.json()
        match answer.get("responseCode") if isinstance(answer, dict) else None:
            case 1 | 200:  # 200: the handle exists but has no value of this type
                return Finding(subject, "found", "registered-doi", "the DOI is registered")
            case 100:
                return Finding(subject, "gone", "no-such-doi", "doi.org knows no such DOI")
            case _:
                reason, evidence = trouble(response)
                return Finding(subject, "unknown", reason, evidence)

    async for finding in one_by_one(subjects, question):
        yield finding


RESOLVER = Resolver("doi", KEY, match, look_up)
