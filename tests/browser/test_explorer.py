import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import project
from tests.browser import real
from tests.browser.conftest import Go, Server
from tests.browser.test_pages import axe, overflow

pytestmark = pytest.mark.browser

SEED = 20240229
COMBINATIONS = 500
ALL_SCRIPTS = 25_000
WIRE = 150_000
BUSY = "?q=fold&topic=folding,-serving&view=cards&tag=nope"
FILLED = """[0.2, 0.5, 0.8].every(at => {
  const part = document.elementFromPoint(innerWidth / 2, innerHeight * at);
  return part && !part.closest(".gap") && !part.matches("[role=list], [role=list] > [role=none]");
})"""
SORTED = "all => all.slice().sort(new Intl.Collator('en').compare)"
NODES = 3_000
FIELDS: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "topic": lambda paper: paper["lineage"],
    "year": lambda paper: [str(paper["year"])],
    "venue": lambda paper: [paper["venue"]] if "venue" in paper else [],
    "code": lambda paper: [paper["code"]],
    "tag": lambda paper: paper.get("tags", []),
    "list": lambda paper: paper.get("lists", []),
    "author": lambda paper: paper.get("authors", []),
}

Chosen = dict[str, dict[str, int]]


@pytest.fixture(scope="module")
def lab(browser: Browser, server: Server) -> Iterator[Page]:
    """Return a page that holds the filters over the real entries."""
    page = browser.new_page()
    page.goto(server.url("about/"))
    real.load(page)
    yield page
    page.close()


def seeded() -> random.Random:
    return random.Random(SEED)  # noqa: S311 - the same combinations on every run


def values() -> dict[str, dict[str, int]]:
    """Return every value of every facet, with the papers that have it as bits of one number."""
    found: dict[str, dict[str, int]] = {key: {} for key in FIELDS}
    for place, paper in enumerate(real.papers()):
        for key, read in FIELDS.items():
            for value in read(paper):
                # The explorer holds names that differ in case or accents for one person; so do we.
                found[key][value] = found[key].get(value, 0) | 1 << place
    return found


def passing(chosen: dict[str, int], having: dict[str, int], everything: int) -> int:
    included = [having[value] for value, how in chosen.items() if how > 0]
    good = everything if not included else 0
    for papers in included:
        good |= papers
    for value, how in chosen.items():
        if how < 0:
            good &= ~having[value]
    return good & everything


def combination(dice: random.Random, having: dict[str, dict[str, int]]) -> Chosen:
    chosen: Chosen = {}
    for key in dice.sample(list(having), dice.randint(1, 4)):
        if having[key]:
            some = dice.sample(sorted(having[key]), min(len(having[key]), dice.randint(1, 3)))
            chosen[key] = {value: dice.choice([1, 1, -1]) for value in some}
    return chosen


def query(chosen: Chosen) -> str:
    parts = []
    for key, some in chosen.items():
        parts += [f"{key}={quote(('-' if how < 0 else '') + value)}" for value, how in some.items()]
    return "&".join(parts)


def test_every_count_of_every_facet_is_right_in_many_random_combinations(lab: Page) -> None:
    dice, having = seeded(), values()
    everything = (1 << len(real.papers())) - 1
    wanted = [combination(dice, having) for _ in range(COMBINATIONS)]

    shown = lab.evaluate(
        """all => all.map(query => {
          const { state, unknown } = filter.parse(query, facets);
          const { total, counts, rows } = filter.apply(state, engine, facets, order);
          const named = facets.flatMap((facet, f) => facet.hidden ? [] :
            [[facet.key, Object.fromEntries(facet.values.map((value, i) => [value.id, counts[f][i]]))]]);
          return { total, unknown, rows: rows.length, counts: Object.fromEntries(named) };
        })""",
        [query(chosen) for chosen in wanted],
    )
    narrowed = 0
    for chosen, found in zip(wanted, shown, strict=True):
        good = {key: passing(chosen.get(key, {}), having[key], everything) for key in FIELDS}
        result = everything
        for papers in good.values():
            result &= papers
        assert found["unknown"] == [], chosen
        assert found["total"] == found["rows"] == result.bit_count(), chosen
        for key in found["counts"]:
            others = everything
            for other, papers in good.items():
                if other != key:
                    others &= papers
            expected = {value: (papers & others).bit_count() for value, papers in having[key].items()}
            assert {value: n for value, n in found["counts"][key].items() if value in expected} == expected, (
                key,
                chosen,
            )
            assert all(n == 0 for value, n in found["counts"][key].items() if value not in expected)
        narrowed += 0 < found["total"] < len(real.papers())
    assert narrowed > COMBINATIONS / 4, "most combinations must leave something, else they prove little"


