"""A scanned bibliography: what is read from it, and what is doubted."""

import pytest

from generator.importers.bibliography import references
from generator.importers.reference import Reference
from generator.model import Track, Venue

VENUES = {
    venue.id: venue
    for venue in (
        Venue(id="CTS", name="Conference on Tiny Systems", kind="conference", aliases=("Advances in Tiny Systems",)),
        Venue(
            id="ACL",
            name="Meeting of the Minor Languages",
            kind="conference",
            tracks=(Track(name="Findings", aliases=("Findings of the Minor Languages",)), Track(name="Demo")),
        ),
        Venue(id="EMNLP", name="Everyday Methods", kind="conference", tracks=(Track(name="Findings"),)),
        Venue(id="JTS", name="Journal of Tiny Systems", kind="journal"),
        Venue(id="arXiv", name="arXiv", kind="preprint"),
    )
}


def read(*lines: str) -> list[Reference]:
    return references("\n".join(("1 Introduction", "", "Prose.", "", "References", "", *lines)), VENUES)


def only(*lines: str) -> Reference:
    (one,) = read(*lines)
    return one


def reasons(one: Reference, field: str) -> list[str]:
    return [doubt.reason for doubt in one.doubts if doubt.field == field]


def test_a_paper_of_a_conference_is_read_whole() -> None:
    one = only(
        "- Ada Quill, Ben J. Ostrow, Cy van der Meer, and Dee-Dee O\N{RIGHT SINGLE QUOTATION MARK}Hara. "
        "TeaPot: Small kettles? Fast water! In *The "
        "Twelfth Conference on Tiny Systems*, volume 12, Dunmore, Ireland, 2023a. URL <https://openreview.net/forum?id=aBcDeFgHij>."
    )
    assert one.authors == (
        "Ada Quill",
        "Ben J. Ostrow",
        "Cy van der Meer",
        "Dee-Dee O\N{RIGHT SINGLE QUOTATION MARK}Hara",
    )
    assert one.title == "TeaPot: Small kettles? Fast water!"
    assert (one.venue, one.track, one.year) == ("CTS", None, 2023)
    assert one.venue_text == "The Twelfth Conference on Tiny Systems"
    assert one.openreview == "aBcDeFgHij"
    assert one.line == 7
    assert one.doubts == ()


def test_a_preprint_has_an_identifier_and_no_venue() -> None:
    one = only(
        "- Ada Quill and Ben Ostrow. Kettles at scale, 2023b, *arXiv preprint arXiv:2310.01234*. "
        "URL <http://arxiv.org/abs/2310.01234>."
    )
    assert (one.title, one.year, one.arxiv, one.venue) == ("Kettles at scale", 2023, "2310.01234", None)
    assert one.doubts == ()


def test_a_preprint_may_be_printed_like_a_journal() -> None:
    one = only("- Ada Quill. Kettles at scale. *ArXiv*, abs/2310.01234, 2023a. URL <https://kettles.org/257219404>.")
    assert (one.arxiv, one.venue, one.year) == ("2310.01234", None, 2023)


def test_a_journal_stands_without_in() -> None:
    one = only(
        "- Ada Quill and J.C. Spell. Steam, revisited. *Journal of Tiny Systems*, 34(1):304\N{EN DASH}315, 2022. "
        "doi: 10.1109/JTS.2022.3219819. URL <https://kettles.org/document/9940581>."
    )
    assert one.authors == ("Ada Quill", "J.C. Spell")
    assert (one.title, one.venue, one.year) == ("Steam, revisited", "JTS", 2022)
    assert one.doi == "10.1109/jts.2022.3219819"


def test_editors_pages_and_months_are_neither_title_nor_year() -> None:
    one = only(
        "- Ada Quill. Kettles for all. In Ed Itor and Al So (eds.), *Proceedings of the 36th Conference on Tiny "
        "Systems*, volume 119 of *Kettle Research*, pp. 1911\N{EN DASH}1920. KR, 3\N{EN DASH}18 Jul 2020. "
        "URL <https://proceedings.kettles.org/v119/quill20a.html>."
    )
    assert (one.title, one.venue, one.year) == ("Kettles for all", "CTS", 2020)


