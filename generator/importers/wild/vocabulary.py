"""What a list without rules brings along: a topic tree from its headings, its venues, and itself as a source."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import yaml

from generator.collection import LISTS, TOPICS, VENUES, Collection
from generator.identity import normal_title
from generator.importers import ids
from generator.importers.appearances import Appearances
from generator.importers.items import Item
from generator.importers.rules import ListRules
from generator.importers.wild import texts
from generator.importers.wild.words import VENUES as KNOWN_VENUES
from generator.model import SourceList, Topic, Track, Venue

_DEEPEST = 4
_PLAIN_HEADING = re.compile(
    r"(?:the )?(?:papers?|paper lists?|lists? of papers|publications?|main list|reading list|论文|论文列表|文献"
    r"|論文|논문|artículos|papiers)"
    r"(?: list)?s?", re.IGNORECASE
)  # fmt: skip
TRACKS = ("Oral", "Spotlight", "Findings", "Highlight", "Demo", "Workshop", "Best Paper", "Poster")


@dataclass
class _Node:
    """A topic that is being made."""

    id: str
    name: str
    parent: str
    children: dict[str, "_Node"] = field(default_factory=dict)


@dataclass
class Additions:
    """What the vocabularies of a project gain from lists without rules."""

    existing: Collection
    topics: dict[str, _Node] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    lists: dict[str, SourceList] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.taken |= set(self.existing.nodes)
        self.known = {
            normal_title(name): node.id
            for node in self.existing.nodes.values()
            for name in (node.id, node.topic.name, *node.topic.aliases)
        }

    def rules(self, list_id: str, heading: str, items: Sequence[Item]) -> ListRules:
        """Return the rules that the headings of a list mean, and add its topics, its venues and itself."""
        if list_id not in self.existing.lists:
            name = heading[:120].strip() or list_id
            self.lists[list_id] = SourceList(
                id=list_id, name=name, kind="list", about="A list of papers that moved in."
            )
        sections: dict[str, tuple[str, ...]] = {
            " > ".join(section): (self._topic(section, heading or list_id),)
            for section in dict.fromkeys(one for item in items for one in (item.section, *item.more))
        }
        self._venues(item.venue for item in items)
        return ListRules.model_construct(
            id=list_id, heading=heading or list_id, files="", sections=sections, software=(), types={}, items={}
        )

    def collection(self) -> Collection:
        """Return the collection with all that was added."""
        made = tuple(_topic(node) for node in self.topics.values())
        return replace(
            self.existing,
            topics=(*self.existing.topics, *made),
            venues={**self.existing.venues, **self.venues},
            lists={**self.existing.lists, **self.lists},
        )

    def tree(self, texts_of: Mapping[str, str]) -> dict[str, str]:
        """Return the vocabularies that changed: what people wrote stays, what is new stands behind it."""
        return {
            path: _appended(texts_of.get(path, ""), rows)
            for path, rows in (
                (TOPICS, [_row(_topic(node)) for node in self.topics.values()]),
                (VENUES, [_row(one) for one in self.venues.values()]),
                (LISTS, [_row(one) for one in self.lists.values()]),
            )
            if rows
        }

    def _topic(self, section: Sequence[str], heading: str) -> str:
        names = [name[:120].strip() for name in section if _is_topic(name, heading)] or [_shortened(heading)]
        if len(names) > _DEEPEST:
            names = [*names[: _DEEPEST - 1], names[-1]]
        siblings, parent = self.topics, ""
        for number, name in enumerate(names):
            key = normal_title(name)
            if not number and key in self.known:
                return self._below(names, number)
            if key not in siblings:
                siblings[key] = _Node(self._new_id(name, parent), name, parent)
            parent, siblings = siblings[key].id, siblings[key].children
        return parent

    def _below(self, names: Sequence[str], number: int) -> str:
        """Return the deepest topic of the project that a path of headings names."""
        found = self.known[normal_title(names[number])]
        for name in names[number + 1 :]:
            found = self.known.get(normal_title(name), found)
        return found

    def _new_id(self, name: str, parent: str) -> str:
        words = ids.kebab(name)
        for form in ("-".join(words[:8]), "-".join([*parent.split("-"), *words[:8]]) if parent and words else ""):
            if form and len(form) <= 70 and form not in self.taken and not form.isdigit():
                self.taken.add(form)
                return form
        stem, number = ("-".join(words[:8])[:60].strip("-") or "topic"), 2 if words else 1
        while f"{stem}-{number}" in self.taken:
            number += 1
        self.taken.add(f"{stem}-{number}")
        return f"{stem}-{number}"

    def _venues(self, said: Iterable[str]) -> None:
        for text in said:
            name = venue_name(text)
            if not name or Appearances({**self.existing.venues, **self.venues}).read(text):
                continue
            track = next((one for one in TRACKS if re.search(rf"\b{one}", text, re.IGNORECASE)), "")
            key = next((one for one in self.venues if normal_title(one) == normal_title(name)), "")
            if name.casefold().startswith(("arxiv", "corr")) or "preprint" in name.casefold():
                self.venues["arXiv"] = Venue(
                    id="arXiv",
                    name="arXiv",
                    kind="preprint",
                    aliases=("CoRR", "preprint", "arXiv preprint", "ArXiv.org"),
                )
            elif key:
                old = self.venues[key]
                if track and track not in {one.name for one in old.tracks}:
                    self.venues[key] = old.model_copy(update={"tracks": (*old.tracks, Track(name=track))})
            elif not Appearances({**self.existing.venues, **self.venues}).read(name):
                tracks = (Track(name=track),) if track else ()
                self.venues[name] = Venue(id=name, name=name, kind=_kind(name), tracks=tracks)


def venue_name(text: str) -> str:
    """Return the name of the venue that a text holds, without year, track and numbers."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text) if not re.match(r"\s*[(\[]", text) else text
    # A column of venues says what is one; only a word or two are believed.
    believed = re.fullmatch(r"[A-Za-z][\w&/+.' -]{1,60}?[\s,'\u2019(-]*(?:\d{2,4}\)?)?", text.strip())
    if not believed and not texts.is_venue(text) and not texts.is_venue(bare):
        return ""
    bare = re.sub(r"arxiv:?\s*\d{4}\.\d{4,5}(?:v\d+)?", "arXiv", bare, flags=re.IGNORECASE)
    bare = re.sub(
        r"(?:19|20)\d{2}(?:[-./]\d{1,2}){0,2}|['\u2019\u2018`]\s?\d{2}\b|(?<=[A-Z])-?\d{2}\b|\b\d+(?:st|nd|rd|th)\b",
        " ",
        bare,
    )
    bare = re.sub(
        r"\b(?:oral|spotlight|poster|findings|highlight|demo|accepted (?:by|to|at)|best paper(?: award)?)\b",
        " ",
        bare,
        flags=re.IGNORECASE,
    )
    bare = re.sub(r"^\s*(?:in|In)[:\s]+|\b(?:vol|no|pp|volume|issue|pages?)\b\.?.*$|[\d(:;].*$", " ", bare)
    bare = " ".join(bare.split()).strip(" .,:;()[]{}*`'\"@|–-")
    return bare[:120].strip() if re.search(r"[^\W\d_]{2}", bare) else ""


def _kind(name: str) -> str:
    lower = name.casefold()
    if re.search(r"rxiv|preprint", lower):
        return "preprint"
    if "workshop" in lower:
        return "workshop"
    journals = (
        r"journal|transactions|letters|magazine|^nature|^science|^cell$|^pnas|annals|review"
        r"|^t[a-z]{2,4}$|^j[a-z]{2,3}$|^ij"
    )
    if (
        re.search(journals, lower)
        and lower not in {"ijcai", "ijcnn", "tvcg"}
        and not re.search("conference|proceedings", lower)
    ):
        return "journal"
    return "conference"


def _is_topic(name: str, heading: str) -> bool:
    if name == heading or _PLAIN_HEADING.fullmatch(name.strip()):
        return False
    if texts.is_date(name) or (texts.is_venue(name) and (texts.year(name) or name.casefold() in KNOWN_VENUES)):
        return False
    return bool(re.search(r"[^\W\d_]", name)) and not re.fullmatch(
        r"(?:[A-Za-z]+\s)?(?:19|20)\d\d(?:\s(?:papers?|[A-Za-z]{3,9}))?", name
    )


def _shortened(heading: str) -> str:
    return heading[:120].strip() or "Papers"


def _topic(node: _Node) -> Topic:
    return Topic(
        id=node.id,
        name=node.name,
        about=f"What the imported list has under {node.name}."[:400],
        topics=tuple(_topic(child) for child in node.children.values()),
    )


def _row(one: Topic | Venue | SourceList) -> dict[str, object]:
    dumped = one.model_dump(mode="json", exclude_defaults=True)
    return {key: value for key, value in dumped.items() if value not in (None, [], ())}


def _appended(text: str, rows: list[dict[str, object]]) -> str:
    kept = re.sub(r"^\[\s*\]\s*$", "", text, flags=re.MULTILINE).rstrip()
    added = "".join(_dumped(rows))
    return f"{kept}\n\n{added}" if kept else added


def _dumped(rows: list[dict[str, object]]) -> Iterator[str]:
    yield yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1000)
