"""What is asked and what is answered, as values."""

import datetime as dt
import email.utils
import json
from dataclasses import dataclass
from typing import Any

PAGE_BYTES = 96_000
ANSWER_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """One request, and how much of its answer is wanted."""

    url: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    limit: int = ANSWER_BYTES
    """How many bytes of the body are read at most."""
    pages_only: bool = False
    """Read the body only where it is text; of a PDF or an archive the head says enough."""
    service: bool = False
    """The address comes from the settings, not from an entry, so it may be a mirror in a private network."""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; status 0 means there was none, and `failure` says why."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    whole: bool = True
    """The body was read to its end."""
    failure: str = ""
    detail: str = ""

    def header(self, name: str) -> str:
        """Return the first header of that name, or nothing."""
        return next((value for key, value in self.headers if key == name), "")

    def all(self, name: str) -> list[str]:
        """Return every header of that name."""
        return [value for key, value in self.headers if key == name]

    def json(self) -> Any:
        """Return the body as JSON, or None when it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    def retry_after(self, now: dt.datetime) -> float | None:
        """Return for how many seconds the server wants to be left alone: it says so in seconds or as a date."""
        return seconds(self.header("retry-after"), now)


def seconds(value: str, now: dt.datetime) -> float | None:
    """Return a Retry-After header in seconds from now, never negative; None when it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        then = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=dt.UTC)
    return max(0.0, (then - now).total_seconds())
