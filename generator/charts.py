"""Charts as static SVG: numbers go in, markup that follows the page's colours comes out.

No chart has a width of its own: places along the page are per cent, sizes of letters are pixels, so that a phone shows
fewer pixels of bar and never smaller words. Colours are classes, which the style sheet gives each scheme.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.escape.for_html import attribute, text

BAND = 26
"""Height of one row of bars or cells, in pixels."""
STEPS = 5
"""How many shades a heat map has."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its value, how the value is written, and where it leads."""

    name: str
    value: float
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """One part of a tree map, of a size that its value gives, with the parts inside it."""

    name: str
    value: float
    href: str
    areas: tuple["Area", ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


def columns(title: str, about: str, bars: Sequence[Bar], *, height: int, top: float, every: int = 1) -> str:
    """Return upright bars, `top` being the value of a full one; each `every`-th is named, counted from the last."""
    step = 100 / max(len(bars), 1)
    foot = height - 18
    parts = [f'<line class="line" x1="0" x2="100%" y1="{foot + 0.5}" y2="{foot + 0.5}"/>']
    for place, bar in enumerate(bars):
        tall = (foot - 16) * bar.value / top if top else 0
        middle = _number(step * (place + 0.5))
        if bar.value:
            x, wide, y = _number(step * (place + 0.12)), _number(step * 0.76), _number(foot - tall)
            rect = f'<rect class="bar" x="{x}%" width="{wide}%" y="{y}" height="{_number(tall)}">'
            parts.append(f"{rect}<title>{text(bar.name)}: {text(bar.label)}</title></rect>")
            parts.append(_text(f"{middle}%", foot - tall - 4, bar.label, "value"))
        if (len(bars) - 1 - place) % every == 0:
            parts.append(_text(f"{middle}%", height - 4, bar.name, "soft"))
    return _svg("columns-chart", height, title, about, parts)


def rows(title: str, about: str, bars: Sequence[Bar]) -> str:
    """Return lying bars, each named on its left."""
    top = max((bar.value for bar in bars), default=0)
    parts = []
    for place, bar in enumerate(bars):
        y = place * BAND
        wide = _number(86 * bar.value / top if top else 0)
        parts.append(_linked(bar.href, _text("-10", y + 17, bar.name, "end")))
        parts.append(f'<rect class="bar" width="{wide}%" y="{y + 5}" height="{BAND - 10}"/>')
        parts.append(f'<text class="value" x="{wide}%" dx="6" y="{y + 17}">{text(bar.label)}</text>')
    return _svg("rows", len(bars) * BAND, title, about, parts, linked=any(bar.href for bar in bars))


def heat(title: str, about: str, heads: Sequence[str], lines: Sequence[tuple[str, str, Sequence[int]]]) -> str:
    """Return a table of cells, the darker the more; `lines` are name, address and one count for each head."""
    top = max((count for _, _, counts in lines for count in counts), default=0)
    step = 100 / max(len(heads), 1)
    parts = []
    for place, head in enumerate(heads):
        x = f"{_number(step * (place + 0.5))}%"
        # Four digits where there is room, two on a phone: the style sheet shows one of them.
        parts += [_text(x, 14, head, "soft long"), _text(x, 14, head[-2:], "soft short")]
    for row, (name, href, counts) in enumerate(lines):
        y = 22 + row * BAND
        parts.append(_linked(href, _text("-10", y + 17, name, "end")))
        for place, count in enumerate(counts):
            shade = math.ceil(STEPS * math.sqrt(count / top)) if count else 0
            x, wide = _number(step * place), _number(step)
            parts.append(f'<rect class="heat heat-{shade}" x="{x}%" width="{wide}%" y="{y}" height="{BAND}"/>')
            if count:
                kind = "over" if shade > STEPS - 2 else "under"
                parts.append(_text(f"{_number(step * (place + 0.5))}%", y + 17, str(count), kind))
    linked = any(href for _, href, _ in lines)
    return _svg("cells", 22 + len(lines) * BAND, title, about, parts, linked=linked)


def sets(title: str, about: str, names: Sequence[str], groups: Sequence[tuple[Sequence[int], int]]) -> str:
    """Return which of the named sets share how much: a dot for each set that takes part, a bar for how much."""
    top = max((count for _, count in groups), default=0)
    head = len(names) * 20 + 6
    parts = []
    for column, name in enumerate(names):
        x, y = _column(column, len(names)), column * 20 + 14
        parts.append(f'<text class="under start" x="{x - 5}" y="{y}">{text(name)}</text>')
        parts.append(f'<line class="line" x1="{x}" x2="{x}" y1="{y + 4}" y2="{head + len(groups) * BAND}"/>')
    for row, (members, count) in enumerate(groups):
        middle = head + row * BAND + BAND / 2
        for column in range(len(names)):
            kind = "dot" if column in members else "dot dot--off"
            parts.append(f'<circle class="{kind}" cx="{_column(column, len(names))}" cy="{middle:g}" r="5"/>')
        if len(members) > 1:
            first, last = _column(min(members), len(names)), _column(max(members), len(names))
            parts.append(f'<line class="tie" x1="{first}" x2="{last}" y1="{middle:g}" y2="{middle:g}"/>')
        wide = _number(86 * count / top if top else 0)
        parts.append(f'<rect class="bar" width="{wide}%" y="{middle - 8:g}" height="16"/>')
        parts.append(f'<text class="value" x="{wide}%" dx="6" y="{middle + 4:g}">{count}</text>')
    return _svg(f"sets sets-{len(names)}", head + len(groups) * BAND, title, about, parts)


def tree_map(title: str, about: str, areas: Sequence[Area], *, width: int = 1040, height: int = 640) -> str:
    """Return areas in areas, each as large as its value and leading to its page."""
    parts = []
    for area, box in _squares(areas, Box(0, 0, width, height)):
        inner = Box(box.x + 2, box.y + 22, max(box.width - 4, 0), max(box.height - 24, 0))
        name, size = _fitted(area.name, box.width - 8, 1)
        kind = f"group {size}".strip()
        parts.append(f'<text class="{kind}" x="{box.x + 4:.1f}" y="{box.y + 15:.1f}">{text("".join(name))}</text>')
        for one, place in _squares(area.areas or (area,), inner):
            parts.append(_tile(one, place))
    head = f'<svg class="tree-map" viewBox="0 0 {width} {height}" role="group" aria-label="{attribute(title)}">'
    return f"{head}<title>{text(title)}</title><desc>{text(about)}</desc>{''.join(parts)}</svg>"


def _tile(area: Area, box: Box) -> str:
    wide, tall = max(box.width - 2, 0), max(box.height - 2, 0)
    lines, size = _fitted(area.name, wide - 10, int((tall - 18) // 14))
    said = f"{area.name} {area.value:g}"
    words = "".join(f'<tspan x="{box.x + 6:.1f}" dy="14">{text(line)} </tspan>' for line in lines)
    if wide > 18 and tall > 16:
        words += f'<tspan class="soft" x="{box.x + 6:.1f}" dy="14">{area.value:g}</tspan>'
    return (
        # A title names the link and is shown by the pointer, also where the words do not fit.
        f'<a href="{attribute(area.href)}"><title>{text(said)}</title>'
        f'<rect class="tile" x="{box.x:.1f}" y="{box.y:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>'
        + (f'<text class="{size}" x="{box.x + 6:.1f}" y="{box.y + 2:.1f}">{words}</text>' if words else "")
        + "</a>"
    )


def _fitted(name: str, width: float, lines: int) -> tuple[list[str], str]:
    """Return the name in so many lines of so many pixels, and `small` where letters must be; nothing is ever cut."""
    for size, kind in ((11.5, ""), (10, "small")):
        found = _broken(name, int(width / (size * 0.55)))
        if found and len(found) <= lines:
            return found, kind
    return [], ""


def _broken(name: str, letters: int) -> list[str]:
    """Return the name broken at its spaces into lines of at most so many letters; nothing when a word is longer."""
    found = [""]
    for word in name.split():
        if len(word) > letters:
            return []
        joined = f"{found[-1]} {word}".strip()
        if len(joined) <= letters:
            found[-1] = joined
        else:
            found.append(word)
    return found


def _squares(areas: Iterable[Area], box: Box) -> list[tuple[Area, Box]]:
    """Return the areas laid out in the box, as near to squares as their order by size allows (Bruls et al., 2000)."""
    left = sorted((area for area in areas if area.value > 0), key=lambda area: -area.value)
    total = sum(area.value for area in left)
    found: list[tuple[Area, Box]] = []
    while left:
        scale = box.width * box.height / total if total else 0
        side = min(box.width, box.height)
        count = 1
        while count < len(left) and _worst(left[: count + 1], side, scale) <= _worst(left[:count], side, scale):
            count += 1
        strip, left = left[:count], left[count:]
        placed, box = _strip(strip, box, scale)
        found += placed
        total -= sum(area.value for area in strip)
    return found


def _worst(strip: Sequence[Area], side: float, scale: float) -> float:
    """Return the greatest ratio of sides in a strip along a side; none at all where there is no room."""
    total = sum(area.value for area in strip) * scale
    if not side or not total:
        return math.inf
    sizes = [area.value * scale for area in strip]
    return max(side * side * max(sizes) / total**2, total**2 / (side * side * min(sizes)))


def _strip(strip: Sequence[Area], box: Box, scale: float) -> tuple[list[tuple[Area, Box]], Box]:
    """Return the strip laid along the shorter side of the box, and what is left of the box."""
    total = sum(area.value for area in strip) * scale
    upright = box.width >= box.height
    side = box.height if upright else box.width
    deep = total / side if side else 0
    found, start = [], 0.0
    for area in strip:
        long = area.value * scale / deep if deep else 0
        if upright:
            found.append((area, Box(box.x, box.y + start, deep, long)))
        else:
            found.append((area, Box(box.x + start, box.y, long, deep)))
        start += long
    if upright:
        return found, Box(box.x + deep, box.y, max(box.width - deep, 0), box.height)
    return found, Box(box.x, box.y + deep, box.width, max(box.height - deep, 0))


def _svg(kind: str, height: float, title: str, about: str, parts: Iterable[str], *, linked: bool = False) -> str:
    # A picture is one thing to a screen reader; what holds links must stay open.
    role = f'role="group" aria-label="{attribute(title)}"' if linked else 'role="img"'
    head = f'<svg class="{kind}" width="100%" height="{height:g}" {role}>'
    return f"{head}<title>{text(title)}</title><desc>{text(about)}</desc>{''.join(parts)}</svg>"


def _text(x: str, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{_number(y)}">{text(words)}</text>'


def _linked(href: str, inner: str) -> str:
    return f'<a href="{attribute(href)}">{inner}</a>' if href else inner


def _column(place: int, count: int) -> int:
    return (place - count) * 24 - 4


def _number(value: float) -> str:
    """Return a number with at most two digits behind the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
