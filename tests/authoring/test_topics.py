"""Topics are proposed from the words of a title and from papers with similar titles."""

from generator.authoring.topics import Topics
from tests import factory

PAPERS = [
    factory.paper("soft-fold", title="SoftFold: Folding Weights Softly", topics=["folding"]),
    factory.paper("hard-fold", title="HardFold: Folding Weights Hard", topics=["folding", "serving"]),
    factory.paper("crowd", title="Crowd: Serving Many People", topics=["serving"]),
    factory.paper("coarse", title="Coarse: Fewer Digits", topics=["rounding"]),
]
TOPICS = Topics(factory.collection(PAPERS))


def test_similar_papers_decide_and_are_named() -> None:
    first, *_ = TOPICS.proposed("NewFold: Folding Weights Fast")
    assert first.topic == "folding"
    assert first.reason in {"like soft-fold", "like hard-fold"}
    assert first.share > 0.5


def test_a_topic_without_papers_is_found_by_its_own_words() -> None:
    topics = Topics(factory.collection(PAPERS[:3]))
    first, *_ = topics.proposed("Rounding to RND")
    assert (first.topic, first.reason) == ("rounding", "by its words")


def test_a_title_that_shares_no_word_gets_no_proposal() -> None:
    assert TOPICS.proposed("Zzz") == []
    assert TOPICS.proposed("") == []


def test_a_list_without_topics_or_papers_proposes_nothing() -> None:
    assert Topics(factory.collection(topics=())).proposed("Folding") == []


def test_leaving_a_paper_out_forgets_its_own_word() -> None:
    alone = Topics(factory.collection([factory.paper("odd", title="Zebra", topics=["serving"]), *PAPERS]))
    with_it = {one.topic: one.share for one in alone.proposed("Zebra")}
    without = {one.topic: one.share for one in alone.proposed("Zebra", without="odd")}
    assert with_it["serving"] > without.get("serving", 0.0)


def test_the_shares_are_ordered_and_never_more_than_all() -> None:
    shares = [one.share for one in TOPICS.proposed("Serving Folded Weights with Fewer Digits")]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.000001
