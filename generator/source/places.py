"""Where values stand, found when somebody asks: nearly every file is read without anybody asking."""

from collections.abc import Callable, Mapping

from generator.diagnostics import Span


class Spans:
    """Where the values of one file stand: `links.paper` or `authors.3` to a place."""

    __slots__ = ("_found", "_places", "path")

    def __init__(self, path: str, places: Callable[[], Mapping[str, int]]) -> None:
        self.path = path
        self._places = places
        self._found: Mapping[str, int] | None = None

    @property
    def places(self) -> Mapping[str, int]:
        """Return the packed places by key."""
        if self._found is None:
            self._found = self._places()
        return self._found

    def at(self, key: str) -> Span:
        """Return the place of a value; of its nearest ancestor that has one; of the file's first value."""
        while key and key not in self.places:
            key = key.rpartition(".")[0]
        packed = self.places.get(key)
        return Span(self.path) if packed is None else unpack(self.path, packed)


def pack(line: int, column: int, length: int) -> int:
    """Return a place as one integer."""
    # Files are smaller than a megabyte, so no column needs more than twenty bits.
    return line << 40 | column << 20 | length


def unpack(path: str, packed: int) -> Span:
    """Return the place that `pack` made an integer of."""
    return Span(path, packed >> 40, packed >> 20 & 0xFFFFF, packed & 0xFFFFF)
