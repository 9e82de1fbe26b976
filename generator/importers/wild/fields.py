"""What the pieces of one unit say: title, authors, where it appeared, and every link with its kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from generator.identity import identifiers, repository
from generator.importers.items import RawLink
from generator.importers.pieces import Piece, clean
from generator.importers.wild import texts
from generator.importers.wild.words import CODE_HOSTS, PAPER_HOSTS, POST_HOSTS, PROSE, host_is, label_kind, plain

_QUOTED = re.compile(
    "\u201c([^\u201c\u201d]{4,})\u201d|\"([^\"]{4,})\"|``([^`']{4,})''|《([^《》]{2,})》|「([^「」]{2,})」|\u300e([^\u300e\u300f]{2,})\u300f"
)
_STRONG_BREAK = re.compile(r"\s+(?:[–—|•·]|--?|//)\s+|\s*\|\s*|。\s*|[；;]\s+|\s*\u2028\s*")
_SENTENCE = re.compile(
    r"(?<![A-Z]\.)(?<!\b[A-Z])(?<!\bvs)(?<!\bDr)(?<!\bJr)(?<!\bal)\.\s+(?=[A-Z\"\u201c(\[\u2018\d*_]|[^\x00-\x7f])|(?<=\bal)\.[,:]?\s+(?=\S)|(?<=[!?])\s+(?=[A-Z])"
)
_DATED = re.compile(r"(?<=[.,A-Za-z])\s*(\((?:19|20)\d\d[a-z]?\))[.,:]?(?:\s+|$)")
_LABEL_KEY = re.compile(r"^\s*([^:：]{1,24}?)\s*[:：]\s*$")
KINDS = frozenset({"paper", "code", "unofficial", "project", "model", "data", "demo", "blog"})


_HOPELESS = -40


@dataclass
class Run:
    """Neighbouring pieces of one style."""

    style: str
    text: str
    url: str = ""
    kind: str = ""
    """Of a link: what its words say, or `title` when they may be a title."""
    line: int = 0
    marks: frozenset[str] = frozenset()


@dataclass
class Fields:
    """What one unit says."""

    title: str = ""
    authors: str = ""
    venues: list[str] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    title_url: str = ""
    title_style: str = ""
    prose: bool = False
    """Whether sentences stand before the title."""

    @property
    def venue(self) -> str:
        """Venue and year in one text."""
        said = [one for one in dict.fromkeys(clean(plain(one)).strip(" .,:;()*`") for one in self.venues) if one]
        named = [one for one in said if not texts.is_date(one)]
        best = next((one for one in named if texts.year(one)), named[0] if named else "")
        if best and texts.year(best):
            return best
        dated = next((one for one in said if texts.year(one)), "")
        when = texts.year(dated) if dated else None
        return " ".join(filter(None, [best, str(when) if when else ""]))

    def of_kind(self, *kinds: str) -> list[RawLink]:
        """Return the links of some kinds."""
        return [one for one in self.links if one.kind in kinds]


def host_of(url: str) -> str:
    """Return the host of an address, or nothing."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def kind_by_host(url: str) -> str:
    """Return the kind of page that an address shows, or nothing."""
    host = host_of(url)
    path = urlsplit(url).path.lower() if host else url.lower()
    if host == "huggingface.co":
        if path.startswith("/papers/"):
            return "paper"
        if path.startswith("/datasets/"):
            return "data"
        if path.startswith("/spaces/"):
            return "demo"
        return "blog" if path.startswith("/blog") else "model" if repository(url) else "project"
    if host == "colab.research.google.com":
        return "demo"
    if host == "paperswithcode.com" and not path.startswith("/paper/"):
        return ""
    if path.endswith(".pdf") or host_is(host, PAPER_HOSTS) or identifiers((url,)):
        return "paper"
    if host_is(host, CODE_HOSTS):
        return "code"
    if (
        host_is(host, POST_HOSTS)
        or re.match(r"^/(?:[\w-]+/)?(?:blog|news|posts?|articles?)/", path)
        or host.startswith("blog.")
    ):
        return "blog"
    return "project" if host.endswith((".github.io", ".gitlab.io")) or host == "sites.google.com" else ""


