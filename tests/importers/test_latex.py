"""LaTeX in titles and names becomes what is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers.latex import plain


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (r"M{\"u}ller-{\v{C}}apek", "Müller-Čapek"),
        (r"Jo{\~a}o \'{\i}ris \`{E}lan", "João íris Èlan"),
        (r"\c{C}a\u{g}lar Erd\H{o}s {\L}ukasz S{\o}ren {\ss}", "Çağlar Erdős Łukasz Søren ß"),
        (r"HeapSieve: $\epsilon$-Accurate Key--Value", "HeapSieve: ε-Accurate Key\N{EN DASH}Value"),
        (r"$\Lambda$ and $\lambda$", "Λ and λ"),
        (r"10$\times$ Faster", "10\N{MULTIPLICATION SIGN} Faster"),
        (r"$\mathcal{O}(n^{10})$ or H$_2$O", "O(n¹⁰) or H₂O"),
        (r"\textit{Many} {\bf bold} \emph{Words}", "Many bold Words"),
        (r"R\&D costs 50\% of \$9 \#1 a\_b \{x\}", "R&D costs 50% of $9 #1 a_b {x}"),
        (r"\href{https://lab.org}{Ada} ``quoted'' it's", "Ada “quoted” it's"),
        ("{T}ight~space  here", "Tight space here"),
        ("plain: text, 50% - of it", "plain: text, 50% - of it"),
        ("costs $5", "costs $5"),
    ],
)
def test_latex_becomes_what_is_printed(text: str, printed: str) -> None:
    assert plain(text) == printed


def test_an_unknown_command_stays_to_be_seen() -> None:
    assert plain(r"\frobnicate now") == r"\frobnicate now"


@given(st.text(alphabet="\\{}$~`'\"^_-abcuv \n", max_size=60))
def test_whatever_is_given_comes_back_in_one_line_without_braces(text: str) -> None:
    assert "\n" not in plain(text)
    assert "{" not in plain(text).replace("{", "", text.count(r"\{"))
