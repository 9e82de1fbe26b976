"""What the words on a link and the pictures of badges mean."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_WORDS = {
    "paper": ("paper", "pdf", "arxiv", "openreview", "preprint", "acl anthology", "doi"),
    "code": ("code", "github", "git", "repo", "repository", "official code", "source", "implementation"),
    "unofficial": ("unofficial github", "unofficial code", "unofficial", "unofficial implementation"),
    "project": ("project", "project page", "homepage", "home page", "website", "page", "docs", "documentation"),
    "model": ("model", "models", "weights", "checkpoint", "checkpoints", "huggingface", "hugging face"),
    "data": ("data", "dataset", "datasets"),
    "demo": ("demo", "playground", "colab"),
    "blog": ("blog", "post", "blog post", "reddit post", "reddit", "twitter", "article"),
    "any": ("url", "link"),
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words}


def kind(label: str) -> str:
    """Return the kind of link that a label names: `any` when it only says that it is a link, nothing when unknown."""
    plain = re.sub(r"[\W\d_]+", " ", label.casefold()).strip()
    return _KINDS.get(plain, "")


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge tells: `stars` of a repository, a `venue`, or a `type` of work."""

    kind: str
    text: str


def badge(picture: str) -> Badge | None:
    """Return what a picture of shields.io says, or None when it is no such badge."""
    parts = urlsplit(picture)
    if parts.hostname not in {"img.shields.io", "shields.io"}:
        return None
    steps = [step for step in parts.path.split("/") if step]
    if steps[:2] == ["github", "stars"] and len(steps) == 4:
        return Badge("stars", f"{steps[2]}/{steps[3].removesuffix('.svg')}")
    if steps[:1] == ["badge"] and len(steps) == 2:
        # Label, message and colour stand between single hyphens; a doubled one is a hyphen of the text.
        words = [word.replace("\0", "-") for word in unquote(steps[1]).replace("--", "\0").split("-")]
        if len(words) >= 3 and words[0].casefold() in {"conference", "journal", "venue", "publish"}:
            return Badge("venue", "-".join(words[1:-1]).replace("_", " "))
        return Badge("type", "-".join(words[:-1]).replace("_", " "))
    return Badge("type", "")
