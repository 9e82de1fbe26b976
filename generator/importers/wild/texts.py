"""What a run of words is: names of people, a venue, a date, or something that can be a title."""

import re
from dataclasses import dataclass

from generator.importers.wild.words import VENUE_WORDS, VENUES, label_kind, plain, split

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = re.compile(r"(?<![\d.])((?:19[5-9]|20[0-4])\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<=[A-Za-z])\s?['\u2019\u2018`]\s?(\d{2})(?!\d)|(?<=[A-Z]{3})-?(\d{2})(?![\d.])")
_DATE = re.compile(
    rf"(?:(?:19|20)\d{{2}}(?:\s?[-/._年]\s?\d{{1,2}}(?:\s?[-/._月]\s?\d{{1,2}})?\s?[月日]?)?年?"
    rf"|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)\d{{2}}|\d{{1,2}}[-/.](?:19|20)\d{{2}}|\d{{2}}[./]\d{{1,2}}(?:[./]\d{{1,2}})?"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}[\s,.-]*(?:\d{{1,2}}(?:st|nd|rd|th)?)?[\s,.'\u2019-]*(?:(?:19|20)?\d{{2}})?)",
    re.IGNORECASE,
)
_ARXIV = re.compile(r"(?:arxiv\s*:?\s*)?(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?", re.IGNORECASE)
_TRACKS = (
    r"oral|spotlight|poster|findings|workshops?|long|short|demo|best paper(?: award)?|outstanding paper(?: award)?|"
)
_TRACKS += (
    r"highlight|notable|top[- ]\d+%|accepted|under review|submitted|main|industry|datasets? and benchmarks?|runner-up"
)
_TRACK = re.compile(rf"\b(?:{_TRACKS})\b", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:[-+&/][A-Z][A-Za-z]*)*|[A-Z]{2,}")
_PARTICLES = frozenset(split("van der den de von la le du di da del della dos bin ibn al el ben ter zu y e st"))
_TITLE_WORDS = frozenset(
    split(
        "learning network networks model models neural deep language vision transformer transformers attention"
        " data training"
        " inference optimization efficient fast large small scale scaling towards survey review analysis method"
        " methods"
        " approach framework system systems graph image images video text speech knowledge information"
        " retrieval generation"
        " detection segmentation recognition classification estimation prediction planning control robot robots"
        " robotics"
        " reinforcement supervised unsupervised federated contrastive adversarial generative diffusion"
        " pretraining tuning"
        " prompt prompting reasoning agents agent memory search adaptive dynamic sparse quantization pruning"
        " compression"
        " distillation via using with for from without beyond under through rethinking understanding exploring"
        " improving"
        " toward how what why when is are the an on in of to and by at into not all you need new robust general"
        " multi cross self end time real online offline policy policies world representation representations"
        " embedding"
        " embeddings question answering translation dialogue machine computer human humans natural processing"
        " semantic visual"
        " audio music code program synthesis theory energy power water climate weather cell cells protein"
        " proteins drug"
        " molecular clinical medical health patient patients brain genome quantum causal bayesian kernel linear"
        " random matrix"
        " tensor convolutional recurrent hierarchical benchmark benchmarks dataset datasets evaluation"
        " evaluating study case"
        " paper code project page link official github pytorch tensorflow website demo slides supplementary"
        " abstract authors"
        " author title venue year conference journal university institute lab research google microsoft meta openai"
        " security privacy cloud edge mobile hardware software compiler cache storage database query sensor sensing"
        " open domain domains simple better art state foundation foundations tasks task zero shot few many one"
        " two three"
    )
)
_NAME = re.compile(
    r"(?:[A-Z]\.(?:-?[A-Z]\.?)*|[A-Z]|[A-Z][a-z]?\.|(?:Mc|Mac|O['\u2019]|[dD]['\u2019]|De|Le|La|Du|Di|Van)?[^\W\d_a-z][^\W\d_]+"
    r"(?:[-'\u2019][^\W\d_]+)*\.?)"
)
_HAN = re.compile(
    r"[\u4e00-\u9fff\u00b7]{2,4}|[\u3040-\u30ff\u4e00-\u9fff]{2,4}\s[\u3040-\u30ff\u4e00-\u9fff]{1,4}|[\uac00-\ud7a3]{2,4}"
)
_MARKS = re.compile(r"[\d*\u2020\u2021\u00a7\u00b6#\u2217\u00b9\u00b2\u00b3\u2070-\u207f^]+")
ET_AL = re.compile(r"\bet\.? al\b\.?,?|\band others\b|,?\s?等\s*[.。]?$", re.IGNORECASE)


