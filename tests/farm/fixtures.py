"""Fixtures that the tests of the network side share."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from generator.net import Network, configure
from tests.farm.server import Farm, farm
from tests.farm.services import Services

FAST = {
    "rate": 500,
    "in_flight": 4,
    "connect_timeout": 2.0,
    "read_timeout": 2.0,
    "whole_timeout": 4.0,
    "body_timeout": 0.5,
    "backoff": 0.05,
    "patience": 2.0,
    "arxiv_gap": 0.02,
    "hosts": {
        name: {"rate": 500, "in_flight": 4}
        for name in ("github.com", "doi.org", "crossref.org", "huggingface.co", "openreview.net", "gitlab.com")
    }
    | {name: {"rate": 500, "in_flight": 1} for name in ("dblp.org", "archive.org")},
}


@pytest.fixture
def served() -> Iterator[Farm]:
    with farm() as made:
        yield made


@pytest.fixture
def services(served: Farm) -> Services:
    return Services().on(served)


@pytest.fixture
def network(services: Services) -> Network:
    return connect(services)


def connect(services: Services, bearer: str = "abc", allow: tuple[str, ...] = (), **limits: Any) -> Network:
    """Return the network settings that lead to the stand-ins."""
    environment: Mapping[str, str] = {"GITHUB_TOKEN": bearer} if bearer else {}
    table = {**FAST, **limits}
    return configure("tests", table, services=services.addresses, allow=allow, environment=environment)
