"""Which of several claims an entry follows."""

import pytest

from generator.importers.claims import Claim, settled

RANKS = {None: 0, "Blog": 1, "Shed": 2, "CTS": 3, "ICS": 3}


def rank(claim: Claim) -> int:
    return RANKS[claim.venue]


def claim(venue: str | None, year: int | None = 2023, track: str | None = None, source: str = "list") -> Claim:
    return Claim(venue, year, track, source)


def test_nobody_says_anything() -> None:
    assert settled([], [], rank) is None


def test_a_published_venue_beats_a_preprint_whatever_the_order() -> None:
    assert str(settled([], [claim(None), claim("CTS", 2024)], rank)) == "CTS 2024"


def test_a_conference_beats_a_workshop() -> None:
    assert str(settled([], [claim("Shed"), claim("CTS")], rank)) == "CTS 2023"


def test_among_equals_the_first_is_believed() -> None:
    assert str(settled([], [claim("ICS"), claim("CTS")], rank)) == "ICS 2023"


def test_what_is_proved_beats_a_higher_venue() -> None:
    assert str(settled([claim("Shed", 2022)], [claim("CTS")], rank)) == "Shed 2022"


def test_a_missing_year_is_taken_from_another_claim_for_the_same_venue() -> None:
    assert str(settled([], [claim("CTS", None), claim("ICS", 2021), claim("CTS", 2022)], rank)) == "CTS 2022"


def test_only_preprints_make_a_preprint_without_year() -> None:
    assert settled([], [claim(None), claim(None, 2022)], rank) == Claim(None, None, None, "list")


@pytest.mark.parametrize(
    ("proved", "said", "track"),
    [
        ([], [claim("CTS"), claim("CTS", track="Oral")], "Oral"),
        ([], [claim("CTS", track="Workshop"), claim("CTS", track="Workshop (Owls)")], "Workshop (Owls)"),
        ([], [claim("CTS", track="Workshop (Elks)"), claim("CTS", track="Workshop (Owls)")], "Workshop (Elks)"),
        ([claim("CTS", track="Findings")], [claim("CTS")], "Findings"),
        ([claim("CTS")], [claim("CTS", track="Findings")], None),
        ([claim("CTS")], [claim("CTS", track="Outstanding")], "Outstanding"),
        ([], [claim("CTS"), claim("CTS", 2021, "Oral")], None),
        ([], [claim("CTS"), claim("ICS", track="Oral")], None),
    ],
)
def test_a_track_is_as_precise_as_claims_for_the_same_meeting_make_it(
    proved: list[Claim], said: list[Claim], track: str | None
) -> None:
    found = settled(proved, said, rank)
    assert found is not None
    assert found.track == track
