"""Questions are asked only where something is missing, again after a useless answer, and offer the known words."""

from collections.abc import Sequence

from generator.authoring.known import Known
from generator.authoring.prompts import Ask, answered
from generator.authoring.proposal import Proposal, Wish, propose
from generator.authoring.topics import Topics
from tests import factory

LIST = factory.collection([factory.paper("soft-fold", title="SoftFold: Folding Weights", topics=["folding"])])
TOPICS = Topics(LIST)


def proposal(known: Known) -> Proposal:
    return propose(known, Wish(), LIST, TOPICS)


def asking(*answers: str) -> tuple[Ask, list[tuple[str, Sequence[str]]]]:
    left = list(answers)
    asked: list[tuple[str, Sequence[str]]] = []

    def ask(question: str, default: str, words: Sequence[str]) -> str:
        asked.append((question, words))
        return left.pop(0) or default

    return ask, asked


def test_everything_is_asked_when_nothing_is_known() -> None:
    ask, asked = asking("NewFold", "https://lab.org/p", "Ada Lark, Bo Finch", "ICTM", "2024", "folding, serving")
    wish = answered(proposal(Known()), Wish(), LIST, TOPICS, ask)
    assert wish == Wish(
        title="NewFold",
        links={"paper": ("https://lab.org/p",)},
        authors=("Ada Lark", "Bo Finch"),
        venue="ICTM",
        year=2024,
        topics=("folding", "serving"),
    )
    assert "ICTM" in asked[3][1]
    assert "folding" in asked[5][1]


def test_what_is_known_is_not_asked_and_an_empty_line_takes_the_likeliest_topic() -> None:
    known = Known(
        "NewFold: Folding Weights", ("Ada Lark",), 2024, links={"paper": ("https://arxiv.org/abs/2401.00001",)}
    )
    ask, asked = asking("", "")
    wish = answered(proposal(known), Wish(), LIST, TOPICS, ask)
    assert [question.split()[0] for question, _ in asked] == ["Venue", "Topics"]
    assert (wish.venue, wish.topics) == ("", ("folding",))


def test_a_useless_answer_is_asked_for_again() -> None:
    ask, asked = asking("T", "https://lab.org/p", "", "Nowhere", "", "24", "2024", "", "foldin", "serving, serving")
    wish = answered(proposal(Known()), Wish(), LIST, TOPICS, ask)
    assert (wish.venue, wish.year, wish.topics) == ("", 2024, ("serving",))
    assert len(asked) == 10


def test_topics_can_be_given_by_their_number() -> None:
    known = Known("Folding Weights", ("A",), 2024, links={"paper": ("https://lab.org/p",)})
    proposed = proposal(known)
    ask, _ = asking("", "2, 1, serving")
    wish = answered(proposed, Wish(), LIST, TOPICS, ask)
    first, second = (proposed.topics[place].topic for place in (1, 0))
    assert wish.topics == tuple(dict.fromkeys((first, second, "serving")))


def test_what_the_person_said_before_is_kept() -> None:
    said = Wish(title="Said", authors=("A",), year=2020, venue="JTM", topics=("rounding",), id="said", track="Oral")
    ask, asked = asking("https://lab.org/p")
    wish = answered(proposal(Known()), said, LIST, TOPICS, ask)
    assert (wish.title, wish.id, wish.track, wish.topics) == ("Said", "said", "Oral", ("rounding",))
    assert len(asked) == 1


def test_topics_are_proposed_for_the_title_that_was_typed() -> None:
    ask, _ = asking("NewFold: Folding Weights", "https://lab.org/p", "", "", "2024", "")
    assert answered(proposal(Known()), Wish(), LIST, TOPICS, ask).topics == ("folding",)
