"""Where a paper appeared is read from free text, and only where the text says so."""

import pytest

from generator.authoring.appeared import appeared
from generator.importers.appearances import Appearances
from generator.model import Venue

VENUES = Appearances(
    {
        "ICTM": Venue.model_validate(
            {
                "id": "ICTM",
                "name": "International Conference on Tiny Models",
                "kind": "conference",
                "tracks": [{"name": "Oral"}, {"name": "Workshop"}, {"name": "Findings"}],
            }
        ),
        "JTM": Venue.model_validate({"id": "JTM", "name": "Journal of Tiny Models", "kind": "journal"}),
    }
)


@pytest.mark.parametrize(
    ("text", "venue", "year", "track"),
    [
        ("ICTM 2026 (oral). 21 pages, 8 figures. Code: https://github.com/a/b", "ICTM", 2026, "Oral"),
        ("Proceedings of the 3rd International Conference on Tiny Models (ICTM 2026)", "ICTM", 2026, None),
        ("Accepted to ICTM'23", "ICTM", 2023, None),
        ("21 pages; accepted by the ICTM 2023", "ICTM", 2023, None),
        ("Published as a conference paper at ICTM 2024", "ICTM", 2024, None),
        ("Accepted at ICTM 2023, Honolulu, with revisions", "ICTM", 2023, None),
        ("ICTM 2026 Poster", "ICTM", 2026, None),
        ("Journal of Tiny Models 24(1) 2023", "JTM", 2023, None),
        ("JTM", "JTM", None, None),
        ("To appear in ICTM 2024. Extended version of our JTM paper", "ICTM", 2024, None),
    ],
)
def test_a_place_is_read_from_words(text: str, venue: str, year: int | None, track: str | None) -> None:
    found = appeared((text,), VENUES)
    assert found is not None
    assert (found.venue, found.year, found.track) == (venue, year, track)


@pytest.mark.parametrize(
    "text",
    [
        "Submitted to ICTM 2027",
        "ICTM 2027 Conference Submission",
        "Under review at ICTM 2027",
        "ICTM 2026 Rejected Submission",
        "15 pages, 3 figures",
        "ICTM Cup 2024",
        "ICTM and other conferences are compared",
        "ICTM 2024 Shared Task on Folding",
        "Journal of Examples",
        "",
    ],
)
def test_a_text_that_names_no_place_where_it_appeared_gives_none(text: str) -> None:
    assert appeared((text,), VENUES) is None


def test_the_first_text_that_names_a_place_wins() -> None:
    found = appeared(("10 pages", "JTM 2022", "ICTM 2023"), VENUES)
    assert found is not None
    assert found.venue == "JTM"
