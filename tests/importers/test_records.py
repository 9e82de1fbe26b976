"""From an item to a record: kinds of links, venues, authors, corrections."""

import pytest

from generator.importers.appearances import Appearances
from generator.importers.items import Item, RawLink
from generator.importers.records import Reader, Record
from generator.importers.rules import ListRules, Rules
from generator.model import Correction, Decisions, Tag, Track, Venue

VENUES = {
    "CTS": Venue(id="CTS", name="Conference on Tiny Systems", kind="conference", tracks=(Track(name="Findings"),)),
    "arXiv": Venue(id="arXiv", name="arXiv", kind="preprint"),
}
TAGS = {"structured": Tag(id="structured", name="Structured", about="Units.", aliases=("Structural",))}
LIST = ListRules(
    id="owls",
    heading="Owls",
    sections={"Nights": ("dark",), "Days > Owls": ("bright",), "Tools": ()},
    software=("Tools",),
    types={"Structural": ("frames",)},
    items={"Nights": {"darker": ("Black Owls",)}},
)
RULES = Rules(lists=(LIST,), software={"lantern": ("Lantern",)}, short_hosts=("aka.ms",))


def item(
    title: str = "Owls", *, section: tuple[str, ...] = ("Owls", "Nights"), venue: str = "", **more: object
) -> Item:
    return Item(7, section, title, venue, **more)  # type: ignore[arg-type] # the fields vary by test


def read(one: Item, *corrections: Correction, spellings: tuple[str, ...] = ()) -> Record:
    decisions = Decisions(corrections=corrections, spellings=spellings)
    return Reader(RULES, LIST, Appearances(VENUES), TAGS, decisions).read(one)


def linked(*links: tuple[str, str], role: str = "link") -> Record:
    return read(item(links=tuple(RawLink(label, url, 7, role) for label, url in links)))


@pytest.mark.parametrize(
    ("label", "url", "kind"),
    [
        ("Paper", "https://arxiv.org/abs/2301.00002", "paper"),
        ("Paper", "https://somebody.example.org/owl.pdf", "paper"),
        ("Code", "https://github.com/owl/shears", "code"),
        ("Code", "https://gitlab.com/owl/shears", "code"),
        ("Code", "https://aka.ms/owls", "code"),
        ("Code", "https://owls.github.io/", "project"),
        ("Code", "https://sites.google.com/view/owls", "project"),
        ("Code", "https://arxiv.org/abs/2301.00002", "paper"),
        ("Code", "https://huggingface.co/owl/shears-1b", "model"),
        ("Code", "https://huggingface.co/docs/transformers/owl", "project"),
        ("Paper", "https://github.com/owl/shears", "code"),
        ("Unofficial Github", "https://github.com/elk/shears", "unofficial"),
        ("Model", "https://huggingface.co/owl/shears-1b", "model"),
        ("Demo", "https://owls.example.org/", "demo"),
        ("Blog", "https://sites.google.com/view/owls", "blog"),
        ("URL", "https://owls.example.org/blog/2023/", "blog"),
        ("URL", "https://github.com/owl/shears", "code"),
        ("URL", "https://owls.example.org/report.pdf", "paper"),
    ],
)
def test_a_link_is_of_the_kind_that_label_and_host_say(label: str, url: str, kind: str) -> None:
    assert linked((label, url)).links(kind) == (url,)


def test_a_kind_other_than_the_label_is_told() -> None:
    (repair,) = linked(("Code", "https://owls.github.io/")).repairs
    assert (repair.before, repair.after) == ("Code", "project")
    assert "no repository" in repair.reason


def test_a_linked_title_to_a_repository_is_code() -> None:
    assert linked(("Owls", "https://github.com/owl/shears"), role="title").links("code") == (
        "https://github.com/owl/shears",
    )


def test_two_forms_of_one_page_are_one_link_and_the_other_is_told() -> None:
    one = linked(
        ("Paper", "https://proceedings.mlr.press/v1/owl23a.html"),
        ("Paper", "https://proceedings.mlr.press/v1/owl23a/owl23a.pdf"),
    )
    assert one.links("paper") == ("https://proceedings.mlr.press/v1/owl23a.html",)
    assert one.fates[1].dropped == "another form of https://proceedings.mlr.press/v1/owl23a.html"


@pytest.mark.parametrize(
    ("venue", "claim"),
    [
        ("CTS, 2023", ("CTS", 2023, None)),
        ("CTS 2023", ("CTS", 2023, None)),
        ("CTS'23", ("CTS", 2023, None)),
        ("CTS\u201923 Findings", ("CTS", 2023, "Findings")),
        ("CTS-Findings, 2022", ("CTS", 2022, "Findings")),
        ("arXiv, 2023", (None, 2023, None)),
        ("Unheard-of'23", ("", 2023, None)),
        ("CTS'2", ("CTS", None, None)),
    ],
)
def test_a_venue_is_read_from_its_text(venue: str, claim: tuple[str | None, int | None, str | None]) -> None:
    found = read(item(venue=venue)).claim
    assert found is not None
    assert (found.venue, found.year, found.track) == claim


