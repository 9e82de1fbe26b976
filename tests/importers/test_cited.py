"""References as evidence: corrected, joined, and never believed where they contradict a list."""

from generator.importers.cited import corrected, join
from generator.importers.items import Item, RawLink
from generator.importers.records import Fate, Record
from generator.importers.reference import Doubt, Reference
from generator.importers.works import Grouping, Work
from generator.model import Correction, Decisions, Same

ARXIV = "https://arxiv.org/abs/2301.00001"


def work(title: str, *papers: str, same: Same | None = None) -> Work:
    fates = tuple(Fate(RawLink("Paper", url, 1), "paper", url) for url in papers)
    return Work((Record("list", Item(1, (), title), title, None, (), fates, ()),), same)


def reference(title: str, **more: object) -> Reference:
    return Reference(line=1, text=title, title=title, **more)  # type: ignore[arg-type] # the fields vary by test


def fix(title: str, field: str, was: str | None, now: str | None) -> Correction:
    return Correction(title=title, source="survey", field=field, was=was, now=now, reason="Seen.")


def found(one: Work, *references: Reference, decisions: Decisions | None = None) -> Reference | None:
    return join([one], references, Grouping(decisions or Decisions()))[0][1]


def test_a_reference_is_found_by_title() -> None:
    one = reference("owls at night")
    assert found(work("Owls at Night"), reference("Elks"), one) is one


def test_a_reference_is_found_by_identifier_when_the_titles_are_alike() -> None:
    one = reference("Owls by Night", arxiv="2301.00001")
    assert found(work("Owls at Night", ARXIV), one) is one


def test_an_identifier_under_another_title_is_doubted_and_not_used() -> None:
    grouping = Grouping(Decisions())
    one = reference("Rivers and their many dams", arxiv="2301.00001")
    assert join([work("Owls at Night", ARXIV)], [one], grouping)[0][1] is None
    assert [suspicion.decision for suspicion in grouping.suspicions] == ["undecided"]


def test_a_doubtful_identifier_finds_nothing() -> None:
    one = reference("Owls by Night", arxiv="2301.00001", doubts=(Doubt("arxiv", "misread"),))
    assert found(work("Owls at Night", ARXIV), one) is None


def test_a_decision_names_the_reference() -> None:
    same = Same(entry="owls", titles=("Owls at Night", "A Study of Birds"), reason="Retitled.")
    one = reference("A study of birds")
    assert found(work("Owls at Night", same=same), one, decisions=Decisions(same=(same,))) is one


def test_an_identifier_that_contradicts_the_list_is_told() -> None:
    grouping = Grouping(Decisions())
    join([work("Owls", ARXIV)], [reference("Owls", arxiv="2301.00007")], grouping)
    (suspicion,) = grouping.suspicions
    assert suspicion.identifier == "arxiv:2301.00007"
    assert "not copied" in suspicion.reason


def test_an_identifier_of_another_kind_contradicts_nothing() -> None:
    grouping = Grouping(Decisions())
    join([work("Owls", ARXIV)], [reference("Owls", acl="2023.acl-long.1")], grouping)
    assert grouping.suspicions == []


def test_a_correction_changes_a_field_and_clears_its_doubt() -> None:
    one = reference("0wls", year=2021, doubts=(Doubt("title", "odd"),))
    (after,), used = corrected([one], [fix("0wls", "title", "0wls", "Owls"), fix("0wls", "year", "2021", "2022")])
    assert (after.title, after.year, after.doubts) == ("Owls", 2022, ())
    assert used == {0, 1}


def test_a_correction_can_name_the_title_that_another_one_made() -> None:
    corrections = [fix("0wls", "title", "0wls", "Owls"), fix("Owls", "year", "2021", "2022")]
    (after,), used = corrected([reference("0wls", year=2021)], corrections)
    assert (after.title, after.year) == ("Owls", 2022)
    assert used == {0, 1}


def test_a_name_is_corrected_and_only_its_own_doubt_goes() -> None:
    doubts = (Doubt("authors", "'Bo E1k' may be 'Bo Elk'"), Doubt("authors", "'Ada 0wl' may be 'Ada Owl'"))
    one = reference("Owls", authors=("Ada 0wl", "Bo E1k"), doubts=doubts)
    (after,), _ = corrected([one], [fix("Owls", "authors", "Bo E1k", "Bo Elk")])
    assert after.authors == ("Ada 0wl", "Bo Elk")
    assert after.doubts == (doubts[1],)


def test_a_name_can_be_confirmed() -> None:
    one = reference("Owls", authors=("Bo Elk",), doubts=(Doubt("authors", "'Bo Elk' may be 'Bo E1k'"),))
    (after,), used = corrected([one], [fix("Owls", "authors", "Bo Elk", "Bo Elk")])
    assert after.doubts == ()
    assert used == {0}


def test_a_wrong_identifier_is_dropped() -> None:
    (after,), _ = corrected([reference("Owls", acl="2023.acl-long.1")], [fix("Owls", "acl", "2023.acl-long.1", None)])
    assert after.acl is None


def test_a_correction_of_what_is_not_there_is_not_used() -> None:
    one = reference("Owls", year=2021)
    corrections = [
        fix("Owls", "year", "2020", "2022"),
        fix("Owls", "authors", "Nobody", "Ada Owl"),
        fix("Elks", "year", None, "1"),
    ]
    assert corrected([one], corrections) == ([one], frozenset())
