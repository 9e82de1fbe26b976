import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from generator.stamp import FOLDER, token
from tests import factory, project

BASE = urlsplit(factory.SETTINGS.site_url).path
KINDS = {
    "home": "index.html",
    "topics": "topics/index.html",
    "topic": "topics/compression/index.html",
    "leaf": "topics/folding/index.html",
    "second page": "topics/folding/2/index.html",
    "paper": "papers/brisk-fold/index.html",
    "frameworks": "frameworks/index.html",
    "table": "tables/costs/index.html",
    "statistics": "statistics/index.html",
    "about": "about/index.html",
    "contributing": "contributing/index.html",
    "explorer": "explorer/index.html",
    "not found": "404.html",
}


def pages(site: Path) -> Iterator[tuple[str, project.Page]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), project.read(path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_made(site: Path, kind: str) -> None:
    page = project.read(site / KINDS[kind])

    assert len(page.texts["h1"]) == 1
    assert page.texts["h1"][0].strip()
    assert page.texts["title"][0].endswith(factory.SETTINGS.name)
    assert page.meta("description")[0]


def test_every_paper_has_its_page_and_its_citations(site: Path) -> None:
    for paper in project.papers(120):
        assert project.read(site / "papers" / paper.id / "index.html").texts["h1"] == [paper.title]
        assert all((site / f"papers/{paper.id}.{ending}").is_file() for ending in ("bib", "ris", "csl.json", "md"))


def test_the_shell_is_gone_and_no_token_is_left_but_those_that_strangers_wrote(site: Path) -> None:
    assert not (site / FOLDER).exists()
    marks = [token("title"), token("head"), token("description"), token("canonical")]
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in {".html", ".xml", ".json", ".txt", ".md"}:
            text = path.read_text("utf-8")
            assert not any(mark in text for mark in marks), path


def test_a_title_that_spells_a_token_is_shown_as_it_is(site: Path) -> None:
    page = project.read(site / "papers/evil-token/index.html")

    assert page.texts["h1"] == [project.HOSTILE["evil-token"]]
    assert len(page.all("main")) == 1


def test_no_text_of_a_stranger_becomes_markup(site: Path) -> None:
    for path, page in pages(site):
        for tag, attributes in page.elements:
            assert tag not in {"iframe", "object", "embed", "base", "style"}, path
            assert not [key for key in attributes if key.startswith("on") or key == "style"], (path, tag, attributes)
            for key in ("href", "src", "action"):
                assert urlsplit(attributes.get(key, "")).scheme in {"", "https", "http"}, (path, attributes)
        scripts = page.all("script")
        assert all("src" in one or one.get("type") == "application/ld+json" for one in scripts), path
        assert not [one for one in page.all("img") if urlsplit(one["src"]).netloc], path


@pytest.mark.parametrize("key", project.HOSTILE)
def test_a_hostile_paper_has_the_same_structure_as_any_other(site: Path, key: str) -> None:
    def structure(page: project.Page) -> list[str]:
        end = next(place for place, (_, found) in enumerate(page.elements) if found.get("id") == "near")
        return [tag for tag, _ in page.elements[:end]]

    plain = project.read(site / "papers/evil-bib/index.html")
    page = project.read(site / "papers" / key / "index.html")

    assert structure(page) == structure(plain)
    assert page.texts["title"] == [f"{project.HOSTILE[key]} · {factory.SETTINGS.name}"]
    assert page.meta("citation_title") == [project.HOSTILE[key]]
    assert page.meta("og:title") == [project.HOSTILE[key]]
    assert page.json_ld()[0]["headline"] == project.HOSTILE[key]


def test_everything_that_search_engines_are_told_is_json(site: Path) -> None:
    found = {path: page.json_ld() for path, page in pages(site)}

    assert found["index.html"][0]["@type"] == "Dataset"
    assert found["papers/brisk-fold/index.html"][0]["@type"] == "ScholarlyArticle"


def test_no_link_of_the_site_leads_nowhere(site: Path) -> None:
    for path, page in pages(site):
        for _, attributes in page.elements:
            for key in ("href", "src", "action"):
                address = urlsplit(attributes.get(key, ""))
                if key not in attributes or address.scheme or address.netloc or not address.path:
                    continue
                way = address.path.removeprefix(BASE) if path == "404.html" else address.path
                assert not way.startswith("/"), f"{path}: {attributes[key]} does not work below {BASE}"
                target = (site / path).parent / unquote(way)
                assert (target / "index.html" if way.endswith("/") or not way else target).exists(), (path, attributes)


def test_fragments_lead_to_something_on_their_page(site: Path) -> None:
    for path, page in pages(site):
        names = {found["id"] for _, found in page.elements if "id" in found}
        for one in page.all("a"):
            if one.get("href", "").startswith("#"):
                assert one["href"][1:] in names, (path, one)


def test_ids_are_there_once_a_page(site: Path) -> None:
    for path, page in pages(site):
        names = [found["id"] for _, found in page.elements if "id" in found]
        assert len(names) == len(set(names)), path


def test_a_missing_page_works_at_any_depth(site: Path) -> None:
    page = project.read(site / "404.html")

    own = [one["href"] for one in page.all("link") if one.get("rel") == "stylesheet"]
    assert own
    assert all(address.startswith(BASE) for address in own)


def test_old_ids_lead_to_the_page_of_today(site: Path) -> None:
    page = project.read(site / "papers/old-fold/index.html")

    assert page.all("meta", content="0; url=../brisk-fold/")
    assert page.all("link", rel="canonical", href=f"{factory.SETTINGS.site_url}papers/brisk-fold/")


def test_the_sitemap_lists_every_page_with_the_day_of_its_papers(site: Path) -> None:
    root = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314 - our own output, without a doctype
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {one.findtext(f"{space}loc"): one.findtext(f"{space}lastmod") for one in root}

    made = {path.removesuffix("index.html") for path, _ in pages(site) if path != "404.html"}
    made -= {"papers/old-fold/"}
    assert {address.removeprefix(factory.SETTINGS.site_url) for address in found if address} == made
    assert found[f"{factory.SETTINGS.site_url}papers/brisk-fold/"] == "2024-01-01"
    assert not (site / "sitemap.xml.gz").exists()


def test_a_topic_shows_a_hundred_papers_a_page_and_says_where_the_others_are(site: Path) -> None:
    first = project.read(site / "topics/folding/index.html")
    second = project.read(site / "topics/folding/2/index.html")

    assert len(first.all("tr")) == 1 + 100
    assert len(second.all("tr")) == 1 + 21
    assert len(first.all("span", **{"class": "Z3988"})) == 100
    assert [one["href"] for one in first.all("a") if one.get("aria-current") == "page"] == ["../../topics/folding/"]
    assert first.all("a", href="../../topics/folding/2/")
    assert second.all("a", href="../../../topics/folding/")


def test_no_page_has_more_elements_than_a_phone_likes(site: Path) -> None:
    assert {path: len(page.elements) for path, page in pages(site) if len(page.elements) > 1500} == {}


def test_the_page_of_a_paper_shows_all_that_its_entry_says(site: Path) -> None:
    text = (site / "papers/brisk-fold/index.html").read_text("utf-8")

    for shown in (
        "Folds weights until they fit.", "Folding Briskly", "Two bit", "The Little List", "Oral", "Project page",
        "International Conference on Tiny Models", "bo-example/fold-two", "https://figures.example.org/fold.png",
        "counted 2024-05-01", "★ 1.2k", "10.1234/fold.1", "2301.00001", "2024-01-01", "@inproceedings{brisk-fold,",
        "/edit/main/entries/papers/2023/brisk-fold.yml", "template=report-a-mistake.yml&amp;entry=brisk-fold",
    ):  # fmt: skip
        assert shown in text, shown


def test_a_paper_without_authors_says_so_and_names_none(site: Path) -> None:
    page = project.read(site / "papers/nameless/index.html")

    assert page.meta("citation_author") == []
    assert "author" not in page.json_ld()[0]
    assert "The authors are not recorded yet." in (site / "papers/nameless/index.html").read_text("utf-8")


def test_a_fork_publishes_under_its_own_address_without_an_edit(tmp_path: Path) -> None:
    project.write(tmp_path, [factory.paper()])
    made = project.build(tmp_path, GITHUB_REPOSITORY="cy-example/cy-example.github.io")

    page = project.read(made / "papers/brisk-fold/index.html")
    assert page.all("link", rel="canonical", href="https://cy-example.github.io/papers/brisk-fold/")
    assert any("github.com/cy-example/cy-example.github.io/edit/" in one.get("href", "") for one in page.all("a"))
    assert project.read(made / "404.html").all("link", rel="stylesheet", href="/assets/css/site.css")


def test_by_hand_without_the_hook_the_same_site_comes_out(tmp_path: Path) -> None:
    project.write(tmp_path, [*project.papers(2), factory.software()])
    hooked = project.build(tmp_path)
    shutil.move(hooked, tmp_path / "hooked")
    said = factory.SETTINGS
    (tmp_path / "plain.yml").write_text(
        f"INHERIT: mkdocs.yml\nhooks: []\nsite_name: {said.name}\nsite_description: {said.tagline}\n"
        f"site_url: {said.site_url}\nextra:\n  repository: {said.repository_url}\n",
        "utf-8",
    )

    generator(tmp_path, "build")
    assert project.mkdocs(tmp_path, "--config-file", "plain.yml").returncode == 0
    generator(tmp_path, "stamp")

    assert _content(tmp_path / "build" / "site") == _content(tmp_path / "hooked")


def _content(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def generator(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "--root", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    project.write(tmp_path, [*project.papers(2), factory.software()])
    first = _content(project.build(tmp_path))

    assert _content(project.build(tmp_path)) == first


def test_stamping_twice_is_refused_with_the_reason(site: Path) -> None:
    done = generator(site.parent.parent, "stamp")

    assert done.returncode == 2
    assert "its pages are already stamped" in done.stderr


def test_entries_with_errors_are_not_published(tmp_path: Path) -> None:
    project.write(tmp_path, [factory.paper()])
    (tmp_path / "entries/papers/2023/broken.yml").write_text("title: A\n", "utf-8")

    done = project.mkdocs(tmp_path)

    assert done.returncode == 1
    assert "entries/papers/2023/broken.yml:1:1: error[missing-field]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "build" / "site").exists()


def test_the_hook_is_not_published(site: Path) -> None:
    assert not list(site.rglob("*.py"))
    assert not (site / "hooks").exists()
