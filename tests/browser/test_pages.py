from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import project
from tests.browser.conftest import Go

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
KINDS = {
    "home": "",
    "topics": "topics/",
    "topic": "topics/compression/",
    "leaf": "topics/folding/",
    "paper": "papers/brisk-fold/",
    "nameless": "papers/nameless/",
    "hostile": "papers/evil-markup/",
    "frameworks": "frameworks/",
    "table": "tables/costs/",
    "statistics": "statistics/",
    "about": "about/",
    "contributing": "contributing/",
    "fields": "contributing/entries/",
    "mistakes": "contributing/mistakes/",
    "not found": "no/such/page/",
}
# Transferred, cold and compressed, headers included. The home page, a paper, a topic of a hundred rows.
BYTES = {"home": 75_000, "paper": 75_000, "leaf": 100_000}
OUR_SCRIPTS = 3_000
WIDTHS = (1280, 390)


def axe(page: Page) -> list[str]:
    """Return what axe finds: WCAG A and AA and its best practices, each with the elements."""
    # Colours on their way from one value to the next have no contrast that means anything.
    page.add_style_tag(content="*, ::before, ::after { transition: none !important; animation: none !important; }")
    page.evaluate(AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: list[dict[str, Any]] = page.evaluate(
        "tags => axe.run(document, { runOnly: { type: 'tag', values: tags } }).then(found => found.violations)", tags
    )
    return [f"{one['id']}: {', '.join(str(node['target']) for node in one['nodes'][:4])}" for one in found]


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_whole_and_alone(go: Go, kind: str, width: int) -> None:
    visit = go(KINDS[kind], width=width)

    missing = ["404 (Not Found)"] if kind == "not found" else []
    assert [one for one in visit.faults if not any(known in one for known in missing)] == []
    assert visit.foreign == []
    assert visit.page.evaluate("window.layoutShift") <= 0.02
    assert overflow(visit.page) <= 0
    assert axe(visit.page) == []
    visit.page.emulate_media(color_scheme="dark")
    assert axe(visit.page) == [], "in the dark"
    assert visit.page.evaluate("window.pwned") is None
    visit.page.set_viewport_size({"width": 320, "height": 600})
    assert overflow(visit.page) <= 0, "at 320 pixels"


@pytest.mark.parametrize("kind", BYTES)
def test_a_page_keeps_to_its_budget(go: Go, kind: str) -> None:
    visit = go(KINDS[kind], until="networkidle")

    assert visit.bytes <= BYTES[kind], visit.sizes
    assert sum(visit.of(".js").values()) - 200 * len(visit.of(".js")) <= OUR_SCRIPTS, visit.of(".js")
    assert visit.page.evaluate("document.querySelectorAll('*').length") <= 1500
    assert not any("search.json" in url or "sitemap" in url for url in visit.requests)


@pytest.mark.parametrize("kind", ["home", "topics", "topic", "leaf", "paper", "frameworks", "statistics", "about"])
def test_a_page_is_whole_without_scripts(go: Go, kind: str) -> None:
    def words(scripts: bool) -> set[str]:
        return set(go(KINDS[kind], scripts=scripts).page.inner_text("article").split())

    # Buttons that only scripts can serve are not shown.
    buttons = {"Copy", "BibTeX", "RIS", "CSL-JSON", "Markdown", "Add", "to", "reading", "list", "↕"}
    assert words(scripts=True) - words(scripts=False) <= buttons


def test_without_scripts_the_system_still_chooses_the_colours(go: Go) -> None:
    def ground(scheme: str) -> str:
        page = go("", scheme=scheme, scripts=False).page
        return str(page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))

    assert ground("dark") != ground("light")


def test_the_reader_chooses_other_colours_and_they_stay(go: Go) -> None:
    page = go("").page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)

    page.get_by_role("button", name="Switch between light and dark").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Switch between light and dark").click()
    assert page.evaluate(ground) == light
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('scheme'))") == []


def test_one_click_copies_the_citation_and_says_so(go: Go, site: Path) -> None:
    page = go("papers/brisk-fold/").page

    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == (site / "papers/brisk-fold.bib").read_text("utf-8").strip()


@pytest.mark.parametrize(("name", "ending"), [("RIS", "ris"), ("CSL-JSON", "csl.json"), ("Markdown", "md")])
def test_other_formats_are_copied_from_their_files(go: Go, site: Path, name: str, ending: str) -> None:
    page = go("papers/brisk-fold/").page

    page.get_by_role("button", name=f"Copy {name}").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert (
        page.evaluate("navigator.clipboard.readText()") == (site / f"papers/brisk-fold.{ending}").read_bytes().decode()
    )


def cells(page: Page, column: int) -> list[str]:
    return [text.strip() for text in page.locator(f".papers tbody tr > :nth-child({column})").all_inner_texts()]


def test_a_table_is_sorted_by_a_click_on_its_head_and_turned_by_another(go: Go) -> None:
    page = go("topics/folding/").page
    year = page.get_by_role("columnheader", name="Year")

    year.get_by_role("button").click()
    assert year.get_attribute("aria-sort") == "descending"
    assert cells(page, 2) == sorted(cells(page, 2), reverse=True)
    year.get_by_role("button").click()
    assert year.get_attribute("aria-sort") == "ascending"
    assert cells(page, 2) == sorted(cells(page, 2))
    page.get_by_role("columnheader", name="Venue").get_by_role("button").press("Enter")
    assert year.get_attribute("aria-sort") is None


def test_what_has_no_value_stays_last_whichever_way_a_table_is_sorted(go: Go) -> None:
    page = go("topics/folding/").page
    button = page.get_by_role("columnheader", name="Code").get_by_role("button")

    for _ in range(2):
        button.click()
        assert "1.2k" in cells(page, 4)[0]
        assert cells(page, 4)[-1] == ""


def test_the_first_stop_of_the_keyboard_skips_to_the_content(go: Go) -> None:
    page = go("papers/brisk-fold/").page

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")


STOP = """() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  const box = stop.getBoundingClientRect(), style = getComputedStyle(stop);
  const within = (start, size, room) => (Math.max(start, 0) + Math.min(start + size, room)) / 2;
  const [x, y] = [within(box.left, box.width, innerWidth), within(box.top, box.height, innerHeight)];
  const top = document.elementFromPoint(x, y);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || stop.matches("svg a");
  return { name: stop.outerHTML.slice(0, 100), seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    free: !!top && (stop.contains(top) || top.contains(stop)), ring };
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["home", "paper", "topic", "statistics"])
def test_the_keyboard_reaches_all_and_its_focus_is_seen(go: Go, kind: str, width: int) -> None:
    page = go(KINDS[kind], width=width).page
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)

    assert 15 < len(stops) < 400, "the focus never left the page"
    assert [stop["name"] for stop in stops if not (stop["seen"] and stop["free"] and stop["ring"])] == []


def test_paper_shows_no_tools_on_paper(go: Go) -> None:
    page = go("papers/brisk-fold/").page
    page.emulate_media(media="print")

    for hidden in (".site-header", ".site-footer", ".copy", ".mend"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("#bibtex")).to_be_visible()
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("key", project.HOSTILE)
def test_the_words_of_a_hostile_paper_are_shown_as_they_are(go: Go, key: str) -> None:
    visit = go(f"papers/{key}/")

    assert visit.page.locator("h1").inner_text().split() == project.HOSTILE[key].split()
    assert visit.page.evaluate("window.pwned") is None
    assert visit.foreign == []
    assert visit.faults == []