def test_an_address_and_its_view_turn_into_each_other(lab: Page) -> None:
    dice, having = seeded(), values()
    addresses = []
    for _ in range(300):
        extra = dice.choice(["", "&sort=title", "&view=cards", "&sort=added&view=cards", "&ids=brisk-fold,calm-round"])
        words = dice.choice(["", "&q=kv+cache", "&q=a%26b%3D%23c", "&q=%3Cb%3E+%25"])
        addresses.append(query(combination(dice, having)) + words + extra)

    turned = lab.evaluate(
        """all => all.map(query => {
          const shape = state => JSON.stringify({ ...state, on: Object.entries(state.on).filter(([, some]) => some.size)
            .map(([key, some]) => [key, [...some].sort((a, b) => a[0] - b[0])]).sort() });
          const once = filter.parse(query, facets).state;
          const written = filter.write(once, facets);
          const twice = filter.parse(written, facets).state;
          return [shape(once), shape(twice), written, filter.write(twice, facets)];
        })""",
        addresses,
    )
    for first, second, written, again in turned:
        assert first == second
        assert written == again
        assert " " not in written
        assert "<" not in written


@pytest.mark.parametrize(
    ("given", "years"),
    [
        ("2020", ["2020"]),
        ("2019-2021", ["2019", "2020", "2021"]),
        ("2022-", ["2022", "2023", "2024"]),
        ("2019,2023", ["2019", "2023"]),
        ("-2019,-2020-2022", ["-2019", "-2020", "-2021", "-2022"]),
        ("1066", []),
        ("20x9", []),
        ("constructor", []),
    ],
)
def test_years_are_single_ranges_or_open(go: Go, given: str, years: list[str]) -> None:
    page = explorer(go, f"?year={given}")

    found = [box.evaluate("box => box.labels[0].firstChild.nextSibling.data.trim()") for box in checked(page).all()]
    out = page.get_by_role("group", name="Year").get_by_role("button", pressed=True)
    found += [f"-{one.get_attribute('aria-label').split()[-1]}" for one in out.all()]  # type: ignore[union-attr] # set
    assert sorted(found) == sorted(years)


def explorer(go: Go, query: str = "", **options: Any) -> Page:
    page = go(f"explorer/{query}", **options).page
    page.wait_for_selector("#explorer[data-ready]", state="attached")
    return page


def count(page: Page) -> Locator:
    return page.locator("main").get_by_role("status")


def checked(page: Page) -> Locator:
    return page.get_by_role("group").get_by_role("checkbox", checked=True)


def box(page: Page, group: str, name: str) -> Locator:
    return page.get_by_role("group", name=group, exact=True).get_by_role(
        "checkbox", name=re.compile(rf"^{name} [\d,]+$")
    )


def titles(page: Page) -> list[str]:
    return page.locator("#explorer a.name").all_inner_texts()


TOTAL = len(project.papers(120))


