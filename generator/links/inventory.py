"""Every address that the list holds and where each is written; what no rule accepts is listed as well."""

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import source
from generator.collection import LISTS, PAPERS, SOFTWARE
from generator.diagnostics import Diagnostic, Span

_FIELDS = frozenset({"figure", "repository", "paper"})


class RevisionError(ValueError):
    """There is no such revision, or no history to look into."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place where an address is written."""

    span: Span
    entry: str = ""
    key: str = ""


Inventory = Mapping[str, list[Use]]


def of_entries(root: Path) -> tuple[dict[str, list[Use]], list[Diagnostic]]:
    """Return the addresses of all entries in the order of the files, and the files that cannot be read."""
    found: dict[str, list[Use]] = {}
    problems: list[Diagnostic] = []
    for path in _paths(root):
        document, unread = source.read(root, path)
        if document is None:
            problems += unread
            continue
        entry = "" if path == LISTS else path.rsplit("/", 1)[-1].removesuffix(".yml")
        for key, url in addresses(document.value):
            found.setdefault(url, []).append(Use(document.spans.at(key), entry, key))
    return found, problems


def _paths(root: Path) -> Iterator[str]:
    for folder in (PAPERS, SOFTWARE):
        yield from sorted(one.relative_to(root).as_posix() for one in (root / folder).rglob("*.yml") if one.is_file())
    if (root / LISTS).is_file():
        yield LISTS


def addresses(value: source.Value, key: str = "", *, inside: bool = False) -> Iterator[tuple[str, str]]:
    """Yield each address of a document with its key: everything under `links`, and the few fields that are one."""
    match value:
        case dict():
            for name, inner in value.items():
                below = f"{key}.{name}" if key else name
                yield from addresses(inner, below, inside=inside or name == "links" or name in _FIELDS)
        case list():
            for index, inner in enumerate(value):
                yield from addresses(inner, f"{key}.{index}" if key else str(index), inside=inside)
        case str() if inside and value:
            yield key, value


def of_lines(text: str, path: str) -> dict[str, list[Use]]:
    """Return the addresses of a plain list, one a line; blank lines and comments (`# ` and words) are left out."""
    found: dict[str, list[Use]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        url = line.strip(" \t\r\ufeff")
        if url and url != "#" and not url.startswith("# "):
            found.setdefault(url, []).append(Use(Span(path, number, 1, len(url))))
    return found


def since(root: Path, revision: str, found: Inventory) -> dict[str, list[Use]]:
    """Return the addresses that entries did not hold at a revision.

    Raises:
        RevisionError: git knows no such revision.

    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    names = _git(root, "diff", "--name-only", "-z", "--no-renames", "--relative", commit, "--", "entries")
    changed = {name for name in names.split("\0") if name}
    prefix = _git(root, "rev-parse", "--show-prefix").strip()
    known: set[str] = set()
    for path in sorted(changed):
        if path.endswith(".yml") and (before := _git(root, "show", f"{commit}:{prefix}{path}", missing_ok=True)):
            document, _ = source.parse(path, before)
            known |= {url for _, url in addresses(document.value)} if document else set()
    return {
        url: uses
        for url, uses in found.items()
        if url not in known and all(use.span.path in changed or _is_new(root, prefix, commit, use) for use in uses)
    }


def _is_new(root: Path, prefix: str, commit: str, use: Use) -> bool:
    """Return whether a file that git does not call changed is unknown to it: written, but not yet added."""
    return not _git(root, "ls-tree", "--name-only", commit, "--", f"{prefix}{use.span.path}", missing_ok=True)


def _git(root: Path, *arguments: str, missing_ok: bool = False) -> str:
    try:
        done = subprocess.run(  # noqa: S603 # a fixed program; the revision is checked before it is used
            ["git", *arguments],  # noqa: S607 # wherever git is installed
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise RevisionError(f"git cannot be run: {error.strerror}") from error
    if done.returncode and not missing_ok:
        reason = done.stderr.decode("utf-8", "replace").strip() or "git knows no such revision"
        raise RevisionError(reason)
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")


def share(urls: Iterable[str], keys: Mapping[str, str], index: int, of: int) -> list[str]:
    """Return this machine's share: whole politeness keys, the largest first to whoever has least."""
    sizes: dict[str, int] = {}
    urls = list(urls)
    for url in urls:
        sizes[keys[url]] = sizes.get(keys[url], 0) + 1
    load = [0] * of
    owner: dict[str, int] = {}
    for key in sorted(sizes, key=lambda one: (-sizes[one], one)):
        least = load.index(min(load))
        owner[key] = least
        load[least] += sizes[key]
    return [url for url in urls if owner[keys[url]] == index - 1]