def kind_of(words: str, url: str) -> str:
    """Return the kind of a link by its words, unless its address says clearly that it is another."""
    said, shown = label_kind(words), kind_by_host(url)
    if said in {"any", ""}:
        return shown or said
    if said == "none":
        return "none"
    if said in {"blog", "project", "data", "demo", "model"} and shown == "paper" and identifiers((url,)):
        return "paper"
    if said in {"code", "unofficial"} and shown == "paper":
        return "paper" if identifiers((url,)) else said
    if said in {"code", "unofficial"} and shown in {"model", "data", "demo"}:
        return shown
    if said == "paper" and shown in {"code", "model", "data", "demo"}:
        return shown
    if {said, shown} == {"code", "project"}:
        # A repository is one whatever the words say, and a page of a project is none.
        return shown
    return said


def extract(found: Sequence[Piece], roles: Sequence[tuple[str, Sequence[Piece]]] = ()) -> Fields:
    """Return what the pieces say; `roles` are the cells of a row whose column says what they hold."""
    result = Fields()
    for role, cell in roles:
        _cell(result, role, cell)
    if not roles or not result.title:
        runs = _runs(result, found)
        _choose(result, runs)
    result.links = _once(result.links)
    return result


def _cell(result: Fields, role: str, cell: Sequence[Piece]) -> None:
    text = plain(
        "".join(" " if piece.kind in {"break", "soft"} else piece.text for piece in cell if piece.kind != "picture")
    )
    if role == "title":
        inner = Fields()
        _choose(inner, _runs(inner, cell), only_title=True)
        if not result.title and inner.title:
            result.title, result.title_url, result.title_style = inner.title, inner.title_url, "cell"
        result.authors = result.authors or inner.authors
        result.venues += inner.venues
        result.types += inner.types
        result.links += inner.links
        return
    if role == "authors":
        named = texts.names(text)
        result.authors = ", ".join(named) if named else clean(text)
        links = [piece for piece in cell if piece.kind == "link"]
        result.links += [RawLink(clean(piece.text), piece.url, piece.line, kind="person") for piece in links]
        return
    if role in {"venue", "year"}:
        # Badges and links in the cell say it too.
        result.venues += [text] if text.strip(" -–—/") else []
    inner = Fields()
    _runs(inner, cell, default=role if role in KINDS else "")
    result.links += inner.links
    result.venues += inner.venues if role in {"venue", "year"} or role in KINDS else []


def _once(links: list[RawLink]) -> list[RawLink]:
    """Return the links, each once; a badge of stars only repeats a repository that has a link of its own."""
    linked = {repository(one.url) for one in links if one.role != "badge"} - {None}
    return [
        replace(one, kind="none") if one.role == "badge" and repository(one.url) in linked else one
        for one in dict.fromkeys(links)
    ]


def _runs(result: Fields, found: Sequence[Piece], default: str = "") -> list[Run]:
    """Return the runs of the pieces, and keep links and badges whose meaning is clear."""
    runs: list[Run] = []
    for piece in found:
        if piece.kind in {"break", "soft"}:
            runs.append(Run(piece.kind, " ", line=piece.line))
        elif piece.kind == "picture" or piece.picture:
            _picture(result, piece, runs)
        elif piece.kind == "link":
            _link(result, piece, runs, default)
        elif piece.kind == "text" and "details" not in piece.marks:
            style = next((one for one in ("strong", "em", "ins", "code") if one in piece.marks), "plain")
            if runs and runs[-1].style == style:
                runs[-1].text += piece.text
            else:
                runs.append(Run(style, piece.text, line=piece.line, marks=piece.marks))
    return runs


def _picture(result: Fields, piece: Piece, runs: list[Run]) -> None:
    picture = piece.picture or piece.url
    target = piece.url if piece.picture else ""
    said = _badge(picture, piece.text)
    if said is None:
        if target:
            words = piece.text or unquote(urlsplit(picture).path.rsplit("/", 1)[-1].split(".")[0])
            kind = kind_of(words, target) or kind_by_host(target)
            own = target == picture or urlsplit(target).path.lower().endswith((".png", ".jpg", ".gif", ".svg", ".jpeg"))
            result.links.append(RawLink(clean(piece.text), target, piece.line, kind="none" if own else kind or "any"))
        role_kind = "figure" if not re.search(r"badge|icon|logo|shields", picture) else "none"
        result.links.append(RawLink(clean(piece.text), picture, piece.line, "figure", kind=role_kind))
        return
    kind, text, url = said
    if kind == "venue":
        result.venues.append(text)
    elif kind == "type":
        result.types.append(text)
    runs.append(Run("badge", text, line=piece.line))
    target = target or url
    if target:
        role = "badge" if kind == "stars" else "link"
        meant = "code" if kind == "stars" else kind if kind in KINDS | {"none"} else kind_by_host(target)
        if meant in {"code", "project", "paper"} and (shown := kind_by_host(target)) in {
            "code",
            "paper",
            "model",
            "data",
        }:
            meant = shown
        result.links.append(RawLink(text, target, piece.line, role, kind=meant or "any"))