def test_all_papers_are_there_newest_first(go: Go) -> None:
    page = explorer(go)

    expect(count(page)).to_have_text(f"{TOTAL} papers")
    years = [int(year) for year in page.locator("#explorer td.year").all_inner_texts()]
    assert years == sorted(years, reverse=True)
    assert page.get_by_role("table", name="Papers").get_attribute("aria-rowcount") == str(TOTAL + 1)


def test_a_value_is_included_excluded_and_dropped_and_the_address_follows(go: Go) -> None:
    page = explorer(go)
    rounding = box(page, "Topic", "Rounding")

    rounding.check()
    expect(count(page)).to_have_text(f"2 of {TOTAL} papers")
    assert urlsplit(page.url).query == "topic=rounding"
    page.get_by_role("button", name="Exclude Rounding").click()
    expect(rounding).not_to_be_checked()
    expect(page.get_by_role("button", name="Exclude Rounding")).to_have_attribute("aria-pressed", "true")
    expect(count(page)).to_have_text(f"{TOTAL - 2} of {TOTAL} papers")
    assert urlsplit(page.url).query == "topic=-rounding"
    page.get_by_role("button", name="Exclude Rounding").click()
    expect(count(page)).to_have_text(f"{TOTAL} papers")
    assert urlsplit(page.url).query == ""


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(go: Go) -> None:
    page = explorer(go)

    box(page, "Venue", "ICTM").check()
    box(page, "Venue", "JTM").check()
    expect(count(page)).to_have_text(f"2 of {TOTAL} papers")
    expect(box(page, "Code", "With code")).to_have_accessible_name("With code 1")
    box(page, "Code", "With code").check()
    expect(count(page)).to_have_text(f"1 of {TOTAL} papers")
    assert titles(page) == ["BriskFold: Folding Weights of Small Models"]


def test_back_and_forward_walk_through_the_views(go: Go) -> None:
    page = explorer(go)

    box(page, "Topic", "Rounding").check()
    page.get_by_role("button", name="Cards").click()
    expect(page.get_by_role("list", name="Papers")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("table", name="Papers")).to_be_visible()
    expect(count(page)).to_have_text(f"2 of {TOTAL} papers")
    page.go_back()
    expect(count(page)).to_have_text(f"{TOTAL} papers")
    expect(box(page, "Topic", "Rounding")).not_to_be_checked()
    page.go_forward()
    expect(box(page, "Topic", "Rounding")).to_be_checked()


def test_typing_is_one_step_back_and_not_one_for_each_letter(go: Go) -> None:
    page = explorer(go)
    field = page.locator("#explorer input[name=q]")

    field.press_sequentially("nameless")
    expect(count(page)).to_have_text(f"1 of {TOTAL} papers")
    assert urlsplit(page.url).query == "q=nameless"
    page.go_back()
    expect(count(page)).to_have_text(f"{TOTAL} papers")
    expect(field).to_have_value("")


def test_a_view_is_reopened_from_its_address(go: Go) -> None:
    page = explorer(go, "?q=study&topic=folding&year=2020-2022&venue=-ICTM&sort=title&view=cards")
    shown = titles(page)
    said = count(page).inner_text()

    assert shown == page.evaluate(SORTED, shown)
    chips = page.locator(".explorer__chips li").all_inner_texts()
    assert [chip.rstrip("\u00d7") for chip in chips] == [
        "“study”",
        "Topic: Folding & Creasing",
        "2020\u20132022",
        "not Venue: ICTM",
        "Clear all",
    ]
    again = explorer(go, f"?{urlsplit(page.url).query}")
    assert titles(again) == shown
    assert count(again).inner_text() == said


def test_what_an_address_asks_in_vain_is_ignored_and_named(go: Go) -> None:
    page = explorer(go, "?topic=__proto__,rounding&tag=nope&sort=constructor&view=toString&utm_source=x")

    expect(page.locator(".explorer__note")).to_have_text(
        "Ignored, because the list does not know it: "
        "topic “__proto__”, tag “nope”, order “constructor”, view “toString”."
    )
    expect(count(page)).to_have_text(f"2 of {TOTAL} papers")


