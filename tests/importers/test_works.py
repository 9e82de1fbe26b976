"""Which records are one work, and which only look like it."""

from generator.importers.items import Item, RawLink
from generator.importers.records import Fate, Record
from generator.importers.works import Grouping, alike, head
from generator.model import Decisions, Different, Same

ONE, TWO = "https://arxiv.org/abs/2301.00001", "https://arxiv.org/abs/2301.00002"
CODE = "https://github.com/owl/shears"


def record(title: str, *papers: str, code: str = "") -> Record:
    fates = tuple(Fate(RawLink("Paper", url, 1), "paper", url) for url in papers)
    fates += (Fate(RawLink("Code", code, 1), "code", code),) if code else ()
    return Record("list", Item(1, (), title), title, None, (), fates, ())


def titles(decisions: Decisions, *records: Record) -> list[tuple[str, ...]]:
    return [work.titles for work in Grouping(decisions).works(records)]


def test_one_title_in_any_spelling_is_one_work() -> None:
    found = titles(Decisions(), record("Z\u00f6e-Trees: A Study"), record("zoe trees \u2013 a study"))
    assert len(found) == 1


def test_one_identifier_under_like_titles_is_one_work_and_told() -> None:
    grouping = Grouping(Decisions())
    works = grouping.works([record("Cutting Weights", ONE), record("Cutting Weights Fast", ONE)])
    assert len(works) == 1
    assert [(one.identifier, one.decision) for one in grouping.suspicions] == [("arxiv:2301.00001", "one work")]


def test_one_identifier_under_unlike_titles_stays_two_works_and_is_told() -> None:
    grouping = Grouping(Decisions())
    works = grouping.works([record("Cutting Weights", ONE), record("Damming the River", ONE)])
    assert len(works) == 2
    assert [one.decision for one in grouping.suspicions] == ["undecided"]


def test_one_identifier_and_one_short_name_are_one_work() -> None:
    assert len(titles(Decisions(), record("Shears: Cutting Weights", ONE), record("SHEARS: A Big New Study", ONE))) == 1


def test_one_repository_joins_nothing() -> None:
    assert (
        len(titles(Decisions(), record("Cutting Weights", ONE, code=CODE), record("Cutting Heads", TWO, code=CODE)))
        == 2
    )


def test_like_titles_alone_join_nothing_and_are_shown() -> None:
    grouping = Grouping(Decisions())
    works = grouping.works([record("Cutting the Weights of Owls", ONE), record("Cutting the Weight of Owls", TWO)])
    assert len(works) == 2
    (candidate,) = grouping.candidates(works)
    assert candidate.decision == "undecided"


def test_one_short_name_alone_joins_nothing_and_is_shown() -> None:
    grouping = Grouping(Decisions())
    works = grouping.works([record("Owl: A General Framework", ONE), record("Owl: Sequences of Nights", TWO)])
    assert len(works) == 2
    assert [one.decision for one in grouping.candidates(works)] == ["undecided"]


def test_a_decision_joins_what_nothing_else_would() -> None:
    same = Same(entry="owl", titles=("Owl Post", "The Owl Paper"), reason="Grown up.")
    (work,) = Grouping(Decisions(same=(same,))).works([record("Owl Post"), record("the owl paper", ONE)])
    assert work.entry == "owl"


def test_a_decision_parts_what_an_identifier_would_join() -> None:
    apart = Different(titles=("Cutting Weights", "Cutting Weights Fast"), reason="Two groups.")
    grouping = Grouping(Decisions(different=(apart,)))
    assert len(grouping.works([record("Cutting Weights", ONE), record("Cutting Weights Fast", ONE)])) == 2
    assert [(one.decision, one.reason) for one in grouping.suspicions] == [("two works", "Two groups.")]


def test_one_title_with_two_identifiers_is_told() -> None:
    grouping = Grouping(Decisions())
    (work,) = grouping.works([record("Owls", ONE), record("owls", TWO)])
    assert len(work.records) == 2
    assert [one.reason for one in grouping.suspicions] == ["one title has several identifiers"]


def test_works_stand_in_the_order_of_their_first_record() -> None:
    found = titles(Decisions(), record("B"), record("A"), record("b"))
    assert found == [("B", "b"), ("A",)]


def test_a_chain_of_identifiers_is_one_work() -> None:
    found = titles(
        Decisions(), record("Owls at Night", ONE), record("Owls at Night II", ONE, TWO), record("Owl at Night", TWO)
    )
    assert len(found) == 1


def test_likeness_knows_containment_and_opposites() -> None:
    assert alike("Cutting the Weights of Small Owls", "Shears: cutting the weights of small owls") == 1.0
    assert alike("Owls", "Rivers and dams") < 0.5


def test_a_head_is_a_short_name_before_a_colon() -> None:
    assert head("Owl-2: Again") == "owl2"
    assert head("A Very Long Beginning Indeed: Again") == ""
    assert head("Owls") == ""


def test_records_without_a_title_are_not_one_work() -> None:
    assert len(titles(Decisions(), record("", ONE), record("", TWO), record("?!"))) == 3


def test_a_record_without_a_title_belongs_to_the_work_of_its_identifier() -> None:
    assert len(titles(Decisions(), record("Owls", ONE), record("", ONE))) == 1
