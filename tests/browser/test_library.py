import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import project
from tests.browser.conftest import Go
from tests.browser.test_pages import axe, overflow

pytestmark = pytest.mark.browser

BRISK = "BriskFold: Folding Weights of Small Models"
FORMATS = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "csl.json", "CSV": "csv", "Markdown": "md"}
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
FORBIDDEN = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("forbidden", "SecurityError"); } });
}
"""


def pick(page: Page, paper: str) -> Locator:
    return page.locator(f"[data-pick='{paper}']").first


def stored(page: Page) -> dict[str, Any] | None:
    text = page.evaluate("localStorage.getItem(Object.keys(localStorage).find(key => key.startsWith('reading-list:')))")
    found: dict[str, Any] | None = json.loads(text) if text else None
    return found


def library(page: Page) -> Page:
    page.locator(".site-list").click()
    page.wait_for_selector("#reading-list[data-ready]", state="attached")
    return page


def chosen(go: Go, *papers: str, **options: Any) -> Page:
    """Return the reading list of somebody who picked some papers in the explorer."""
    page = go(f"explorer/?ids={','.join(papers)}", **options).page
    for paper in papers:
        pick(page, paper).click()
        expect(pick(page, paper)).to_have_attribute("aria-pressed", "true")
    return library(page)


def names(page: Page) -> list[str]:
    return page.get_by_role("list", name="Your papers").locator("a.name").all_inner_texts()


@pytest.mark.parametrize(
    ("path", "paper"),
    [
        ("", ""),
        ("topics/rounding/", "calm-round"),
        ("papers/brisk-fold/", "brisk-fold"),
        ("explorer/?q=briskfold", "brisk-fold"),
        ("explorer/?q=briskfold&view=cards", "brisk-fold"),
    ],
)
def test_a_paper_is_picked_wherever_it_stands_and_stays_picked(go: Go, path: str, paper: str) -> None:
    page = go(path).page
    paper = paper or str(page.locator("[data-pick]").first.get_attribute("data-pick"))

    expect(pick(page, paper)).to_have_attribute("aria-pressed", "false")
    pick(page, paper).click()
    expect(pick(page, paper)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("link", name="Reading list (1)")).to_be_visible()
    page.reload()
    expect(pick(page, paper)).to_have_attribute("aria-pressed", "true")
    assert stored(page) == {"picked": [paper], "read": [], "seen": None}
    pick(page, paper).press("Enter")
    expect(pick(page, paper)).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("link", name="Reading list", exact=True)).to_be_visible()


def test_the_buttons_have_names_and_are_large_enough(go: Go) -> None:
    for path in ("", "topics/rounding/", "explorer/", "papers/brisk-fold/"):
        page = go(path).page
        page.locator("[data-pick]").first.wait_for()
        buttons = page.locator("[data-pick]").evaluate_all(
            "all => all.map(one => [one.ariaLabel, one.getBoundingClientRect().toJSON()])"
        )
        assert buttons
        assert all(re.match(r"Reading list", label) for label, _ in buttons)
        assert all(box["width"] >= 24 and box["height"] >= 24 for _, box in buttons), path


def test_the_list_shows_what_was_picked_last_first(go: Go) -> None:
    page = chosen(go, "brisk-fold", "calm-round")

    expect(page.get_by_role("main").get_by_role("status").first).to_have_text("2 papers")
    assert names(page) == ["Calm Round: A Study of Small Things", BRISK]


def test_a_paper_is_marked_as_read(go: Go) -> None:
    page = chosen(go, "brisk-fold", "calm-round")

    page.get_by_role("button", name=f"Read: {BRISK}").click()
    expect(page.get_by_role("main").get_by_role("status").first).to_have_text("2 papers, 1 read")
    expect(page.get_by_role("button", name=f"Read: {BRISK}")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name=f"Read: {BRISK}")).to_be_focused()
    page.reload()
    expect(page.get_by_role("button", name=f"Read: {BRISK}")).to_have_attribute("aria-pressed", "true")


def test_two_to_five_papers_are_compared_side_by_side(go: Go) -> None:
    papers = ["brisk-fold", "calm-round", "nameless", "plain-1", "plain-2", "plain-3"]
    page = chosen(go, *papers)
    boxes = page.get_by_role("list", name="Your papers").get_by_role("checkbox")

    expect(boxes).to_have_count(6)
    page.get_by_role("checkbox", name=f"Compare {BRISK}").check()
    expect(page.get_by_role("region", name="Comparison")).to_have_count(0)
    for place in range(6):
        if not boxes.nth(place).is_disabled():
            boxes.nth(place).check()
    expect(page.get_by_role("columnheader")).to_have_count(5)
    expect(boxes.and_(page.locator(":disabled"))).to_have_count(1)
    rows = page.get_by_role("region", name="Comparison").get_by_role("row")
    assert rows.locator("th[scope=row]").all_inner_texts() == [
        "Authors", "Year", "Venue", "Topics", "Tags", "Paper", "Code", "Added",
    ]  # fmt: skip
    column = page.get_by_role("columnheader").all_inner_texts().index(BRISK)
    assert rows.nth(3).locator("td").nth(column).inner_text() == "ICTM Oral"
    # What the header covers while one scrolls has no size that means anything.
    page.evaluate("scrollTo(0, 0)")
    assert axe(page) == []


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_cut_from_the_generated_file(go: Go, site: Path, tmp_path: Path, name: str) -> None:
    page = chosen(go, "brisk-fold", "evil-bib", "evil-json", "nameless")

    with page.expect_download() as told:
        page.get_by_role("button", name=name, exact=True).click()
    path = tmp_path / "download"
    told.value.save_as(path)
    text = path.read_bytes().decode()
    assert told.value.suggested_filename == f"papers.{FORMATS[name]}"
    order = ["nameless", "evil-json", "evil-bib", "brisk-fold"]
    match FORMATS[name]:
        case "csv":
            whole = list(csv.reader(io.StringIO((site / "papers.csv").read_bytes().decode(), newline="")))
            by_id = {row[0]: row for row in whole}
            assert list(csv.reader(io.StringIO(text, newline=""))) == [whole[0], *(by_id[key] for key in order)]
        case "csl.json":
            pieces = [json.loads((site / f"papers/{key}.csl.json").read_text("utf-8"))[0] for key in order]
            assert json.loads(text) == pieces
        case "md":
            lines = (site / "papers.md").read_text("utf-8").splitlines()
            assert set(text.splitlines()) <= set(lines)
            titles = [re.sub(r"\W", "", paper.title) for key in order for paper in project.papers() if paper.id == key]
            shown = [re.sub(r"\W", "", line) for line in text.splitlines()]
            assert len(shown) == 4
            assert "BriskFoldFoldingWeights" in shown[3]
            assert titles[3] in shown[3]
        case ending:
            pieces = [(site / f"papers/{key}.{ending}").read_bytes().decode() for key in order]
            assert text.split() == "\n".join(pieces).split()


@pytest.mark.parametrize("ending", ["bib", "ris", "csl", "csv"])
def test_every_paper_can_be_cut_out_and_all_of_them_are_the_file(go: Go, site: Path, ending: str) -> None:
    page = go("explorer/").page

    whole = page.evaluate(
        """async key => {
          const { text } = await import("../assets/js/list.js");
          const { load } = await import("../assets/js/common.js");
          const engine = await load();
          return text(key, engine.docs.slice(0, engine.count), engine);
        }""".replace('"../assets', f'"{page.url.split("explorer/")[0]}assets'),
        ending,
    )
    assert whole == (site / f"papers.{'csl.json' if ending == 'csl' else ending}").read_bytes().decode()


def test_a_filtered_view_is_exported_as_it_is_shown(go: Go, tmp_path: Path) -> None:
    page = go("explorer/?topic=rounding&sort=title").page

    page.locator(".menu summary").click()
    with page.expect_download() as told:
        page.get_by_role("button", name="BibTeX").click()
    path = tmp_path / "view.bib"
    told.value.save_as(path)
    assert re.findall(r"^@\w+\{([^,]+),", path.read_text("utf-8"), re.MULTILINE) == ["calm-round", "nameless"]


def test_a_list_is_shared_by_its_link_and_taken_over(go: Go) -> None:
    page = chosen(go, "brisk-fold", "calm-round")

    page.get_by_role("button", name="Copy link to this list").click()
    expect(page.locator(".toast")).to_have_text("Link copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    other = go(f"explorer/?{link.partition('?')[2]}").page
    expect(other.get_by_role("button", name="Remove a shared list of 2 papers")).to_be_visible()
    assert sorted(other.locator("#explorer a.name").all_inner_texts()) == sorted(names(page))
    other.get_by_role("button", name="Add these to my reading list").click()
    expect(other.locator(".toast")).to_have_text("2 papers added to your reading list.")
    assert stored(other) == {"picked": ["calm-round", "brisk-fold"], "read": [], "seen": None}


def test_a_whole_view_is_picked_at_once(go: Go) -> None:
    page = go("explorer/?topic=rounding").page

    page.locator(".menu summary").click()
    page.get_by_role("button", name="Add all to reading list").click()
    expect(page.locator(".toast")).to_have_text("2 papers added to your reading list.")
    expect(page.locator("#explorer [data-pick][aria-pressed=true]")).to_have_count(2)


def test_nobody_is_watched_unless_they_ask(go: Go) -> None:
    page = go("explorer/").page

    assert page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]") == []


def test_what_is_new_since_the_last_visit_is_shown_to_those_who_ask(go: Go) -> None:
    page = library(go("").page)

    page.get_by_role("checkbox", name="Remember what was on the list").check()
    seen = stored(page)
    assert seen is not None
    assert set(seen["seen"]) == {"day", "ids"}
    expect(page.get_by_role("main")).to_contain_text("Nothing new since")
    # At the last visit the list ended a day earlier: what came on its last day is new.
    page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find(key => key.startsWith("reading-list:"));
          localStorage.setItem(key, JSON.stringify({ picked: [], read: [], seen: { day: "2001-01-01", ids: [] } }));
          sessionStorage.clear();
        }"""
    )
    page.reload()
    page.wait_for_selector("#reading-list[data-ready]", state="attached")
    news = page.get_by_role("list", name="New papers").get_by_role("listitem")
    assert news.count() > 0
    again = stored(page)
    assert again is not None
    assert again["seen"]["day"] > "2001-01-01"
    page.reload()
    expect(news).not_to_have_count(0)
    page.get_by_role("link", name="Explorer").first.click()
    expect(page.locator("#explorer .fresh").first).to_be_visible()