def test_chips_drop_one_filter_each_and_all_at_once(go: Go) -> None:
    page = explorer(go, "?topic=folding,serving&year=2021-2023&q=study")

    page.get_by_role("button", name="Remove Topic: Serving").click()
    assert parse_qs(urlsplit(page.url).query)["topic"] == ["folding"]
    focused = page.evaluate("document.activeElement.closest('.explorer__chips') !== null")
    assert focused, "the focus must not fall off the page"
    page.get_by_role("button", name="Remove 2021\u20132023").click()
    assert "year" not in page.url
    page.get_by_role("button", name="Clear all").click()
    expect(count(page)).to_have_text(f"{TOTAL} papers")
    expect(page.locator("#explorer input[name=q]")).to_have_value("")
    expect(page.locator(".explorer__chips li")).to_have_count(0)


def test_a_range_of_years_is_two_choices(go: Go) -> None:
    page = explorer(go)

    page.get_by_role("combobox", name="From").select_option("2020")
    page.get_by_role("combobox", name="To").select_option("2021")
    assert urlsplit(page.url).query == "year=2020,2021"
    expect(checked(page)).to_have_count(2)
    expect(page.get_by_role("combobox", name="From")).to_have_value("2020")
    page.get_by_role("combobox", name="To").select_option("2023")
    assert urlsplit(page.url).query == "year=2020-2023"


def test_every_order_sorts(go: Go) -> None:
    page = explorer(go)
    sort = page.get_by_role("combobox", name="Sort by")

    assert sort.locator("option").all_inner_texts() == ["Newest", "Recently added", "Stars", "Title", "Venue"]
    sort.select_option("Title")
    shown = titles(page)
    assert shown == page.evaluate(SORTED, shown)
    sort.select_option("Stars")
    assert titles(page)[0].startswith("BriskFold")
    sort.select_option("Venue")
    venues = page.locator("#explorer td.venue").all_inner_texts()[:2]
    assert [venue.split()[0] for venue in venues] == ["ICTM", "JTM"]
    sort.select_option("Recently added")
    assert urlsplit(page.url).query == "sort=added"
    page.locator("#explorer input[name=q]").fill("fold")
    expect(sort.locator("option")).to_have_count(6)


def test_the_text_search_is_that_of_the_header(go: Go) -> None:
    page = explorer(go, "?q=briskfld")

    expect(page.locator(".explorer__note")).to_contain_text("Nothing is spelled “briskfld”")
    assert titles(page)[0].startswith("BriskFold")
    expect(page.locator("#explorer mark").first).to_have_text("BriskFold")
    page.locator("#explorer input[name=q]").fill("qqqqzzzz")
    expect(count(page)).to_have_text(f"0 of {TOTAL} papers")
    expect(page.locator(".explorer__note")).to_contain_text("Drop a filter")


def test_authors_and_venues_of_other_pages_lead_here(go: Go) -> None:
    page = go("papers/brisk-fold/").page

    page.get_by_role("link", name="Bo Example").first.click()
    expect(page.get_by_role("button", name="Remove Author: Bo Example")).to_be_visible()
    page.go_back()
    page.locator(".paper .where a").click()
    expect(box(page, "Venue", "ICTM")).to_be_checked()
    page.locator("#explorer .by a").first.click()
    expect(page.locator(".explorer__chips li")).to_have_text(["Author: Ada Example", "Clear all"])
    page.go_back()
    expect(box(page, "Venue", "ICTM")).to_be_checked()


def test_an_author_is_found_without_accents_and_in_any_case(lab: Page) -> None:
    names = {author for paper in real.papers() for author in paper.get("authors", [])}
    accented = sorted(name for name in names if not name.isascii())[:20]
    assert accented, "some author has an accent"

    found = lab.evaluate(
        "all => all.map(name => filter.apply(filter.parse('author=' + encodeURIComponent(name), facets).state,"
        " engine, facets, order).total)",
        [*accented, *[lab.evaluate("name => searching.fold(name).toUpperCase()", name) for name in accented]],
    )
    assert found[: len(accented)] == found[len(accented) :]
    assert min(found) > 0


