"""A small list on disk, for commands."""

import json
import shutil
from pathlib import Path

from generator.collection import paper_path
from generator.entry_text import entry_text
from generator.model import Paper
from tests import factory

ROOT = Path(__file__).parent.parent.parent
SETTINGS = """
[tool.generator]
name = "Awesome Tiny Models"
tagline = "An invented list for tests."
repository = "ada-example/awesome-tiny-models"
"""


def project(root: Path, *papers: Paper) -> Path:
    """Write a list with the invented vocabularies and the papers, and return its folder."""
    vocabularies = {
        "topics": factory.TOPICS,
        "venues": [
            *factory.VENUES,
            {"id": "ICML", "name": "International Conference on Many Letters", "kind": "conference"},
        ],
        "tags": factory.TAGS,
        "lists": factory.LISTS,
    }
    (root / "entries").mkdir(parents=True)
    for name, words in vocabularies.items():
        # JSON is YAML.
        (root / f"entries/{name}.yml").write_text(json.dumps(words, indent=1), "utf-8")
    for paper in papers:
        file = root / paper_path(paper)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(entry_text(paper), "utf-8")
    shutil.copytree(ROOT / "templates", root / "templates")
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    return root
