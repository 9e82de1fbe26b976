// The explorer: all papers, narrowed by words and facets. The address says all of it; its grammar stands in filter.js.

import { FORMATS, offer } from "./cut.js";
import { load } from "./data.js";
import { make, plural } from "./dom.js";
import * as filter from "./filter.js";
import { card, row, table } from "./rows.js";
import { fresh, ids, say, shelf } from "./shelf.js";
import { windowed } from "./window.js";

/** Fill the explorer's place on its page. */
export async function show(place) {
  const engine = await load();
  const facets = filter.facetsOf(engine);
  const order = filter.orders(engine);
  const view = new View(place, engine, facets, (change) => go(change(view.state), true));
  let typing = false;

  function go(state, push) {
    const query = filter.write(state, facets);
    const url = location.pathname + (query && `?${query}`);
    if (push && !typing) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
    typing = false;
    render(state, []);
  }
  function render(state, unknown) {
    view.render(state, filter.apply(state, engine, facets, order), unknown, order);
  }
  function read() {
    const { state, unknown } = filter.parse(location.search, facets);
    render(state, unknown);
    view.field.value = state.q;
  }

  // One step back leaves the words that were typed, not one letter of them.
  let since = 0;
  view.field.addEventListener("input", () => {
    typing = Date.now() - since < 1500;
    since = Date.now();
    go({ ...view.state, q: view.field.value }, true);
  });
  addEventListener("popstate", () => ((since = 0), read()));
  place.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.origin + link.pathname !== location.origin + location.pathname) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    since = 0;
    read();
    view.top();
  });
  read();
  place.dataset.ready = "";
}

