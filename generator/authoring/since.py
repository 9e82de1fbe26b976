"""What a change brings: the problems that are there now and were not at an earlier revision."""

import io
import subprocess
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from generator import checks
from generator.collection import ENTRIES
from generator.diagnostics import Diagnostic

MADE_LATER = frozenset({"stale-schema"})
"""What the job on merge repairs by itself: no contributor is asked to."""


class RevisionError(ValueError):
    """The earlier revision cannot be read; the message says why."""


def introduced(now: Iterable[Diagnostic], before: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the problems that were not there before. Lines move with every edit, so they do not count."""
    known = Counter(map(_key, before))
    found = []
    for one in now:
        if known[_key(one)]:
            known[_key(one)] -= 1
        elif one.code not in MADE_LATER:
            found.append(one)
    return found


def _key(one: Diagnostic) -> tuple[str, str, str]:
    return one.span.path, one.code, one.message


def problems_at(root: Path, revision: str) -> list[Diagnostic]:
    """Return everything that was wrong with the entries at a revision of the repository.

    Raises:
        RevisionError: git knows no such revision, or cannot be run.

    """
    commit = (
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    )
    prefix = _git(root, "rev-parse", "--show-prefix").decode().strip()
    archive = _git(root, "archive", "--format=tar", f"{commit}:{prefix}", ENTRIES)
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        _unpack(tar, Path(folder))
        return checks.everything(Path(folder))[1]


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """Write the regular files only: a link could lead anywhere, and not every Python 3.11 has filters against that."""
    for member in tar:
        content = tar.extractfile(member) if member.isreg() else None
        if content is None or ".." in Path(member.name).parts or Path(member.name).is_absolute():
            continue
        file = folder / member.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.read())


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the revision follows --end-of-options
            ["git", *arguments],  # noqa: S607 - wherever git is installed
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise RevisionError(f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        raise RevisionError(done.stderr.decode("utf-8", "replace").strip() or "git knows no such revision")
    return done.stdout