def test_an_unknown_venue_and_a_missing_year_are_told() -> None:
    assert read(item(venue="Unheard-of'2")).problems == (
        'no venue is known as "Unheard-of\'2"; "Unheard-of\'2" names no year',
    )


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Ada Owl, Bo Elk", ("Ada Owl", "Bo Elk")),
        ("Ada Owl, Bo Elk, and Cy Roe", ("Ada Owl", "Bo Elk", "Cy Roe")),
        ("Ada Owl and Bo Elk and Cy Roe", ("Ada Owl", "Bo Elk", "Cy Roe")),
        ("Ada Owl , Bo Elk", ("Ada Owl", "Bo Elk")),
        ("Ada Owl. Bo Elk", ("Ada Owl", "Bo Elk")),
        ("Ada Owl, Bo Elk.", ("Ada Owl", "Bo Elk")),
        ("Ada O. Owl, B. Elk", ("Ada O. Owl", "B. Elk")),
        ("", ()),
    ],
)
def test_authors_are_divided(text: str, authors: tuple[str, ...]) -> None:
    assert read(item(authors=text)).authors == authors


def test_a_title_among_the_items_of_its_section_has_their_topic() -> None:
    assert read(item("BLACK owls")).topics == ("darker",)
    assert read(item("Black Owls", section=("Days", "Owls"))).topics == ("bright",)


def test_a_type_badge_gives_topic_and_tag() -> None:
    one = read(item(types=("Structural",)))
    assert (one.topics, one.tags) == (("frames",), ("structured",))


def test_an_unknown_badge_is_told() -> None:
    assert read(item(types=("Golden",))).problems == ("unknown badge 'Golden'",)


def test_software_is_known_by_its_section_or_its_name() -> None:
    assert read(item(section=("Tools",))).software == ""
    assert read(item("Lantern")).software == "lantern"
    assert read(item()).software is None


def test_a_section_of_a_path_needs_the_whole_path() -> None:
    reader = Reader(RULES, LIST, Appearances(VENUES), TAGS, Decisions())
    assert reader.placed(item(section=("Days", "Owls")))
    assert not reader.placed(item(section=("Evenings", "Owls")))


def fix(field: str, was: str | None = None, now: str | None = None, kind: str | None = None) -> Correction:
    return Correction(title="owls", source="owls", field=field, was=was, now=now, kind=kind, reason="Seen.")


CODE = "https://github.com/owl/shears"
WITH_CODE = item(venue="CTS'23", authors="Ada Owl, Bo ElkX", links=(RawLink("Code", CODE, 7),))


def test_a_link_is_dropped_with_its_reason() -> None:
    one = read(WITH_CODE, fix("links.code", CODE))
    assert one.links("code") == ()
    assert one.fates[0].dropped == "Seen."
    assert one.used == {0}


def test_a_link_gets_another_kind_or_address() -> None:
    assert read(WITH_CODE, fix("links.code", CODE, kind="unofficial")).links("unofficial") == (CODE,)
    assert read(WITH_CODE, fix("links.code", CODE, "https://github.com/elk/x")).links("code") == (
        "https://github.com/elk/x",
    )


def test_a_link_is_added() -> None:
    assert read(WITH_CODE, fix("links.demo", None, "https://demo.example.org/")).links("demo") == (
        "https://demo.example.org/",
    )


def test_names_titles_venues_and_years_are_corrected() -> None:
    assert read(WITH_CODE, fix("authors", "Bo ElkX", "Bo Elk")).authors == ("Ada Owl", "Bo Elk")
    assert read(WITH_CODE, fix("authors", "Bo ElkX")).authors == ("Ada Owl",)
    assert read(WITH_CODE, fix("title", "Owls", "Two Owls")).title == "Two Owls"
    assert str(read(WITH_CODE, fix("venue", "CTS'23", "CTS Findings")).claim) == "CTS Findings 2023"
    assert str(read(WITH_CODE, fix("year", "2023", "2024")).claim) == "CTS 2024"
    assert str(read(WITH_CODE, fix("track", None, "Findings")).claim) == "CTS Findings 2023"


@pytest.mark.parametrize(
    "one",
    [
        fix("links.code", "https://github.com/elk/other"),
        fix("links.paper", CODE),
        fix("authors", "Nobody"),
        fix("title", "Other Owls", "Owls"),
        fix("venue", "ICS'23", "CTS"),
        fix("year", "1999", "2000"),
    ],
)
def test_a_correction_of_what_is_not_there_changes_nothing(one: Correction) -> None:
    found = read(WITH_CODE, one)
    assert found.used == frozenset()
    assert found == read(WITH_CODE)


def test_a_spelling_changes_capitals_only_and_is_told() -> None:
    one = read(item("owls of the night"), spellings=("OWLs of the Night", "Other"))
    assert one.title == "OWLs of the Night"
    assert [repair.before for repair in one.repairs] == ["owls of the night"]
