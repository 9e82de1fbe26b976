"""The words that entries may use, and which of them somebody meant who wrote another."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.source import Value

_WORDS = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"[\s'\u2019-]*(?:19|20)?\d\d$")


@dataclass(frozen=True)
class Vocabulary:
    """The ids that one vocabulary file names, and every word that leads to each of them."""

    path: str
    keys: Mapping[str, list[str]]
    """Where each id stands in the file: `2`, or `2.topics.0` for a topic below another."""
    words: Mapping[str, str]

    def meant(self, value: str) -> str | None:
        """Return the id that somebody probably meant: a name or alias of it, or something much like it."""
        folded = fold(value)
        for word in (folded, fold(_YEAR.sub("", value))):
            if found := self.words.get(word):
                return found
        close = difflib.get_close_matches(folded, self.words, n=1, cutoff=0.75)
        return self.words[close[0]] if close else None

    def hint(self, value: str) -> str:
        """Return the repair of an unknown value."""
        if meant := self.meant(value):
            return f"did you mean {meant!r}?"
        return f"known ones are listed in {self.path}"


def fold(word: str) -> str:
    """Return a word without case, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(_WORDS.findall("".join(char for char in plain if not unicodedata.combining(char))))


def of(path: str, value: Value) -> Vocabulary:
    """Return the vocabulary of a file from its raw values, so that a mistake in one word leaves the others known."""
    items = list(_items(value, ""))
    keys: dict[str, list[str]] = {}
    for key, identity, _ in items:
        keys.setdefault(identity, []).append(key)
    words: dict[str, str] = {}
    # Ids before names before aliases: where a word leads to two of them, the nearer wins.
    for name in ("id", "name", "aliases"):
        for _, identity, item in items:
            for word in _texts(item.get(name)):
                words.setdefault(fold(word), identity)
    return Vocabulary(path, keys, words)


def _items(value: "Value | None", prefix: str) -> Iterator[tuple[str, str, dict[str, Value]]]:
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            if isinstance(identity := item.get("id"), str):
                yield f"{prefix}{index}", identity, item
            yield from _items(item.get("topics"), f"{prefix}{index}.topics.")


def _texts(value: "Value | None") -> Iterable[str]:
    if isinstance(value, list):
        return [item for item in value if isinstance(item, str)]
    return [value] if isinstance(value, str) else []
