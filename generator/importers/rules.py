"""How the sources of this list are read: which section means which topic, and what their addresses prove.

The rules are data (`entries/import.yml`); a list without rules is read by its headings alone.
"""

from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from generator import collection, messages, source
from generator.diagnostics import Diagnostic
from generator.model import Address, Id, Name, Record, Text, Year

RULES = f"{collection.ENTRIES}/import.yml"


class ListRules(Record):
    """One source list: how it is recognised, what its sections mean, and the items that need a better topic."""

    id: Id = Field(description="A key of entries/lists.yml.")
    heading: Text = Field(description="The first heading of its file, by which the list is recognised.")
    files: Annotated[str, Field(max_length=400)] = Field("", description="Where relative addresses of the list begin.")
    sections: dict[Text, Annotated[tuple[Id, ...], Field(max_length=4)]] = Field(
        {}, description="Topics by heading; of two headings with one name the path tells which: `A > B`."
    )
    software: tuple[Text, ...] = Field((), description="Headings whose items are software.")
    types: dict[Name, tuple[Id, ...]] = Field({}, description="Topics by the word on a type badge.")
    items: dict[Text, dict[Id, tuple[Text, ...]]] = Field(
        {}, description="Titles by topic, by the heading that is too wide for them."
    )


class Proceedings(Record):
    """What the beginning of an address proves."""

    address: Address
    venue: Name
    year: Year
    track: Name | None = None


class Rules(Record):
    """All rules of import."""

    lists: tuple[ListRules, ...] = ()
    proceedings: tuple[Proceedings, ...] = ()
    software: dict[Id, tuple[Text, ...]] = Field(
        {}, description="Names by entry in entries/software: items of any list that are software, not papers."
    )
    software_topics: tuple[Id, ...] = Field((), description="The topics of new software entries.")
    survey: Id | None = Field(None, description="A key of entries/lists.yml: whose bibliography and tables are read.")
    short_hosts: tuple[Name, ...] = Field((), description="Hosts whose short addresses do not show where they lead.")


def load(root: Path) -> tuple[Rules, list[Diagnostic]]:
    """Return the rules of import, and what is wrong with them."""
    if not (root / RULES).is_file():
        return Rules(), []
    document, problems = source.read(root, RULES)
    if document is None:
        return Rules(), problems
    try:
        return Rules.model_validate(document.value), problems
    except ValidationError as error:
        return Rules(), [*problems, *messages.problems_of(error, document, Rules)]
