"""How the network is used: limits, manners and the addresses of services, from the settings and the environment."""

import ipaddress
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from generator.net.address import AddressError, Net, registrable, target
from generator.net.pace import MARGIN, Pace

ARXIV = "arxiv.org"


class NetworkError(ValueError):
    """The network settings cannot be used; the message says which one and why."""


@dataclass(frozen=True, slots=True)
class Services:
    """Where the services answer. A setting, so that a mirror or a test can stand in."""

    arxiv: str = "https://export.arxiv.org/api/query"
    github: str = "https://api.github.com"
    gitlab: str = "https://gitlab.com/api/v4"
    doi: str = "https://doi.org/api/handles"
    crossref: str = "https://api.crossref.org"
    acl: str = "https://aclanthology.org"
    openreview: str = "https://api2.openreview.net"
    openreview_old: str = "https://api.openreview.net"
    huggingface: str = "https://huggingface.co/api"
    dblp: str = "https://dblp.org/search/publ/api"
    wayback: str = "https://archive.org/wayback/available"


@dataclass(frozen=True, slots=True)
class Manners:
    """What one server may be asked at once and per second."""

    in_flight: int = 2
    rate: float = 1.0


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that a run over the network obeys."""

    agent: str
    in_flight: int = 2
    """Requests under way at one registrable domain."""
    rate: float = 1.0
    """Requests per second at one registrable domain."""
    total: int = 64
    """Requests under way in all."""
    connect_timeout: float = 8.0
    read_timeout: float = 12.0
    whole_timeout: float = 25.0
    body_timeout: float = 4.0
    patience: float = 60.0
    """The longest Retry-After that is waited for."""
    backoff: float = 2.0
    """Seconds before the first repetition; each further one waits twice as long."""
    arxiv_gap: float = 3.0
    """Seconds between the end of one answer of arXiv and the next request, by its terms of use."""
    hosts: Mapping[str, Manners] = field(default_factory=dict)
    """Registrable domains that allow more or want less."""
    allow: tuple[Net, ...] = ()
    """Networks that are dialled although they are not public."""
    services: Services = field(default_factory=Services)
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Secrets by service; sent to that service alone."""

    def pace(self, key: str) -> Pace:
        """Return the limits of a politeness key."""
        if key == ARXIV:
            return Pace(1, self.arxiv_gap * MARGIN, after_end=True)
        manners = self.hosts.get(key) or _SERVICE_MANNERS.get(key) or Manners(self.in_flight, self.rate)
        return Pace(manners.in_flight, MARGIN / manners.rate, burst=max(1, int(manners.rate)))


# Politeness keys of the services, by what each says it allows (the notes are in its resolver), or less.
_SERVICE_MANNERS = {
    "crossref.org": Manners(1, 2.0),
    "dblp.org": Manners(1, 0.5),
    "doi.org": Manners(2, 5.0),
    "github.com": Manners(2, 2.0),
    "gitlab.com": Manners(2, 2.0),
    "huggingface.co": Manners(2, 1.5),
}
_NUMBERS = frozenset({"in_flight", "rate", "total", "connect_timeout", "read_timeout", "whole_timeout"}) | {
    "body_timeout",
    "patience",
    "backoff",
    "arxiv_gap",
}
_WHOLE = frozenset({"in_flight", "total"})


def configure(
    agent: str,
    table: Mapping[str, Any],
    *,
    options: Mapping[str, Any] | None = None,
    services: Mapping[str, str] | None = None,
    allow: Iterable[str] = (),
    environment: Mapping[str, str] = os.environ,
) -> Network:
    """Return the network settings: defaults, then `[tool.generator.network]`, then the environment, then options.

    Raises:
        NetworkError: a name is unknown or a value is none of its kind.

    """
    given = dict(table)
    hosts = {registrable(host): _manners(host, value) for host, value in dict(given.pop("hosts", {})).items()}
    declared = dict(given.pop("services", {}))
    if unknown := sorted(set(given) - _NUMBERS):
        raise NetworkError(f"[tool.generator.network] has no setting {unknown[0]!r}")
    for name in sorted(_NUMBERS):
        if text := environment.get(f"GENERATOR_NETWORK_{name.upper()}"):
            given[name] = text
    given |= options or {}
    numbers = {name: _number(name, value) for name, value in given.items()}
    tokens = {name: environment[variable] for name, variable in _TOKENS.items() if environment.get(variable)}
    return Network(
        agent=agent,
        hosts=hosts,
        allow=tuple(_net(one) for one in allow),
        services=_services({**declared, **_of_environment(environment), **(services or {})}),
        tokens=tokens,
        **numbers,
    )


_TOKENS = {"github": "GITHUB_TOKEN", "gitlab": "GITLAB_TOKEN", "huggingface": "HF_TOKEN"}


def _of_environment(environment: Mapping[str, str]) -> dict[str, str]:
    names = (one.name for one in fields(Services))
    return {name: environment[key] for name in names if environment.get(key := f"GENERATOR_SERVICE_{name.upper()}")}


def _services(addresses: Mapping[str, str]) -> Services:
    known = {one.name for one in fields(Services)}
    for name, address in addresses.items():
        if name not in known:
            raise NetworkError(f"no service is called {name!r}; known: {', '.join(sorted(known))}")
        try:
            target(address)
        except AddressError as error:
            raise NetworkError(f"the address of {name}, {address!r}, {error}") from error
    return replace(Services(), **{name: address.rstrip("/") for name, address in addresses.items()})


def _number(name: str, value: object) -> Any:
    try:
        number = int(str(value)) if name in _WHOLE else float(str(value))
    except ValueError as error:
        raise NetworkError(f"{name} must be a number, not {value!r}") from error
    if number <= 0:
        raise NetworkError(f"{name} must be above 0, not {value}")
    return number


def _manners(host: str, value: object) -> Manners:
    if not isinstance(value, Mapping) or set(value) - {"in_flight", "rate"}:
        raise NetworkError(f"the limits of {host} take in_flight and rate")
    return Manners(**{name: _number(name, number) for name, number in value.items()})


def _net(text: str) -> Net:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise NetworkError(f"{text!r} is no network such as 10.0.0.0/8") from error