@pytest.mark.parametrize(
    ("line", "title", "year", "url"),
    [
        ("Acme. Kettle. <https://github.com/acme/kettle>, 2023b.", "Kettle", 2023, "https://github.com/acme/kettle"),
        (
            "Acme. Kettle one. https://k.org/a_b.pdf, 2022. Accessed: 2024-05-10.",
            "Kettle one",
            2022,
            "https://k.org/a_b.pdf",
        ),
        (
            "Ada Quill, and Cy Bo, KET: Made Efficient, 2021, <https://k.org/k>.",
            "KET: Made Efficient",
            2021,
            "https://k.org/k",
        ),
        (
            "Kettle Team, KLLM - LLMs, GitHub repository, 2023, <https://k.org/l>, Accessed on: 2021-10-02.",
            "KLLM - LLMs",
            2023,
            "https://k.org/l",
        ),
        ("Ada Quill, and Cy Bo. Open: Kettles, 2023, <https://k.org/o>.", "Open: Kettles", 2023, "https://k.org/o"),
        (
            "Ada Quill. Models boil. Kettle blog, 2019. URL https://k.org/a_b.pdf.",
            "Models boil",
            2019,
            "https://k.org/a_b.pdf",
        ),
        ("Acme Kettle. Boiling, 2024. URL <https://k.org/b/>.", "Boiling", 2024, "https://k.org/b/"),
    ],
)
def test_software_and_posts_are_read_too(line: str, title: str, year: int, url: str) -> None:
    one = only(f"- {line}")
    assert (one.title, one.year, one.urls, one.venue) == (title, year, (url,), None)
    assert one.doubts == ()


def test_an_anthology_link_gives_identifier_venue_and_track() -> None:
    one = only(
        "- Ada Quill. Words boil. In *Findings of the Minor Languages*, Toronto, Canada, 2023. "
        "URL <https://aclanthology.org/2023.findings-acl.576>."
    )
    assert (one.acl, one.venue, one.track) == ("2023.findings-acl.576", "ACL", "Findings")
    other = only("- Ada Quill. Words boil. In *Some Book*, 2023. URL <https://aclanthology.org/2023.acl-demo.5>.")
    assert (other.venue, other.track) == ("ACL", "Demo")


def test_a_page_break_inside_a_name_joins_the_name_and_is_doubted() -> None:
    first, second = read(
        "Ada Quill, Ben Ostrow, Vera",
        "",
        "- Valter, Cy Bo, and Dee Em. Kettles, 2022, *arXiv preprint arXiv:2210.11416*. URL <http://arxiv.org/abs/2210.11416>.",
        "- Next One. Other kettles, 2022, *arXiv preprint arXiv:2210.11417*. URL <http://arxiv.org/abs/2210.11417>.",
    )
    assert first.authors == ("Ada Quill", "Ben Ostrow", "Vera Valter", "Cy Bo", "Dee Em")
    assert first.doubted("authors")
    assert second.title == "Other kettles"
    assert second.doubts == ()


def test_a_page_break_between_references_ends_nothing_else() -> None:
    found = read("- Ada Quill. One, 2022. URL <https://k.org/1>.", "", "- Cy Bo. Two, 2022. URL <https://k.org/2>.")
    assert [one.title for one in found] == ["One", "Two"]
    assert all(not one.doubts for one in found)


def test_a_word_divided_over_a_line_is_joined_without_its_hyphen() -> None:
    one = only("- Ada Quill. Small ket-", "tles boil, 2022. URL <https://k.org/1>.")
    assert one.title == "Small kettles boil"
    assert one.doubted("text")


def test_every_line_of_the_section_belongs_to_a_reference() -> None:
    lines = [f"- Ada Quill{chr(97 + index)}. Kettle {index}, 2022. URL <https://k.org/{index}>." for index in range(20)]
    found = read(*lines)
    assert ["- " + one.text for one in found] == lines


def test_text_without_a_bibliography_has_no_references() -> None:
    assert references("1 Introduction\n\nSee the References below.\n", VENUES) == []


def test_an_appendix_ends_the_bibliography() -> None:
    assert len(read("- Ada Quill. One, 2022. URL <https://k.org/1>.", "", "Appendix A", "", "- No reference.")) == 1


