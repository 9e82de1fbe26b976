"""Where values stand: a place packed into one integer, because ten thousand entries keep hundreds of thousands."""

from dataclasses import dataclass

from generator.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Spans:
    """Where the values of one file stand: `links.paper` or `authors.3` to a place, packed into one integer each."""

    path: str
    places: dict[str, int]

    def at(self, key: str) -> Span:
        """Return the place of a value; of its nearest ancestor that has one; of the file's first value."""
        while key and key not in self.places:
            key = key.rpartition(".")[0]
        packed = self.places.get(key)
        return Span(self.path) if packed is None else unpack(self.path, packed)


def pack(line: int, column: int, length: int) -> int:
    """Return a place as one integer: ten thousand entries keep hundreds of thousands of them."""
    # Files are smaller than a megabyte, so no column needs more than twenty bits.
    return line << 40 | column << 20 | length


def unpack(path: str, packed: int) -> Span:
    """Return the place that `pack` made an integer of."""
    return Span(path, packed >> 40, packed >> 20 & 0xFFFFF, packed & 0xFFFFF)
