"""The data model: the only list of fields there is. Schema, documentation, order and messages follow from it."""

import json
import re
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.identity import address_problem, address_repair, canonical, is_plain

KEBAB = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
MAX_ID = 80
# Windows cannot check out a file of such a name.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")


def _problem(code: str, message: str, hint: str = "", *, item: int | None = None) -> PydanticCustomError:
    # The template is a literal brace-free key: PydanticCustomError formats braces in the message.
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint, "item": item})


def _address(value: str) -> str:
    if is_plain(value):
        return value
    if problem := address_problem(value):
        repaired = address_repair(value)
        raise _problem("bad-address", f"the address {value!r} {problem}", f"write {repaired}" if repaired else "")
    if (form := canonical(value)) != value:
        raise _problem("not-canonical", f"{value!r} is not the form this list uses", f"write {form}")
    return value


def id_problem(value: str) -> str | None:
    """Return why a word cannot be an id, or None."""
    if not KEBAB.fullmatch(value):
        return f"{value!r} must be lower-case words joined by hyphens"
    if len(value) > MAX_ID:
        return f"{value!r} has {len(value)} characters; {MAX_ID} are allowed"
    if _RESERVED.fullmatch(value):
        return f"{value!r} is a name that Windows keeps for itself"
    return None


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}", value):
        found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", value)
        raise _problem("wrong-type", f"{value!r} must be a year of four digits", f"write {found[0]}" if found else "")
    return value


def _one_or_more(value: Any) -> Any:
    """Let an address stand alone: most links have one."""
    return [value] if isinstance(value, str) else value


