// The explorer: all papers, narrowed by words and facets. The address says all of it; its grammar stands in filter.js.

import { load, make, plural } from "./common.js";
import * as filter from "./filter.js";
import { card, FORMATS, offer, row, table, windowed } from "./list.js";
import { fresh, ids, say, shelf } from "./shelf.js";

/** Fill the explorer's place on its page. */
export async function show(place) {
  const engine = await load();
  const facets = filter.facetsOf(engine);
  const order = filter.orders(engine);
  const view = createView(place, engine, facets, (change) => go(change(view.state)));

  function go(state, how = "pushState") {
    const query = filter.write(state, facets);
    history[how](null, "", location.pathname + (query && `?${query}`));
    render(state, []);
  }
  function render(state, unknown) {
    view.render(state, filter.apply(state, engine, facets, order), unknown);
  }
  function read() {
    const { state, unknown } = filter.parse(location.search, facets);
    render(state, unknown);
    view.field.value = state.q;
  }

  // One step back leaves the words that were typed, not one letter of them.
  let since = 0;
  view.field.addEventListener("input", () => {
    go({ ...view.state, q: view.field.value }, Date.now() - since < 1500 ? "replaceState" : "pushState");
    since = Date.now();
  });
  addEventListener("popstate", () => ((since = 0), read()));
  place.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.hash || event.ctrlKey || event.metaKey || event.shiftKey || link.origin + link.pathname !== location.origin + location.pathname) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    since = 0;
    read();
    view.top();
  });
  read();
  place.dataset.ready = "";
}

