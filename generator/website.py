"""The whole list from the entries: README, exports, the site's source, and after the site's builder the paper pages.

The commands and the builder's hook call the same functions, so that every way to the site leads to the same one.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import checks, collection, exporters, facts, output, pages, render, schema, scripts, settings, stamp
from generator.diagnostics import Diagnostic, line_reader
from generator.diagnostics import text as told_as_text
from generator.exporters import sitemap
from generator.settings import Settings
from generator.views import Catalog, catalog

WATCHED = ("entries", "templates", "site_overrides", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Edition:
    """What one build starts from, and the problems met on reading it."""

    root: Path
    catalog: Catalog
    settings: Settings
    problems: tuple[Diagnostic, ...]


def read(root: Path) -> Edition:
    """Return the list as it is written now; entries with problems are left out and told of."""
    found, problems = collection.load(root)
    learned, more = facts.read(root)
    told = (*problems, *more, *checks.run(found, learned))
    return Edition(root, catalog(found, learned), settings.load(root), told)


def errors(edition: Edition) -> str:
    """Return the errors in the entries as people read them; warnings stop nobody."""
    found = [one for one in edition.problems if one.severity == "error"]
    return told_as_text(found, line_reader(edition.root)) if found else ""


def tree(edition: Edition) -> dict[str, str]:
    """Return everything that `generator build` writes, as `{path: text}`."""
    made = pages.environment(edition.root, stamp.token)
    exported = exporters.files(edition.catalog, edition.settings)
    exported |= render.texts(edition.catalog, edition.settings, edition.root)
    exported |= schema.published(edition.catalog.collection)
    return {
        **render.readme(edition.catalog, edition.settings, edition.root),
        **pages.site(edition.catalog, edition.settings, made, stamp.SHELLS.values()),
        **{f"{output.OWNED}/{path}": text for path, text in exported.items()},
    }


def build(edition: Edition) -> output.Written:
    """Write README, exports and the site's source, only what changed."""
    return output.write(edition.root, tree(edition))


def finish(edition: Edition, site_dir: Path) -> int:
    """Turn the shells in a built site into pages of papers and topics, add what the builder must not see; count pages.

    Raises:
        ShellError: the site holds no shell, or not the one that was made.

    """
    shells = {depth: _shell(site_dir / folder / "index.html") for depth, folder in stamp.SHELLS.items()}
    made = pages.environment(edition.root, stamp.token)
    stamped = pages.stamped(edition.catalog, edition.settings, made)
    count = output.fill(
        site_dir, ((f"{one}index.html", shells[one.count("/")].page(values)) for one, values in stamped)
    )
    output.fill(site_dir, _beside(edition))
    for script in sorted((site_dir / scripts.FOLDER).glob("*.js")):
        text = scripts.published(script.read_text("utf-8"))
        output.put(site_dir, {f"{scripts.FOLDER}/{script.name}": text})
    (site_dir / "sitemap.xml.gz").unlink(missing_ok=True)
    shutil.rmtree(site_dir / stamp.FOLDER)
    return count


def _shell(place: Path) -> stamp.Shell:
    if not place.is_file():
        raise stamp.ShellError(f"{place} is missing: the site was not built yet, or its pages are already stamped")
    return stamp.shell(place.read_text("utf-8"))


def _beside(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield what stands in the site beside the pages: citation files, redirects of old ids, the sitemap."""
    yield from exporters.twins(edition.catalog, edition.settings)
    yield from render.twins(edition.catalog, edition.settings, edition.root)
    for old, new in edition.catalog.redirects.items():
        yield f"papers/{old}/index.html", stamp.redirect(f"../{new}/", f"{edition.settings.site_url}papers/{new}/")
    days: dict[str, dt.date | None] = dict.fromkeys(pages.addresses(edition.catalog, edition.settings))
    yield "sitemap.xml", sitemap.export(edition.settings, days | sitemap.days(edition.catalog))


def configure(config: Any, root: Path, *, serving: bool) -> Any:
    """Give MkDocs what the settings say; while it serves, the address is the server's own."""
    said = settings.load(root)
    config.site_name = said.name
    config.site_description = said.tagline
    config.extra["repository"] = said.repository_url
    if not serving:
        config.site_url = said.site_url
    config.watch += [str(root / path) for path in WATCHED if (root / path).exists()]
    return config
