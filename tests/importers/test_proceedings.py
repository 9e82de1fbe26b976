"""What addresses prove about venue and year."""

import pytest

from generator.importers.appearances import Appearances
from generator.importers.proceedings import proves
from generator.model import Track, Venue

NAMES = ("ACL", "EMNLP", "CVPR", "ICCV", "NeurIPS", "MLSys", "OSDI", "JMLR", "USENIX ATC", "TACL")
VENUES = {
    name: Venue(
        id=name,
        name=f"The {name} meeting",
        kind="conference",
        aliases=("ATC",) if name == "USENIX ATC" else (),
        tracks=(Track(name="Findings"), Track(name="Short")) if name in {"ACL", "EMNLP"} else (),
    )
    for name in NAMES
}
APPEARANCES = Appearances(VENUES)


@pytest.mark.parametrize(
    ("url", "venue", "year", "track"),
    [
        ("https://aclanthology.org/2023.acl-long.1/", "ACL", 2023, None),
        ("https://aclanthology.org/2023.findings-emnlp.1/", "EMNLP", 2023, "Findings"),
        ("https://aclanthology.org/2022.acl-short.8/", "ACL", 2022, "Short"),
        ("https://aclanthology.org/2021.tacl-1.4/", "TACL", 2021, None),
        ("https://aclanthology.org/P19-1285/", "ACL", 2019, None),
        ("https://openaccess.thecvf.com/content/ICCV2021/papers/Owl_X_ICCV_2021_paper.pdf", "ICCV", 2021, None),
        ("https://openaccess.thecvf.com/content_CVPR_2019/papers/Owl_X_paper.pdf", "CVPR", 2019, None),
        ("https://proceedings.neurips.cc/paper/2020/file/abc-Paper.pdf", "NeurIPS", 2020, None),
        (
            "https://proceedings.neurips.cc/paper_files/paper/2022/hash/abc-Abstract-Conference.html",
            "NeurIPS",
            2022,
            None,
        ),
        ("https://papers.nips.cc/paper_files/paper/2022/hash/abc.html", "NeurIPS", 2022, None),
        ("https://neurips.cc/virtual/2023/poster/1", "NeurIPS", 2023, None),
        ("https://nips.cc/Conferences/2022/Schedule?showEvent=1", "NeurIPS", 2022, None),
        ("https://proceedings.mlsys.org/paper_files/paper/2023/file/abc-Paper.pdf", "MLSys", 2023, None),
        ("https://www.usenix.org/conference/osdi22/presentation/owl", "OSDI", 2022, None),
        ("https://www.usenix.org/system/files/atc21-owl.pdf", "USENIX ATC", 2021, None),
        ("https://www.jmlr.org/papers/volume24/22-1144/22-1144.pdf", "JMLR", 2023, None),
    ],
)
def test_a_proceedings_address_names_venue_and_year(url: str, venue: str, year: int, track: str | None) -> None:
    found = proves(url, APPEARANCES)
    assert found is not None
    assert (found.venue, found.year, found.track) == (venue, year, track)


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2301.00002",
        "https://openreview.net/forum?id=AbCdEfGhIj",
        "https://aclanthology.org/2023.unknown-main.1/",
        "https://ieeexplore.ieee.org/document/1",
        "https://example.org/content/ICCV2021/papers/x.pdf",
    ],
)
def test_other_addresses_prove_nothing(url: str) -> None:
    assert proves(url, APPEARANCES) is None
