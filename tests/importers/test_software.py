"""Software of lists and tables becomes drafts of entries, each piece once."""

from generator.collection import Collection
from generator.importers.items import Item, RawLink
from generator.importers.records import Fate, Record
from generator.importers.reference import Doubt, Reference
from generator.importers.rules import Rules
from generator.importers.software import PlacedTool, entries_of, placed, tools
from generator.importers.tables import Framework
from generator.model import Software

RULES = Rules(
    software={"steam": ("Steam", "STM"), "whistle": ("Whistle: Kettles in production",)}, software_topics=("tools",)
)
ORDER = ("list-a", "list-b", "survey")


def record(title: str, source: str, *links: tuple[str, str, str], decided: str = "") -> Record:
    """Return an item of a list that is software; each link has its label, the kind it was taken for, its address."""
    fates = tuple(Fate(RawLink(label, url, 1), kind, url) for label, kind, url in links)
    return Record(source, Item(1, (), title), title, None, (), fates, (), software=decided)


def import_of(
    *records: Record,
    rows: tuple[tuple[str, Framework], ...] = (),
    cited: tuple[Reference, ...] = (),
    existing: tuple[Software, ...] = (),
) -> list[PlacedTool]:
    return placed(tools(records, rows, RULES), cited, RULES, ORDER, Collection(software=existing))


def test_one_tool_of_several_lists_and_tables_is_one_entry() -> None:
    (one,) = import_of(
        record("KettleSpeed", "list-a", ("Code", "code", "https://github.com/k/speed")),
        record("Kettle-Speed", "list-b", ("URL", "paper", "https://speed.org/project/")),
        rows=(
            ("list-a", Framework(3, "KettleSpeed", ("inference",))),
            ("survey", Framework(9, "Kettle Speed", ("fine-tuning", "inference"), ("Boiling",))),
        ),
    )
    assert one.state == "new"
    assert one.path == "entries/software/kettlespeed.yml"
    assert one.software == Software(
        id="kettlespeed",
        name="Kettle Speed",
        topics=("tools",),
        supports=("fine-tuning", "inference"),
        features=("Boiling",),
        links={"code": "https://github.com/k/speed", "project": "https://speed.org/project/"},
        aka=("KettleSpeed", "Kettle-Speed"),
        lists=ORDER,
    )


def test_rules_say_which_names_are_one_tool() -> None:
    found = import_of(
        record(
            "Whistle: Kettles in production", "list-a", ("Code", "code", "https://github.com/k/w"), decided="whistle"
        ),
        record("Whistle", "list-b", ("Code", "code", "https://github.com/k/w/")),
        rows=(("survey", Framework(1, "STM", ("inference",))), ("survey", Framework(2, "Steam", ("inference",)))),
        cited=(Reference(5, "", "Steam", urls=("https://github.com/k/steam",)),),
    )
    assert [one.tool.entry for one in found] == ["whistle", "steam"]
    assert found[0].software
    assert found[0].software.name == "Whistle"
    assert found[0].software.links.all() == ("https://github.com/k/w",)


def test_a_tool_without_a_link_is_refused_and_not_invented() -> None:
    (one,) = import_of(rows=(("survey", Framework(1, "Nowhere", ("inference",))),))
    assert one.state == "refused"
    assert one.software is None


def test_the_bibliography_gives_addresses_that_nothing_doubts() -> None:
    row = ("survey", Framework(1, "Steam", ("inference",)))
    (one,) = import_of(
        rows=(row,),
        cited=(
            Reference(5, "", "Steam: Boiling at scale", urls=("https://arxiv.org/pdf/2301.00001v2",)),
            Reference(6, "", "text", urls=("https://github.com/k/stm",), doubts=(Doubt("title", "another has it"),)),
            Reference(7, "", "Steam engines of old", urls=("https://arxiv.org/abs/2301.00002",)),
            Reference(8, "", "Steam", urls=("https://k.org/spoilt",), doubts=(Doubt("urls", "spoilt"),)),
        ),
    )
    assert one.software
    assert one.software.links.kinds() == [
        ("code", ("https://github.com/k/stm",)),
        ("paper", ("https://arxiv.org/abs/2301.00001",)),
    ]


def test_an_entry_that_exists_stays_and_differences_are_told() -> None:
    mine = Software(
        id="steam",
        name="Steam!",
        topics=("other",),
        supports=("training", "inference"),
        features=("My words",),
        links={"code": "https://github.com/k/Steam"},
        lists=("list-a",),
    )
    same, *_ = import_of(record("Steam", "list-a", ("Code", "code", "https://github.com/k/steam/")), existing=(mine,))
    assert (same.state, same.differences) == ("kept", ())
    other, *_ = import_of(
        record("Steam", "list-b", ("Project", "project", "https://steam.org/")),
        rows=(("list-b", Framework(1, "Steam", ("fine-tuning",))),),
        existing=(mine,),
    )
    assert other.state == "differs"
    assert other.differences == (
        ("links", "", "https://steam.org/"),
        ("supports", "training, inference", "fine-tuning"),
        ("lists", "list-a", "list-b"),
    )


def test_each_record_leads_to_its_entry() -> None:
    first = record("Steam", "list-a", ("Code", "code", "https://github.com/k/steam"))
    second = record("Nowhere", "list-a")
    found = entries_of(import_of(first, second))
    assert found == {id(first): "steam"}
