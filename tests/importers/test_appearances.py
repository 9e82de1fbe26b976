"""Where a paper appeared: venues and tracks in the words of lists and bibliographies."""

import pytest

from generator.importers.appearances import Appearance, Appearances
from generator.model import Track, Venue

VENUES = {
    venue.id: venue
    for venue in (
        Venue(
            id="CTS",
            name="Conference on Tiny Systems",
            kind="conference",
            aliases=("CT5", "Advances in Tiny Systems"),
            tracks=(
                Track(name="Workshop"),
                Track(name="Workshop (TEA)", aliases=("TEA", "Workshop on Teapot Efficiency and Acceleration")),
                Track(name="Oral"),
            ),
        ),
        Venue(
            id="MLA",
            name="Annual Meeting of the Association for Minor Languages",
            kind="conference",
            tracks=(
                Track(name="Findings", aliases=("Findings of the Association for Minor Languages",)),
                Track(name="Short", aliases=("Short Papers",)),
                Track(name="Demo", aliases=("System Demonstrations",)),
            ),
        ),
        Venue(
            id="EMML",
            name="Conference on Everyday Methods in Minor Languages",
            kind="conference",
            tracks=(
                Track(name="Findings", aliases=("Findings of the Association for Minor Languages",)),
                Track(name="Short", aliases=("Short Papers",)),
            ),
        ),
        Venue(id="OSK", name="USENIX Symposium on Operating Small Kettles", kind="conference"),
        Venue(id="TMLA", name="Transactions of the Association for Minor Languages", kind="journal"),
    )
}


@pytest.mark.parametrize(
    ("text", "venue", "track"),
    [
        ("CTS, 2023", "CTS", None),
        ("CTS'23", "CTS", None),
        ("CTS'2", "CTS", None),
        ("ct5, 2021", "CTS", None),
        ("\xa0CTS-TEA, 2023", "CTS", "Workshop (TEA)"),
        ("CTS'23 TEA", "CTS", "Workshop (TEA)"),
        ("CTS Workshop, 2018", "CTS", "Workshop"),
        ("CTS'23 Oral", "CTS", "Oral"),
        ("Workshop on Teapot Efficiency and Acceleration", "CTS", "Workshop (TEA)"),
        ("Thirty-seventh Conference on Tiny Systems", "CTS", None),
        ("Proceedings of the Thirty-Seventh Conference on Tiny Systems", "CTS", None),
        ("The Twelfth Conference on Tiny Systems", "CTS", None),
        ("Advances in Tiny Systems", "CTS", None),
        ("Proceedings of the 61st Annual Meeting of the Association for Minor Languages (Long Papers)", "MLA", None),
        ("Annual Meeting of the Association for Minor Languages (Volume 1: Long Papers)", "MLA", None),
        (
            "Proceedings of the 60th Annual Meeting of the Association for Minor Languages (Volume 2: Short Papers)",
            "MLA",
            "Short",
        ),
        ("Findings of the Association for Minor Languages: EMML 2023", "EMML", "Findings"),
        ("Findings of the Association for Minor Languages: MLA 2023", "MLA", "Findings"),
        ("EMML-Findings, 2022", "EMML", "Findings"),
        ("MLA'23 Findings", "MLA", "Findings"),
        ("16th USENIX Symposium on Operating Small Kettles (OSK)", "OSK", None),
    ],
)
def test_the_ways_of_writing_a_venue_lead_to_one_key(text: str, venue: str, track: str | None) -> None:
    assert Appearances(VENUES).read(text) == Appearance(venue, track)


@pytest.mark.parametrize(
    "text", ["", "2023", "Workshop", "Short Papers", "Findings of the Association for Minor Languages", "CTX"]
)
def test_what_no_venue_or_several_venues_claim_is_left_open(text: str) -> None:
    assert Appearances(VENUES).read(text) is None


@pytest.mark.parametrize(
    ("identifier", "found"),
    [
        ("2023.findings-emml.936", Appearance("EMML", "Findings")),
        ("2023.mla-long.12", Appearance("MLA")),
        ("2022.mla-short.8", Appearance("MLA", "Short")),
        ("2023.mla-demo.26", Appearance("MLA", "Demo")),
        ("2023.emml-main.4", Appearance("EMML")),
        ("2021.tmla-1.4", Appearance("TMLA")),
        ("2021.nowhere-1.4", None),
        ("X19-1285", None),
    ],
)
def test_an_anthology_identifier_says_where_its_paper_appeared(identifier: str, found: Appearance | None) -> None:
    assert Appearances(VENUES).of_acl(identifier) == found


def test_old_anthology_letters_name_venues_of_the_vocabulary() -> None:
    venues = {"ACL": Venue(id="ACL", name="Meeting of the Minor Languages", kind="conference")}
    assert Appearances(venues).of_acl("P19-1285") == Appearance("ACL")
    assert Appearances(venues).of_acl("N19-1285") is None
