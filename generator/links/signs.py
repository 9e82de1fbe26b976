"""Signs by which a page that answers 200 shows that it is not the page asked for. Only whole titles count, never words.

An article about missing pages has a longer title and more text than a missing page has.
"""

import re
from urllib.parse import urlsplit

from generator.links.pages import Page
from generator.net.address import AddressError, registrable, target

_SHORT = 3_000
_VERY_SHORT = 400
# The fourth and fifth are an en dash and an em dash.
_SEPARATORS = re.compile(r"\s+[|\-\u2013\u2014·•»«:/]\s+|\s*[|·•»«]\s*")
_NOT_WORDS = re.compile(r"[^\w]+")

_THING = (
    r"(?:page|file(?: or directory)?|url|document|resource|object|content|site|website|webpage|web page|project"
    r"|repository|article|post|link|item|paper)"
)
_LOOKED_FOR = r"(?: you (?:requested|are looking for|re looking for|were looking for|tried to \w+|are trying to \w+))?"
_NOT = (
    r"(?:(?:was |is |could |can )?(?:not|cannot|can t|couldn t|isn t|wasn t)(?: be)? (?:found|available|here|located)"
    r"|(?:does not|doesn t|no longer|doesnt|didn t) (?:exists?|available|here)"
    r"|(?:is )?no longer (?:exists|available|here)"
    r"|has been (?:removed|deleted)|(?:was|is) (?:removed|deleted|gone|missing)|not found|missing)"
)
_CODE = r"(?:(?:error|http|status|code|response|404|410)(?: |$))*"
_MISSING = re.compile(
    rf"(?:(?:whoops|oops|sorry|uh oh|hmm|we re sorry|we are sorry)(?: |$))*{_CODE}"
    r"(?:"
    rf"(?:the |this |that |your |no such )?(?:requested )?{_THING}{_LOOKED_FOR} ?{_NOT}"
    rf"|no such {_THING}|not found|gone|nothing found(?: here)?|nothing (?:was )?found (?:here|at this location)"
    rf"|(?:we )?(?:can t|couldn t|could not|cannot) find (?:the|that|this) {_THING}{_LOOKED_FOR}"
    rf"|there is (?:no|nothing) (?:such )?(?:{_THING} )?(?:here|at this (?:address|url|location))"
    r"|page non trouvée|page introuvable|seite nicht gefunden|página no encontrada|página não encontrada"
    r"|pagina non trovata|страница не найдена|페이지를 찾을 수 없습니다"
    r"|页面不存在|页面未找到|找不到页面|ページが見つかりません"
    r")(?: (?:404|410|error|page|1))*"
    # A bare number is a title of its own: "404", "Error 404", "HTTP Status 404".
    r"|(?:error |http |status |code )*(?:404|410)(?: error| page)?"
)
_PARKED = re.compile(
    r"(?:this |the )?(?:domain|website|web site|site|[\w-]+ (?:com|net|org|io|ai|dev))(?: name)? (?:[\w-]+ ){0,3}?"
    r"(?:is |may be |might be |has been )(?:for sale|parked|available for purchase)"
    r"|buy this domain|domain (?:parking|for sale)|parked (?:domain|free|page)"
    r"|(?:this )?domain (?:name )?(?:has )?expired"
)
_WALL = re.compile(
    r"just a moment|attention required cloudflare|attention required|access denied|access to this page has been denied"
    r"|ddos guard|are you (?:a robot|human)|robot check|checking your browser(?: before accessing.*)?"
    r"|please wait cloudflare|security check(?: required)?|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|human verification|client challenge|pardon our interruption|request rejected|captcha|bot verification"
    r"|one more step|403 forbidden|forbidden|too many requests|429 too many requests|rate limit exceeded"
    r"|unusual traffic.*|validate user"
)
_LOGIN_TITLE = re.compile(
    r"(?:please )?(?:sign in|log in|login|signin|sign on|log on|single sign on)(?: to [\w ]{1,40}| required| page)?"
    r"|authentication required|you must (?:log|sign) in.*"
)
_LOGIN_PATH = re.compile(
    r"/(?:login|log-in|log_in|signin|sign-in|sign_in|sso|oauth2?|authorize|auth|saml2?|adfs|idp|wp-login|servicelogin"
    r"|session/new|cas/login)(?:/|\.\w{2,5}$|$)",
    re.IGNORECASE,
)
# Where publishers send whoever keeps no cookies, and where some sites ask for consent or for a person first.
_WALL_PATH = re.compile(
    r"/(?:cookieabsent|cookie-?error|captcha|validatecaptcha|consent|challenge)(?:/|$)", re.IGNORECASE
)
_LOGIN_HOST = re.compile(r"^(?:accounts?\.google\.com|(?:login|auth|sso|idp|signin|shibboleth)\.)", re.IGNORECASE)
_MISSING_PATH = re.compile(
    r"/(?:404|error-?404|404-?error|(?:page-?)?not-?found|page_not_found)(?:\.\w{2,5})?/?$", re.IGNORECASE
)
_HOME = re.compile(r"^/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home)(?:\.\w{2,5})?/?)?$", re.IGNORECASE)


