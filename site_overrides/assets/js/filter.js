// What the explorer shows: a state, read from and written to an address, and the papers and counts that follow from it.
// Nothing here touches the page.
//
// The address of a view, every part optional, values joined by commas or given again:
//
//   explorer/?q=kv+cache              words, a name, an identifier or an address
//   &topic=quantization,-pruning      ids of topics, subtopics included; a hyphen before a value excludes it
//   &year=2022-2024,2019              years and ranges (2022- is open)
//   &venue=ICML&venue=MLSys           short names of venues
//   &code=yes                         or no
//   &tag=…&list=…                     ids of tags and of source lists
//   &author=Ada+Example               a whole name; case and accents do not matter
//   &ids=some-paper,another-paper     exactly these papers: how a reading list is shared
//   &sort=added                       newest (unless given), added, stars, title, venue, match
//   &view=cards                       table (unless given)
//
// Within one part any included value is enough and no excluded one may be there; all parts must hold.

import { escapeValue, fold, lineage } from "./engine.js";

export const SORTS = { newest: "Newest", added: "Recently added", stars: "Stars", title: "Title", venue: "Venue", match: "Best match" };
export const VIEWS = ["table", "cards"];

/** The facets of an index: their values in the order they are shown, and which of them each paper has. */
export function facetsOf(engine) {
  const { index, docs, count } = engine;
  const papers = docs.slice(0, count);
  const facet = (key, label, values, of) => {
    const made = { key, label, values, of: papers.map(of), known: new Map() };
    values.forEach(({ id, name }, i) => {
      for (const text of [id, name]) if (!made.known.has(fold(text))) made.known.set(fold(text), i);
    });
    return made;
  };
  const named = (entries) => entries.map(([id, name]) => ({ id, name }));
  const depth = [];
  const topics = index.topics.map(([id, name, parent], i) => {
    depth[i] = parent < 0 ? 0 : depth[parent] + 1;
    return { id, name, depth: depth[i] };
  });
  const years = [...new Set(papers.map(({ year }) => year))].sort((a, b) => b - a).map(String);
  const people = new Map();
  const names = [];
  const person = (name) => {
    const key = fold(name);
    if (!people.has(key)) people.set(key, names.push({ id: name, name }) - 1);
    return people.get(key);
  };
  const made = [
    facet("topic", "Topic", topics, (paper) => lineage(index, paper.topics)),
    facet("year", "Year", years.map((id) => ({ id, name: id })), ({ year }) => [years.indexOf(String(year))]),
    facet("venue", "Venue", index.venues.map(([id, about]) => ({ id, name: id, about })), ({ venue }) => (venue === null ? [] : [venue])),
    facet("code", "Code", [{ id: "yes", name: "With code" }, { id: "no", name: "Without code" }],
      ({ code, unofficial }) => [code.length + unofficial.length ? 0 : 1]),
    facet("tag", "Tag", named(index.tags), ({ tags }) => tags),
    facet("list", "Source list", named(index.lists), ({ lists }) => lists),
  ];
  const authors = facet("author", "Author", names, (paper) => paper.authors.map(person));
  authors.known = people;
  authors.hidden = true;
  return [...made, authors];
}

export const empty = () => ({ q: "", on: {}, ids: null, sort: "", view: "table" });

/** Whether a value is included (1), excluded (-1) or off (0). */
export const stateOf = (state, key, value) => state.on[key]?.get(value) || 0;

/** A state with one value set to 1, -1 or 0. */
export function set(state, key, value, how) {
  const values = new Map(state.on[key]);
  if (how) values.set(value, how);
  else values.delete(value);
  return { ...state, on: { ...state.on, [key]: values } };
}

/** The state that an address asks for, and what in it nobody knows. */
export function parse(query, facets) {
  const parameters = new URLSearchParams(query);
  const state = empty();
  const unknown = [];
  state.q = (parameters.get("q") || "").slice(0, 400);
  for (const facet of facets) {
    const values = new Map();
    for (const given of parameters.getAll(facet.key)) {
      for (const piece of facet.known.has(fold(given)) ? [given] : given.split(",")) {
        const text = piece.trim();
        if (!text) continue;
        const exact = facet.known.has(fold(text));
        const how = text.startsWith("-") && !exact ? -1 : 1;
        const plain = how < 0 ? text.slice(1) : text;
        const found = facet.key === "year" ? between(facet, plain) : [facet.known.get(fold(plain))].filter((value) => value !== undefined);
        if (!found.length) unknown.push(`${facet.label.toLowerCase()} “${plain.slice(0, 60)}”`);
        for (const value of found) values.set(value, how);
      }
    }
    if (values.size) state.on[facet.key] = values;
  }
  if (parameters.has("ids")) state.ids = parameters.get("ids").split(",").filter((id) => /^[a-z0-9-]{1,80}$/.test(id)).slice(0, 2000);
  const sort = parameters.get("sort");
  if (sort && !Object.hasOwn(SORTS, sort)) unknown.push(`order “${sort.slice(0, 60)}”`);
  else state.sort = sort || "";
  const view = parameters.get("view");
  if (view && !VIEWS.includes(view)) unknown.push(`view “${view.slice(0, 60)}”`);
  else state.view = view || "table";
  return { state, unknown };
}

