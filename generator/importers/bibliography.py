"""The references of a survey, read from its scanned text, each with the doubts that the scan leaves.

A scan breaks references over pages, drops letters and misreads identifiers. What looks wrong is not repaired here:
it is a `Doubt` about one field, so that whoever merges the reference into an entry can refuse that field.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.identity import acl_id, arxiv_id, doi, openreview_id
from generator.importers.appearances import Appearances
from generator.importers.reference import ARXIV, YEAR, Reference, complete
from generator.importers.scanning import doubting_each_other, doubts
from generator.model import Venue

_HEADING = re.compile(r"^(?:#+[ \t]*)?(?:References|Bibliography)[ \t]*$", re.MULTILINE)
_NEXT_HEADING = re.compile(r"^(?:#+\s*)?(?:Appendix|[A-Z] Appendix|Supplementary Material)\b.*$", re.MULTILINE)
_URL = re.compile(r"<(https?://[^<>\s]+)>|(https?://[^\s<>]+)")
_DOI = re.compile(r"\bdoi:\s?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_VENUE = re.compile(r"(?P<lead>\bIn )?\*(?P<name>[^*]+)\*")
_EDITORS = re.compile(r"\bIn (?P<names>[^*]+?) \(eds?\.\), (?=\*)")
# An author's initial or a "Jr." ends in a full stop too; the stop after the last author follows a longer word.
_END_OF_NAMES = re.compile(r"(?<![\s.-][A-Z])(?<!\bJr)(?<!\bSt)(?<!\bet al)[.?]\s+")


def references(text: str, venues: Mapping[str, Venue]) -> list[Reference]:
    """Return the references of the text's bibliography, in its order; none when it has no such section."""
    appearances = Appearances(venues)
    preprints = frozenset(venue.id for venue in venues.values() if venue.kind == "preprint")
    found = [_reference(block, appearances, preprints) for block in _blocks(text)]
    return doubting_each_other(found)


@dataclass(frozen=True)
class _Block:
    """The text of one reference: its first line, its text in one line, the words around each break."""

    line: int
    text: str
    breaks: tuple[str, ...] = ()


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the references as the full stop at their end shows them: a new item may continue the one before."""
    heading = _HEADING.search(text)
    if heading is None:
        return
    after = _NEXT_HEADING.search(text, heading.end())
    body = text[heading.end() : after.start() if after else len(text)]
    start = text.count("\n", 0, heading.end()) + 1
    block: _Block | None = None
    blank = False
    for number, raw in enumerate(body.split("\n"), start):
        line = raw.strip()
        if not line:
            blank = True
            continue
        item, line = line.startswith("- "), line.removeprefix("- ").strip()
        if block is None or (complete(block.text) and (item or blank)):
            if block is not None:
                yield block
            block = _Block(number, line)
        else:
            block = _joined(block, line)
        blank = False
    if block is not None:
        yield block


def _joined(block: _Block, line: str) -> _Block:
    seam = f"{block.text[-20:]} | {line[:20]}"
    text = block.text[:-1] + line if re.search(r"[a-z]-$", block.text) else f"{block.text} {line}"
    return _Block(block.line, text, (*block.breaks, seam))


def _reference(block: _Block, appearances: Appearances, preprints: frozenset[str]) -> Reference:
    names, rest = _names_and_rest(re.sub(r"\\(?=[$%&#_])", "", block.text))
    title, details = _title_and_details(rest)
    urls = tuple(dict.fromkeys(_address(match) for match in _URL.finditer(block.text)))
    editors = _EDITORS.search(details)
    venue = _VENUE.search(details)
    venue_text = venue["name"].strip() if venue else ""
    where = appearances.read(venue_text) if venue_text else None
    identifier = next((found for url in urls if (found := acl_id(url))), None)
    if where is None and identifier:
        where = appearances.of_acl(identifier)
    printed = _DOI.search(block.text)
    reference = Reference(
        line=block.line,
        text=block.text,
        title=title,
        authors=tuple(_names(names)),
        year=_year(details.replace(editors[0], "") if editors else details, venue_text),
        venue_text=venue_text,
        venue=where.venue if where and where.venue not in preprints else None,
        track=where.track if where else None,
        arxiv=next((found for url in urls if (found := arxiv_id(url))), None) or _printed_arxiv(block.text),
        doi=next((found for url in urls if (found := doi(url))), None)
        or (printed[1].rstrip(".,").lower() if printed else None),
        openreview=next((found for url in urls if (found := openreview_id(url))), None),
        acl=identifier,
        urls=urls,
    )
    return replace(reference, doubts=tuple(doubts(reference, block.breaks, appearances)))


def _names_and_rest(text: str) -> tuple[str, str]:
    """Split a reference after its authors; a reference whose parts commas divide has its title between two of them."""
    match = _END_OF_NAMES.search(text)
    commas = re.match(r"(?P<names>.+?), (?P<rest>[^,]+?, (?:GitHub repository, )?(?P<year>(?:19|20)\d{2}), <.*)$", text)
    if commas and (match is None or match.start() > commas.start("year")):
        return commas["names"], commas["rest"]
    if match is None:
        return "", text
    return text[: match.start()], text[match.end() :]


def _title_and_details(rest: str) -> tuple[str, str]:
    """Split what follows the authors at the first thing that can only come after a title."""
    ends = [
        r"[.?!] (?=In (?:\*|[^*]{1,200} \(eds?\.\), \*))",
        r"[.?!] (?=\*)",
        r"[.?!,] (?=<?https?://)",
        r", (?=(?:GitHub repository, )?(?:19|20)\d{2}[a-z]?[.,])",
        r"[.?!] (?=URL )",
        r"[.?!] (?=[A-Z][\w ]{2,40}, (?:19|20)\d{2}[a-z]?\.)",
    ]
    found = [match for end in ends if (match := re.search(end, rest))]
    if not found:
        return rest.rstrip("."), ""
    first = min(found, key=lambda match: match.start())
    mark = first[0][0]
    return rest[: first.start()] + (mark if mark in "?!" else ""), rest[first.end() :]


def _names(text: str) -> Iterator[str]:
    """Yield the authors; a name that the break of a page split in two has been joined before."""
    for part in re.split(r",\s+and\s+|,\s+|\s+and\s+", text):
        name = re.sub(r"^and\s+", "", part.strip()).strip(" ,")
        if name and name.casefold() not in {"et al", "et al.", "others"}:
            yield name


def _year(details: str, venue_text: str) -> int | None:
    """Return the year that stands outside of the venue's name and of any address."""
    outside = _URL.sub(" ", details)
    if venue_text:
        outside = outside.replace(f"*{venue_text}*", " ")
    outside = re.sub(
        r"\b(?:doi: ?\S+|Accessed(?: on)?:? ?[\d-]*|arXiv:\S+|\d+(?:\(\d+\))?:\d+\S*|pp\. ?\S+)", " ", outside
    )
    years = [int(match[1]) for match in YEAR.finditer(outside)]
    return years[-1] if years else None


def _address(match: re.Match[str]) -> str:
    url = match[1] or match[2]
    return url.rstrip(".,;") if match[2] else url


def _printed_arxiv(text: str) -> str | None:
    match = ARXIV.search(text)
    return match[1] if match else None
