"""What somebody gives is recognised as what it is."""

import pytest

from generator.authoring.subject import Subject, subject


@pytest.mark.parametrize(
    ("given", "kind", "value"),
    [
        ("2301.00001", "arxiv", "2301.00001"),
        (" arXiv:2301.00001v2 [cs.CL] ", "arxiv", "2301.00001"),
        ("https://arxiv.org/pdf/2301.00001v1.pdf", "arxiv", "2301.00001"),
        ("http://www.arxiv.org/abs/2301.00001", "arxiv", "2301.00001"),
        ("arxiv.org/abs/cs/0301001", "arxiv", "cs/0301001"),
        ("cs.LG/0301001", "arxiv", "cs.LG/0301001"),
        ("doi:10.48550/arXiv.2301.00001", "arxiv", "2301.00001"),
        ("10.9999/abc.12", "doi", "10.9999/abc.12"),
        ("https://doi.org/10.9999/abc.12", "doi", "10.9999/abc.12"),
        ("https://dl.acm.org/doi/pdf/10.9999/abc.12", "doi", "10.9999/abc.12"),
        ("https://link.lab.org/chapter/10.9999/978-3-03_2", "doi", "10.9999/978-3-03_2"),
        ("https://lab.org/doi/10.9999/abc.12/full", "doi", "10.9999/abc.12"),
        ("aB3xYz90Qk", "openreview", "aB3xYz90Qk"),
        ("openreview:aBcdefghij", "openreview", "aBcdefghij"),
        ("https://openreview.net/pdf?id=aB3xYz90Qk", "openreview", "aB3xYz90Qk"),
        ("2023.emnlp-main.12", "acl", "2023.emnlp-main.12"),
        ("P19-1001", "acl", "P19-1001"),
        ("https://aclanthology.org/2023.emnlp-main.12.pdf", "acl", "2023.emnlp-main.12"),
        ("ada-lark/fold", "github", "ada-lark/fold"),
        ("https://github.com/ada-lark/fold.git", "github", "ada-lark/fold"),
        ("github.com/ada-lark/fold/tree/main/src", "github", "ada-lark/fold"),
        ("https://lab.org/papers/fold.html", "address", "https://lab.org/papers/fold.html"),
        ("@article{a, title={T}}", "bibtex", "@article{a, title={T}}"),
    ],
)
def test_identifiers_addresses_and_bibtex_are_recognised(given: str, kind: str, value: str) -> None:
    found = subject(given)
    assert isinstance(found, Subject)
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "fold net",
        "Quantization",
        "SmoothFold",
        "fold.py",
        "http://127.0.0.1/x",
        "file:///etc/passwd",
        "--help",
        "@x",
    ],
)
def test_anything_else_is_not(given: str) -> None:
    assert subject(given) is None
