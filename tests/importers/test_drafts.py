"""From records to a draft: links in order, topics, titles, years, and what the bibliography may add."""

from dataclasses import replace

from generator.collection import Node
from generator.importers.claims import Claim
from generator.importers.drafts import Draft, Drafting
from generator.importers.items import Item, RawLink
from generator.importers.records import Fate, Record
from generator.importers.reference import Doubt, Reference
from generator.importers.works import Work
from generator.model import Choice, Topic, Track, Venue

VENUES = {
    "CTS": Venue(id="CTS", name="Conference on Tiny Systems", kind="conference", tracks=(Track(name="Workshop"),)),
    "ACL": Venue(id="ACL", name="The ACL", kind="conference"),
    "Blog": Venue(id="Blog", name="Blog", kind="blog"),
    "arXiv": Venue(id="arXiv", name="arXiv", kind="preprint"),
}
NODES = {
    key: Node(Topic(id=key, name=key, about="."), depth, parent)
    for key, depth, parent in (("a", 1, None), ("b", 2, "a"), ("c", 3, "b"), ("d", 1, None))
}
ARXIV, ACL = "https://arxiv.org/abs/2301.00001", "https://aclanthology.org/2023.acl-long.1/"


def record(title: str = "Owls", source: str = "one", **more: object) -> Record:
    links: dict[str, tuple[str, ...]] = more.pop("links", {"paper": (ARXIV,)})  # type: ignore[assignment] # by test
    fates = tuple(Fate(RawLink(kind, url, 1), kind, url) for kind, urls in links.items() for url in urls)
    plain = Record(source, Item(1, (), title), title, None, (), fates, ("a",))
    return replace(plain, **more)  # type: ignore[arg-type] # the fields vary by test


def draft(*records: Record, reference: Reference | None = None, choices: tuple[Choice, ...] = ()) -> Draft:
    return Drafting(VENUES, NODES, (), choices, ["one", "two", "three"]).draft(Work(records), reference)


def cited(title: str = "Owls", **more: object) -> Reference:
    return Reference(line=1, text=title, title=title, **more)  # type: ignore[arg-type] # the fields vary by test


def links(one: Draft) -> dict[str, tuple[str, ...]]:
    found = one.fields["links"]
    assert isinstance(found, dict)
    return found


def test_arxiv_stands_before_the_proceedings() -> None:
    assert links(draft(record(links={"paper": (ACL, ARXIV)})))["paper"] == (ARXIV, ACL)


def test_lists_are_taken_in_the_order_of_the_vocabulary() -> None:
    one = record(source="two", links={"code": ("https://github.com/b/b",)})
    other = record(source="one", links={"code": ("https://github.com/a/a",)})
    found = draft(one, other)
    assert links(found)["code"] == ("https://github.com/a/a", "https://github.com/b/b")
    assert found.fields["lists"] == ("one", "two")


def test_one_repository_in_two_spellings_stands_once() -> None:
    one = record(links={"code": ("https://github.com/Owl/X", "https://github.com/owl/x")})
    assert links(draft(one))["code"] == ("https://github.com/Owl/X",)


def test_a_page_that_is_something_better_is_no_project() -> None:
    page = "https://owls.example.org/"
    found = draft(record(links={"project": (page,)}), record(source="two", links={"blog": (page,)}))
    assert links(found) == {"blog": (page,)}


def test_topics_are_the_most_precise_first_and_no_ancestor_stays() -> None:
    found = draft(record(topics=("d", "a")), record(source="two", topics=("c",)))
    assert found.fields["topics"] == ("c", "d")


def test_a_preprint_takes_the_year_of_its_identifier_and_tells_the_other() -> None:
    found = draft(record(claim=Claim(None, 2021, None, "one")))
    assert found.fields["year"] == 2023
    assert [(one.field, one.value, one.others) for one in found.choices] == [("year", "2023", (("one", "2021"),))]


def test_a_published_work_takes_the_year_of_its_venue() -> None:
    assert draft(record(claim=Claim("CTS", 2024, None, "one"))).fields["year"] == 2024


def test_a_blog_is_no_venue_of_a_work_on_arxiv() -> None:
    assert draft(record(claim=Claim("Blog", 2022, None, "one"))).fields["venue"] is None
    alone = record(claim=Claim("Blog", 2022, None, "one"), links={"blog": ("https://b.example.org/",)})
    assert draft(alone).fields["venue"] == "Blog"