/** What stands on the page: made once, then brought to every state. */
function createView(place, engine, facets, change) {
  const isNew = fresh(engine);
  const lines = [];
  const years = facets.find(({ key }) => key === "year");
  let state, rows, list, drawn;

  const button = (text, onclick, rest = {}) => make("button", { type: "button", onclick, ...rest }, text);
  const addAll = (list) => say(`${plural(shelf.add(list), "paper")} added to your reading list.`);
  const field = make("input", {
    type: "search", name: "q", autocomplete: "off", spellcheck: false, maxLength: 400,
    placeholder: "Title, method, author, arXiv id", "aria-label": "Search papers",
  });
  const count = make("p", { className: "explorer__count", role: "status" });
  const note = make("p", { className: "explorer__note" });
  const chips = make("ul", { className: "chips explorer__chips" });
  const sort = make("select", { onchange: () => change((now) => ({ ...now, sort: sort.value })) });
  const views = filter.VIEWS.map((name) =>
    button(name === "table" ? "Table" : "Cards", () => change((now) => ({ ...now, view: name })), { className: "toggle" }));
  const results = make("div", { id: "papers", tabIndex: -1 });
  const [from, to] = ["From", "To"].map((label) =>
    make("select", { "aria-label": label, onchange: between }, ["", ...years.values.map(({ id }) => id)].map((year) => make("option", { value: year }, year || label))));
  const summary = make("summary", {}, "Filters");
  const panel = make("details", { className: "filters" }, summary, make("div", { className: "filters__list" },
    make("a", { className: "skip", href: "#papers" }, "Skip the filters"), facets.filter((facet) => !facet.hidden && facet.values.length).map(fieldset)));
  const wide = matchMedia("(min-width: 60em)");
  wide.onchange = () => { panel.open = wide.matches; };
  wide.onchange();
  place.replaceChildren(panel, make("div", { className: "explorer__main" },
    make("form", { className: "explorer__search", role: "search", "aria-label": "Search the papers", onsubmit: (event) => event.preventDefault() }, field),
    make("div", { className: "explorer__bar" }, count,
      make("label", {}, "Sort by ", sort),
      make("div", { className: "toggles", role: "group", "aria-label": "View" }, views),
      exports()),
    chips, note, results));
  return { render, top, field, get state() { return state; } };

  function fieldset(facet) {
    return make("fieldset", { className: "facet" }, make("legend", {}, facet.label),
      facet === years ? make("div", { className: "range" }, from, "–", to) : null,
      make("div", { className: `facet__values facet__values--${facet.key}` }, facet.values.map((value, i) => line(facet, value, i))));
  }

  function line(facet, { name, about, depth }, i) {
    const turn = (how) => change((now) => filter.set(now, facet.key, i, filter.stateOf(now, facet.key, i) === how ? 0 : how));
    const box = make("input", { type: "checkbox", onchange: () => turn(1) });
    const amount = make("span", { className: "count" });
    const not = button("", () => turn(-1), { className: "not", ariaLabel: `Exclude ${name}`, title: `Exclude ${name}` });
    const element = make("div", { className: "value" }, make("label", { title: about === name ? "" : about }, box, `${name} `, amount), not);
    if (depth) element.style.setProperty("--depth", depth);
    lines.push({ facet, i, element, box, amount, not });
    return element;
  }

  function between() {
    const [first, last] = [+from.value, +to.value || 9999].sort((a, b) => a - b);
    const chosen = years.values.flatMap(({ id }, i) => (+id >= first && +id <= last ? [[i, 1]] : []));
    change((now) => ({ ...now, on: { ...now.on, year: new Map(from.value || to.value ? chosen : []) } }));
  }

  function exports() {
    const item = (text, action) => button(text, () => ((menu.open = false), action(rows.map((doc) => engine.docs[doc]))));
    const menu = make("details", { className: "menu" }, make("summary", {}, "Export"), make("div", { className: "menu__list" },
      Object.entries(FORMATS).map(([key, { name }]) => item(name, (papers) => offer(key, papers, engine))),
      item("Add all to reading list", (papers) => addAll(papers.map(({ id }) => id)))));
    addEventListener("click", ({ target }) => { if (!menu.contains(target)) menu.open = false; });
    menu.addEventListener("keydown", ({ key }) => { if (key === "Escape") menu.open = false, menu.firstChild.focus(); });
    return menu;
  }

  function top() {
    if (place.getBoundingClientRect().top < 0) place.scrollIntoView();
  }

  function render(now, { total, counts, found, ...rest }, unknown) {
    state = now;
    rows = rest.rows;
    tell(total, found, unknown);
    draw(found?.needles || []);
    mark(counts);
    views.forEach((view, i) => { view.ariaPressed = state.view === filter.VIEWS[i]; });
    const sorts = Object.entries(filter.SORTS).filter(([name]) => (name === "stars" ? engine.docs.some(({ stars }) => stars != null) : name !== "match" || state.q.trim()));
    if (sort.length !== sorts.length) sort.replaceChildren(...sorts.map(([value, name]) => make("option", { value }, name)));
    sort.value = filter.sortOf(state);
    chips.replaceChildren(...active());
    const chosen = facets.reduce((sum, { key }) => sum + (state.on[key]?.size || 0), 0);
    summary.textContent = chosen ? `Filters (${chosen})` : "Filters";
  }

  function tell(total, found, unknown) {
    count.textContent = (total === engine.count ? "" : `${total.toLocaleString("en")} of `) + plural(engine.count, "paper");
    note.textContent = [
      unknown.length && `Ignored, because the list does not know it: ${unknown.join(", ")}.`,
      total && found?.how === "close" && `Nothing is spelled “${state.q.trim()}”; these are close to it.`,
      total && found?.how === "part" && "No paper has all these words; these have the most telling ones.",
      !total && "Nothing is left. Drop a filter, or try fewer words: a method's name, two words of the title, an author, an arXiv number.",
    ].filter(Boolean).join(" ");
  }

  function draw(needles) {
    const cards = state.view === "cards";
    if (list?.view !== state.view) {
      const host = cards ? make("div", { role: "list", "aria-label": "Papers" }) : table("Papers");
      const spacer = () => {
        const gap = make(cards ? "div" : "td", { colSpan: 5, role: cards ? "none" : undefined });
        const element = cards ? gap : make("tbody", { className: "gap", "aria-hidden": "true" }, make("tr", {}, gap));
        return { element, set: (pixels) => { gap.style.height = `${pixels}px`; element.hidden = !pixels; } };
      };
      results.replaceChildren(host);
      list = { view: state.view, host, ...windowed(host, () => make(cards ? "div" : "tbody", { role: cards ? "presentation" : "rowgroup" }), spacer) };
    }
    if (!cards) list.host.setAttribute("aria-rowcount", rows.length + 1);
    list.host.hidden = !rows.length;
    if (drawn) top();
    drawn = true;
    list.fill(rows.length, (at) => (cards ? card : row)(engine.docs[rows[at]], engine, { needles, isNew, at, total: rows.length }));
  }

  function mark(counts) {
    for (const { facet, i, element, box, amount, not } of lines) {
      const many = counts[facets.indexOf(facet)][i].toLocaleString("en");
      const how = filter.stateOf(state, facet.key, i);
      if (amount.textContent !== many) amount.textContent = many;
      box.checked = how > 0;
      not.ariaPressed = how < 0;
      element.className = how < 0 ? "value is-out" : how > 0 ? "value is-in" : many === "0" ? "value is-none" : "value";
    }
    // The two ends of the range show it where the years chosen are one.
    const chosen = [...(state.on.year || [])].map(([value, how]) => how * value).sort((a, b) => a - b);
    const one = chosen.length && chosen[0] >= 0 && chosen.at(-1) - chosen[0] === chosen.length - 1;
    from.value = one ? years.values[chosen.at(-1)].id : "";
    to.value = one ? years.values[chosen[0]].id : "";
  }

  // What is active, each with one press to drop it.
  function active() {
    const made = [];
    const add = (text, action, rest) => made.push(make("li", {}, button(text, action, { className: "chip", ...rest })));
    const drop = (text, without) => add(text, () => {
      const place = [...chips.children].findIndex((chip) => chip.contains(document.activeElement));
      change(without);
      // The focus goes on to what took the place of the chip.
      (chips.children[Math.min(place, chips.children.length - 1)]?.firstChild || field).focus();
    }, { ariaLabel: `Remove ${text}` });
    if (state.q.trim()) drop(`“${state.q.trim()}”`, (now) => ((field.value = ""), { ...now, q: "" }));
    if (state.ids) drop(`a shared list of ${plural(state.ids.length, "paper")}`, (now) => ({ ...now, ids: null }));
    for (const facet of facets) {
      const chosen = state.on[facet.key] || new Map();
      if (facet === years) {
        for (const run of filter.runs(facet, chosen)) {
          const [sign, plain] = run.startsWith("-") ? ["not ", run.slice(1)] : ["", run];
          const gone = filter.parse(`year=${plain}`, [facet]).state.on.year;
          drop(sign + plain.replace("-", "–"), (now) => ({ ...now, on: { ...now.on, year: new Map([...now.on.year].filter(([value]) => !gone.has(value))) } }));
        }
      } else {
        for (const [value, how] of chosen) {
          drop(`${how < 0 ? "not " : ""}${facet.label}: ${facet.values[value].name}`, (now) => filter.set(now, facet.key, value, 0));
        }
      }
    }
    if (state.ids) add("Add these to my reading list", () => addAll(ids(state.ids)), { className: "chip chip--do" });
    if (made.length) {
      add("Clear all", () => {
        field.value = "";
        change(({ view, sort }) => ({ ...filter.empty(), view, sort: sort === "match" ? "" : sort }));
        field.focus();
      }, { className: "chip chip--do" });
    }
    return made;
  }
}