def _badge(picture: str, alt: str) -> tuple[str, str, str] | None:
    """Return what a badge means, its words, and the address that it shows by itself; None when it is no badge."""
    parts = urlsplit(picture)
    host, steps = parts.hostname or "", [step for step in parts.path.split("/") if step]
    if not (host.endswith(("shields.io", "badgen.net", "badge.fury.io")) or "badge" in picture):
        return None
    if steps[:1] == ["github"] and len(steps) >= 4:
        name = steps[3].removesuffix(".svg")
        return "stars", f"{steps[2]}/{name}", f"https://github.com/{steps[2]}/{name}"
    if steps[:1] == ["badge"] and len(steps) >= 2:
        text = "-".join(unquote("/".join(steps[1:])).replace("--", "\0").split("-")[:-1] or [unquote(steps[1])])
        text = text.replace("__", "\1").replace("_", " ").replace("\0", "-").replace("\1", "_")
        words = [word for word in re.split(r"-(?![\d])|:", text.removesuffix(".svg")) if word.strip()]
        identity = re.search(r"\d{4}\.\d{4,5}", text)
        if "arxiv" in text.casefold() and identity:
            return "paper", text, f"https://arxiv.org/abs/{identity[0]}"
        if words and words[0].casefold().strip() in {
            "conference",
            "journal",
            "venue",
            "publish",
            "published",
            "accepted",
            "date",
        }:
            return "venue", " ".join(words[1:]), ""
        for one in (words[0] if words else "", alt, " ".join(words), words[-1] if words else ""):
            if (kind := label_kind(one)) and kind != "any":
                return kind, text, ""
        if texts.is_venue(text.replace("-", " ")):
            return "venue", text.replace("-", " "), ""
        return "type", text, ""
    return (label_kind(alt) or "type"), alt, ""


def _link(result: Fields, piece: Piece, runs: list[Run], default: str) -> None:
    words = plain(clean(piece.text))
    before = runs[-1].text if runs else ""
    if not piece.url or piece.url.startswith(("#", "mailto:", "javascript:")):
        if piece.url:
            result.links.append(RawLink(words, piece.url, piece.line, kind="none"))
        style = next((one for one in ("strong", "em") if one in piece.marks), "plain")
        if not piece.url.startswith("#") or texts.count(words) > 2:
            runs.append(Run(style, piece.text, line=piece.line))
        return
    said = label_kind(words)
    bare = "bare" in piece.marks or texts.is_address(words) or texts.is_identifier(words)
    if said or bare or not re.search(r"\w", words) or default:
        kind = kind_of(words, piece.url) if not bare else kind_by_host(piece.url) or "any"
        key = (
            _LABEL_KEY.search(re.split(r"[|,;，；]", before)[-1])
            if runs and runs[-1].style in {"plain", "strong", "em", "code"}
            else None
        )
        if (
            key
            and (by_key := label_kind(key[1]))
            and said in {"", "any"}
            and (by_key != "paper" or kind in {"", "any"})
        ):
            kind = kind_of(key[1], piece.url)
        if default and (bare or said in {"", "any", default} or not kind):
            kind = kind_of(default, piece.url) or default
        result.links.append(RawLink(words, piece.url, piece.line, kind=kind or "any"))
        runs.append(Run("label", words, piece.url, kind or "any", piece.line))
        return
    if (texts.is_venue(words) or texts.is_date(words)) and texts.count(words) <= 8:
        result.venues.append(words)
        kind = kind_by_host(piece.url) or "any"
        result.links.append(RawLink(words, piece.url, piece.line, kind=kind))
        runs.append(Run("label", words, piece.url, kind, piece.line))
        return
    # The words may be a title, a person or anything: that is decided among all runs.
    runs.append(Run("link", piece.text, piece.url, "title", piece.line, piece.marks))


