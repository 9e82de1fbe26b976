"""One paper as other programs and people cite it: BibTeX, RIS, CSL-JSON, Markdown, COinS."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.citations import bibtex, csl, markdown, ris
from generator.views import Row


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write citations: its name for readers, its media type, one paper, and several in one file."""

    name: str
    media_type: str
    one: Callable[[Row], str]
    several: Callable[[Iterable[str]], str]
    """Joins what `one` made for each paper."""

    def file(self, row: Row) -> str:
        """Return the file of a single paper."""
        return self.several([self.one(row)])


FORMATS: dict[str, Format] = {
    "bib": Format("BibTeX", "application/x-bibtex", bibtex.one, "\n".join),
    "ris": Format("RIS", "application/x-research-info-systems", ris.one, "".join),
    "csl.json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl.one, csl.several),
    "md": Format("Markdown", "text/markdown", markdown.one, "".join),
}
"""The formats by the ending of their files."""
