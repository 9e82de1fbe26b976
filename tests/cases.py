"""Broken files: each is the small project beside it with one mistake, and states what is expected of `check`.

A file `<code>.yml` or `<code>.<variant>.yml` takes the place that its line `# file:` names. A folder lies over the
project; where a file cannot hold a comment, `expect.txt` in the folder speaks for it.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

BROKEN = Path(__file__).parent / "broken"
PROJECT = BROKEN / "project"
USUAL_PLACE = "entries/papers/2023/broken.yml"

_EXPECT = re.compile(rb"^# expect: (?P<code>[a-z0-9-]+) at (?P<line>\d+):(?P<column>\d+)\r?$", re.MULTILINE)
_FILE = re.compile(rb"^# file: (?P<path>\S+)\r?$", re.MULTILINE)
_PAD = re.compile(rb"^# pad-to: (?P<size>\d+)\r?$", re.MULTILINE)
_ELSEWHERE = re.compile(r"^(?P<path>\S+): (?P<code>[a-z0-9-]+) at (?P<line>\d+):(?P<column>\d+)$")

Expectation = tuple[str, str, int, int]
"""Path, code, line and column."""


@dataclass(frozen=True)
class Case:
    """One broken file or folder."""

    source: Path

    @property
    def name(self) -> str:
        return self.source.name.removesuffix(".yml")

    @property
    def code(self) -> str:
        return self.name.partition(".")[0]

    def files(self) -> dict[str, Path]:
        """Return the files of the case by the place that they take in the project."""
        if self.source.is_dir():
            every = [file for file in self.source.rglob("*") if file.is_symlink() or file.is_file()]
            return {file.relative_to(self.source).as_posix(): file for file in every if file.name != "expect.txt"}
        place = _FILE.search(self.source.read_bytes())
        return {place["path"].decode() if place else USUAL_PLACE: self.source}

    def build(self, root: Path) -> Path:
        """Write the project with the mistake in it and return its root."""
        shutil.copytree(PROJECT, root, dirs_exist_ok=True)
        for path, file in self.files().items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy(file, target, follow_symlinks=False)
            if not file.is_symlink() and (pad := _PAD.search(file.read_bytes())):
                with target.open("ab") as stream:
                    stream.write(b"#" * (int(pad["size"]) - file.stat().st_size))
        for line in self._elsewhere():
            if line.startswith("remove "):
                (root / line.removeprefix("remove ")).unlink()
        return root

    def expected(self) -> list[Expectation]:
        """Return what the case says about itself, in order."""
        found = [
            (path, match["code"].decode(), int(match["line"]), int(match["column"]))
            for path, file in self.files().items()
            if not file.is_symlink()
            for match in _EXPECT.finditer(file.read_bytes())
        ]
        found += [
            (match["path"], match["code"], int(match["line"]), int(match["column"]))
            for line in self._elsewhere()
            if (match := _ELSEWHERE.match(line))
        ]
        return sorted(found)

    def _elsewhere(self) -> list[str]:
        file = self.source / "expect.txt"
        return file.read_text("utf-8").splitlines() if file.is_file() else []


def every() -> list[Case]:
    """Return all broken files."""
    return [Case(path) for path in sorted(BROKEN.iterdir()) if path != PROJECT]