@dataclass
class _Candidate:
    score: float
    text: str
    run: Run
    start: int
    style: str


def _choose(result: Fields, runs: list[Run], *, only_title: bool = False) -> None:
    runs = _joined(runs)
    candidates = list(_candidates(runs, only_title=only_title))
    best = max(candidates, key=lambda one: one.score, default=None)
    # Where nothing better is there, two capital words that could be a person are the title.
    best = best if best and best.score > _HOPELESS else None
    chosen: Run | None = None
    if best:
        found = texts.cut(best.text)
        result.title, result.title_style, chosen = found.title, best.style, best.run
        result.venues = [*found.venues, *result.venues]
        result.authors = ", ".join(found.authors)
        result.title_url = best.run.url
        before = " ".join(run.text for run in runs[: best.start] if run.style in {"plain", "strong", "em", "link"})
        words = re.findall(r"[a-z]+", before.casefold())
        result.prose = len(words) > 2 and any(word in PROSE for word in words) and not texts.names(before)
    _links_of(result, runs, chosen)
    _rest(result, runs, best)


def _links_of(result: Fields, runs: list[Run], chosen: Run | None) -> None:
    """Keep the links whose words were no label: the title's own, and the others."""
    for run in runs:
        if run.style != "link":
            continue
        words = clean(run.text)
        shown = kind_by_host(run.url)
        if run is chosen:
            result.links.insert(0, RawLink(words, run.url, run.line, "title", kind=shown or "any"))
        elif texts.names(words):
            result.links.append(RawLink(words, run.url, run.line, kind="person"))
        else:
            result.links.append(RawLink(words, run.url, run.line, kind=shown or "other"))


def _rest(result: Fields, runs: list[Run], best: _Candidate | None) -> None:
    """Read authors and venue from what is not the title."""
    people: list[tuple[str, ...]] = []
    linked: list[str] = []
    for number, run in enumerate(runs):
        if run.style in {"label", "badge", "break", "soft"} or (best and run is best.run and run.style != "plain"):
            continue
        if run.style == "link":
            linked += texts.names(run.text)
            continue
        text = run.text
        if best and run is best.run:
            at = text.find(best.text)
            text = f"{text[:at]}\u2028{text[at + len(best.text) :]}" if at >= 0 else ""
        for part in _segments(text):
            part = part.strip(" \t,;:\"'\u201c\u201d\u2018\u2019`")  # noqa: PLW2901 - without quotes
            bare = part.strip(" \t.,:;()[]{}*_-–—|")
            if not bare or (label_kind(bare) and not texts.is_venue(bare)):
                continue
            spelled = run.style in {"em", "ins"} and texts.is_spelled_venue(f"{bare})" if "(" in bare else bare)
            if texts.is_venue(bare) or texts.is_date(bare) or spelled:
                result.venues.append(bare)
            elif found := texts.names(part.strip(" \t:;()[]")):
                people.append(found)
            else:
                _mixed(result, part, people)
        del number
    if not result.authors and (people or linked):
        several = max(people, key=len, default=())
        result.authors = ", ".join(several if len(several) >= len(linked) else linked)


def _mixed(result: Fields, part: str, people: list[tuple[str, ...]]) -> None:
    """Read a part that holds several things, as `Ada Owl, Bo Elk, CTS 2023` does."""
    # A title is needed to cut from; a stand-in takes its place.
    found = texts.cut(f"Stand in for titles, {part.strip(' .,:;()[]')}")
    if found.title.startswith("Stand in for titles") and (found.authors or found.venues) and len(found.title) < 24:
        result.venues += found.venues
        if found.authors:
            people.append(found.authors)
        return
    for inner in re.findall(r"[(\[（【]([^()\[\]（）【】]{2,100})[)\]）】]", part):
        if texts.is_venue(inner) or texts.is_date(inner):
            result.venues.append(inner)
    pieces = re.split(r"\s*[,，]\s*", part.strip(" .,:;()[]"))
    for at in range(1, len(pieces)):
        tail = ", ".join(pieces[at:])
        if texts.is_venue(tail) or texts.is_date(tail):
            result.venues.append(tail)
            if found_names := texts.names(", ".join(pieces[:at])):
                people.append(found_names)
            return


