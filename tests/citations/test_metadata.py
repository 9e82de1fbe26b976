from typing import Any

import pytest

from generator.citations import metadata
from generator.views import Catalog, Row, catalog
from tests import factory


def shown(**values: Any) -> tuple[Row, Catalog]:
    made = catalog(factory.collection([factory.paper(**values)]), factory.facts())
    return made.rows[0], made


def tags(**values: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in metadata.highwire(*shown(**values)):
        found.setdefault(name, []).append(content)
    return found


def test_a_conference_paper_names_its_proceedings_and_no_journal() -> None:
    found = tags(venue="ICTM")

    assert found["citation_conference_title"] == ["International Conference on Tiny Models"]
    assert not found.keys() & {"citation_journal_title", "z:itemType"}


def test_an_article_names_its_journal_and_no_conference() -> None:
    found = tags(venue="JTM")

    assert found["citation_journal_title"] == ["Journal of Tiny Models"]
    assert not found.keys() & {"citation_conference_title", "z:itemType"}


def test_a_preprint_says_that_it_is_one_because_zotero_would_take_it_for_an_article() -> None:
    found = tags()

    assert found["z:itemType"] == ["preprint"]
    assert not found.keys() & {"citation_conference_title", "citation_journal_title"}


def test_a_post_is_no_article() -> None:
    assert tags(venue="Blog")["z:itemType"] == ["blogPost"]


def test_each_author_has_a_tag_and_nobody_is_made_up() -> None:
    assert tags(authors=["Ada Example", "Bo Example"])["citation_author"] == ["Ada Example", "Bo Example"]
    assert "citation_author" not in tags(authors=[])


def test_identifiers_and_days_come_from_the_links() -> None:
    links = {"paper": ["https://arxiv.org/abs/2305.00042", "https://doi.org/10.1234/fold"]}
    found = tags(links=links)

    assert found["citation_arxiv_id"] == ["2305.00042"]
    assert found["citation_doi"] == ["10.1234/fold"]
    assert found["citation_publication_date"] == ["2023"]
    assert found["citation_online_date"] == ["2023/05"]
    assert found["citation_pdf_url"] == ["https://arxiv.org/pdf/2305.00042"]
    assert found["citation_public_url"] == ["https://arxiv.org/abs/2305.00042"]


def test_an_old_arxiv_id_keeps_its_century() -> None:
    assert tags(links={"paper": "https://arxiv.org/abs/cs/9901001"}, year=1999)["citation_online_date"] == ["1999/01"]


@pytest.mark.parametrize(
    ("page", "pdf"),
    [
        ("https://openreview.net/forum?id=abc", "https://openreview.net/pdf?id=abc"),
        ("https://aclanthology.org/2023.acl-long.1/", "https://aclanthology.org/2023.acl-long.1.pdf"),
        ("https://fold.example.org/a.pdf", "https://fold.example.org/a.pdf"),
        ("https://fold.example.org/A.PDF?download=1", "https://fold.example.org/A.PDF?download=1"),
        ("https://proceedings.mlr.press/v202/fold23a.html", "https://proceedings.mlr.press/v202/fold23a/fold23a.pdf"),
        (
            "https://openaccess.thecvf.com/content/CVPR2023/html/Fold_It_CVPR_2023_paper.html",
            "https://openaccess.thecvf.com/content/CVPR2023/papers/Fold_It_CVPR_2023_paper.pdf",
        ),
        (
            "https://proceedings.neurips.cc/paper_files/paper/2022/hash/0a1b-Abstract-Conference.html",
            "https://proceedings.neurips.cc/paper_files/paper/2022/file/0a1b-Paper-Conference.pdf",
        ),
        (
            "https://papers.nips.cc/paper/2020/hash/0a1b-Abstract.html",
            "https://papers.nips.cc/paper/2020/file/0a1b-Paper.pdf",
        ),
        (
            "https://ojs.aaai.org/index.php/AAAI/article/view/1/2",
            "https://ojs.aaai.org/index.php/AAAI/article/download/1/2",
        ),
        ("https://ojs.aaai.org/index.php/AAAI/article/view/1", None),
        ("https://doi.org/10.1234/fold", None),
        ("https://fold.example.org/a.pdf.html", None),
    ],
)
def test_the_pdf_of_a_page_is_given_where_its_publisher_tells_how(page: str, pdf: str | None) -> None:
    row, _ = shown(links={"paper": page})

    assert metadata.pdf_address(row) == pdf


def test_arxiv_is_the_first_choice_for_a_pdf_wherever_it_stands() -> None:
    row, _ = shown(links={"paper": ["https://fold.example.org/a.pdf", "https://arxiv.org/abs/2305.00042"]})

    assert metadata.pdf_address(row) == "https://arxiv.org/pdf/2305.00042"


def test_the_description_is_the_summary_or_what_the_list_knows() -> None:
    assert metadata.description(*shown(summary="Folds weights.")) == "Folds weights."
    told = metadata.description(*shown(title="Fold", venue="ICTM"))
    assert told == "Fold. Ada Example, Bo Example. ICTM 2023. Folding & Creasing."


def test_a_long_description_ends_at_a_word() -> None:
    told = metadata.description(*shown(title="Folding weights " * 20 + "once"))

    assert len(told) <= 200
    assert told.endswith(("Folding…", "weights…"))


def test_search_engines_are_told_what_is_known_and_nothing_else() -> None:
    found = metadata.schema_org(*shown(venue="JTM", aka=["Other"], authors=[]), "https://tiny.example.org/")

    assert found["@type"] == "ScholarlyArticle"
    assert found["@id"] == "https://tiny.example.org/papers/brisk-fold/"
    assert found["alternateName"] == ["Other"]
    assert found["isPartOf"] == {"@type": "Periodical", "name": "Journal of Tiny Models"}
    assert not found.keys() & {"author", "description"}


def test_the_list_is_a_data_set_in_the_public_domain() -> None:
    made = catalog(factory.collection([factory.paper()]), factory.facts(added={"brisk-fold": "2024-03-01"}))
    found = metadata.dataset(made, "Tiny", "About.", "https://tiny.example.org/")

    assert found["dateModified"] == "2024-03-01"
    assert "publicdomain/zero" in found["license"]
    assert found["distribution"][0]["contentUrl"] == "https://tiny.example.org/papers.json"