def big(page: Page, papers: int) -> None:
    """Answer the page's request for the index with one of many invented papers."""
    index = {
        "version": 1,
        "topics": [[f"topic-{n}", f"Topic {n}", n // 4 - 1 if n else -1, []] for n in range(60)],
        "venues": [[f"V{n}", f"Venue {n}", []] for n in range(60)],
        "tags": [["two-bit", "Two bit", []]],
        "lists": [["little", "The Little List"]],
        "days": ["2024-01-02"],
        "software": [],
        "pages": [],
        "authors": [f"Ada Example{n}" for n in range(900)],
        "papers": {
            "id": [f"paper-{n}" for n in range(papers)],
            "title": [f"Fold{n}: A Study of {'Very ' * (n % 9)}Small Things {n}" for n in range(papers)],
            "year": [2024 - n * 8 // papers for n in range(papers)],
            "authors": [[1 + (n + k) % 900 for k in range(n % 6)] for n in range(papers)],
            "venue": [n % 61 - 1 for n in range(papers)],
            "topics": [[n % 60] for n in range(papers)],
            "lists": [[0] for _ in range(papers)],
            "places": [f"2401.{n:05d}" for n in range(papers)],
            "code": ["bo-example/fold" if n % 3 else "" for n in range(papers)],
            "unofficial": {},
            "other": {},
            "stars": {},
            "added": [0] * papers,
            "aka": {},
            "tags": {},
            "track": {},
        },
    }
    body = json.dumps(index)
    page.route("**/search.json", lambda route: route.fulfill(body=body, content_type="application/json"))


@pytest.mark.parametrize(("width", "view"), [(1280, "table"), (390, "table"), (1280, "cards")])
def test_of_ten_thousand_papers_only_those_near_the_window_are_in_the_page(go: Go, width: int, view: str) -> None:
    page = go("about/", width=width).page
    big(page, 10_000)
    page.goto(page.url.replace("about/", f"explorer/?view={view}"))
    page.wait_for_selector("#explorer[data-ready]", state="attached")

    expect(count(page)).to_have_text("10,000 papers")
    expect(page.get_by_role("combobox", name="Sort by").locator("option", has_text="Stars")).to_have_count(0)
    most = 0
    for share in (0.0, 0.1, 0.5, 0.9, 1.0, 0.3):
        page.evaluate("share => scrollTo(0, document.documentElement.scrollHeight * share)", share)
        # Whatever the window shows of the list is filled, wherever one has scrolled to.
        page.wait_for_function(FILLED)
        most = max(most, page.evaluate("document.querySelectorAll('*').length"))
    assert most <= NODES
    page.wait_for_function("""() => {
      scrollTo(0, document.documentElement.scrollHeight);
      return document.querySelector("#explorer [data-paper=paper-9999]");
    }""")


def test_the_page_keeps_to_its_budget_with_the_real_index(go: Go) -> None:
    visit = go("explorer/")
    invented = sum(size for url, size in visit.sizes.items() if url.endswith("search.json"))

    assert invented > 0
    assert visit.bytes - invented + real.index_bytes() <= WIRE, visit.sizes
    assert visit.page.evaluate("document.querySelectorAll('*').length") <= NODES
    assert sum("search.json" in url for url in visit.requests) == 1, "what is preloaded is used"


def test_all_scripts_together_are_small(site: Path) -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 6, mtime=0)) for path in site.glob("assets/js/*.js")}

    assert len(sizes) > 5
    assert sum(sizes.values()) <= ALL_SCRIPTS, sizes


