"""The rival: the same pages as plain Markdown files, a file per paper, through MkDocs Material as it comes."""

import shutil
from pathlib import Path

import yaml

_NOT_TAKEN = ("hooks", "extra_css", "docs_dir", "site_dir", "validation", "strict")


def write(root: Path) -> Path:
    """Write a project with the pages that a built project has and return its root.

    The pages are those of our own build; each paper's is its Markdown twin, which holds what its page shows.
    """
    ours = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    place = root / "plain"
    docs = place / "docs"
    shutil.copytree(root / "build/docs", docs, ignore=shutil.ignore_patterns("_*", ".gitkeep"))
    shutil.rmtree(docs / "papers", ignore_errors=True)
    (docs / "papers").mkdir()
    for twin in (root / "build/site/papers").rglob("*.md"):
        name = twin.parent.name if twin.stem == "index" else twin.stem
        shutil.copy(twin, docs / "papers" / f"{name}.md")
    settings = {key: value for key, value in ours.items() if key not in _NOT_TAKEN}
    settings["theme"] = {"name": "material", "font": False}
    settings["plugins"] = []
    (place / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return place
