"""The form "Add a paper" of the issue tracker, with the topics of the vocabulary to choose from."""

import json
from pathlib import Path

from generator.collection import Collection, Node

ADD = ".github/ISSUE_TEMPLATE/add-a-paper.yml"
ADDRESS, TOPIC, CODE, NOTE = "Address", "Topic", "Code", "Anything else"
UNKNOWN = "I do not know"
NO_ANSWER = "_No response_"
"""What GitHub writes where somebody left a field empty."""

_HEAD = """\
# Made by `generator schema` from entries/topics.yml; change generator/forms.py instead.
name: Add a paper
description: Suggest a paper; a maintainer turns the form into a pull request.
title: "Paper: "
labels: [suggested paper]
body:
  - type: input
    id: address
    attributes:
      label: {address}
      description: Where the paper is. An arXiv, DOI, OpenReview or ACL Anthology address or id, or its repository.
      placeholder: https://arxiv.org/abs/2301.00001
    validations:
      required: true
  - type: dropdown
    id: topic
    attributes:
      label: {topic}
      description: The most precise one that fits; "{unknown}" is fine.
      options:
{options}
    validations:
      required: true
  - type: input
    id: code
    attributes:
      label: {code}
      description: The authors' own repository, if there is one.
      placeholder: https://github.com/owner/name
    validations:
      required: false
  - type: textarea
    id: note
    attributes:
      label: {note}
      description: What a maintainer should know.
    validations:
      required: false
"""


def tree(collection: Collection) -> dict[str, str]:
    """Return the form as `{path: text}`."""
    names = [UNKNOWN, *(_option(node, collection) for node in collection.nodes.values())]
    options = "\n".join(f"        - {json.dumps(name, ensure_ascii=False)}" for name in names)
    words = {"address": ADDRESS, "topic": TOPIC, "code": CODE, "note": NOTE, "unknown": UNKNOWN}
    return {ADD: _HEAD.format(options=options, **words)}


def topic_of(option: str, collection: Collection) -> str:
    """Return the id of the topic that somebody chose, or nothing for `I do not know` and words of no option."""
    return next((node.id for node in collection.nodes.values() if _option(node, collection) == option), "")


def has_one(root: Path) -> bool:
    """Return whether the project uses the form: another list may have none."""
    return (root / ADD).is_file()


def _option(node: Node, collection: Collection) -> str:
    names, at = [node.topic.name], node.parent
    while at:
        names.append(collection.nodes[at].topic.name)
        at = collection.nodes[at].parent
    return " / ".join(reversed(names))