function between(facet, text) {
  const match = text.match(/^(\d{4})(?:-(\d{4})?)?$/);
  if (!match) return [];
  const first = +match[1], last = match[0].includes("-") ? +(match[2] || 9999) : first;
  return facet.values.map((_, i) => i).filter((i) => +facet.values[i].id >= first && +facet.values[i].id <= last);
}

/** The address of a state: the part after the question mark, or "". */
export function write(state, facets) {
  const parts = [];
  if (state.q.trim()) parts.push(`q=${escapeValue(state.q.trim())}`);
  for (const facet of facets) {
    const chosen = state.on[facet.key];
    if (!chosen?.size) continue;
    const texts = facet.key === "year" ? runs(facet, chosen) : [...chosen].sort((a, b) => a[0] - b[0]).map(([value, how]) => (how < 0 ? "-" : "") + facet.values[value].id);
    if (texts.some((text) => text.includes(","))) for (const text of texts) parts.push(`${facet.key}=${escapeValue(text)}`);
    else parts.push(`${facet.key}=${texts.map(escapeValue).join(",")}`);
  }
  if (state.ids) parts.push(`ids=${state.ids.join(",")}`);
  if (state.sort) parts.push(`sort=${state.sort}`);
  if (state.view !== "table") parts.push(`view=${state.view}`);
  return parts.join("&");
}

/** Chosen years as single years and ranges: a run of three or more of the list's years is a range. */
export function runs(facet, chosen) {
  const found = [];
  for (const how of [1, -1]) {
    const places = [...chosen].filter((one) => one[1] === how).map(([value]) => value).sort((a, b) => b - a);
    for (let i = 0; i < places.length;) {
      let last = i;
      while (last + 1 < places.length && places[last + 1] === places[last] - 1) last++;
      const sign = how < 0 ? "-" : "";
      if (last - i >= 2) found.push(`${sign}${facet.values[places[i]].id}-${facet.values[places[last]].id}`), (i = last + 1);
      else found.push(sign + facet.values[places[i++]].id);
    }
  }
  return found;
}

/** The orders of all papers, made when first asked for. Papers without the value come last. */
export function orders(engine) {
  const { docs, count, index } = engine;
  const known = new Map();
  const { compare } = new Intl.Collator("en");
  const missing = (a, b) => (a === null || a === "") - (b === null || b === "");
  const venue = (doc) => (docs[doc].venue === null ? "" : index.venues[docs[doc].venue][0]);
  const rules = {
    added: (a, b) => missing(docs[a].added, docs[b].added) || compareText(docs[b].added, docs[a].added),
    stars: (a, b) => missing(docs[a].stars, docs[b].stars) || docs[b].stars - docs[a].stars,
    title: (a, b) => compare(docs[a].title, docs[b].title),
    venue: (a, b) => missing(venue(a), venue(b)) || compare(venue(a), venue(b)),
  };
  return (name) => {
    if (!known.has(name)) {
      const order = Array.from({ length: count }, (_, doc) => doc);
      // The index stands newest first, and sorting keeps the order of equals.
      known.set(name, Object.hasOwn(rules, name) ? order.sort(rules[name]) : order);
    }
    return known.get(name);
  };
}

const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** The order a state asks for: best match first while words are searched, else newest. */
export const sortOf = (state) => state.sort || (state.q.trim() ? "match" : "newest");

/** The papers of a state in its order, and for every facet how many papers each value has among those of all others. */
export function apply(state, engine, facets, order) {
  const { docs, count } = engine;
  const found = state.q.trim() ? engine.match(state.q) : null;
  const only = state.ids && new Set(state.ids);
  const counts = facets.map((facet) => new Uint32Array(facet.hidden ? 0 : facet.values.length));
  const active = [];
  facets.forEach((facet, f) => {
    const chosen = state.on[facet.key];
    if (!chosen?.size) return;
    const how = new Int8Array(facet.values.length);
    let needs = false;
    for (const [value, sign] of chosen) how[value] = sign, (needs ||= sign > 0);
    active.push({ f, how, needs, of: facet.of });
  });
  const passes = new Uint8Array(count);
  let total = 0;
  for (let doc = 0; doc < count; doc++) {
    if ((found && !found.scores[doc]) || (only && !only.has(docs[doc].id))) continue;
    let failed = -1, fails = 0;
    for (const { f, how, needs, of } of active) {
      let good = !needs, bad = false;
      for (const value of of[doc]) {
        if (how[value] > 0) good = true;
        else if (how[value] < 0) bad = true;
      }
      if (!good || bad) {
        failed = f;
        if (++fails > 1) break;
      }
    }
    if (fails > 1) continue;
    if (!fails) passes[doc] = 1, total++;
    for (let f = fails ? failed : 0; f < (fails ? failed + 1 : facets.length); f++) {
      if (counts[f].length) for (const value of facets[f].of[doc]) counts[f][value]++;
    }
  }
  const name = sortOf(state);
  const rows = order(name === "match" ? "newest" : name).filter((doc) => passes[doc]);
  if (name === "match" && found) rows.sort((a, b) => found.scores[b] - found.scores[a]);
  return { rows, total, counts, found };
}
