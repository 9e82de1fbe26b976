"""Write a tree of files, only what changed and each file whole, and remove what is no longer made; or compare."""

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.diagnostics import Diagnostic, Span

OWNED = "build/docs"
"""The folder that belongs to the build alone: what stands in it and is not made is removed."""
SPARED = ".gitkeep"
"""The one file that may stay in every owned folder: MkDocs needs the empty folder to exist."""


class OutputError(OSError):
    """The outputs cannot be written where they belong; the message says what stands in the way."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one run did: the paths it wrote and removed, and how many it left as they were."""

    wrote: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: int = 0


def write(root: Path, tree: Mapping[str, str], *, owned: str = OWNED) -> Written:
    """Bring the files below the root to what the tree says, and return what was done.

    Raises:
        OutputError: a folder above the outputs is a link, or a path of the tree leaves the root.

    """
    _refuse_links(root, [*tree, f"{owned}/{SPARED}"], owned)
    wrote = []
    for path in sorted(tree):
        content = tree[path].encode()
        if _content(root / path) != content:
            _make_way(root, path, owned)
            _replace(root / path, content)
            wrote.append(path)
    removed = sorted(_leftovers(root, tree, owned))
    for path in removed:
        (root / path).unlink()
    _drop_empty(root / owned)
    return Written(wrote, removed, len(tree) - len(wrote))


def put(root: Path, tree: Mapping[str, str]) -> list[str]:
    """Write single files, each whole and only where it changes, touch nothing else, and return what was written.

    Raises:
        OutputError: a folder above a file is a link, or something else stands where a file is to be.

    """
    _refuse_links(root, [*tree], "")
    wrote = []
    for path in sorted(tree):
        content = tree[path].encode()
        if _content(root / path) != content:
            _make_way(root, path, "")
            _replace(root / path, content)
            wrote.append(path)
    return wrote


def fill(root: Path, files: Iterable[tuple[str, str]]) -> int:
    """Write files into a site that a builder has just made, and return how many.

    A site is made anew every time, so nothing is compared and nothing is renamed: that is most of what writing costs.

    Raises:
        OutputError: a path leaves the site, or something else stands where a file is to be.

    """
    ready: set[str] = set()
    count = 0
    for path, text in files:
        folder = path.rpartition("/")[0]
        if folder not in ready:
            _make_folder(root, path, folder, known=folder.rpartition("/")[0] in ready)
            steps = folder.split("/")
            ready.update("/".join(steps[:depth]) for depth in range(1, len(steps) + 1))
        with open(f"{root}/{path}", "wb", opener=_no_links) as file:
            file.write(text.encode())
        count += 1
    return count


def _make_folder(root: Path, path: str, folder: str, *, known: bool) -> None:
    """Make the folder of a file. Of a thousand papers a thousand folders are new, in one that was just looked at."""
    name = folder.rpartition("/")[2]
    if known and name not in {"", ".", ".."}:
        try:
            os.mkdir(f"{root}/{folder}")  # noqa: PTH102 - a third of the time of Path, and there are thousands
        except FileExistsError:
            pass
        else:
            return
    _refuse_links(root, [path], "")
    _make_way(root, path, "")


def _no_links(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def create(root: Path, path: str, text: str) -> bool:
    """Write one new file, whole, and return whether that was done: a file that is already there is never touched.

    Raises:
        OutputError: a folder above the file is a link, or something else stands where a folder is to be.

    """
    _refuse_links(root, [path], "")
    if os.path.lexists(root / path):
        return False
    _make_way(root, path, "")
    beside = root / f"{path}.new"
    _replace(beside, text.encode())
    try:
        # Unlike a rename, a link fails where somebody made the file in the meantime.
        os.link(beside, root / path)
    except FileExistsError:
        return False
    finally:
        beside.unlink()
    return True


def compare(root: Path, tree: Mapping[str, str], *, owned: str = OWNED) -> list[Diagnostic]:
    """Return which outputs differ from the tree. An owned folder that was never made cannot be stale."""
    made = any(True for _ in _leftovers(root, {}, owned))
    hint = "run generator build"
    problems = []
    for path in sorted(tree):
        if path.startswith(f"{owned}/") and not made:
            continue
        found = _content(root / path)
        if found is None:
            problems.append(Diagnostic(Span(path), "stale-output", "is missing", hint))
        elif found != (content := tree[path].encode()):
            line = _first_difference(found, content)
            problems.append(Diagnostic(Span(path, line), "stale-output", "is not what the entries make", hint))
    gone = sorted(_leftovers(root, tree, owned))
    return problems + [Diagnostic(Span(path), "stale-output", "is no longer made", hint) for path in gone]


def _first_difference(found: bytes, wanted: bytes) -> int:
    lines = zip(found.split(b"\n"), wanted.split(b"\n"), strict=False)
    return next((number for number, (old, new) in enumerate(lines, 1) if old != new), 1)


def _content(path: Path) -> bytes | None:
    """Return what a regular file holds; None for anything else, a link to a file included."""
    try:
        regular = stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return path.read_bytes() if regular else None


def _refuse_links(root: Path, paths: list[str], owned: str) -> None:
    """Raise when a path leaves the root, or when a folder above the outputs is a link to elsewhere."""
    checked = set()
    for path in paths:
        steps = path.split("/")
        if path.startswith("/") or any(step in {"", ".", ".."} for step in steps):
            raise OutputError(f"{path!r} is no path below the project's root")
        for depth in range(1, len(steps)):
            folder = "/".join(steps[:depth])
            if folder in checked:
                continue
            checked.add(folder)
            # Links inside the owned folder are replaced; those that lead to it are somebody's choice.
            if (root / folder).is_symlink() and not folder.startswith(f"{owned}/"):
                raise OutputError(f"{folder} is a link; the build writes only into folders of its own")


def _make_way(root: Path, path: str, owned: str) -> None:
    """Make the folders of a path; what stands in the way of one inside the owned folder is removed."""
    for folder in reversed(Path(path).parents[:-1]):
        place = root / folder
        if place.is_symlink() or place.is_file():
            if not folder.as_posix().startswith(f"{owned}/"):
                raise OutputError(f"{folder.as_posix()} is in the way: a folder is needed there")
            place.unlink()
        place.mkdir(exist_ok=True)
    target = root / path
    if target.is_dir() and not target.is_symlink():
        if not path.startswith(f"{owned}/"):
            raise OutputError(f"{path} is a folder; a file is made there")
        _remove_folder(target)


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file and put it in place at once, so that an interrupted build leaves no half file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644 & ~_umask())  # noqa: PTH101 - the name is the one that mkstemp gave
        os.replace(name, path)  # noqa: PTH105 - the same
    except BaseException:
        os.unlink(name)  # noqa: PTH108 - the same
        raise


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def _leftovers(root: Path, tree: Mapping[str, str], owned: str) -> Iterator[str]:
    """Yield the files of the owned folder that the tree does not hold, never looking through a link."""
    base = (root / owned).as_posix()
    for folder, folders, files in os.walk(base, followlinks=False):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in [*files, *links]:
            path = f"{owned}{folder[len(base) :]}/{name}"
            if path not in tree and path != f"{owned}/{SPARED}":
                yield path


def _drop_empty(base: Path) -> None:
    for folder, _, _ in os.walk(base, topdown=False, followlinks=False):
        if folder != str(base) and not any(Path(folder).iterdir()):
            Path(folder).rmdir()


def _remove_folder(base: Path) -> None:
    for folder, folders, files in os.walk(base, topdown=False, followlinks=False):
        for path in (Path(folder, name) for name in [*files, *folders]):
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()
    base.rmdir()