# Of a long row of names one may look unusual.
_FEW, _MOST = 4, 0.8


def year(text: str) -> int | None:
    """Return the year that a venue or date names."""
    if match := _YEAR.search(_ARXIV.sub(" ", text)):
        return int(match[1])
    if match := _SHORT_YEAR.search(text):
        two = int(match[1] or match[2])
        return 1900 + two if two > 60 else 2000 + two
    if match := re.fullmatch(r"\D*(\d{2})[./]\d{1,2}(?:[./]\d{1,2})?\D*", text.strip()):
        return 2000 + int(match[1])
    return None


def is_date(text: str) -> bool:
    """Return whether a text is a date or year and nothing else."""
    bare = text.strip(" .,:;()[]{}（）【】-–'\u2019`*")
    return bool(bare) and any(char.isdigit() for char in bare) and _DATE.fullmatch(bare) is not None


def is_identifier(text: str) -> bool:
    """Return whether a text is an arXiv identifier and nothing else."""
    return _ARXIV.fullmatch(text.strip(" .,:;()[]")) is not None


def is_address(text: str) -> bool:
    """Return whether a text is an address rather than words."""
    bare = text.strip()
    return " " not in bare and bool(re.match(r"(?:https?://|www\.|[\w-]+(?:\.[\w-]+)+/)", bare))


def is_venue(text: str) -> bool:  # noqa: C901 - one case a branch
    """Return whether a text names a venue: known capitals, or capitals with a year, or words such as Proceedings."""
    bare = plain(text).strip(" .,:;()[]{}（）【】*`\"'\u201c\u201d")
    if not bare or len(bare) > 160 or re.search("[，、。；]", bare):
        return False
    words = re.findall(r"[^\W_][\w&'+.-]*", bare)
    if not words or len(words) > 22:
        return False
    lower = bare.casefold()
    rest = _TRACK.sub(" ", _DATE.sub(" ", _ARXIV.sub(" ", _SHORT_YEAR.sub(" ", _YEAR.sub(" ", bare)))))
    left = [
        word
        for word in re.findall(r"[A-Za-z&][\w&+-]*", rest)
        if word.casefold() not in {"in", "of", "at", "the", "on", "to", "and", "preprint"}
    ]
    known = [word for word in left if word.casefold().strip("-") in VENUES or word.casefold().split("-")[0] in VENUES]
    has_year = year(bare) is not None
    if left and len(known) == len(left) and len(left) <= 6:
        return True
    if not left and has_year and _TRACK.search(bare):
        return True
    if not left and re.search("arxiv|preprint", lower) and len(words) <= 4:
        return True
    if has_year and left and len(left) <= 4 and all(_CAPITALS.fullmatch(word) or word in known for word in left):
        return True
    named = all(word in known or word.casefold() in VENUE_WORDS or _CAPITALS.fullmatch(word) for word in left)
    if known and has_year and len(left) <= 5 and left[0] in known and named:
        return True
    starts = words[0].casefold() in VENUE_WORDS or (
        words[0].casefold() == "in" and len(words) > 1 and words[1].casefold() in VENUE_WORDS | {"the"}
    )
    said = [word for word in words if word.casefold() in VENUE_WORDS]
    if starts and (
        has_year or len(said) > 1 or re.search(r"journal of|proceedings of|transactions on|proc\.|review", lower)
    ):
        return True
    if re.match(
        r"(?:in )?(?:the )?(?:proceedings|proc\.|advances in neural|international conference|annual meeting)", lower
    ):
        return True
    if (
        re.search(r"\b(?:journal|transactions|letters|magazine)\b", lower)
        and (has_year or len(words) <= 7)
        and not re.search(r"\b(?:for|with|using|via|towards)\b", lower)
    ):
        return bool(re.search(r"\d|journal|transactions", lower))
    return bool(
        has_year
        and len(words) <= 6
        and re.match(r"[A-Z]", bare)
        and re.fullmatch(r"[A-Z][\w&.' -]*?,? ?\(?(?:19|20)\d\d\)?", bare)
        and len(words) <= 3
        and words[-1].isdigit()
        and words[0].casefold() not in _TITLE_WORDS
        and not (len(words) == 3 and _is_name(" ".join(words[:2])))
    )