@pytest.mark.parametrize(
    ("details", "field", "reason"),
    [
        ("Kettles, 2023, *arXiv:2310.01234*. URL <http://arxiv.org/abs/2310.01235>.", "arxiv", "two identifiers"),
        ("Kettles, 2021, *arXiv:2310.01234*. URL <http://arxiv.org/abs/2310.01234>.", "arxiv", "younger"),
        ("Kettles, 2023, *arXiv:2313.01234*. URL <http://arxiv.org/abs/2313.01234>.", "arxiv", "month"),
        ("Kettles. In *CTS*, 2023. URL <https://openreview.net/forum?id=aBcDeFgHi>.", "openreview", "9 characters"),
        ("Kettles. In *CTS*, 2023. URL <https://openreview.net/forum?id=aBcDeFgHi0>.", "openreview", "0 and O"),
        ("Kettles. In *CTS 2021*, March 2022. URL <https://k.org/1>.", "year", "2021"),
        ("Kettles. In *Workshop on Nothing Known*, 2022. URL <https://k.org/1>.", "venue", "vocabulary"),
        ("Kettles. In *ACL*, 2022. URL <https://aclanthology.org/2023.acl-long.1>.", "acl", "2023"),
        ("Kettles. In *ACL*, 2022. URL <https://aclanthology.org/2022.emnlp-main.1>.", "venue", "EMNLP"),
        ("Kettles. In *ACL*, 2022. URL <https://aclanthology.org/2022.aCL-long.1>.", "urls", "form"),
        (f"Kettles. In *CTS*, 2020. URL https://k.org/file/{'0a' * 15}f-Paper.pdf.", "urls", "31 of 32"),
        ("Kettles. In *CTS*, 2020. URL <https://k.org/paper%5Ffiles/1.pdf>.", "urls", "escape"),
        ("Kettles. https://forum.org/comments/1lz0abc/boiling/, 2023.", "urls", "confuse"),
        (r"K\3: Kettles. In *CTS*, 2020. URL <https://k.org/1>.", "title", "markup"),
        ("Ket- \N{GREEK SMALL LETTER ALPHA} : Boiling. In *CTS*, 2020. URL <https://k.org/1>.", "title", "spaces"),
        ("Kettles. In *CTS*. URL <https://k.org/1>.", "year", "no year"),
        ("Kettles. In *CTS*, 2020. URL", "text", "full stop"),
    ],
)
def test_what_a_scan_spoils_is_doubted(details: str, field: str, reason: str) -> None:
    found = reasons(only(f"- Ada Quill. {details}"), field)
    assert len(found) == 1
    assert reason in found[0]


def test_old_forum_identifiers_may_be_shorter() -> None:
    one = only("- Ada Quill. Kettles. In *CTS*, 2018. URL <https://openreview.net/forum?id=aBcDeFgHi>.")
    assert one.openreview == "aBcDeFgHi"
    assert not one.doubted("openreview")


@pytest.mark.parametrize("name", ["Ada Quill Ben Ostrow Cy Bo", "Ada 2 Quill", "Ben $Ostrow", "Cy and"])
def test_names_that_cannot_be_names_are_doubted(name: str) -> None:
    assert only(f"- {name}, Dee Em. Kettles, 2022. URL <https://k.org/1>.").doubted("authors")


def test_an_author_named_twice_is_doubted() -> None:
    assert (
        "twice" in reasons(only("- Le Li, Ada Quill, and Le Li. Kettles, 2022. URL <https://k.org/1>."), "authors")[0]
    )


@pytest.mark.parametrize(
    ("first", "second", "doubted"),
    [
        ("François Fleurette", "Franois Fleurette", (False, True)),
        ("Tor Hoffmann", "Tor Hofmann", (False, True)),
        ("Sandra Sordano", "Sandra Sordani", (True, True)),
        ("Tianyi Bo", "Tianqi Bo", (False, False)),
        ("Wei Bo", "Wen Bo", (False, False)),
        ("Ada Quill", "Ada Ostrow", (False, False)),
    ],
)
def test_a_name_that_another_reference_spells_almost_alike_is_doubted(
    first: str, second: str, doubted: tuple[bool, bool]
) -> None:
    one, two = read(f"- {first}. One, 2022. URL <https://k.org/1>.", f"- {second}. Two, 2022. URL <https://k.org/2>.")
    assert (one.doubted("authors"), two.doubted("authors")) == doubted


def test_two_references_with_one_title_are_doubted() -> None:
    one, two = read("- Acme. Kettle. <https://k.org/1>, 2022.", "- Acme. Kettle. <https://k.org/2>, 2022.")
    assert one.doubted("title")
    assert two.doubted("title")


def test_escapes_of_markdown_are_undone() -> None:
    assert (
        only(r"- Ada Quill. Kettles for \$100 \& less, 2022. URL <https://k.org/1>.").title == "Kettles for $100 & less"
    )