def _joined(runs: list[Run]) -> list[Run]:
    """Return the runs with emphasis inside of a sentence made plain, and a short name joined to what it names."""
    done: list[Run] = []
    for number, run in enumerate(runs):
        if (
            run.style == "soft"
            and done
            and number + 1 < len(runs)
            and done[-1].style == "plain"
            and runs[number + 1].style == "plain"
        ):
            done[-1].text += " "
            done.append(Run("glue", ""))
            continue
        inside = run.style in {"code", "em", "ins"} and not texts.is_venue(run.text) and not texts.is_date(run.text)
        if inside and run.style != "code" and (texts.count(run.text) > 2 or texts.names(run.text)):
            inside = False
        follows = done and done[-1].style == "plain" and re.search(r"[\w,:(-]\s*$", done[-1].text)
        leads = (
            number + 1 < len(runs)
            and runs[number + 1].style == "plain"
            and re.match(r"\s*[\w:,)-]|\s*$", runs[number + 1].text)
        )
        if inside and (follows or leads) and not label_kind(run.text):
            run.style = "plain"
        if done and done[-1].style == "glue":
            done.pop()
            if run.style == "plain":
                done[-1].text += run.text
                continue
        if run.style == "plain" and done and done[-1].style == "plain":
            done[-1].text += run.text
        else:
            done.append(run)
    return [run for run in done if run.style != "glue"]


def _segments(text: str) -> list[str]:
    return [
        part
        for strong in _STRONG_BREAK.split(text)
        for dated in _DATED.split(strong)
        for part in _SENTENCE.split(dated)
        if part and part.strip()
    ]


def _candidates(runs: list[Run], *, only_title: bool) -> list[_Candidate]:
    found: list[_Candidate] = []
    seen_words = False
    for number, run in enumerate(runs):
        penalty = number * 1.5
        text = run.text
        before = runs[number - 1].text.rstrip() if number else ""
        match run.style:
            case "link":
                found.append(_linked(run, number, before, runs, penalty))
            case "strong" | "em" | "ins":
                found.append(_marked(run, number, runs, penalty))
            case "plain" | "code":
                found += _plain(run, number, penalty, seen_words=seen_words, only_title=only_title)
        if run.style in {"plain", "strong", "em", "ins"}:
            for match in _QUOTED.finditer(text):
                inner = next(part for part in match.groups() if part)
                words = texts.count(inner)
                whole = (
                    match.start() == 0
                    or not re.search(r"\w", text[: match.start()])
                    or bool(re.search(r"[.,:;)\]]\s*$", text[: match.start()]))
                    or bool(texts.names(text[: match.start()]))
                )
                if words >= 2 and whole:
                    found.append(_Candidate((86 if words >= 3 else 64) - penalty, inner, run, number, "quoted"))
        seen_words = seen_words or bool(re.search(r"\w", text))
    return found


def _better_follows(runs: Sequence[Run]) -> bool:
    return any(
        one.style in {"em", "strong", "ins"}
        and texts.count(one.text) >= 4
        and not texts.is_venue(one.text)
        and not texts.people(one.text)
        for one in runs
    )


def _linked(run: Run, number: int, before: str, runs: list[Run], penalty: float) -> _Candidate:
    text = clean(run.text)
    words = texts.count(texts.cut(text).title)
    shown = kind_by_host(run.url)
    score = 80.0 if words >= 3 else 60 if words == 2 else 45
    score += 15 if shown == "paper" else 0
    score += 5 if "strong" in run.marks else 0
    if texts.names(text) and shown != "paper":
        score -= 60
    if re.search(r"(?:\bby|\(|@|\bfrom|\bvia|\bat|\bsee)$", before) and shown != "paper":
        score -= 40
    if (
        words <= 3
        and not _better_follows(runs[number + 1 :])
        and not any(re.search(r"\w", one.text) for one in runs[:number] if one.style not in {"badge", "label"})
    ):
        score += 20
    if before and re.search(r"[.:]$", before) and words < 3 and texts.count(before) > 4:
        score -= 30
    follower = runs[number + 1] if number + 1 < len(runs) else None
    if (
        words <= 3
        and follower
        and follower.style == "plain"
        and (match := re.match(r"\s*[:：]\s*(\S.*)", follower.text))
    ):
        rest = _segments(match[1])[0] if _segments(match[1]) else ""
        rest_cut = texts.cut(rest).title
        if texts.in_title_case(rest_cut) and texts.count(rest_cut) >= 2 and not texts.people(rest):
            return _Candidate(score + 20 - penalty, f"{text}: {rest_cut}", run, number, "link")
    return _Candidate(score - penalty, text, run, number, "link")


