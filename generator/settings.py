"""What this list is called and where it lives, from `pyproject.toml`, overridden by the environment."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one list."""

    name: str
    """The list's name, as its README is headed."""
    tagline: str
    """One sentence under the name."""
    repository: str
    """`owner/name` on GitHub."""
    site_url: str
    """The published site's address, with a slash at its end."""
    short_name: str = ""
    """The name in at most 16 characters, for the search engines of browsers."""
    branch: str = "main"
    """The branch that entries are edited on."""
    contact: str = ""
    """An address that servers find in the user agent."""
    network: Mapping[str, Any] = field(default_factory=dict)
    """Limits and addresses for the commands that use the network; `generator.net` reads it."""

    @property
    def repository_url(self) -> str:
        return f"https://github.com/{self.repository}"


class SettingsError(ValueError):
    """The settings cannot be used; the message says which one and why."""


def load(root: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; in GitHub Actions the repository is the one that runs, so that a fork needs no edit.

    Raises:
        SettingsError: `[tool.generator]` is missing, names an unknown key or lacks a needed one.

    """
    try:
        table = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["generator"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"pyproject.toml has no readable [tool.generator]: {error}") from error
    known = {one.name for one in fields(Settings)}
    if unknown := sorted(set(table) - known):
        raise SettingsError(f"[tool.generator] has no setting {unknown[0]!r}; known: {', '.join(sorted(known))}")
    if missing := sorted({"name", "tagline", "repository"} - set(table)):
        raise SettingsError(f"[tool.generator] lacks {missing[0]!r}")
    repository = environment.get("GENERATOR_REPOSITORY") or environment.get("GITHUB_REPOSITORY") or table["repository"]
    moved = repository != table["repository"]
    declared = "" if moved else table.get("site_url", "")
    site = environment.get("GENERATOR_SITE_URL") or declared or pages_url(repository)
    return Settings(**{**table, "repository": repository, "site_url": site.rstrip("/") + "/"})


def pages_url(repository: str) -> str:
    """Return where GitHub Pages publishes a repository: at the root for `<owner>.github.io`, else below it."""
    owner, _, name = repository.partition("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"