class View {
  constructor(place, engine, facets, change) {
    Object.assign(this, { place, engine, facets, change, fresh: fresh(engine) });
    this.field = make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: false, maxLength: 400, placeholder: "Title, method, author, arXiv id", "aria-label": "Search papers" });
    this.count = make("p", { className: "explorer__count", role: "status" });
    this.note = make("p", { className: "explorer__note" });
    this.chips = make("ul", { className: "chips explorer__chips" });
    this.sort = make("select", { onchange: () => change((state) => ({ ...state, sort: this.sort.value })) });
    this.views = filter.VIEWS.map((name) =>
      make("button", { type: "button", className: "toggle", onclick: () => change((state) => ({ ...state, view: name })) }, name === "table" ? "Table" : "Cards"));
    this.results = make("div", { className: "explorer__results" });
    this.summary = make("summary", {}, "Filters");
    const panel = make("details", { className: "filters" }, this.summary, make("div", { className: "filters__list" }, this.#facets()));
    const wide = matchMedia("(min-width: 60em)");
    panel.open = wide.matches;
    wide.addEventListener("change", () => { panel.open = wide.matches; });
    const search = make("form", { className: "explorer__search", role: "search", "aria-label": "Search the papers", onsubmit: (event) => event.preventDefault() }, this.field);
    const bar = make("div", { className: "explorer__bar" }, this.count,
      make("label", {}, "Sort by ", this.sort),
      make("div", { className: "toggles", role: "group", "aria-label": "View" }, this.views),
      this.#menu());
    place.replaceChildren(panel, make("div", { className: "explorer__main" }, search, bar, this.chips, this.note, this.results));
  }

  #facets() {
    this.values = [];
    return this.facets.filter((facet) => !facet.hidden && facet.values.length).map((facet) => {
      const list = make("div", { className: `facet__values facet__values--${facet.key}` });
      facet.values.forEach((value, i) => list.append(this.#value(facet, value, i)));
      return make("fieldset", { className: "facet" }, make("legend", {}, facet.label), facet.key === "year" ? this.#range(facet) : null, list);
    });
  }

  #value(facet, { name, about, depth }, i) {
    const turn = (how) => this.change((state) => filter.set(state, facet.key, i, filter.stateOf(state, facet.key, i) === how ? 0 : how));
    const box = make("input", { type: "checkbox", onchange: () => turn(1) });
    const amount = make("span", { className: "count" });
    const not = make("button", { type: "button", className: "not", "aria-pressed": "false", "aria-label": `Exclude ${name}`, title: `Exclude ${name}`, onclick: () => turn(-1) });
    const line = make("div", { className: "value" }, make("label", { title: about !== name ? about : undefined }, box, `${name} `, amount), not);
    if (depth) line.style.setProperty("--depth", depth);
    this.values.push({ facet, i, line, box, amount, not, shown: -1, how: 0 });
    return line;
  }

  #range(facet) {
    const years = facet.values.map(({ id }) => id);
    const select = (label) => {
      const made = make("select", { "aria-label": label, onchange: () => this.#between(facet) }, make("option", { value: "" }, label), years.map((year) => make("option", { value: year }, year)));
      return made;
    };
    this.from = select("From");
    this.to = select("To");
    return make("div", { className: "range" }, this.from, "–", this.to);
  }

  #between(facet) {
    const from = +(this.from.value || 0), to = +(this.to.value || 9999);
    const [first, last] = from > to ? [to, from] : [from, to];
    this.change((state) => {
      const values = new Map();
      if (this.from.value || this.to.value) {
        facet.values.forEach(({ id }, i) => { if (+id >= first && +id <= last) values.set(i, 1); });
      }
      return { ...state, on: { ...state.on, year: values } };
    });
  }

  #menu() {
    const button = (text, action) => make("button", { type: "button", onclick: () => { this.menu.open = false; action(); } }, text);
    const papers = () => this.shown.rows.map((doc) => this.engine.docs[doc]);
    this.menu = make("details", { className: "menu" }, make("summary", {}, "Take along"),
      make("div", { className: "menu__list" },
        Object.entries(FORMATS).map(([key, { name }]) => button(name, () => offer(key, papers(), this.engine).catch((error) => say(error.message)))),
        button("Add all to reading list", () => {
          const added = shelf.add(papers().map((paper) => paper.id));
          say(`${plural(added, "paper")} added to your reading list.`);
        })));
    addEventListener("click", (event) => { if (!this.menu.contains(event.target)) this.menu.open = false; });
    this.menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.menu.open = false, this.menu.firstChild.focus();
    });
    return this.menu;
  }

  top() {
    if (this.place.getBoundingClientRect().top < 0) this.place.scrollIntoView();
  }

  render(state, shown, unknown, order) {
    Object.assign(this, { state, shown });
    this.#say(state, shown, unknown);
    this.#show(state, shown);
    this.#mark(state, shown);
    this.#sorts(state);
    filter.VIEWS.forEach((name, i) => { this.views[i].ariaPressed = String(state.view === name); });
    this.#chips(state, shown, order);
  }

  #say(state, { total, found }, unknown) {
    const all = this.engine.count;
    this.count.textContent = total === all ? plural(all, "paper") : `${total.toLocaleString("en")} of ${plural(all, "paper")}`;
    const notes = [];
    if (unknown.length) notes.push(`Ignored, because the list does not know it: ${unknown.join(", ")}.`);
    if (found?.how === "close" && total) notes.push(`Nothing is spelled “${state.q.trim()}”; these are close to it.`);
    if (found?.how === "part" && total) notes.push("No paper has all these words; these have the most telling ones.");
    if (!total) notes.push("Nothing is left. Drop a filter, or try fewer words: a method's name, two words of the title, an author, an arXiv number.");
    this.note.textContent = notes.join(" ");
    const active = this.facets.reduce((sum, { key }) => sum + (state.on[key]?.size || 0), 0);
    this.summary.textContent = active ? `Filters (${active})` : "Filters";
  }

  #show(state, { rows, found }) {
    if (this.list?.view !== state.view) {
      const cards = state.view === "cards";
      const host = cards ? make("div", { className: "cards", role: "list", "aria-label": "Papers" }) : table("Papers", rows.length);
      const spacer = () => {
        const gap = make(cards ? "div" : "td", { colSpan: 5 });
        const element = cards ? gap : make("tbody", { className: "gap", "aria-hidden": "true" }, make("tr", {}, gap));
        return { element, set: (pixels) => { gap.style.height = `${pixels}px`; element.hidden = !pixels; } };
      };
      this.results.replaceChildren(host);
      this.list = { view: state.view, host, window: windowed(host, () => make(cards ? "div" : "tbody", { role: cards ? "presentation" : "rowgroup" }), spacer) };
    }
    this.list.host.setAttribute("aria-rowcount", rows.length + 1);
    this.list.host.hidden = !rows.length;
    const make_ = state.view === "cards" ? card : row;
    const needles = found?.needles || [];
    if (this.rendered) this.top();
    this.rendered = true;
    this.list.window.fill(rows.length, (place) => make_(this.engine.docs[rows[place]], this.engine, { needles, fresh: this.fresh, place, total: rows.length }));
  }

  #mark(state, { counts }) {
    const at = new Map(this.facets.map((facet, f) => [facet, f]));
    for (const value of this.values) {
      const count = counts[at.get(value.facet)][value.i];
      const how = filter.stateOf(state, value.facet.key, value.i);
      if (count !== value.shown) value.amount.textContent = (value.shown = count).toLocaleString("en");
      value.box.checked = how > 0;
      if (how !== value.how) value.not.ariaPressed = String((value.how = how) < 0);
      value.line.className = how < 0 ? "value is-out" : how > 0 ? "value is-in" : count ? "value" : "value is-none";
    }
    const years = this.facets.find(({ key }) => key === "year");
    const [run, ...others] = filter.runs(years, state.on.year || new Map());
    const [first = "", last = first] = run && !others.length && !run.startsWith("-") ? run.split("-").reverse() : [];
    if (this.from) this.from.value = run?.includes("-") ? last : first, this.to.value = first;
  }

  #sorts(state) {
    const stars = this.engine.docs.some((doc) => doc.stars != null);
    const names = Object.keys(filter.SORTS).filter((name) => (name !== "stars" || stars) && (name !== "match" || state.q.trim()));
    if (this.sort.children.length !== names.length) {
      this.sort.replaceChildren(...names.map((name) => make("option", { value: name }, filter.SORTS[name])));
    }
    this.sort.value = filter.sortOf(state);
  }

  #chips(state) {
    const chips = [];
    const chip = (text, change) => chips.push(make("li", {}, make("button", { type: "button", className: "chip", "aria-label": `Remove ${text}`, onclick: () => {
      const place = [...this.chips.querySelectorAll("button")].indexOf(document.activeElement);
      this.change(change);
      const left = this.chips.querySelectorAll("button");
      (left[Math.min(place, left.length - 1)] || this.field).focus();
    } }, text)));
    if (state.q.trim()) chip(`“${state.q.trim()}”`, (now) => ((this.field.value = ""), { ...now, q: "" }));
    if (state.ids) chip(`a shared list of ${plural(state.ids.length, "paper")}`, (now) => ({ ...now, ids: null }));
    for (const facet of this.facets) {
      const chosen = state.on[facet.key];
      if (!chosen?.size) continue;
      if (facet.key === "year") {
        for (const run of filter.runs(facet, chosen)) {
          const { state: only } = filter.parse(`year=${run}`, [facet]);
          chip(run.startsWith("-") ? `not ${run.slice(1)}` : run.replace("-", "–"), (now) => ({
            ...now, on: { ...now.on, year: new Map([...now.on.year].filter(([value]) => !only.on.year.has(value))) },
          }));
        }
        continue;
      }
      for (const [value, how] of chosen) {
        chip(`${how < 0 ? "not " : ""}${facet.label}: ${facet.values[value].name}`, (now) => filter.set(now, facet.key, value, 0));
      }
    }
    if (state.ids) {
      chips.push(make("li", {}, make("button", { type: "button", className: "chip chip--do", onclick: () => say(`${plural(shelf.add(ids(state.ids)), "paper")} added to your reading list.`) }, "Add these to my reading list")));
    }
    if (chips.length) {
      chips.push(make("li", {}, make("button", { type: "button", className: "chip chip--do", onclick: () => {
        this.field.value = "";
        this.change((now) => ({ ...filter.empty(), view: now.view, sort: now.sort === "match" ? "" : now.sort }));
        this.field.focus();
      } }, "Clear all")));
    }
    this.chips.replaceChildren(...chips);
  }
}
