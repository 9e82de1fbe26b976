"""Topics that a new paper most likely belongs to, from the words of its title and from papers with similar titles.

Two estimates are added: how well the words fit each topic (naive Bayes over titles and the topic's own words), and the
topics of the nearest titles. Left out one by one, two of three papers find their home among the first three proposals.
"""

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.collection import Collection
from generator.model import Paper

SHOWN = 5
_NEIGHBOURS = 12
# Chosen by leaving each paper of the list out in turn; small changes of any of them change little.
_SMOOTHING, _NAME, _ABOUT, _SECOND, _NEAR, _SHARPNESS = 0.1, 1.0, 0.3, 0.4, 0.5, 4.0

_WORD = re.compile(r"[^\W_]+")
_IDLE = frozenset(
    """a an and are as at be by can do does for from how in into is it its of on or our the their this to towards using
    via we what when with you your""".split()  # noqa: SIM905 - forty words read better than forty strings
)
_ENDS = ("ations", "ation", "izing", "ized", "ings", "ing", "ers", "ies", "es", "ed", "s", "e")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One topic, its share of all likelihood, and why it is proposed."""

    topic: str
    share: float
    reason: str


class Topics:
    """The topics and titles of a collection, made ready for comparing."""

    def __init__(self, collection: Collection) -> None:
        self._nodes = collection.nodes
        self._papers = [(paper, _terms(paper.title)) for paper in collection.papers]
        count = Counter(term for _, terms in self._papers for term in terms)
        self._weight = {term: math.log((len(self._papers) + 1) / number) for term, number in count.items()}
        self._rarest = math.log(len(self._papers) + 2)
        self._counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._size: dict[str, float] = defaultdict(float)
        self._prior: dict[str, float] = defaultdict(float)
        self._shelves: dict[str, list[int]] = defaultdict(list)
        for node in self._nodes.values():
            for name in (node.topic.name, *node.topic.aliases):
                self._learn(node.id, _terms(name), _NAME)
            self._learn(node.id, _terms(node.topic.about), _ABOUT)
        for number, (paper, terms) in enumerate(self._papers):
            for topic, share in _shares(paper).items():
                self._learn(topic, terms, share)
                self._prior[topic] += share
            for term in terms:
                self._shelves[term].append(number)
        self._lengths = [self._length(terms) for _, terms in self._papers]

    def proposed(self, title: str, without: str = "") -> list[Proposal]:
        """Return the likeliest topics for a title, best first; `without` leaves one entry out of the comparison."""
        terms = _terms(title)
        left_out = next((paper for paper, _ in self._papers if paper.id == without), None)
        near = self._near(terms, without)
        if not self._nodes or not (near or any(term in words for words in self._counts.values() for term in terms)):
            return []
        shares = self._fitting(terms, left_out)
        votes: dict[str, float] = defaultdict(float)
        reasons: dict[str, str] = {}
        for paper, likeness in near:
            for topic, share in _shares(paper).items():
                votes[topic] += likeness**2 * share
                reasons.setdefault(topic, f"like {paper.id}")
        for topic, vote in votes.items():
            shares[topic] = shares.get(topic, 0.0) + _NEAR * vote / sum(votes.values())
        total = sum(shares.values())
        best = sorted((topic for topic in shares if topic in self._nodes), key=lambda topic: (-shares[topic], topic))
        return [Proposal(topic, shares[topic] / total, reasons.get(topic, "by its words")) for topic in best[:SHOWN]]

    def _learn(self, topic: str, terms: frozenset[str], share: float) -> None:
        for term in terms:
            self._counts[topic][term] += share
            self._size[topic] += share

    def _fitting(self, terms: frozenset[str], left_out: Paper | None) -> dict[str, float]:
        """Return how well the terms fit each topic; all sum to 1."""
        own = _shares(left_out) if left_out else {}
        kinds = max(1, len(self._weight))
        scores = {}
        for topic in self._nodes:
            share = own.get(topic, 0.0)
            size = self._size[topic] - share * len(terms) + _SMOOTHING * kinds
            score = 0.5 * math.log(max(0.0, self._prior[topic] - share) + 0.5)
            for term in terms:
                times = max(0.0, self._counts[topic][term] - share) if term in self._counts[topic] else 0.0
                score += math.sqrt(self._weight.get(term, self._rarest)) * math.log((times + _SMOOTHING) / size)
            scores[topic] = score
        scale = _SHARPNESS / (sum(math.sqrt(self._weight.get(term, self._rarest)) for term in terms) or 1.0)
        best = max(scores.values())
        likely = {topic: math.exp((score - best) * scale) for topic, score in scores.items()}
        return {topic: one / sum(likely.values()) for topic, one in likely.items()}

    def _near(self, terms: frozenset[str], without: str) -> list[tuple[Paper, float]]:
        """Return the papers with the nearest titles, by the cosine of their rare words."""
        scores: dict[int, float] = defaultdict(float)
        for term in terms:
            for number in self._shelves.get(term, ()):
                scores[number] += self._weight[term] ** 2
        length = self._length(terms)
        near = [
            (score / (length * self._lengths[number]), self._papers[number][0])
            for number, score in scores.items()
            if score > 0 and self._papers[number][0].id != without
        ]
        best = sorted(near, key=lambda one: (-one[0], one[1].id))[:_NEIGHBOURS]
        return [(paper, likeness) for likeness, paper in best]

    def _length(self, terms: frozenset[str]) -> float:
        return math.sqrt(sum(self._weight.get(term, self._rarest) ** 2 for term in terms))


def _shares(paper: Paper) -> Mapping[str, float]:
    # The home topic says more about what a paper is than the others do.
    return {topic: 1.0 if place == 0 else _SECOND for place, topic in enumerate(paper.topics)}


def _terms(text: str) -> frozenset[str]:
    """Return the words and pairs of words of a text without what only grammar gives them."""
    stems = [_stem(word) for word in _WORD.findall(text.casefold())]
    pairs = (f"{one} {two}" for one, two in itertools.pairwise(stems))
    return frozenset([*(stem for stem in stems if stem not in _IDLE), *pairs])


def _stem(word: str) -> str:
    end = next((end for end in _ENDS if word.endswith(end) and len(word) - len(end) >= 4), "")
    return word.removesuffix(end)
