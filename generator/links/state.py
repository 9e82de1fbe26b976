"""The memory between runs: a file that only grows while a run lasts, so that a kill loses what was in flight only."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.links.history import Record, from_row, to_row


class StateError(RuntimeError):
    """The memory cannot be used: another run has it, or it cannot be written."""


class State:
    """What is remembered of every address; `put` writes at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self.records = read(path)

    def get(self, url: str) -> Record | None:
        """Return what is remembered of an address."""
        return self.records.get(url)

    def put(self, record: Record) -> None:
        """Remember, on disk before anything else happens."""
        self.records[record.url] = record
        if self._file is not None:
            os.write(self._file, _line(record))

    @contextmanager
    def open(self) -> Iterator[None]:
        """Hold the file for one run, and leave it with one line per address.

        Raises:
            StateError: another run holds it, or it cannot be written.

        """
        lock = self._lock()
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StateError(f"{self._path} is in use by another run") from error
            self.records = read(self._path)
            self._file = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
            if _is_torn(self._path):
                os.write(self._file, b"\n")
            yield
            self._compact()
        finally:
            if self._file is not None:
                os.close(self._file)
                self._file = None
            os.close(lock)

    def _lock(self) -> int:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return os.open(self._path.with_name(f"{self._path.name}.lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC)
        except OSError as error:
            raise StateError(f"{self._path} cannot be written: {error.strerror}") from error

    def _compact(self) -> None:
        """Write the whole memory beside the old file, then put it in its place: at no moment is there none."""
        beside = self._path.with_name(f"{self._path.name}.new")
        with beside.open("wb") as file:
            file.writelines(_line(self.records[url]) for url in sorted(self.records))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)


def read(path: Path) -> dict[str, Record]:
    """Return the last line of each address; lines that are torn or foreign are left out."""
    if not path.is_file():
        return {}
    found: dict[str, Record] = {}
    for line in path.read_bytes().split(b"\n"):
        try:
            record = from_row(json.loads(line)) if line else None
        except (ValueError, RecursionError):
            continue
        if record:
            found[record.url] = record
    return found


def _line(record: Record) -> bytes:
    return json.dumps(to_row(record), ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _is_torn(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"