def test_a_claim_for_an_unknown_venue_does_not_count() -> None:
    assert draft(record(claim=Claim("", 2022, None, "one"))).fields["venue"] is None


def test_the_title_is_the_form_of_most_sources_with_most_capitals() -> None:
    found = draft(record("Owls of the Nite"), record("owls of the night"), record("Owls of the Night"))
    assert found.fields["title"] == "Owls of the Night"
    assert found.fields["aka"] == ("Owls of the Nite",)


def test_titles_that_differ_by_case_and_signs_are_not_aka() -> None:
    assert draft(record("Owls: At Night"), record("owls \u2013 at night!")).fields["aka"] == ()


def test_the_bibliography_gives_authors_only_where_no_list_does() -> None:
    reference = cited(authors=("Ada Owl",))
    assert draft(record(), reference=reference).fields["authors"] == ("Ada Owl",)
    found = draft(record(authors=("A. Owl",)), reference=reference)
    assert found.fields["authors"] == ("A. Owl",)
    assert [one.field for one in found.choices] == ["authors"]


def test_doubtful_authors_are_not_copied() -> None:
    reference = cited(authors=("Ada 0wl",), doubts=(Doubt("authors", "odd"),))
    assert draft(record(), reference=reference).fields["authors"] == ()


def test_the_bibliography_adds_a_proceedings_page_once() -> None:
    reference = cited(acl="2023.acl-long.1", doi="10.18653/v1/2023.acl-long.1", venue="ACL", year=2023)
    found = draft(record(), reference=reference)
    assert links(found)["paper"] == (ARXIV, ACL)
    assert found.gained == (("links.paper", ACL),)


def test_a_doubtful_or_contradicting_identifier_is_not_copied() -> None:
    doubted = cited(openreview="AbCdEfGhIj", doubts=(Doubt("openreview", "odd"),))
    assert links(draft(record(), reference=doubted))["paper"] == (ARXIV,)
    assert links(draft(record(), reference=cited(arxiv="2301.00009")))["paper"] == (ARXIV,)


def test_the_page_of_another_appearance_is_not_copied() -> None:
    reference = cited(openreview="AbCdEfGhIj", venue="CTS", track="Workshop", year=2023)
    found = draft(record(claim=Claim("ACL", 2023, None, "one")), reference=reference)
    assert (found.fields["venue"], links(found)["paper"]) == ("ACL", (ARXIV,))


def test_a_scanned_title_does_not_become_an_aka() -> None:
    assert draft(record("Owls"), reference=cited("0wls")).fields["aka"] == ()


def test_two_proofs_that_differ_are_told() -> None:
    other = "https://aclanthology.org/2022.acl-long.9/"
    assert draft(record(links={"paper": (ACL, other)})).problems == ("the addresses prove ACL 2023 and ACL 2022",)


def test_a_choice_replaces_what_the_sources_say_and_shows_it() -> None:
    choice = Choice(entry="owls", field="title", now="OWLs", reason="So printed.")
    drafting = Drafting(VENUES, NODES, (), (choice,), ["one"])
    found = drafting.decided(drafting.draft(Work((record("Owls by Night"),)), None), "owls")
    assert (found.fields["title"], found.fields["aka"]) == ("OWLs", ("Owls by Night",))
    assert found.choices[-1].source == "decisions: So printed."


def test_a_choice_for_another_entry_changes_nothing() -> None:
    choice = Choice(entry="elks", field="year", now="1999", reason="No.")
    drafting = Drafting(VENUES, NODES, (), (choice,), ["one"])
    plain = drafting.draft(Work((record(),)), None)
    assert drafting.decided(plain, "owls").fields == plain.fields


def test_values_of_choices_are_read_by_their_field() -> None:
    choices = (
        Choice(entry="owls", field="year", now="2020", reason="."),
        Choice(entry="owls", field="topics", now="c, d", reason="."),
        Choice(entry="owls", field="authors", reason="."),
    )
    drafting = Drafting(VENUES, NODES, (), choices, ["one"])
    fields = drafting.decided(drafting.draft(Work((record(authors=("X",)),)), None), "owls").fields
    assert (fields["year"], fields["topics"], fields["authors"]) == (2020, ("c", "d"), ())
