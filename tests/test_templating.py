from pathlib import Path
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from generator.escape import for_markdown
from generator.templating import compact, counted, environment, marked, markup


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "build").mkdir()
    (tmp_path / "pages").mkdir()
    return tmp_path


def strict(text: str, **values: Any) -> str:
    made = environment(Path(), "templates", for_markdown.text, {"text": marked(for_markdown.text)})
    return made.from_string(text).render(**values)


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        strict("{{ nothing }}")
    with pytest.raises(jinja2.UndefinedError):
        strict("{{ row.nothing }}", row=object())


def test_a_missing_value_is_never_printed() -> None:
    with pytest.raises(TypeError, match="None"):
        strict("{{ value }}", value=None)


def test_a_value_without_a_filter_is_markdown_text() -> None:
    assert strict("{{ value }}", value="*a* | <b>") == "&#42;a&#42; &#124; &lt;b&gt;"


def test_a_value_inside_a_macro_is_escaped_once() -> None:
    assert strict("{% macro m(x) %}{{ x }}{% endmacro %}{{ m('a|b') }}") == "a&#124;b"


def test_markup_is_not_escaped_for_a_second_context() -> None:
    with pytest.raises(TypeError, match="escaped twice"):
        strict("{{ value | text | url }}", value="a")


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1k"),
        (1049, "1k"),
        (1234, "1.2k"),
        (9999, "9.9k"),
        (12_345, "12k"),
        (1_500_000, "1.5M"),
    ],
)
def test_counts_are_written_short(count: int, written: str) -> None:
    assert compact(count) == written


def test_a_count_agrees_with_its_noun() -> None:
    assert [str(counted(number, "paper")) for number in (0, 1, 1204)] == ["0 papers", "1 paper", "1,204 papers"]
    assert str(counted(2, "framework or tool", "frameworks and tools")) == "2 frameworks and tools"


def test_markup_is_made_without_a_second_look() -> None:
    assert type(markup("<b>")) is Markup
    assert markup("<b>") == Markup("<b>")


def test_compiled_templates_wait_for_the_next_build_until_their_source_changes(root: Path) -> None:
    template = root / "pages/a.j2"
    template.write_text("one {{ value }}")

    def rendered() -> str:
        return environment(root, "pages", for_markdown.text, {}).get_template("a.j2").render(value="*")

    assert rendered() == "one &#42;"
    cached = list((root / "build/.templates").iterdir())
    assert len(cached) == 1
    assert rendered() == "one &#42;"
    template.write_text("two {{ value }}")
    assert rendered() == "two &#42;"


def test_without_a_build_folder_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.j2").write_text("one")
    assert environment(tmp_path, ".", for_markdown.text, {}).get_template("a.j2").render() == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["a.j2"]
