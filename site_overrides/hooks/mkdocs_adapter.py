"""MkDocs' door to the generator: the same build before, the same stamp after. It decides nothing."""

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# `mkdocs build` works on a fresh clone, where nobody has installed the package.
sys.path.append(str(ROOT))

from generator import site  # noqa: E402 - found only through the line above

serving = False


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether MkDocs serves: then the address of the site is the server's."""
    global serving  # noqa: PLW0603 - MkDocs tells the command once and loads this file once
    serving = command == "serve"


def on_config(config: Any) -> Any:
    """Give MkDocs the name and the address that the settings state, and what to watch."""
    return site.configure(config, ROOT, serving=serving)


def on_pre_build(config: Any) -> None:
    """Make the pages."""
    site.build(ROOT)


def on_post_build(config: Any) -> None:
    """Make the paper pages."""
    site.stamp(ROOT, Path(config.site_dir))