def is_spelled_venue(text: str) -> bool:
    """Return whether a text is the long name of a venue with the short one in brackets behind it."""
    match = re.search(r"\(([A-Z][\w&-]+)(?:[\s,'\u2019]*\d{2,4})?\)\W*(?:(?:19|20)\d\d)?$", text.strip())
    return bool(match and match[1].casefold() in VENUES and count(text) <= 14)


def names(text: str) -> tuple[str, ...]:
    """Return the people that a text names, or nothing when it names none."""
    bare = plain(text).strip(" .,:;|-–—()（）[]*_\u00a0")
    bare = re.sub(
        r"^(?:authors?|by|作者|著者|저자|autores?|auteurs?|autoren)\s*[:：]?\s+|^(?:作者|著者|저자)\s*[:：]\s*",
        "",
        bare,
        flags=re.IGNORECASE,
    )
    others = ET_AL.search(bare) is not None
    bare = ET_AL.sub("", bare).strip(" .,;*")
    bare = re.sub(r"\([^()]*\)|（[^（）]*）", "", bare)
    if not bare:
        return ()
    bare = _MARKS.sub("", bare)
    parts = [
        part.strip(" .*") if not re.search(r"\b[A-Z]\.$", part.strip()) else part.strip(" *")
        for part in re.split(r"\s*[,，;；、&|]\s*|\s+(?:and|und|et|y)\s+|\s*\n\s*", bare)
    ]
    parts = [re.sub(r"^(?:and|und|et|y)\s+", "", part) for part in parts if part]
    if not parts or len(parts) > 400:
        return ()
    if all(_HAN.fullmatch(part) for part in parts):
        return tuple(parts) if len(parts) > 1 or others else ()
    good = [_is_name(part) for part in parts]
    whole = [part for part in parts if len(part.split()) > 1 or "-" in part]
    if not all(good) and not (len(parts) > _FEW and sum(good) >= _MOST * len(parts)):
        return ()
    if len(parts) == 1:
        return (
            tuple(parts)
            if (others or (len(parts[0].split()) in {2, 3} and not _has_title_word(parts[0])))
            and len(parts[0].split()) <= 4
            else ()
        )
    if not whole and not others and _turned(parts) == tuple(parts):
        # `Owl, Elk` may be two surnames or two words of a title.
        return ()
    return _turned(parts)


def people(text: str) -> bool:
    """Return whether a text surely names people: several, or some `et al.`; two capital words alone may be a title."""
    found = names(text)
    return len(found) > 1 or bool(found and ET_AL.search(text))


def _turned(parts: list[str]) -> tuple[str, ...]:
    """Return the names in order; `Owl, A., Elk, B.` has surnames and initials as parts of their own."""
    initials = [bool(re.fullmatch(r"(?:[A-Z]\.?[\s-]?){1,4}", part)) for part in parts]
    if len(parts) > 1 and len(parts) % 2 == 0 and all(initials[1::2]) and not any(initials[::2]):
        return tuple(f"{given} {surname}" for surname, given in zip(parts[::2], parts[1::2], strict=True))
    return tuple(parts)


def _is_name(part: str) -> bool:
    words = part.split()
    if not 1 <= len(words) <= 6:
        return False
    if _HAN.fullmatch(part):
        return True
    solid = [word for word in words if not (word.islower() and word.strip(".'\u2019") in _PARTICLES)]
    if not solid or not all(_NAME.fullmatch(word) for word in solid):
        return False
    if len(words) == 1 and part.isupper() and len(part) > 3:
        return False
    return not _has_title_word(part)


def _are_names(part: str) -> bool:
    bare = ET_AL.sub("", part.removeprefix("and ").removeprefix("& ")).strip(" .")
    return not bare or _is_name(bare) or (" and " in bare and len(names(bare)) > 1)


def _has_title_word(part: str) -> bool:
    words = [word.casefold().strip(".") for word in part.replace("-", " ").split()]
    return any(word in _TITLE_WORDS for word in words) or part.casefold() in VENUES


