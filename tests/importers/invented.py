"""Three invented lists in the styles and with the defects of real ones, and the small project they move into."""

from pathlib import Path

HERE = Path(__file__).parent
SOURCES = {name: (HERE / "lists" / name).read_text("utf-8") for name in ("bullets.md", "emphasis.md", "table.md")}
BIBLIOGRAPHY = (HERE / "lists/survey.txt").read_text("utf-8")
FILES = {path.name: path.read_text("utf-8") for path in sorted((HERE / "project").glob("*.yml"))}
BULLETS = SOURCES["bullets.md"]
DECISIONS = FILES["decisions.yml"]


def project(root: Path, files: dict[str, str] | None = None) -> Path:
    """Make the project below a folder and return it."""
    for name, text in {**FILES, **(files or {})}.items():
        path = root / "entries" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root