def unique(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values; a value that is there twice is refused."""
    for index, value in enumerate(values):
        if value in values[:index]:
            raise _problem("repeated-value", f"{value!r} is there twice", "remove one", item=index)
    return values


Text = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^\S(?:.*\S)?$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^\S(?:.*\S)?$")]
Id = Annotated[str, StringConstraints(pattern=KEBAB.pattern, max_length=MAX_ID)]
Address = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000),
    AfterValidator(_address),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": 2000}),
]
_SEVERAL = Field(min_length=1, max_length=12)
Addresses = Annotated[
    tuple[Address, ...],
    BeforeValidator(_one_or_more, json_schema_input_type=Address | Annotated[tuple[Address, ...], _SEVERAL]),
    _SEVERAL,
    AfterValidator(unique),
]
Keys = Annotated[tuple[Id, ...], AfterValidator(unique)]
FIRST_YEAR, LAST_YEAR = 1900, 2100
Year = Annotated[
    int,
    BeforeValidator(_whole_number),
    Field(ge=FIRST_YEAR, le=LAST_YEAR),
    WithJsonSchema({"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}),
]
Task = Literal["training", "fine-tuning", "inference"]


class Record(BaseModel):
    """What all records share: frozen, and no field beyond those named."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return pydantic's JSON Schema of a model: a copy that may be changed."""
    made: dict[str, Any] = json.loads(_schema_text(model))
    return made


@cache
def _schema_text(model: type[BaseModel]) -> str:
    # Schemas and manual ask for the same ones, and making one takes as long as reading fifty entries.
    return json.dumps(model.model_json_schema(ref_template="{model}"))


class Addressed(Record):
    """Addresses by kind."""

    def kinds(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the kinds that have addresses, in the order of the model."""
        return [(name, addresses) for name in type(self).model_fields if (addresses := getattr(self, name))]

    def all(self) -> tuple[str, ...]:
        """Return every address, in the order of the model."""
        return tuple(url for _, urls in self.kinds() for url in urls)


def _not_empty(value: Any) -> Any:
    if not value.model_fields_set:
        raise _problem("empty-links", "an entry needs at least one address", "add a line, as in paper: https://...")
    return value


class Links(Addressed):
    """Where a paper can be read, run and seen. Each kind takes one address or a list; the first is the main one."""

    meant: ClassVar[dict[str, str]] = {
        **dict.fromkeys(
            ("arxiv", "pdf", "doi", "openreview", "acl", "url", "html", "abs"), "write the address as paper: ..."
        ),
        **dict.fromkeys(("github", "gitlab", "repo", "repository", "implementation"), "write the address as code: ..."),
        **dict.fromkeys(("homepage", "website", "page", "web", "docs"), "write the address as project: ..."),
        **dict.fromkeys(("weights", "checkpoint", "huggingface", "models"), "write the address as model: ..."),
        **dict.fromkeys(("dataset", "datasets"), "write the address as data: ..."),
    }

    paper: Addresses | None = Field(
        None, description="Where to read it: arXiv first if it is there, then the proceedings page or DOI."
    )
    code: Addresses | None = Field(None, description="Repositories with code, the authors' own first.")
    unofficial: Addresses | None = Field(None, description="Code that others wrote from the paper.")
    project: Addresses | None = Field(None, description="The project's own page.")
    model: Addresses | None = Field(None, description="Trained weights.")
    data: Addresses | None = Field(None, description="Data sets that come with it.")
    demo: Addresses | None = Field(None, description="Something to try in the browser.")
    blog: Addresses | None = Field(None, description="A post about it, or the post that is the work.")


class Paper(Record):
    """One paper as its entry file says. The id is the file's name and never written inside."""

    derived: ClassVar[dict[str, str]] = {
        "id": "the id is the file's name",
        "arxiv": "the arXiv id is read from links.paper",
        "arxiv_id": "the arXiv id is read from links.paper",
        "doi": "the DOI is read from links.paper",
        "repository": "the repository is read from links.code",
        "repo": "the repository is read from links.code",
        "has_code": "whether there is code is read from links.code",
        "stars": "stars are fetched and kept in entries/facts",
        "added": "the day is recorded in entries/facts",
        "date_added": "the day is recorded in entries/facts",
        "published": "the date is read from the links; give only the year",
        "abstract": "abstracts are not stored; links.paper leads to it",
        "bibtex": "citations are generated",
    }
    # Other names that people have for our fields, and for the kinds of links that stand below `links`.
    meant: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("author", "by"), "did you mean 'authors'?"),
        **dict.fromkeys(("name",), "did you mean 'title'?"),
        **dict.fromkeys(("date", "published_in"), "did you mean 'year'?"),
        **dict.fromkeys(("conference", "journal", "booktitle", "proceedings"), "did you mean 'venue'?"),
        **dict.fromkeys(("category", "categories", "section", "sections", "type"), "did you mean 'topics'?"),
        **dict.fromkeys(("keyword", "keywords", "labels"), "did you mean 'tags'?"),
        **dict.fromkeys(("tldr", "description", "notes"), "did you mean 'summary'?"),
        **dict.fromkeys(("image", "picture", "thumbnail"), "did you mean 'figure'?"),
        **dict.fromkeys(("alias", "aliases", "other_titles"), "did you mean 'aka'?"),
        **dict.fromkeys(("url", "urls", "link", "pdf", "paper"), "write it below links: and indented, as paper: ..."),
        **dict.fromkeys(("github", "code", "source"), "write it below links: and indented, as code: ..."),
        **{
            kind: f"write it below links: and indented, as {kind}: ..."
            for kind in Links.model_fields
            if kind not in {"paper", "code"}
        },
    }

    id: Id = Field(exclude=True)
    title: Text = Field(description="The title as printed on the paper.")
    authors: tuple[Name, ...] = Field(
        (), max_length=5000, description="All authors as printed and in order; leave it out when you do not know them."
    )
    year: Year = Field(
        description="The venue's year once published, else the year of the first public version.",
    )
    venue: Name | None = Field(None, description="A key of entries/venues.yml; leave it out for a preprint.")
    track: Name | None = Field(None, description="Findings, Workshop, Oral, Demo, Industry, ... as the venue calls it.")
    topics: Annotated[tuple[Id, ...], Field(min_length=1, max_length=8), AfterValidator(unique)] = Field(
        description="Keys of entries/topics.yml, the most precise that fit; the first is the paper's home."
    )
    links: Annotated[Links, AfterValidator(_not_empty)] = Field(description="At least one address.")
    tags: Keys = Field((), max_length=20, description="Keys of entries/tags.yml.")
    summary: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = Field(
        None, description="What it does in one sentence of your own words, at most 200 characters."
    )
    figure: Address | None = Field(None, description="The address of a picture that explains it.")
    aka: Annotated[tuple[Text, ...], Field(max_length=12), AfterValidator(unique)] = Field(
        (), description="Other titles under which it is known."
    )
    lists: Keys = Field((), max_length=20, description="Keys of entries/lists.yml: which source lists carry it.")
    formerly: Keys = Field((), max_length=20, description="Ids it had before; each keeps a page that leads here.")


class SoftwareLinks(Addressed):
    """Where a piece of software lives."""

    meant: ClassVar[dict[str, str]] = {
        name: hint for name, hint in Links.meant.items() if "model:" not in hint and "data:" not in hint
    }

    code: Addresses | None = Field(None, description="Its repositories.")
    project: Addresses | None = Field(None, description="Its home page or documentation.")
    paper: Addresses | None = Field(None, description="A paper about it.")
    blog: Addresses | None = Field(None, description="A post about it.")


