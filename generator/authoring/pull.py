"""The entries of a pull request, fetched as data by trusted code: nothing of the pull request is ever run.

What is fetched lies in a folder of its own: `entries/` as they would be after the merge, and `pull.json`, which says
which of them the pull request adds or changes, and which entries other open pull requests add.
"""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from generator import collection as collections
from generator import output
from generator.collection import ENTRIES, Collection
from generator.net import Fetch, Network, Request, Response
from generator.source import MAX_BYTES

FILE = "pull.json"
MOST_FILES = 300
MOST_OTHERS = 100
# What trusted code may write into its folder, whatever the pull request calls its files.
_ENTRY = re.compile(r"^entries/(?:papers/\d{4}|software|tables)/[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}\.yml$")
_WORDS = re.compile(r"^entries/[a-z]+\.yml$")
_SHA = re.compile(r"^[0-9a-f]{40}$")


class PullError(ValueError):
    """The pull request cannot be fetched; the message says why."""


@dataclass(frozen=True, slots=True)
class Other:
    """An entry that another open pull request adds."""

    number: int
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Pull:
    """One pull request: which entries it adds or changes, removes, and which of its files are none of the list's."""

    number: int
    sha: str
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    others: tuple[Other, ...] = field(default=())


class GitHub:
    """The part of GitHub's API that is read, for one repository."""

    def __init__(self, network: Network, fetch: Fetch, repository: str) -> None:
        self._base = f"{network.services.github}/repos/{repository}"
        token = network.tokens.get("github", "")
        self._headers = (("authorization", f"Bearer {token}"),) if token else ()
        self._fetch = fetch

    def _get(self, path: str, accept: str, query: dict[str, Any]) -> Response:
        url = f"{self._base}/{path}" + (f"?{urlencode(query)}" if query else "")
        headers = (("accept", accept), ("x-github-api-version", "2022-11-28"), *self._headers)
        return self._fetch(Request(url, headers=headers, service=True))

    def pages(self, path: str, most: int, **query: Any) -> Iterator[dict[str, Any]]:
        """Yield the items of a listing, page after page."""
        for page in range(1, (most - 1) // 100 + 2):
            response = self._get(path, "application/vnd.github+json", {**query, "per_page": 100, "page": page})
            items = response.json() if response.status == 200 else None
            if not isinstance(items, list):
                raise PullError(f"GitHub answers {response.status or response.failure} to {path}")
            yield from items
            if len(items) < 100:
                return

    def text(self, path: str, sha: str) -> str | None:
        """Return a file at a commit, or None where there is none that could be an entry."""
        response = self._get(f"contents/{quote(path)}", "application/vnd.github.raw+json", {"ref": sha})
        if response.status == 404 or len(response.body) > MAX_BYTES:
            return None
        if response.status != 200:
            raise PullError(f"GitHub answers {response.status or response.failure} to {path}")
        # A wrong encoding is shown, not repaired: the check says what is wrong with it.
        return response.body.decode("utf-8", "replace")


def fetch(github: GitHub, head: str, sha: str, root: Path, into: Path) -> Pull | None:
    """Fetch the open pull request from a branch (`owner:branch`) whose newest commit is the given one; None if none is.

    Raises:
        PullError: GitHub does not answer, or the commit is none.

    """
    if not _SHA.match(sha):
        raise PullError(f"{sha[:60]!r} is no commit")
    found = [one for one in github.pages("pulls", 100, state="open", head=head) if one["head"]["sha"] == sha]
    if not found:
        return None
    number = int(found[0]["number"])
    shutil.copytree(root / ENTRIES, into / ENTRIES, symlinks=True)
    changed, removed, beside = [], [], []
    for one in github.pages(f"pulls/{number}/files", MOST_FILES):
        for path in _gone(one):
            removed.append(path)
            (into / path).unlink(missing_ok=True)
        name = str(one["filename"])
        if one["status"] == "removed":
            continue
        text = github.text(name, sha) if _is_ours(name) else None
        if text is None:
            beside.append(name)
            continue
        changed.append(name)
        output.put(into, {name: text})
    others = tuple(_others(github, number))
    pull = Pull(number, sha, tuple(sorted(changed)), tuple(sorted(removed)), tuple(sorted(beside)), others)
    output.put(into, {FILE: json.dumps(asdict(pull), indent=1)})
    return pull


def read(into: Path) -> Pull:
    """Return the pull request that was fetched into a folder."""
    values = json.loads((into / FILE).read_text("utf-8"))
    lists = {name: tuple(values[name]) for name in ("changed", "removed", "beside")}
    return Pull(values["number"], values["sha"], **lists, others=tuple(Other(**one) for one in values["others"]))


def addresses(root: Path, into: Path) -> list[str]:
    """Return the addresses that the changed entries hold and the list does not, each once."""
    base, _ = collections.load(root)
    after, _ = collections.load(into)
    changed = read(into).changed
    old = {url for _, urls in _entries(base) for url in urls}
    new = [urls for identity, urls in _entries(after) if after.path(identity) in changed]
    return list(dict.fromkeys(url for urls in new for url in urls if url not in old))


def _entries(collection: Collection) -> list[tuple[str, tuple[str, ...]]]:
    papers = [(one.id, one.links.all()) for one in collection.papers]
    return papers + [(one.id, one.links.all()) for one in collection.software]


def _gone(one: dict[str, Any]) -> Iterator[str]:
    """Yield the paths below entries/ that are no longer there after a change."""
    names = {"removed": one["filename"], "renamed": one.get("previous_filename", "")}
    name = names.get(one["status"], "")
    if _is_ours(name):
        yield name


def _is_ours(name: str) -> bool:
    return bool(_ENTRY.match(name) or _WORDS.match(name))


def _others(github: GitHub, number: int) -> Iterator[Other]:
    """Yield the entries that other open pull requests add."""
    fetched = 0
    for one in github.pages("pulls", MOST_OTHERS, state="open"):
        if int(one["number"]) == number:
            continue
        for file in github.pages(f"pulls/{int(one['number'])}/files", 100):
            name = str(file["filename"])
            if file["status"] != "added" or not _ENTRY.match(name) or fetched >= MOST_OTHERS:
                continue
            fetched += 1
            if (text := github.text(name, str(one["head"]["sha"]))) is not None:
                yield Other(int(one["number"]), name, text)
