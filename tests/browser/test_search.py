import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.identity import normal_title
from tests import project
from tests.browser import known_items, real
from tests.browser.conftest import Go, Server

pytestmark = pytest.mark.browser

SEED = 20240229
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SMALL = re.compile(
    "(?:a|an|and|are|as|at|be|by|can|for|from|how|in|is|it|of|on|or|the|to|via|we|what|with)", re.IGNORECASE
)
INDEX_LIMIT = 100_000
"""Bytes over the wire for a thousand papers."""


@dataclass
class Item:
    """A query with the works that answer it; one of them, or as many as fit, must stand among the first."""

    query: str
    right: set[str]
    first: int


@dataclass
class Score:
    """How often queries of one kind found what they were made from."""

    tried: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return 1 - len(self.missed) / self.tried


Ask = Callable[[Iterable[str]], list[list[str]]]


@pytest.fixture(scope="module")
def lab(browser: Browser, server: Server) -> Iterator[Page]:
    """Return a page that holds the engine over the real entries."""
    page = browser.new_page()
    page.goto(server.url("about/"))
    real.load(page)
    yield page
    page.close()


@pytest.fixture(scope="module")
def ask(lab: Page) -> Ask:
    """Return a function that searches: the results of each query as `kind/id`, or as path where there is no id."""

    def search(queries: Iterable[str]) -> list[list[str]]:
        found: list[list[str]] = lab.evaluate(
            """all => all.map(query => (engine.search(query, 25)?.results || [])
              .map(one => one.kind === "page" ? one.path : `${one.kind}/${one.id}`))""",
            list(queries),
        )
        return found

    return search


def score(ask: Ask, items: list[Item]) -> Score:
    found = Score(len(items))
    for item, results in zip(items, ask(item.query for item in items), strict=True):
        if item.first == 1:
            # Works that share what was asked for fill the first places, in whatever order.
            places = min(len(item.right), 25)
            good = set(results[:places]) <= item.right and len(results) >= places
        else:
            good = bool(item.right & set(results[: item.first]))
        if not good:
            found.missed.append(f"{item.query!r} gave {results[:3]}, not {sorted(item.right)[:3]}")
    return found


def seeded() -> random.Random:
    return random.Random(SEED)  # noqa: S311 - the same queries on every run


def words(title: str) -> list[str]:
    """Return the words of a title that a reader would remember."""
    return [
        word for word in dict.fromkeys(re.findall(r"[^\W_]+", title)) if len(word) > 2 and not SMALL.fullmatch(word)
    ]


def name(title: str) -> str:
    head, colon, _ = title.partition(": ")
    return head if colon and len(head) <= 40 and len(head.split()) <= 4 else ""


def slip(word: str, dice: random.Random) -> str:
    """Return a word with one mistake in it: a letter left out, added, changed, or two swapped."""
    while True:
        at, letter = dice.randrange(len(word)), dice.choice(LETTERS)
        made = dice.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
            ]
        )
        if made != word:
            return made


