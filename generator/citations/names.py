"""People's names as lists print them, taken apart for formats that want the family name first."""

import re
from dataclasses import dataclass
from functools import cache

# Written in lower case these belong to the family name.
_PARTICLES = frozenset(
    {"af", "al", "av", "ben", "bin", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "des", "di", "do"}
    | {"dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur"}
)
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
# A name with one of these words is a group's or several people's, and has no family name.
_GROUP = frozenset(
    {"AI", "Authors", "Center", "Centre", "Collaboration", "Community", "Consortium", "Foundation", "Group", "Inc"}
    | {"Inc.", "Institute", "Lab", "Labs", "Laboratory", "Organization", "Project", "Research", "Team", "Technologies"}
    | {"University", "Workshop"}
)
# Several names in one; BibTeX reads them in any case.
_SEPARATOR = re.compile(r"[,;&\d]| and | others\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts. A group, or a person with one name, has only `family` and is `literal`."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def literal(self) -> bool:
        return not self.given

    @property
    def sorting(self) -> str:
        """The name as `Family, Given`; the suffix comes last, as RIS wants it."""
        return ", ".join(filter(None, [self.family, self.given, self.suffix]))


@cache
def split(name: str) -> Name:
    """Return the parts of a printed name: particles belong to the family name, a group stays whole."""
    words = name.split()
    if len(words) < 2 or not _GROUP.isdisjoint(words) or _SEPARATOR.search(name.casefold()):
        return Name(name)
    suffix = words.pop() if words[-1] in _SUFFIXES and len(words) > 2 else ""
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)