def test_what_is_stored_is_shown_and_forgotten(go: Go) -> None:
    page = chosen(go, "brisk-fold")

    expect(page.get_by_role("region", name="What is stored")).to_contain_text("brisk-fold")
    page.get_by_role("button", name="Forget everything").click()
    expect(page.get_by_role("region", name="What is stored")).to_have_text("Nothing.")
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("Your list is empty")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("broken", [FULL, FORBIDDEN])
def test_where_nothing_can_be_kept_the_reader_is_told_and_the_page_goes_on(go: Go, broken: str) -> None:
    visit = go("about/")
    page = visit.page
    page.add_init_script(broken)
    page.goto(page.url.replace("about/", "explorer/?q=briskfold"))

    pick(page, "brisk-fold").click()
    expect(page.locator(".toast")).to_contain_text("keeps nothing")
    expect(pick(page, "brisk-fold")).to_have_attribute("aria-pressed", "true")
    assert [fault for fault in visit.faults if "Storage" not in fault and "mark.svg" not in fault] == []


@pytest.mark.parametrize(
    "text", ["{", "null", '"x"', '{"picked": 7}', '{"picked": ["<img>", 7, null, "../x", "brisk-fold"], "seen": 3}']
)
def test_what_others_left_in_the_storage_does_no_harm(go: Go, text: str) -> None:
    visit = go("about/")
    page = visit.page
    page.evaluate("text => localStorage.setItem('reading-list:' + location.pathname.replace('about/', ''), text)", text)
    page.goto(page.url.replace("about/", "reading-list/"))
    page.wait_for_selector("#reading-list[data-ready]", state="attached")

    assert [fault for fault in visit.faults if "mark.svg" not in fault] == []
    assert len(names(page)) == (1 if "brisk-fold" in text else 0)


def test_another_tab_follows(go: Go) -> None:
    page = chosen(go, "brisk-fold")
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#reading-list[data-ready]", state="attached")

    pick(page, "brisk-fold").click()
    expect(other.get_by_role("main").get_by_role("status").first).to_contain_text("Your list is empty")
    expect(other.get_by_role("link", name="Reading list", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_list_is_accessible_and_fits(go: Go, width: int) -> None:
    for page in (library(go("", width=width).page), chosen(go, "brisk-fold", "evil-markup", "nameless", width=width)):
        for box in page.get_by_role("list", name="Your papers").get_by_role("checkbox").all():
            box.check()
        assert overflow(page) <= 0
        assert axe(page) == []
        page.emulate_media(color_scheme="dark")
        assert axe(page) == [], "in the dark"
        assert page.evaluate("window.pwned") is None


def test_without_scripts_no_button_promises_anything(go: Go) -> None:
    for path in ("", "topics/rounding/", "papers/brisk-fold/"):
        page = go(path, scripts=False).page
        assert page.locator("[data-pick]:visible").count() == 0
    page = go("reading-list/", scripts=False).page
    expect(page.locator("noscript p")).to_be_visible()
