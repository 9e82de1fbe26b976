"""Tables that compare frameworks: which row supports what, and its features."""

import pytest

from generator.importers.tables import frameworks

MARKDOWN = """
### Kettles
|                                            | Efficient Training | Efficient Inference | Efficient Fine-Tuning |
| :----------------------------------------- | :----: | :----: | :--: |
| KettleSpeed [[Code](https://github.com/k/s)] | ✅ | ✅ | ❌ |
| **Steam** [Code](https://github.com/k/t)     | ❌ | ✅ | ✅ |

| Kettle | Colour | Price |
| --- | --- | --- |
| Red | ✅ | ✅ |
"""

SURVEY = """
Prose about tensor parallelism, batching and metrics. More parallelism, more sharded checkpointing.
Prometheus and Megapot are names; Prometheus again.

Framework\tTraining\tFine-Tuning\tInference\tKey Features
KettleSpeed\t✓\t✓\t✓\t3D Parallelism with PoT (Quill et al., 2020) and PoT-2 (Bo & Em, 2020; 2021a), \
FlashBoil (Quill, 2022), Sharded Checkpointing.

Continued on next page

Table 2: Kettles. (Continued)

Steam\t✘\t✘\t✔\tQuantization (GPTX (Quill et al., 2023), BitsAndPots Dettling (2023)), \
Serves Pots, JAR, and PyPot models, Prometheus Metrics.
Whistle\t✘\t✘\t✔\tIntegration with Megapot and Steam.
No row\tat\tall\there\tthough it has tabs
"""


def test_marks_are_read_by_the_heading_of_their_column() -> None:
    rows = frameworks(MARKDOWN)
    assert [(one.name, one.supports) for one in rows] == [
        ("KettleSpeed", ("training", "inference")),
        ("Steam", ("fine-tuning", "inference")),
    ]


def test_each_row_knows_its_line() -> None:
    assert [MARKDOWN.split("\n")[one.line - 1][:13] for one in frameworks(MARKDOWN)] == [
        "| KettleSpeed",
        "| **Steam** [",
    ]


def test_a_table_goes_on_after_the_end_of_a_page() -> None:
    assert [one.name for one in frameworks(SURVEY)] == ["KettleSpeed", "Steam", "Whistle"]


@pytest.mark.parametrize(
    ("place", "features"),
    [
        (0, ("3D parallelism with PoT and PoT-2", "FlashBoil", "Sharded checkpointing")),
        (1, ("Quantization (GPTX, BitsAndPots)", "Serves Pots, JAR, and PyPot models", "Prometheus metrics")),
        (2, ("Integration with Megapot and Steam",)),
    ],
)
def test_features_stand_without_citations_and_in_the_usual_case(place: int, features: tuple[str, ...]) -> None:
    assert frameworks(SURVEY)[place].features == features


def test_a_table_about_anything_else_is_none_of_frameworks() -> None:
    assert frameworks("| Kettle | Training |\n| --- | --- |\n| Red | ✅ |\n") == []
    assert frameworks("No table\there.\n") == []