def missing(page: Page) -> bool:
    """Return whether a page says that there is no such page."""
    if len(page.text) >= _SHORT:
        return False
    if any(_MISSING.fullmatch(one) for one in _segments(page.title)):
        return True
    says = _MISSING.fullmatch(_plain(page.heading)) or _MISSING.match(_plain(page.text[:200]) + " ")
    untitled = not page.title or len(page.text) < _VERY_SHORT
    return bool(says) and untitled and len(page.text) < _VERY_SHORT and bool(_is_error(page))


def _is_error(page: Page) -> bool:
    """Return whether the words stand at the head of the page, not inside a sentence about something else."""
    head = _plain(page.heading) or _plain(page.text.split(".")[0][:120])
    return bool(_MISSING.fullmatch(head)) or any(_MISSING.fullmatch(one) for one in _segments(page.heading))


def parked(page: Page) -> bool:
    """Return whether a page is what a seller of names puts in the place of a site."""
    return len(page.text) < _SHORT and (
        any(_PARKED.search(one) for one in _segments(page.title))
        or (len(page.text) < _VERY_SHORT * 2 and bool(_PARKED.search(_plain(page.text))))
    )


def wall(page: Page) -> bool:
    """Return whether a page wants to know first whether a person reads it."""
    return len(page.text) < _SHORT and any(_WALL.fullmatch(one) for one in [*_segments(page.title), _plain(page.title)])


def login(page: Page) -> bool:
    """Return whether a page asks for a password before it shows anything."""
    return page.password and any(_LOGIN_TITLE.fullmatch(one) for one in _segments(page.title))


def is_login(url: str) -> bool:
    """Return whether an address is that of a place to log in."""
    parts = urlsplit(url)
    return bool(_LOGIN_PATH.search(parts.path) or _LOGIN_HOST.match(parts.hostname or ""))


def is_wall(url: str) -> bool:
    """Return whether an address is that of a wall against programs."""
    parts = urlsplit(url)
    return bool(_WALL_PATH.search(parts.path)) or (parts.hostname or "").startswith("consent.")


def is_missing_page(url: str) -> bool:
    """Return whether an address is that of a site's page for missing pages."""
    return bool(_MISSING_PATH.search(urlsplit(url).path))


def is_home(url: str) -> bool:
    """Return whether an address is a site's first page."""
    parts = urlsplit(url)
    return bool(_HOME.match(parts.path)) and not parts.query


def same_owner(one: str, other: str) -> bool:
    """Return whether two addresses belong to one registrable domain."""
    try:
        return registrable(target(one).host) == registrable(target(other).host)
    except AddressError:
        return False


def _segments(title: str) -> list[str]:
    return [plain for one in _SEPARATORS.split(title[:300]) if (plain := _plain(one))]


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", text.replace("'", " ").replace("\u2019", " ")).strip().casefold()
