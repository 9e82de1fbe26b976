"""MkDocs' door to the generator: the same build before, the same stamp after. It decides nothing."""

import gc
import logging
import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import BuildError

ROOT = Path(__file__).resolve().parents[2]
# `mkdocs build` works on a fresh clone, where nobody has installed the package.
sys.path.append(str(ROOT))

from generator import website  # noqa: E402 - found only through the line above

serving = False
edition: website.Edition


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether MkDocs serves: then the address of the site is the server's."""
    global serving  # noqa: PLW0603 - MkDocs tells the command once and loads this file once
    serving = command == "serve"
    # As the command line does: entries make many objects and hardly any garbage.
    gc.set_threshold(100_000, 20, 20)


def on_config(config: Any) -> Any:
    """Give MkDocs the name and the address that the settings state, and what to watch."""
    return website.configure(config, ROOT, serving=serving)


def on_pre_build(**_: Any) -> None:
    """Make the pages."""
    global edition  # noqa: PLW0603 - what the pages were made from is what the paper pages are made from
    edition = website.read(ROOT)
    if errors := website.errors(edition):
        if not serving:
            raise BuildError(f"the entries have errors\n{errors}")
        # Whoever writes an entry sees what is wrong with it, and the rest of the site all the same.
        logging.getLogger("generator").error("the site lacks the entries that have errors\n%s", errors)
    website.build(edition)


def on_serve(server: Any, config: Any, **_: Any) -> Any:
    """Watch what people write, not what the build writes from it."""
    server.unwatch(config.docs_dir)
    return server


def on_post_build(config: Any) -> None:
    """Make the paper pages."""
    website.finish(edition, Path(config.site_dir))