def sharing(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return which works share each key."""
    found = defaultdict(set)
    for key, work in pairs:
        found[key].add(work)
    return found


def test_names_titles_and_identifiers_come_first(ask: Ask) -> None:
    catalog = real.entries()
    called = [(row.title, f"paper/{row.id}") for row in catalog.rows]
    called += [(name(row.title), f"paper/{row.id}") for row in catalog.rows if name(row.title)]
    called += [(tool.name, f"software/{tool.id}") for tool in catalog.tools]
    same = sharing((normal_title(text), work) for text, work in called)
    links = [(url, f"paper/{row.id}") for row in catalog.rows for url in row.paper.links.paper or ()]
    links += [(url, f"paper/{row.id}") for row in catalog.rows for url in row.paper.links.code or ()]
    links += [(url, f"software/{tool.id}") for tool in catalog.tools for url in tool.software.links.code or ()]
    places = sharing((url.lower(), work) for url, work in links)
    numbers = sharing((row.arxiv, f"paper/{row.id}") for row in catalog.rows if row.arxiv)
    numbers |= sharing((row.doi, f"paper/{row.id}") for row in catalog.rows if row.doi)
    # Symbols at the end of a name tell it from another: LoRA is not LoRA+.
    items = [Item(text, {work} if text[-1] in "+*" else same[normal_title(text)], 1) for text, work in called]
    items += [Item(url, places[url.lower()], 1) for url, _ in links if "/tree/" not in url and "/blob/" not in url]
    items += [Item(number, right, 1) for number, right in numbers.items()]

    found = score(ask, items)
    assert found.tried > 2 * len(catalog.rows)
    assert found.rate >= 0.99, found.missed[:20]


def test_three_words_of_a_title_find_it_among_the_first_five(ask: Ask) -> None:
    dice = seeded()
    same = sharing((normal_title(row.title), f"paper/{row.id}") for row in real.entries().rows)
    items = [
        Item(" ".join(dice.sample(known, 3)), same[normal_title(row.title)], 5)
        for row in real.entries().rows
        if len(known := words(row.title)) >= 3
    ]

    found = score(ask, items)
    assert found.rate >= 0.98, found.missed[:20]


def test_one_slip_still_finds_it_among_the_first_five(ask: Ask) -> None:
    dice = seeded()
    catalog = real.entries()
    same = sharing((normal_title(name(row.title)), f"paper/{row.id}") for row in catalog.rows if name(row.title))
    whole = sharing((normal_title(row.title), f"paper/{row.id}") for row in catalog.rows)
    items = []
    for row in catalog.rows:
        called = name(row.title)
        if len(normal_title(called)) > 3:
            items.append(Item(slip(called, dice), same[normal_title(called)], 5))
        long = [word for word in words(row.title) if len(word) > 4]
        if len(long) >= 3:
            wrong, *rest = dice.sample(long, 3)
            items.append(Item(" ".join([slip(wrong, dice), *rest]), whole[normal_title(row.title)], 5))
            items.append(Item(row.title.replace(wrong, slip(wrong, dice), 1), whole[normal_title(row.title)], 5))

    found = score(ask, items)
    assert found.rate >= 0.95, found.missed[:20]


def test_an_author_and_a_word_find_it_among_the_first_five(ask: Ask) -> None:
    dice = seeded()
    rows = [row for row in real.entries().rows if row.authors]
    right: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        for author in row.authors:
            for word in words(row.title):
                right[author.split()[-1].lower(), word.lower()].add(f"paper/{row.id}")
    items = []
    for row in rows:
        family = dice.choice(row.authors).split()[-1]
        word = dice.choice(words(row.title))
        items.append(Item(f"{family} {word}", right[family.lower(), word.lower()], 5))

    found = score(ask, items)
    assert found.rate >= 0.97, found.missed[:20]


def hand_written() -> Iterator[tuple[str, Item]]:
    titles = {f"paper/{row.id}": normal_title(row.title) for row in real.entries().rows}
    for line in known_items.QUERIES.strip().splitlines():
        query, rest = line.split(" | ", 1)
        expected, kind, first = rest.rsplit(" | ", 2)
        if re.match(r"(topics|software)/", expected):
            right = {expected.replace("topics/", "topic/")}
        elif expected.endswith("/"):
            right = {expected}
        else:
            right = {work for work, title in titles.items() if title.startswith(normal_title(expected))}
        assert right, f"no entry is called {expected!r}"
        yield kind, Item(query, right, int(first) if len(right) == 1 or int(first) > 1 else len(right))


def test_queries_written_by_hand_find_what_they_mean(ask: Ask) -> None:
    items = [item for _, item in hand_written()]

    assert len(items) >= 100
    found = score(ask, items)
    assert found.rate >= 0.99, found.missed


def test_the_index_is_compact(lab: Page) -> None:
    assert real.index_bytes() / len(real.entries().rows) <= INDEX_LIMIT / 1000
    assert lab.evaluate("engine.count") == len(real.entries().rows)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2301.00001", "2301.00001"),
        ("arXiv:2301.00001v3", "2301.00001"),
        ("https://arxiv.org/pdf/2301.00001v2.pdf", "2301.00001"),
        ("http://export.arxiv.org/abs/2301.00001?context=cs", "2301.00001"),
        ("https://doi.org/10.48550/arXiv.2301.00001", "2301.00001"),
        ("https://huggingface.co/papers/2301.00001", "2301.00001"),
        ("https://www.alphaxiv.org/abs/2301.00001", "2301.00001"),
        ("cs.CL/0101001", "cs.cl/0101001"),
        ("https://arxiv.org/abs/cmp-lg/9404001", "cmp-lg/9404001"),
        ("10.1234/Fold.1", "10.1234/fold.1"),
        ("doi:10.1234/fold.1.", "10.1234/fold.1"),
        ("https://dl.acm.org/doi/10.1145/1.2", "10.1145/1.2"),
        ("https://openreview.net/forum?id=aB_c-1", "openreview:aB_c-1"),
        ("https://openreview.net/pdf?referrer=x&id=aB_c-1", "openreview:aB_c-1"),
        ("https://aclanthology.org/2023.acl-long.1/", "acl:2023.acl-long.1"),
        ("https://www.aclweb.org/anthology/P18-1001.pdf", "acl:p18-1001"),
        ("https://github.com/Bo-Example/Fold", "bo-example/fold"),
        ("https://github.com/bo-example/fold.git", "bo-example/fold"),
        ("https://github.com/bo-example/fold/tree/main/src#readme", "bo-example/fold"),
        ("git@github.com:bo-example/fold.git", "bo-example/fold"),
        ("bo-example/fold", "bo-example/fold"),
        ("https://fold.example.org/", "fold.example.org"),
    ],
)
def test_an_address_or_identifier_is_understood(lab: Page, text: str, key: str) -> None:
    assert key in lab.evaluate("text => searching.identify(text)", text)


@pytest.mark.parametrize("text", ["flash attention", "2023", "12.5", "a/", "10.5 bits", "e.g. this", ""])
def test_words_are_not_taken_for_identifiers(lab: Page, text: str) -> None:
    assert lab.evaluate("text => searching.identify(text)", text) == []


def test_every_slip_of_one_letter_is_near_and_two_are_not(lab: Page) -> None:
    dice = seeded()
    near = "pairs => pairs.map(([query, word]) => searching.near(query, word))"
    once = [(slip("quantization", dice), "quantization") for _ in range(400)]
    assert set(lab.evaluate(near, once)) == {2}
    assert lab.evaluate(near, [("quonlization", "quantization"), ("xyantization", "quantization")]) == [0, 0]
    assert lab.evaluate(near, [("quamti", "quantization")]) == [1], "a slip in a beginning"


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("KV-Cache Folding", ["kvcache"], ["KV-Cache"]),
        ("FlashFold: Fast", ["flash", "fold", "flashfold"], ["FlashFold"]),
        ("José Müller-Lüdenscheidt", ["muller"], ["Müller"]),
        ("Unfolding", ["fold"], ["fold"]),
        ("An Art of It", ["a"], ["A", "A"]),
        ("H$_2$O", ["h2o"], ["H$_2$O"]),
        ("Straße", ["strasse"], ["Straße"]),
        ("<b>bold</b> &amp;", ["bold"], ["bold"]),
        ("", ["x"], []),
    ],
)
def test_what_was_found_is_marked_in_place(lab: Page, text: str, query: list[str], marked: list[str]) -> None:
    spans = lab.evaluate("([text, needles]) => searching.spans(text, needles)", [text, query])
    assert [text[start:end] for start, end in spans] == marked


@pytest.mark.parametrize("place", ["javascript:alert(1)", "data:text/html,x", "//evil.example.org/", "ftp://a.b/c", ""])
def test_only_web_addresses_become_links(lab: Page, place: str) -> None:
    assert lab.evaluate("place => searching.address(place)", place) in {"", f"https://github.com/{place}"}


def box(page: Page) -> Page:
    page.keyboard.press("/")
    expect(page.get_by_role("combobox").first).to_be_focused()
    return page


def test_the_index_is_fetched_when_somebody_searches_and_not_before(go: Go) -> None:
    visit = go("")
    assert not any("search.json" in url for url in visit.requests)

    box(visit.page)
    visit.page.wait_for_load_state("networkidle")
    assert sum("search.json" in url for url in visit.requests) == 1
    assert visit.faults == []


@pytest.mark.parametrize(
    ("path", "key"),
    [("", "/"), ("papers/brisk-fold/", "Control+k"), ("explorer/", "Meta+k"), ("no/such/page/", "/")],
)
def test_a_key_opens_the_search_on_every_page(go: Go, path: str, key: str) -> None:
    page = go(path).page

    page.keyboard.press(key)
    expect(page.locator(".site-search input")).to_be_focused()
    page.keyboard.type("briskfold")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("BriskFold: Folding Weights")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/brisk-fold/")


def test_a_slash_typed_into_a_field_stays_a_slash(go: Go) -> None:
    page = go("explorer/").page
    field = page.get_by_role("searchbox", name="Search papers", exact=True)

    field.fill("a")
    field.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value("a/")


def test_arrows_choose_and_escape_closes(go: Go) -> None:
    page = box(go("").page)
    field = page.locator(".site-search input")

    field.press_sequentially("plain")
    options = page.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    field.press("ArrowUp")
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(options.last).to_contain_text("in the explorer")
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("plain")
    field.press("Escape")
    expect(field).to_have_value("")
    field.press("Escape")
    expect(field).not_to_be_focused()


def test_results_are_announced(go: Go) -> None:
    page = box(go("").page)

    page.keyboard.type("brisk fold")
    expect(page.locator(".site-search [role=status]")).to_have_text(re.compile(r"^\d+ results?$"))


def test_what_is_not_found_says_what_to_try(go: Go) -> None:
    page = box(go("").page)

    page.keyboard.type("qqqqzzzz")
    expect(page.locator(".site-search .results__note")).to_contain_text("arXiv number")
    expect(page.get_by_role("option")).to_have_count(0)


def test_topics_software_pages_venues_and_authors_are_found_too(go: Go) -> None:
    page = box(go("").page)

    for query, kind, path in [
        ("RND", "Topic", "/topics/rounding/"),
        ("tinyserve", "Framework", "/frameworks/#tinyserve"),
        ("statistics", "Page", "/statistics/"),
        ("JTM", "Venue", "/explorer/?venue=JTM"),
        ("bo example", "Author", "/explorer/?author=Bo+Example"),
    ]:
        page.locator(".site-search input").fill(query)
        option = page.get_by_role("option").filter(has=page.locator(".result__kind", has_text=kind)).first
        expect(option).to_have_attribute("href", re.compile(re.escape(path) + "$"))


def test_the_words_of_strangers_are_only_words(go: Go) -> None:
    visit = go("")
    page = box(visit.page)

    for title in project.HOSTILE.values():
        page.locator(".site-search input").fill(title[:60])
        expect(page.get_by_role("option").first).to_be_visible()
    page.locator(".site-search input").fill("script alert img onerror pwned svg onload")
    expect(page.get_by_role("option").first).to_be_visible()
    shown = page.locator(".site-search .result *").evaluate_all("all => [...new Set(all.map(one => one.localName))]")
    assert set(shown) <= {"span", "mark"}
    assert page.evaluate("window.pwned") is None
    assert visit.foreign == []


def test_on_a_phone_a_button_opens_the_search(go: Go) -> None:
    page = go("", width=390).page

    expect(page.locator(".site-search input")).to_be_hidden()
    page.locator(".site-search__open").click()
    expect(page.locator(".site-search input")).to_be_focused()
    page.keyboard.type("brisk fold")
    expect(page.get_by_role("option").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".site-search input")).to_be_hidden()


def test_the_field_of_the_home_page_is_a_search_box_too(go: Go) -> None:
    page = go("").page

    page.locator("#home-search").click()
    expect(page.locator("#home-search")).to_have_role("combobox")
    page.keyboard.type("briskfold")
    expect(page.get_by_role("option").first).to_contain_text("BriskFold")


def test_a_search_that_cannot_load_says_so_and_tries_again(go: Go) -> None:
    page = go("").page
    page.route("**/search.json", lambda route: route.abort())

    box(page)
    page.keyboard.type("brisk")
    expect(page.locator(".site-search .results__note")).to_contain_text("could not be loaded")
    page.unroute("**/search.json")
    page.keyboard.type("fold")
    expect(page.get_by_role("option").first).to_contain_text("BriskFold")


def test_without_scripts_the_field_leads_to_the_explorer(go: Go) -> None:
    page = go("", scripts=False).page

    page.locator(".site-search input").fill("brisk fold")
    page.locator(".site-search input").press("Enter")
    page.wait_for_url("**/explorer/?q=brisk+fold")