def count(text: str) -> int:
    """Return how many words a text has; two signs of Chinese count as one word."""
    han = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", text))
    return (
        len(re.findall(r"[^\W_][\w'\u2019.+-]*", re.sub(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", " ", text)))
        + (han + 1) // 2
    )


def in_title_case(text: str) -> bool:
    """Return whether most longer words of a text begin with a capital, as in titles."""
    words = [word for word in re.findall(r"[^\W\d_][\w'-]*", text) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.6 * len(words)


@dataclass(frozen=True, slots=True)
class Cut:
    """A title without what stood around it, and that."""

    title: str
    venues: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


_OPEN, _SHUT = "[\\[(（【{「]", "[\\])）】}」]"
_LEAD = re.compile(rf"^\s*{_OPEN}([^\[\]()（）【】{{}}「」]{{0,80}}){_SHUT}\s*[:：.,，|–—-]*\s*")
_TAIL = re.compile(rf"\s*[.,，:;]?\s*{_OPEN}([^\[\]()（）【】{{}}]{{0,120}}){_SHUT}\s*[.,，]?\s*$")
_NUMBER = re.compile(r"^\s*(?:#?\d{1,4}\s*[.)、．]\s+(?=\S)|\[\d{1,4}\]\s*|\(\d{1,3}\)\s*)")
_KEY = re.compile(
    r"^(?:title|paper title|papers?|name|标题|题目|论文|论文标题|论文题目|タイトル|제목|título|titre|titel)"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)
_FIRST = re.compile(r"^\s*([^:：|]{2,40}?)\s*(?:[:：|]|\s[–—-]\s|,|\.\s)\s*(?=\S)")


def cut(text: str) -> Cut:  # noqa: C901 - one case a branch
    """Return a title without numbers, dates, venues, names and brackets that stand before and behind it."""
    venues: list[str] = []
    authors: tuple[str, ...] = ()
    title = plain(text).strip()
    for _ in range(8):
        before = title
        # Marks around a part of a bracket leave its other half behind.
        title = re.sub(r"^[\])}】）]+\s*", "", re.sub(r"[\s,;:，：]+$", "", title))
        title = _KEY.sub("", _NUMBER.sub("", title)).strip(" \t|•·—–→>*_✓")
        title = re.sub(r"^[-:：,，.;]\s*|^\*+|^#\s+", "", title)
        if match := _LEAD.match(title):
            inner, rest = match[1], title[match.end() :]
            square = match[0].lstrip()[0] in "[【"
            if count(rest) >= 1 and _is_side(inner, venues, leading=square):
                title = rest
        if (match := _FIRST.match(title)) and (
            is_date(match[1]) or (is_venue(match[1]) and (year(match[1]) or match[1].casefold() in VENUES))
        ):
            venues.append(match[1])
            title = title[match.end() :]
        elif match := re.match(
            r"^((?:20\d\d|19\d\d)\s+[A-Z][A-Za-z&-]+|[A-Z][A-Za-z&-]+\s?['\u2019]?(?:20|19)?\d\d)\s+(?=[A-Z])", title
        ):
            if is_venue(match[1]) and any(word.casefold() in VENUES for word in re.findall("[A-Za-z&-]+", match[1])):
                venues.append(match[1])
                title = title[match.end() :]
        elif match := re.match(r"^(\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?)\s+(?=\S)", title):
            venues.append(match[1])
            title = title[match.end() :]
        title, more = _tail(title, venues)
        authors = authors or more
        if match := ET_AL.search(title):
            head = title[: match.end()]
            rest = re.sub(r"^[\s.,:;)]*(?:\(?((?:19|20)\d\d)[a-z]?\)?)?[\s.,:;]*", "", title[match.end() :])
            if names(head) and count(rest) >= 2:
                if found := year(title[match.end() : match.end() + 9]):
                    venues.append(str(found))
                authors, title = names(head), rest
        for match in re.finditer(r"(?<=\b[A-Z])\.[,:]?\s+(?=[A-Z][\w-]*[a-z])", title):
            head, rest = title[: match.start() + 1], title[match.end() :]
            if people(head) and count(rest) >= 2 and not names(rest):
                authors, title = names(head), rest
                break
        title = _unquoted(title)
        if title == before:
            break
    return Cut(_ended(title), tuple(venues), authors)


def _is_side(inner: str, venues: list[str], *, leading: bool) -> bool:
    """Return whether words in brackets belong to no title, and keep those that say when or where."""
    if is_date(inner) or is_venue(inner):
        venues.append(inner.strip())
        return True
    if not re.search(r"\w", inner) or label_kind(inner) or is_identifier(inner) or _TRACK.fullmatch(inner.strip()):
        return True
    parts = [part for part in re.split(r"[,，|/;]", inner) if part.strip()]
    if len(parts) > 1 and any(is_venue(part) or is_date(part) for part in parts):
        venues.append(inner.strip())
        return True
    if year(inner) and count(inner) <= 8 and (leading or count(inner) <= 3):
        venues.append(inner.strip())
        return True
    return leading and count(inner) <= 3


def _tail(title: str, venues: list[str]) -> tuple[str, tuple[str, ...]]:  # noqa: C901 - one case a branch
    authors: tuple[str, ...] = ()
    if (match := _TAIL.search(title)) and match.start() > 0 and _is_side(match[1], venues, leading=False):
        return title[: match.start()], ()
    if match := re.search(r"[,，.?!。]?\s+(?:in|In)\s+([A-Z][^.]{1,120})$|[,，]?\s+@\s?([A-Z].{1,30})$", title):
        inner = match[1] or match[2]
        if is_venue(inner) and (year(inner) or re.match("Proc|Advances", inner)):
            venues.append(inner)
            return title[: match.start() + (title[match.start()] in "?!")], ()
    parts = re.split(r"\s*[,，]\s*", title)
    kept = len(parts)
    while kept > 1 and (
        is_venue(", ".join(parts[kept - 1 :])) or is_date(parts[kept - 1]) or is_venue(parts[kept - 1])
    ):
        kept -= 1
    if kept < len(parts):
        venues.append(", ".join(parts[kept:]))
    named = kept
    while named > 1 and _are_names(parts[named - 1]) and (len(parts[named - 1].split()) > 1 or ET_AL.search(title)):
        named -= 1
    named_people = parts[named:kept]
    title_words = count(", ".join(parts[:named]))
    sure = (
        len(named_people) > 1 or kept < len(parts) or any(" and " in one or ET_AL.search(one) for one in named_people)
    )
    if named_people and title_words >= 2 and sure:
        authors = names(", ".join(named_people))
        if authors:
            return ", ".join(parts[:named]), authors
    if kept < len(parts):
        return ", ".join(parts[:kept]), ()
    if match := re.search(r",?\s+(?:by|By)\s+([^\W\d_a-z].*)$|\s*[（(]by\s+([^()]*)[)）]$", title):
        inner = match[1] or match[2]
        found = names(inner)
        # `by Pairwise Ranking` is no person: one alone needs a sign before it.
        if found and (len(found) > 1 or ET_AL.search(inner) or match[2] or match[0].startswith(",")):
            return title[: match.start()], found
    if match := re.search(r"(?<=[?!.])\s+(\S.*)$|\s+[–—-]\s+([^–—]+)$|\s*\|\s*([^|]+)$", title):
        inner = (match[1] or match[2] or match[3]).strip()
        if is_venue(inner) or is_date(inner):
            venues.append(inner)
            return title[: match.start()], ()
        if (found := names(inner)) and (len(found) > 1 or ET_AL.search(inner)):
            return title[: match.start()], found
    return title, ()


def _unquoted(title: str) -> str:
    bare = title.strip(" ,")
    for first, last in (
        ("\u201c", "\u201d"),
        ('"', '"'),
        ("\u2018", "\u2019"),
        ("``", "''"),
        ("「", "」"),
        ("《", "》"),
        ("`", "`"),
        ("*", "*"),
        ("_", "_"),
        ("'", "'"),
    ):
        end = bare.rstrip(" .,:;")
        if (
            bare.startswith(first)
            and end.endswith(last)
            and len(end) > len(first) + len(last)
            and last not in end[len(first) : -len(last)]
        ):
            inner = end[len(first) : -len(last)]
            return inner.strip(" ")
    return title


def _ended(title: str) -> str:
    title = re.sub(r"[\s.,;:：，。|\-–—*_(\[（]+$", "", title).strip()
    if title.endswith(("...", "…")):
        return title
    return re.sub(r"\s+", " ", title).strip(" \t\u200b")
