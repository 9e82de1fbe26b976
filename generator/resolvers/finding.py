"""What a service says of one thing, and how it is asked."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.net import Network, Request, Response, Send


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer about one subject."""

    subject: str
    state: Literal["found", "moved", "gone", "unknown"]
    reason: str = ""
    evidence: str = ""
    name: str = ""
    """What it is called now, when the service calls it otherwise."""
    flags: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


LookUp = Callable[[Sequence[str], Send, Network], AsyncIterator[Finding]]


def always(network: Network) -> bool:
    """Return that a service may be asked by anybody."""
    del network
    return True


def decides(url: str) -> bool:
    """Return that what a service says of a subject settles its address."""
    del url
    return True


def same(url: str, name: str) -> str:
    """Return the address as it is: this service does not rename."""
    del name
    return url


@dataclass(frozen=True, slots=True)
class Resolver:
    """One service that knows whether addresses lead somewhere."""

    name: str
    key: str
    """The politeness key under which it is asked, shared with its own pages."""
    match: Callable[[str], str | None]
    """From an address to what the service is asked about, or None."""
    look_up: LookUp
    usable: Callable[[Network], bool] = always
    decides: Callable[[str], bool] = decides
    """Whether the service's word about the subject settles this address; else its page is asked too."""
    renamed: Callable[[str, str], str] = same
    """From an address and a new name to the new address."""


def unknown(subjects: Sequence[str], reason: str, evidence: str) -> list[Finding]:
    """Return that nothing is known of these, and why."""
    return [Finding(subject, "unknown", reason, evidence) for subject in subjects]


def trouble(response: Response) -> tuple[str, str]:
    """Return why an answer cannot be used: a reason and what was seen."""
    if response.status == 0:
        return "service-unreachable", f"{response.failure}: {response.detail}"
    text = " ".join(response.body[:160].decode("utf-8", "replace").split())
    reason = "service-limit" if response.status in {403, 429} else "service-error"
    return reason, f"answers {response.status} {text!r}"


def ask(url: str, token: str = "") -> Request:
    """Return a request to a service, with its secret if there is one."""
    headers = (("Accept", "application/json"), *((("Authorization", f"Bearer {token}"),) if token else ()))
    return Request(url, headers=headers, service=True)
