"""A small invented project on disk."""

from pathlib import Path

ENTRY = """\
# A comment at the head.
title: "{title}: A Study of Small Things"
authors: [Ada Example, Bo Example]
year: 2023 # the year
topics: [folding]
links: # where it is
  paper: {paper}
  code: {code} # the authors' own
"""


def make(root: Path) -> Path:
    """Make a project that has vocabularies and no entries yet, and return its root."""
    for path, text in {
        "pyproject.toml": '[tool.generator]\nname = "Tiny"\ntagline = "Small."\nrepository = "ada-example/tiny"\n',
        "entries/topics.yml": "- id: folding\n  name: Folding\n  about: Folded weights.\n",
        "entries/venues.yml": (
            "- id: ICTM\n  name: International Conference on Tiny Models\n  kind: conference\n"
            "  tracks:\n    - name: Workshop\n    - name: Findings\n      aliases: [Findings of ICTM]\n"
        ),
        "entries/tags.yml": "- id: two-bit\n  name: Two bit\n  about: Two bits.\n",
        "entries/lists.yml": "- id: little\n  name: Little\n  kind: list\n  about: A list.\n",
    }.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


def add(root: Path, identity: str, paper: str, code: str, text: str = ENTRY, year: int = 2023) -> Path:
    """Write one entry and return its file."""
    file = root / f"entries/papers/{year}/{identity}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.format(title=identity.replace("-", " ").title(), paper=paper, code=code), "utf-8")
    return file
