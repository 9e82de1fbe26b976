// One paper as a row of a table and as a card.

import { make, marked } from "./dom.js";
import { address, escapeValue } from "./engine.js";
import { pickButton, root } from "./start.js";

const explorer = (key, value) => new URL(`explorer/?${key}=${escapeValue(value)}`, root).href;
const outward = (place, ...children) => (address(place) ? make("a", { href: address(place), rel: "noopener" }, ...children) : null);
const stars = (count) => make("span", { className: "stars", title: `${count.toLocaleString("en")} stars` }, `★ ${compact(count)}`);
const compact = (count) => (count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 9950 ? 1 : 0)}k`);

function byline(paper, shown, needles) {
  const names = paper.authors.slice(0, shown).flatMap((name, i) => [
    i ? ", " : null,
    make("a", { href: explorer("author", name) }, marked(name, needles)),
  ]);
  if (!names.length) return ["Authors not recorded"];
  return paper.authors.length > shown ? [...names, " et al."] : names;
}

function venue(paper, engine) {
  const id = paper.venue === null ? null : engine.index.venues[paper.venue][0];
  const preprint = /^\d{4}\.|^[a-z-]+\/\d{7}$/.test(paper.places[0] || "") ? "arXiv" : "";
  return [
    id === null ? preprint : make("a", { href: explorer("venue", id), title: engine.index.venues[paper.venue][1] }, id),
    paper.track ? make("small", {}, ` ${paper.track}`) : null,
  ];
}

function topic(paper, engine) {
  const [id, name] = engine.index.topics[paper.topics[0]] || [];
  return id ? make("a", { href: explorer("topic", id) }, name) : null;
}

const code = (paper) => {
  const [place] = [...paper.code, ...paper.unofficial];
  if (!place) return null;
  return outward(place, paper.code.length ? "Code" : "Unofficial", paper.stars === null ? null : " ", paper.stars === null ? null : stars(paper.stars));
};

const title = (paper, needles) => make("a", { className: "name", href: new URL(paper.path, root).href }, marked(paper.title, needles));
const also = (paper, needles) => {
  const other = needles.length && paper.aka.find((text) => marked(text, needles).querySelector("mark"));
  return other ? make("span", { className: "by" }, "Also: ", marked(other, needles)) : null;
};
const badge = (fresh, paper) => (fresh?.has(paper.id) ? make("span", { className: "fresh" }, "new") : null);

/** A row of the table. */
export function row(paper, engine, { needles = [], fresh, place } = {}) {
  const cell = (className, ...children) => make("td", { className, role: "cell" }, ...children);
  return make("tr", { role: "row", "data-paper": paper.id, "aria-rowindex": place + 2 },
    cell("title", title(paper, needles), badge(fresh, paper), also(paper, needles), make("span", { className: "by" }, byline(paper, 3, needles)), pickButton(paper.id, paper.title)),
    cell("year", String(paper.year)),
    cell("venue", venue(paper, engine)),
    cell("topic", topic(paper, engine)),
    cell("code", code(paper)));
}

/** A card, with more authors, all topics, tags and ways to the paper. */
export function card(paper, engine, { needles = [], fresh, place, total } = {}) {
  const { topics, tags } = engine.index;
  const chips = [
    ...paper.topics.map((i) => [explorer("topic", topics[i][0]), topics[i][1]]),
    ...paper.tags.map((i) => [explorer("tag", tags[i][0]), tags[i][1]]),
  ];
  return make("article", { className: "card", role: "listitem", "data-paper": paper.id, "aria-setsize": total, "aria-posinset": place + 1 },
    make("h2", {}, title(paper, needles), badge(fresh, paper)),
    also(paper, needles),
    make("p", { className: "by" }, byline(paper, 8, needles)),
    make("p", { className: "where" }, venue(paper, engine), ` ${paper.year}`,
      paper.places.length ? [" · ", outward(paper.places[0], "Paper")] : null, code(paper) ? [" · ", code(paper)] : null),
    make("ul", { className: "chips" }, chips.map(([href, name]) => make("li", {}, make("a", { href }, name)))),
    pickButton(paper.id, paper.title));
}

/** What a comparison says of a paper, line by line: the title first. */
export function facts(paper, engine) {
  const { topics, tags } = engine.index;
  const none = (list) => (list.length ? list : "–");
  return [
    ["Title", title(paper)],
    ["Authors", paper.authors.join(", ") || "–"],
    ["Year", String(paper.year)],
    ["Venue", none(venue(paper, engine).filter(Boolean))],
    ["Topics", paper.topics.map((i) => topics[i][1]).join(", ")],
    ["Tags", paper.tags.map((i) => tags[i][1]).join(", ") || "–"],
    ["Paper", none(paper.places.slice(0, 1).map((place) => outward(place, "Read")).filter(Boolean))],
    ["Code", code(paper) || "–"],
    ["Added", paper.added || "–"],
  ];
}

/** A table of papers, with room for parts that are windowed. */
export function table(label, total) {
  const heads = ["Paper", "Year", "Venue", "Topic", "Code"].map((name) => make("th", { role: "columnheader", scope: "col" }, name));
  return make("table", { className: "papers papers--explorer", role: "table", "aria-label": label, "aria-rowcount": total + 1 },
    make("thead", { role: "rowgroup" }, make("tr", { role: "row", "aria-rowindex": 1 }, heads)));
}
