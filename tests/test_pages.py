import pytest
import yaml

from generator import pages, stamp
from generator.settings import Settings
from generator.views import Catalog, catalog
from tests import factory, project

ENVIRONMENT = pages.environment(project.ROOT, stamp.token)


def made(count: int = 0) -> Catalog:
    return catalog(
        factory.collection(project.papers(count), [factory.software()]), factory.facts({"bo-example/fold": 1234})
    )


@pytest.mark.parametrize(
    ("path", "address", "root"),
    [
        ("index.md", "", ""),
        ("about.md", "about/", "../"),
        ("topics/index.md", "topics/", "../"),
        ("topics/folding.md", "topics/folding/", "../../"),
        ("topics/folding/2.md", "topics/folding/2/", "../../../"),
        ("contributing/index.md", "contributing/", "../"),
        ("topics/reindex.md", "topics/reindex/", "../../"),
    ],
)
def test_a_page_knows_its_address_and_its_way_home(path: str, address: str, root: str) -> None:
    page = pages.Page(path, "any", {})

    assert (page.address, page.root) == (address, root)


def test_every_stamped_page_fills_every_place_and_has_a_shell_of_its_depth() -> None:
    found = dict(pages.stamped(made(120), factory.SETTINGS, ENVIRONMENT))

    assert {"topics/folding/", "topics/folding/2/", "papers/brisk-fold/"} <= found.keys()
    for address, values in found.items():
        assert values.keys() == set(stamp.PLACES)
        assert all(isinstance(value, str) for value in values.values())
        assert values["canonical"] == factory.SETTINGS.site_url + address
        assert address.count("/") in stamp.SHELLS


def test_shells_hold_tokens_and_no_word_of_an_entry() -> None:
    tree = pages.site(made(), factory.SETTINGS, ENVIRONMENT, stamp.SHELLS.values())

    for folder in stamp.SHELLS.values():
        text = tree[f"build/docs/{folder}.md"]
        assert all(stamp.token(place) in text for place in stamp.PLACES)
        assert "BriskFold" not in text
    others = [text for path, text in tree.items() if "_shell" not in path]
    assert others
    assert not [text for text in others if stamp.token("head") in text]


def test_front_matter_is_one_value_whatever_a_name_says() -> None:
    settings = Settings(
        name='Tiny: "models" # --- \\',
        tagline="A: list\\n---\\n",
        repository="a/b",
        site_url="https://tiny.example.org/",
    )
    text = pages.site(made(), settings, ENVIRONMENT)["build/docs/index.md"]

    front = yaml.safe_load(text.split("\n---\n")[0])
    assert (front["title"], front["description"]) == (settings.name, settings.tagline)


def test_lines_keep_their_breaks_and_nothing_else() -> None:
    assert str(pages.FILTERS["lines"]("a <b>\n  c & d")) == "a &lt;b&gt;\n  c &amp; d"


def test_people_are_links_into_the_explorer_with_their_names_escaped_twice() -> None:
    found = str(pages.people(["Ada <Example> & Co"], "../"))

    assert found == '<a href="../explorer/?author=Ada%20%3CExample%3E%20%26%20Co">Ada &lt;Example&gt; &amp; Co</a>'


def test_a_list_without_papers_still_has_its_pages() -> None:
    empty = catalog(factory.collection(), factory.facts())

    tree = pages.site(empty, factory.SETTINGS, ENVIRONMENT)
    assert {"build/docs/index.md", "build/docs/statistics.md", "build/docs/topics/index.md"} <= tree.keys()
    assert [address for address, _ in pages.stamped(empty, factory.SETTINGS, ENVIRONMENT)]