class Software(Record):
    """One framework or tool as its entry file says."""

    derived: ClassVar[dict[str, str]] = Paper.derived
    meant: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("title", "tool", "framework"), "did you mean 'name'?"),
        **dict.fromkeys(("category", "categories", "section", "type"), "did you mean 'topics'?"),
        **dict.fromkeys(("tasks", "purpose", "use"), "did you mean 'supports'?"),
        **dict.fromkeys(("highlights", "key_features"), "did you mean 'features'?"),
        **dict.fromkeys(("tldr", "description", "notes"), "did you mean 'summary'?"),
        **dict.fromkeys(("alias", "aliases"), "did you mean 'aka'?"),
        **dict.fromkeys(("url", "homepage", "website", "docs"), "write it below links: and indented, as project: ..."),
        **dict.fromkeys(("github", "repo", "source"), "write it below links: and indented, as code: ..."),
        **{kind: f"write it below links: and indented, as {kind}: ..." for kind in SoftwareLinks.model_fields},
    }

    id: Id = Field(exclude=True)
    name: Name = Field(description="The name as its makers write it.")
    topics: Annotated[tuple[Id, ...], Field(min_length=1, max_length=8), AfterValidator(unique)] = Field(
        description="Keys of entries/topics.yml."
    )
    supports: Annotated[tuple[Task, ...], AfterValidator(unique)] | None = Field(
        None, description="What it can be used for; leave it out when you do not know."
    )
    features: Annotated[tuple[Text, ...], AfterValidator(unique)] = Field(
        (), max_length=40, description="What sets it apart, one feature each."
    )
    links: Annotated[SoftwareLinks, AfterValidator(_not_empty)] = Field(description="At least one address.")
    summary: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = Field(
        None, description="What it is in one sentence of your own words, at most 200 characters."
    )
    aka: Annotated[tuple[Text, ...], Field(max_length=12), AfterValidator(unique)] = Field(
        (), description="Other names."
    )
    lists: Keys = Field((), max_length=20, description="Keys of entries/lists.yml.")
    formerly: Keys = Field((), max_length=20, description="Ids it had before.")


class Topic(Record):
    """A section of the list, with its subsections."""

    id: Id
    name: Name
    about: Text = Field(description="One sentence: what belongs here.")
    aliases: tuple[Name, ...] = Field((), description="Other words by which people look for it, acronyms too.")
    topics: tuple["Topic", ...] = Field((), description="Its subsections, in the order of README and site.")


class Track(Record):
    """A part of a venue that readers tell apart: Findings, Demo, a workshop, or a distinction."""

    name: Name = Field(description="As entries write it in their field `track`.")
    aliases: tuple[Text, ...] = Field((), description="How sources write it after the venue's name, or whole.")


class Venue(Record):
    """Where papers appear."""

    id: Name = Field(description="The short name, as readers know it.")
    name: Name = Field(description="The full name.")
    kind: Literal["conference", "journal", "workshop", "preprint", "blog", "repository"]
    aliases: tuple[Text, ...] = Field((), description="Other spellings, also wrong ones that sources use.")
    tracks: tuple[Track, ...] = Field((), description="Its tracks, as entries may name them.")


class Tag(Record):
    """A property that papers of several topics can have."""

    id: Id
    name: Name
    about: Text
    aliases: tuple[Name, ...] = ()


class SourceList(Record):
    """A list or survey that this list took entries from."""

    id: Id
    name: Name
    kind: Literal["list", "survey"]
    about: Text
    repository: Address | None = None
    paper: Address | None = None
    license: Name | None = Field(None, description="As the source states it; leave it out when it states none.")
    authors: tuple[Name, ...] = ()
    year: Year | None = None


class Column(Record):
    """One column of a data table."""

    id: Id
    name: Name
    numeric: Annotated[bool, BeforeValidator(lambda value: {"true": True, "false": False}.get(value, value))] = False


class DataTable(Record):
    """A small table of figures that gets a page of its own, as the survey's pre-training costs."""

    id: Id = Field(exclude=True)
    title: Text
    about: Text
    source: Id = Field(description="A key of entries/lists.yml: where the figures stand.")
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=12)]
    rows: tuple[dict[Id, Annotated[str, StringConstraints(min_length=1, max_length=400)]], ...] = Field(
        description="One mapping a row, from column to cell; a cell that the source leaves open is left out."
    )


class Same(Record):
    """Records of the sources that are one work although title or identifier differ."""

    entry: Id = Field(description="The entry they became.")
    titles: Annotated[tuple[Text, ...], Field(min_length=1)]
    reason: Text


class Different(Record):
    """Works that look like one (title, short name or identifier) and are not."""

    titles: Annotated[tuple[Text, ...], Field(min_length=2)]
    reason: Text


class Correction(Record):
    """A fact of a source that is wrong, what stands in the entry instead, and the evidence."""

    title: Text = Field(description="The title in the source.")
    source: Id = Field(description="A key of entries/lists.yml.")
    field: Name = Field(description="title, year, venue, track, authors, figure, or links.<kind>.")
    was: Address | Text | None = Field(None, description="Left out: the source has nothing there, and `now` is added.")
    now: Address | Text | None = Field(None, description="Left out: the value is dropped.")
    kind: Name | None = Field(None, description="The kind of link that it is instead of the one it is labelled with.")
    reason: Text


class Choice(Record):
    """What an entry says where its sources disagree and no rule settles it."""

    entry: Id
    field: Literal["title", "year", "venue", "track", "topics", "authors", "aka"]
    now: Text | None = Field(None, description="The value, items of a list divided by commas; left out: no value.")
    reason: Text


class Decisions(Record):
    """What people decided about the sources; a re-import obeys, checks know."""

    same: tuple[Same, ...] = ()
    different: tuple[Different, ...] = ()
    corrections: tuple[Correction, ...] = ()
    choices: tuple[Choice, ...] = ()
    spellings: tuple[Text, ...] = Field((), description="Titles as printed, whose capitals or signs a source lost.")
