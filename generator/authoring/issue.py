"""From the form "Add a paper" to an entry and the words of its pull request, or to an answer that says what is wrong.

The issue is read from the event's file, so that none of its text ever stands in a shell or a script.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import output
from generator.authoring import shown
from generator.authoring.add import Adding, Outcome, UnknownSubjectError, tasks
from generator.authoring.proposal import Wish
from generator.collection import Collection
from generator.escape import for_markdown
from generator.forms import ADDRESS, CODE, NO_ANSWER, TOPIC, topic_of

_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
_LOGIN = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?$")


class EventError(ValueError):
    """The event is none of an issue; the message says what it lacks."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a filled form says, and who filled it."""

    number: int
    address: str
    topic: str
    code: str
    login: str
    user: int


def suggestion(event: Mapping[str, Any]) -> Suggestion:
    """Return what the issue of an event suggests.

    Raises:
        EventError: it is no event of an issue.

    """
    issue = event.get("issue")
    user = issue.get("user") if isinstance(issue, dict) else None
    if not isinstance(issue, dict) or not isinstance(user, dict):
        raise EventError("the event has no issue with a user")
    number, login, who = issue.get("number"), user.get("login"), user.get("id")
    if not isinstance(number, int) or not isinstance(who, int) or not _LOGIN.match(str(login)):
        raise EventError("the issue's number or user is none")
    answers = _answers(str(issue.get("body") or ""))
    return Suggestion(number, answers.get(ADDRESS, ""), answers.get(TOPIC, ""), answers.get(CODE, ""), str(login), who)


def _answers(body: str) -> dict[str, str]:
    """Return the first answer under each heading of the form."""
    parts = _HEADING.split(body.replace("\r\n", "\n"))
    found: dict[str, str] = {}
    for heading, answer in zip(parts[1::2], parts[2::2], strict=False):
        text = answer.strip()
        found.setdefault(heading.strip(), "" if text == NO_ANSWER else text)
    return found


def answer(one: Suggestion, adding: Adding) -> dict[str, str]:
    """Add what was suggested and return the files that the workflow works with, as `{name: text}`.

    With an entry: `path`, `branch`, `title`, `message` and `body.md` of its pull request. Without: `answer.md`.
    """
    if not one.address:
        return {"answer.md": _said([f"the field {ADDRESS!r} is empty"])}
    topics = tuple(filter(None, [topic_of(one.topic, adding.collection)]))
    links = {"code": (one.code,)} if one.code else {}
    try:
        found = tasks([one.address])
    except UnknownSubjectError as error:
        return {"answer.md": _said([str(error)])}
    if len(found) != 1:
        return {"answer.md": _said([f"the form takes one paper, this holds {len(found)}: open an issue for each"])}
    outcome = adding.add(found[0], Wish(topics=topics, links=links), partly=False)
    if not outcome.good or not outcome.paper:
        return {"answer.md": _said([line for line in outcome.lines if line.strip()])}
    return _pull(one, outcome, adding)


def _pull(one: Suggestion, outcome: Outcome, adding: Adding) -> dict[str, str]:
    assert outcome.paper  # noqa: S101 - the one caller has asked
    # Signs by which GitHub would call somebody, or close an issue when the commit is merged, are left out.
    title = f"Add {re.sub(r'[#@`]|://', '', outcome.paper.title)}"
    credit = f"Co-authored-by: {one.login} <{one.user}+{one.login}@users.noreply.github.com>"
    notes = "".join(f"- {for_markdown.text(note)}\n" for note in outcome.notes)
    collection: Collection = adding.collection
    row = shown.table([outcome.paper], collection, adding.root)
    return {
        "path": outcome.path,
        "branch": f"form/issue-{one.number}",
        "title": title[:200],
        "message": f"Add the entry {outcome.paper.id}\n\nSuggested in issue {one.number}.\n\n{credit}\n",
        "body.md": f"{row}\n\n{notes}\nSuggested by @{one.login}. Closes #{one.number}.\n",
    }


def _said(lines: list[str]) -> str:
    """Return the answer that the reporter reads."""
    told = "".join(f"- {for_markdown.text(line.strip())}\n" for line in lines)
    return (
        "No entry could be made of this form yet:\n\n"
        f"{told}\n"
        "Edit the text above if something is wrong there; a maintainer can then set the label again.\n"
    )


def write(into: Path, files: Mapping[str, str]) -> None:
    """Write the files for the workflow."""
    into.mkdir(parents=True, exist_ok=True)
    output.put(into, files)
