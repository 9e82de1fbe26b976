r"""LaTeX as it stands in titles and names, written as plain Unicode: `M{\"u}ller` becomes `Müller`, `$\epsilon$` ε."""

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "textquoteright": "\N{RIGHT SINGLE QUOTATION MARK}", "textendash": "–", "textemdash": "—", "textbackslash": "\\",
    "textasciitilde": "~", "textasciicircum": "^", "textregistered": "®", "texttrademark": "™", "ldots": "…",
    "dots": "…", "textellipsis": "…", "infty": "∞", "times": "×", "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥",
    "ge": "≥", "to": "→", "rightarrow": "→", "leftarrow": "←", "leftrightarrow": "↔", "sim": "~", "approx": "≈",
    "pm": "±", "ell": "ℓ", "star": "⋆", "ast": "*", "circ": "°", "mid": "|", "varepsilon": "ε", "varphi": "φ",
    "vartheta": "ϑ", "epsilon": "ε", "phi": "φ", "degree": "°", "S": "§", "P": "¶", "copyright": "©", "quad": " ",
    "textbar": "|", "textless": "<", "textgreater": ">", "textunderscore": "_", "textdollar": "$",
}  # fmt: skip
# Commands that only say how their argument looks.
_LOOKS = re.compile(
    r"\\(?:text(?:it|bf|tt|sc|rm|sf|sl|up|md|normal|superscript|subscript)?|emph|math(?:cal|bb|bf|rm|it|sf|tt|frak|scr)"
    r"|mbox|ensuremath|operatorname|boldsymbol|bm|textcolor\{[^{}]*\}|uppercase|underline|url|MakeUppercase)\s*(?=\{)"
)
_SWITCHES = re.compile(
    r"\\(?:it|bf|tt|sc|rm|sf|em|sl|itshape|bfseries|scshape|protect|noopsort|relax|,|;|:|!|/)(?![a-zA-Z])\s*"
)
_HREF = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")
_ACCENT = re.compile(
    r"""\\(?:([`'^~="'.])|([uvHcdbkr])(?![a-zA-Z]))\s*(?:\{\s*(\\[ij](?![a-zA-Z])|[^\W\d_]?)\s*\}|(\\[ij](?![a-zA-Z])|[^\W\d_]))"""
)
_COMMAND = re.compile(r"\\([a-zA-Z]+)(?:\{\}|\s+(?=[a-zA-Z])|\s*(?=\W|\d|$))")
_SIGN = re.compile(r"\\([&%$#_{} ])")
_RAISED = re.compile(r"([\^_])(?:\{([0-9+\-=()n]+)\}|([0-9]))")
_RAISED_SIGNS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED_SIGNS = str.maketrans("0123456789+-=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ")
_MATH = re.compile(r"(?<!\\)\$([^$]*)\$")
# Stand-ins for signs that were escaped, so that later steps do not take them for markup.
_KEPT = {
    "&": "\ue000",
    "%": "\ue001",
    "$": "\ue002",
    "#": "\ue003",
    "_": "\ue004",
    "{": "\ue005",
    "}": "\ue006",
    " ": " ",
}
_BACK = {ord(stand_in): sign for sign, stand_in in _KEPT.items() if sign != " "}


def plain(text: str) -> str:
    """Return the text without LaTeX; a command that is not known stays, so that nothing is lost unseen."""
    if "\\" not in text and not any(sign in text for sign in "{}$~`'-"):
        return " ".join(text.split())
    text = _SIGN.sub(lambda match: _KEPT[match[1]], text)
    text = _MATH.sub(lambda match: _math(match[1]), text)
    text = _HREF.sub("", text)
    text = _SWITCHES.sub("", _LOOKS.sub("", text))
    text = _ACCENT.sub(_accented, text)
    text = _COMMAND.sub(_letter, text)
    text = text.replace("``", "“").replace("''", "”")
    text = re.sub(r"(?<![-])---(?![-])", "—", text)
    text = re.sub(r"(?<![-])--(?![-])", "–", text)
    text = re.sub(r"(?<!\\)~", " ", text)
    text = re.sub(r"[{}]", "", text).translate(_BACK)
    return " ".join(unicodedata.normalize("NFC", text).split())


def _math(text: str) -> str:
    def moved(match: re.Match[str]) -> str:
        return (match[2] or match[3]).translate(_RAISED_SIGNS if match[1] == "^" else _LOWERED_SIGNS)

    return _RAISED.sub(moved, _COMMAND.sub(_letter, text))


def _accented(match: re.Match[str]) -> str:
    letter = (match[3] if match[3] is not None else match[4]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1] or match[2]]) if letter else ""


def _letter(match: re.Match[str]) -> str:
    name = match[1]
    if name in _LETTERS:
        return _LETTERS[name]
    try:
        size = "CAPITAL" if name[0].isupper() else "SMALL"
        return unicodedata.lookup(f"GREEK {size} LETTER {'LAMDA' if name.lower() == 'lambda' else name.upper()}")
    except KeyError:
        return match[0]