def _marked(run: Run, number: int, runs: list[Run], penalty: float) -> _Candidate:
    text = run.text.strip()
    bare = texts.cut(text)
    words = texts.count(bare.title)
    kind = label_kind(text.strip(" :：[]()"))
    if (
        kind
        or (run.style != "strong" and texts.is_spelled_venue(text))
        or texts.is_venue(text)
        or texts.is_date(text)
        or re.fullmatch(r"[\w\s]{2,20}[:：]", text)
        or not re.search(r"\w", text)
    ):
        follower = runs[number + 1] if number + 1 < len(runs) else None
        short = re.fullmatch(r"([\w+.-]+)[:：]", text)
        if not (short and not kind and follower and follower.style == "plain"):
            return _Candidate(-100, text, run, number, run.style)
    base = {"strong": 76.0, "em": 55.0, "ins": 45.0}[run.style]
    score = base if words >= 3 else base - 36 if words == 2 else base - 40
    if texts.people(text):
        score -= 60
    elif texts.names(text):
        score -= (
            15 if any(re.search(r"\w", one.text) for one in runs[:number] if one.style not in {"badge", "label"}) else 0
        )
    follower = runs[number + 1] if number + 1 < len(runs) else None
    if run.style in {"strong", "em"} and words <= 3 and follower and follower.style in {"plain", "em", "strong"}:
        ended = text.endswith((":", "："))
        match = re.match(r"\s*(?:[:：]\s*)?(\S.*)" if ended else r"\s*[:：]\s*(\S.*)", follower.text, re.DOTALL)
        if match:
            parts = _segments(match[1])
            rest = texts.cut(parts[0]).title if parts else ""
            if texts.count(rest) >= 2 and not texts.names(rest) and not _QUOTED.match(match[1]):
                return _Candidate(74 - penalty, f"{text.rstrip(':： ')}: {rest}", run, number, run.style)
    return _Candidate(score - penalty, text, run, number, run.style)


def _plain(run: Run, number: int, penalty: float, *, seen_words: bool, only_title: bool) -> list[_Candidate]:
    found = []
    parts = _segments(run.text)
    place = 0
    # A dash inside a title looks like one that divides: two parts in the capitals of titles are one.
    whole = run.text.strip()
    parts = [whole] if only_title and whole else _whole_titles(whole, parts)
    for part in parts:
        bare = texts.cut(part)
        words = texts.count(bare.title)
        stripped = part.strip(" .,:;()[]")
        if not words or label_kind(stripped) or texts.is_venue(stripped) or texts.is_date(stripped):
            continue
        score = 50.0 if words >= 3 else 30 if words == 2 else 20
        if texts.people(part) and not (only_title and not seen_words):
            score -= 60
        elif texts.names(part):
            score -= 40 if seen_words or place else 15
        if place == 0 and not seen_words:
            score += 8
        score += 2 if words >= 5 else 0
        if re.match(
            r"(?:authors?|abstract|summary|keywords?|tl;?dr|venue|tags?|note|year|作者|摘要|简介|关键词)\s*[:：]",
            stripped,
            re.IGNORECASE,
        ):
            score -= 100
        found.append(_Candidate(score - penalty - place * 2, part, run, number, "plain"))
        place += 1
    return found


def _whole_titles(whole: str, parts: list[str]) -> list[str]:
    if len(parts) < 2:
        return parts
    parts = [part.strip() for part in parts]
    first, second = parts[0], parts[1]
    between = whole[whole.find(first) + len(first) : whole.find(second, len(first))]
    sides = [texts.cut(first).title, texts.cut(second).title]
    dashed = re.fullmatch(r"\s*[–—-]+\s*", between) or (
        re.fullmatch(r"[?!]?\s+", between) and first.rstrip().endswith(("?", "!"))
    )
    plain_sides = all(
        side and not texts.names(side) and not texts.is_venue(side) and not texts.is_date(side) for side in sides
    )
    if (
        dashed
        and plain_sides
        and all(texts.in_title_case(side) or texts.count(side) == 1 for side in sides)
        and (first.rstrip().endswith(("?", "!")) or not second.rstrip().endswith("."))
    ):
        return [f"{first}{between}{second}", *parts[2:]]
    return parts
