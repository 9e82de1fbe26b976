"""The one comment that a pull request gets: its entries as rows, what is wrong, what is there already, its links."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator import checks, source
from generator.authoring import shown
from generator.authoring.duplicates import Match, matches
from generator.authoring.pull import Other, Pull
from generator.authoring.since import introduced
from generator.collection import PAPERS, Collection
from generator.diagnostics import Diagnostic, ordered
from generator.escape import for_markdown, for_url
from generator.model import Paper
from generator.settings import Settings

MARK = "<!-- generator: this comment is kept current -->"
MOST = 30
"""The most rows of anything that are shown: a comment holds 65,536 characters."""
_VERDICTS = {
    "ok": "works",
    "moved": "leads elsewhere",
    "dead": "leads nowhere",
    "blocked": "is not followed",
    "unverifiable": "could not be asked",
}


def comment(
    pull: Pull, root: Path, into: Path, settings: Settings, links: Sequence[Mapping[str, Any]], run: str
) -> str:
    """Return the comment. `root` is the list as it is, `into` the list as the pull request would leave it."""
    base, before = checks.everything(root)
    after, now = checks.everything(into)
    problems = ordered(introduced(now, before))
    papers = [one for one in after.papers if after.path(one.id) in pull.changed]
    parts = [
        _summary(pull, papers, problems),
        *_rows(papers, after, root),
        *_software(pull, after),
        *_problems(problems, settings),
        *_there(papers, base),
        *_elsewhere(papers, pull.others, settings),
        *_links(links),
        *_beside(pull),
        _end(pull, run, settings),
    ]
    return "\n\n".join([MARK, *parts]) + "\n"


def read_links(file: Path | None) -> list[Mapping[str, Any]]:
    """Return the verdicts that `generator links --json` wrote."""
    return json.loads(file.read_text("utf-8"))["links"] if file and file.is_file() else []


def _summary(pull: Pull, papers: Sequence[Paper], problems: Sequence[Diagnostic]) -> str:
    if errors := sum(one.severity == "error" for one in problems):
        readable = _count(len(papers), "entry", "entries")
        return f"**{_count(errors, 'thing')} to correct** before this can be merged; {readable} can be shown."
    if not pull.changed and not pull.removed:
        return "This pull request changes no entry."
    removed = f", {len(pull.removed)} removed" if pull.removed else ""
    return f"**Ready for review:** {_count(len(pull.changed), 'file')} of the list changed{removed}."


def _rows(papers: Sequence[Paper], after: Collection, root: Path) -> Iterator[str]:
    if papers:
        yield "How the README will show it:"
        yield shown.table(list(papers[:MOST]), after, root)
        if len(papers) > MOST:
            yield f"... and {len(papers) - MOST} more."


def _software(pull: Pull, after: Collection) -> Iterator[str]:
    tools = [one for one in after.software if after.path(one.id) in pull.changed]
    if tools:
        yield "Software:"
        yield "\n".join(
            f"- {for_markdown.text(one.name)} ({for_markdown.text(', '.join(one.topics))}): "
            f"{for_markdown.text(one.summary or ', '.join(one.features) or 'no features named')}"
            for one in tools[:MOST]
        )


def _problems(problems: Sequence[Diagnostic], settings: Settings) -> Iterator[str]:
    if problems:
        lines = [_problem(one, settings) for one in problems[:MOST]]
        more = [f"- ... and {len(problems) - MOST} more, in the log of the check"] if len(problems) > MOST else []
        yield "\n".join([*lines, *more])


def _problem(one: Diagnostic, settings: Settings) -> str:
    manual = f"{settings.site_url}contributing/mistakes/#{one.code}"
    hint = f" ({for_markdown.text(one.hint)})" if one.hint else ""
    place = f"{for_markdown.text(one.span.path)}, line {one.span.line}"
    return f"- {place}: {for_markdown.text(one.message)}{hint} [{one.severity}: {one.code}]({for_url.address(manual)})"


def _there(papers: Sequence[Paper], base: Collection) -> Iterator[str]:
    found = [(paper, one) for paper in papers for one in _alike(paper, base)]
    if found:
        yield "Perhaps in the list already:"
        yield "\n".join(
            f"- {for_markdown.text(paper.title)}: {for_markdown.text(one.reason)}, "
            f"{for_markdown.text(base.path(one.id))}, {for_markdown.text(one.title)}"
            for paper, one in found[:MOST]
        )


def _alike(paper: Paper, base: Collection) -> list[Match]:
    return [
        one
        for one in matches(base, paper.title, dict(paper.links.kinds()))
        if one.id not in {paper.id, *paper.formerly}
    ]


def _elsewhere(papers: Sequence[Paper], others: Sequence[Other], settings: Settings) -> Iterator[str]:
    """Yield which entries of other open pull requests look the same."""
    proposed = [(one.number, paper) for one in others if (paper := _paper(one))]
    lines = []
    for paper in papers:
        for number, theirs in proposed:
            for one in matches(Collection(papers=(theirs,)), paper.title, dict(paper.links.kinds())):
                address = for_url.address(f"{settings.repository_url}/pull/{number}")
                reason = for_markdown.text(one.reason)
                lines.append(f"- {for_markdown.text(paper.title)}: [pull request {number}]({address}), {reason}")
    if lines:
        yield "Perhaps proposed by somebody else too:"
        yield "\n".join(lines[:MOST])


def _paper(one: Other) -> Paper | None:
    document, problems = source.parse(one.path, one.text)
    if problems or document is None or not isinstance(document.value, dict) or not one.path.startswith(PAPERS):
        return None
    try:
        return Paper.model_validate({**document.value, "id": one.path.rsplit("/", 1)[-1].removesuffix(".yml")})
    except ValidationError:
        # Its own comment says what is wrong with it.
        return None


def _links(links: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if links:
        yield "Its links, asked once just now:"
        yield "\n".join(_link(one) for one in links[:MOST])


def _link(one: Mapping[str, Any]) -> str:
    verdict = _VERDICTS.get(str(one["verdict"]), str(one["verdict"]))
    onward = f" {for_markdown.text(str(one['new_url']))}" if one.get("new_url") else ""
    why = (
        "" if one["verdict"] == "ok" else f": {for_markdown.text(str(one.get('evidence') or one.get('reason') or ''))}"
    )
    address = f"[{for_markdown.text(str(one['url']))}]({for_url.address(str(one['url']))})"
    return f"- {address} {for_markdown.text(verdict)}{onward}{why}"


def _beside(pull: Pull) -> Iterator[str]:
    if pull.beside:
        names = ", ".join(for_markdown.text(one) for one in pull.beside[:MOST])
        yield f"Not part of the list, for a maintainer to read: {names}."


def _end(pull: Pull, run: str, settings: Settings) -> str:
    preview = (
        f"[Preview of the site]({for_url.address(run)}): download `site` at the foot of that page. " if run else ""
    )
    guide = for_url.address(f"{settings.site_url}contributing/")
    return (
        f"{preview}README, site and schemas are made after the merge: leave them alone. "
        f"[How to contribute]({guide}). Checked at {pull.sha[:10]}."
    )


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"
