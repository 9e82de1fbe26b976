"""People's names as lists print them, taken apart for formats that want the family name first."""

import re
from dataclasses import dataclass
from functools import cache

# Written in lower case these belong to the family name.
_PARTICLES = re.compile(
    "af|al|av|ben|bin|da|das|de|degli|dei|del|della|den|der|des|di|do|dos|du|el|ibn|la|le|ten|ter|van|vom|von|y|zu|zum|zur"
)
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
# A name with one of these is a group's or several people's, and has no family name.
_GROUP = re.compile(
    r"[,;&\d]|\b(?:AI|Authors|Cent(?:er|re)|Collaboration|Community|Consortium|Foundation|Group|Inc|Institute|Lab"
    r"|Labs|Laboratory|Organization|Project|Research|Team|Technologies|University|Workshop|(?i:and|others))\b"
)


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
    if len(words) < 2 or _GROUP.search(name):
        return Name(name)
    suffix = words.pop() if words[-1] in _SUFFIXES and len(words) > 2 else ""
    start = len(words) - 1
    while start > 1 and _PARTICLES.fullmatch(words[start - 1]):
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)