@pytest.mark.parametrize(
    ("query", "width"),
    [("", 1280), ("", 390), (BUSY, 1280), (BUSY, 320), ("?q=qqqqzzzz", 390)],
)
def test_every_state_is_accessible_and_fits(go: Go, query: str, width: int) -> None:
    visit = go(f"explorer/{query}", width=width)
    page = visit.page
    if width < 600:
        page.locator(".filters summary").click()

    assert visit.faults == []
    assert visit.foreign == []
    assert overflow(page) <= 0
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page) == [], "in the dark"


def test_nothing_moves_while_the_papers_arrive(go: Go) -> None:
    for width in (1280, 390):
        page = explorer(go, "?q=fold", width=width)
        assert page.evaluate("window.layoutShift") <= 0.02


def test_targets_are_large_enough(go: Go) -> None:
    page = explorer(go, "?topic=folding&view=table")

    small = page.locator("#explorer :is(button, select, input, label)").evaluate_all(
        """all => all.filter(one => one.offsetParent && !one.closest("label input"))
          .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )
    assert [html for html in small if 'type="checkbox"' not in html] == []


def test_the_keyboard_works_the_filters(go: Go) -> None:
    page = explorer(go)

    box(page, "Topic", "Rounding").focus()
    page.keyboard.press("Space")
    expect(count(page)).to_have_text(f"2 of {TOTAL} papers")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Exclude Rounding")).to_be_focused()
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(f"{TOTAL - 2} of {TOTAL} papers")
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="BibTeX")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="BibTeX")).to_be_hidden()
    expect(page.locator(".menu summary")).to_be_focused()


def test_the_keyboard_need_not_walk_through_all_filters(go: Go) -> None:
    page = explorer(go)

    box(page, "Topic", "Compression").focus()
    page.keyboard.press("Shift+Tab")
    skip = page.get_by_role("link", name="Skip the filters")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#papers [data-paper]') !== null")
    assert urlsplit(page.url).query == ""


def test_without_scripts_topics_and_files_are_offered(go: Go) -> None:
    page = go("explorer/", scripts=False).page

    links = page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert "../topics/rounding/" in links
    assert {"../papers.bib", "../papers.csv", "../papers.json", "../papers.ris"} <= set(links)


def test_the_words_of_strangers_are_only_words(go: Go) -> None:
    for query in ("", "?view=cards"):
        visit = go(f"explorer/{query}")
        shown = []
        for key, title in project.HOSTILE.items():
            link = visit.page.locator(f"#explorer [data-paper={key}] a.name")
            visit.page.locator("#explorer input[name=q]").fill(title[:50])
            shown.append(link.first.inner_text().split() == title.split())
        assert all(shown)
        assert visit.page.evaluate("window.pwned") is None
        assert visit.foreign == []
        assert visit.faults == []


@pytest.mark.parametrize(
    "query",
    [
        "?q=%3Cimg%20src=x%20onerror=window.pwned=1%3E",
        "?topic=%3Csvg%20onload=window.pwned=1%3E&author=%3Cscript%3E",
        "?ids=../../evil,brisk-fold,%3Cb%3E#%22%3E%3Csvg%20onload=window.pwned=1%3E",
        "?q=" + "a%20" * 300,
        "?year=" + "2020-" * 50,
    ],
)
def test_an_evil_address_does_nothing(go: Go, query: str) -> None:
    visit = go(f"explorer/{query}")
    visit.page.wait_for_selector("#explorer[data-ready]", state="attached")

    assert visit.page.evaluate("window.pwned") is None
    assert visit.page.locator("#explorer :is(img, script, svg, iframe)").count() == 0
    assert visit.foreign == []
    assert visit.faults == []


def test_an_index_that_cannot_be_loaded_is_said(go: Go) -> None:
    page = go("about/").page
    page.route("**/search.json", lambda route: route.abort())
    page.goto(page.url.replace("about/", "explorer/"))

    expect(page.locator("#explorer")).to_contain_text("could not be loaded")
