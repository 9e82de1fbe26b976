"""The tree of a document as units in its order: headings, paragraphs, bullets with what is below them, and rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.importers.pieces import Piece, clean
from generator.importers.wild.document import BLOCKS, Node
from generator.importers.wild.inline import pieces
from generator.importers.wild.words import label_kind, plain, split

_CONTAINERS = frozenset(
    split("root div center section article blockquote details figure dl dd dt td th body html main")
)
_INLINE_HOLDERS = frozenset(split("p summary figcaption dt"))


@dataclass
class Unit:
    """One block of the list: `heading`, `paragraph`, `bullet`, `row`, `open` and `close` of details, or `other`."""

    kind: str
    first: int
    last: int
    pieces: list[Piece] = field(default_factory=list)
    level: float = 0
    children: list["Unit"] = field(default_factory=list)
    """Of a bullet: the bullets below it."""
    cells: list[list[Piece]] = field(default_factory=list)
    roles: tuple[str, ...] = ()
    """Of a row: what each of its cells holds."""
    headings: tuple[str, ...] = ()
    quoted: bool = False

    @property
    def text(self) -> str:
        """Its words in one line."""
        return clean(
            "".join(" " if one.kind in {"break", "soft"} else one.text for one in self.pieces if one.kind != "picture")
        )

    def all(self) -> Iterator["Unit"]:
        """Yield the unit and those below it."""
        yield self
        for child in self.children:
            yield from child.all()


def units(root: Node) -> list[Unit]:
    """Return the units of a document."""
    return list(_walk(root, quoted=False))


def _walk(node: Node, *, quoted: bool) -> Iterator[Unit]:
    loose: list[Node] = []
    for child in node.children:
        if child.tag not in BLOCKS and not any(one.tag in BLOCKS for one in child.all()):
            loose.append(child)
            continue
        yield from _paragraph(loose, quoted=quoted)
        loose = []
        yield from _block(child, quoted=quoted)
    yield from _paragraph(loose, quoted=quoted)


def _block(node: Node, *, quoted: bool) -> Iterator[Unit]:  # noqa: C901 - one case a branch
    match node.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            yield Unit("heading", node.line, node.last_line, pieces(node.children), int(node.tag[1]))
        case "ul" | "ol":
            for child in node.children:
                if child.tag == "li":
                    yield _bullet(child)
                elif child.tag in BLOCKS:
                    yield from _block(child, quoted=quoted)
        case "li":
            yield _bullet(node)
        case "table":
            yield from _table(node)
        case "pre" | "hr":
            yield Unit("other", node.line, node.last_line)
        case "details":
            summary = next((one for one in node.children if one.tag == "summary"), None)
            rest = Node("div", node.line, children=[one for one in node.children if one is not summary], end=node.end)
            yield Unit(
                "open",
                node.line,
                summary.last_line if summary else node.line,
                pieces(summary.children) if summary else [],
            )
            yield from _walk(rest, quoted=quoted)
            yield Unit("close", node.last_line, node.last_line)
        case "blockquote":
            yield from _walk(node, quoted=True)
        case "p" | "summary" | "figcaption" | "dt":
            if any(one.tag in BLOCKS for child in node.children for one in child.all()):
                yield from _walk(node, quoted=quoted)
            else:
                yield from _paragraph(node.children, quoted=quoted, last=node.last_line)
        case _:
            yield from _walk(node, quoted=quoted)


def _paragraph(nodes: list[Node], *, quoted: bool, last: int = 0) -> Iterator[Unit]:
    found = pieces(nodes)
    if any(one.kind in {"link", "picture"} or one.text.strip() for one in found):
        end = max([last, *(one.last_line for one in nodes)])
        yield Unit("paragraph", min(one.line for one in nodes), end, found, quoted=quoted)


def _bullet(node: Node) -> Unit:
    own: list[Node] = []
    children: list[Unit] = []
    for child in node.children:
        if child.tag in {"ul", "ol", "table"}:
            children += _block(child, quoted=False)
        elif child.tag in {"p", "div", "blockquote"} and any(one.tag in {"ul", "ol", "table"} for one in child.all()):
            own += [one for one in child.children if one.tag not in {"ul", "ol", "table"}]
            for one in child.children:
                if one.tag in {"ul", "ol", "table"}:
                    children += _block(one, quoted=False)
        else:
            own.append(child)
    last = max([node.line, *(one.last_line for one in own)])
    if not children:
        last = max(last, node.last_line)
    return Unit("bullet", node.line, last, _task(pieces(own)), children=children)


def _task(found: list[Piece]) -> list[Piece]:
    """Return the pieces without the box of a task list."""
    if found and (first := next((one for one in found if one.kind == "text" and one.text.strip()), None)):
        bare = re.sub(r"^\s*\[[ xX✓]?\]\s+", "", first.text)
        if bare != first.text:
            return [Piece("text", bare, marks=one.marks, line=one.line) if one is first else one for one in found]
    return found


_PHRASES = {
    "title": {
        "title", "paper", "papers", "paper title", "paper name", "title & authors", "title and authors",
        "article", "publication",
        "work", "works", "标题", "题目", "论文", "论文题目", "论文标题", "论文名称", "论文名", "タイトル",
        "論文", "論文タイトル", "제목", "논문", "título", "titulo", "titre",
        "titel", "название", "paper & code", "reference", "article title", "papers title", "paper titles",
        "title/paper",
        "paper/title", "study", "publications", "title (paper)", "논문 제목", "papers & code", "paper and code",
        "título del artículo",
    },
    "short": {
        "method", "model", "name", "approach", "method name", "model name", "abbreviation", "acronym", "alias",
        "algorithm",
        "system", "short name", "方法", "模型", "名称", "简称", "手法", "手法名", "모델", "방법", "método",
        "méthode", "methode", "tool",
        "framework", "dataset", "models", "methods", "abbr", "abbr.", "short", "nickname", "benchmark",
    },
    "authors": {
        "authors", "author", "author(s)", "作者", "著者", "저자", "autores", "auteurs", "autoren", "team",
        "第一作者", "авторы",
        "first author", "by", "researchers",
    },
    "venue": {
        "venue", "venues", "conference", "journal", "publication venue", "published in", "publisher",
        "published", "pub", "pub.",
        "conf", "conf.", "venue/year", "venue & year", "conference/journal", "journal/conference", "where",
        "source", "会议", "期刊",
        "会议/期刊", "期刊/会议", "发表", "出处", "刊物", "会議", "학회", "revista", "conférence", "konferenz",
        "conferencia",
        "proceedings", "venue (year)", "publish", "发表会议", "会议期刊", "venue and year", "where published",
        "journal / conference",
    },
    "year": {
        "year", "date", "time", "publish date", "published date", "publication date", "month", "release date",
        "year/month", "年份",
        "时间", "日期", "年", "発表年", "연도", "año", "année", "jahr", "ano", "submitted", "release",
        "发表时间", "发布时间", "first release",
        "year of publication", "when", "fecha", "datum",
    },
}  # fmt: skip


def role(heading: str) -> str:
    """Return what the cells below a heading of a column hold."""
    text = plain(heading).casefold().strip(" :：.*")
    for name, phrases in _PHRASES.items():
        if text in phrases:
            return name
    if text in {"abstract", "summary", "note", "notes", "description", "tl;dr", "news", "author", "摘要", "笔记"}:
        return "note"
    kind = label_kind(text)
    if kind:
        return {"none": "links", "any": "links"}.get(kind, kind)
    if re.fullmatch(
        r"links?|resources?|url|materials?|paper ?[/&+|,] ?code.*|相关链接|资源|リンク|enlaces?|liens?|links & code",
        text,
    ):
        return "links"
    words = text.split()
    if "title" in words or "标题" in text:
        return "title"
    if words and words[0] in {"venue", "conference", "published"}:
        return "venue"
    return "note"


def _table(table: Node) -> Iterator[Unit]:
    nested = {id(row) for inner in table.all() if inner.tag == "table" and inner is not table for row in inner.all()}
    rows = [one for one in table.all() if one.tag == "tr" and id(one) not in nested]
    headings: list[str] = []
    roles: list[str] = []
    spans: dict[int, tuple[int, list[Piece]]] = {}
    for number, row in enumerate(rows):
        found = [child for child in row.children if child.tag in {"td", "th"}]
        cells = _spread(found, spans)
        texts = [clean("".join(one.text for one in cell if one.kind != "picture")) for cell in cells]
        is_head = bool(found) and (
            all(one.tag == "th" for one in found) or (number == 0 and _names_columns(cells, texts))
        )
        first, last = row.line, row.last_line
        if is_head and (not roles or not any(one.kind == "link" for cell in cells for one in cell)):
            headings, roles = texts, _distinct([role(text) for text in texts], texts)
            yield Unit("heads", first, last, [one for cell in cells for one in cell], headings=tuple(headings))
            continue
        if (
            len(found) == 1
            and len(headings) > 1
            and int(_number(found[0].attributes.get("colspan", ""))) > 1
            and not any(one.kind == "link" for one in cells[0])
        ):
            yield Unit("band", first, last, cells[0])
            continue
        joined = [
            one for place, cell in enumerate(cells) for one in ([Piece("break", line=first)] * (place > 0) + cell)
        ]
        mine = tuple(roles[place] if place < len(roles) else "links" for place in range(len(cells)))
        yield Unit("row", first, last, joined, cells=cells, roles=mine, headings=tuple(headings))
        yield from (unit for cell in found for child in cell.children if child.tag == "table" for unit in _table(child))


def _number(text: str) -> str:
    return text if text.isdigit() else "1"


def _spread(found: list[Node], spans: dict[int, tuple[int, list[Piece]]]) -> list[list[Piece]]:
    """Return the cells of a row, those that reach down from rows above too."""
    cells: list[list[Piece]] = []
    waiting = list(found)
    while waiting or len(cells) in spans:
        place = len(cells)
        if place in spans:
            left, cell = spans.pop(place)
            # A link counts once, where it stands.
            cells.append([one for one in cell if one.kind == "text"])
            if left > 1:
                spans[place] = (left - 1, cell)
            continue
        node = waiting.pop(0)
        cell = pieces([one for one in node.children if one.tag != "table"])
        cells.append(cell)
        if (down := int(_number(node.attributes.get("rowspan", "")))) > 1:
            spans[place] = (down - 1, cell)
        cells += [[] for _ in range(min(int(_number(node.attributes.get("colspan", ""))), 20) - 1)]
    return cells


def _names_columns(cells: list[list[Piece]], texts: list[str]) -> bool:
    linked = any(one.kind == "link" for cell in cells for one in cell)
    return not linked and sum(role(text) != "note" for text in texts) >= 2 and all(len(text) < 40 for text in texts)


def _distinct(roles: list[str], headings: list[str]) -> list[str]:
    """Return the roles with one title only: `Title | Paper` has its links below `Paper`."""
    lower = [plain(one).casefold() for one in headings]
    titles = [place for place, role in enumerate(roles) if role == "title"]
    if any("title" in name or name in {"paper", "papers"} for name in lower):
        # Beside a column of titles, a publication is where they appeared.
        swapped = ["venue" if name == "publication" else role for name, role in zip(lower, roles, strict=True)]
        roles, titles = swapped, [place for place, role in enumerate(swapped) if role == "title"]
    if len(titles) > 1:
        best = next(
            (
                place
                for place in titles
                if "title" in lower[place] or lower[place] in {"标题", "题目", "论文题目", "论文标题"}
            ),
            titles[0],
        )
        roles = ["paper" if role == "title" and place != best else role for place, role in enumerate(roles)]
    if not titles and "short" in roles:
        roles[roles.index("short")] = "title"
    return ["note" if role == "short" else role for role in roles]
