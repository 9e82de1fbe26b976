"""What all tests share: no connection beyond this machine, and one place that knows whether Chromium is here."""

import ipaddress
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests import factory, project

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class BeyondLoopbackError(Exception):
    """A test tried to reach another machine. No OSError, so that nothing takes it for network trouble."""


def _refuse_strangers(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path or a number stays on this machine
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if isinstance(host, str) and not _is_loopback(host):
        raise BeyondLoopbackError(f"{event} to {host!r}: tests talk to servers of their own on 127.0.0.1")


def _is_loopback(host: str) -> bool:
    if host in {"", "localhost", "0.0.0.0", "::"}:  # noqa: S104 # nothing is bound here, names are compared
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


# An audit hook sees every socket of this process, whichever library opens it, and needs nothing to be replaced.
sys.addaudithook(_refuse_strangers)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser's tests last: its driver keeps an event loop for the session, beside which no other can run."""
    items.sort(key=lambda item: item.path.is_relative_to(ROOT / "tests" / "browser"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium; skip where it is missing, unless REQUIRE_BROWSER forbids that."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        reason = f"no Chromium: none of {', '.join(BROWSERS)} is installed"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the invented project, made once for all tests that only look at it."""
    root = tmp_path_factory.mktemp("project")
    return project.build(project.write(root, [*project.papers(120), factory.software()]))


# Timing says nothing about a property, and a failure must come back on every run.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make golden` rewrite the golden outputs."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden outputs; read the diff")
