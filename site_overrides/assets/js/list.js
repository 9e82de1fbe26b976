// Papers as rows of a table and as cards, in a list of which only the part near the window is in the page, and as
// files: pieces cut from the files that were generated, so that a citation has one author only.

import { make, marked } from "./common.js";
import { address, escapeValue } from "./engine.js";
import { say } from "./shelf.js";
import { pickButton, root } from "./start.js";

const explorer = (key, value) => new URL(`explorer/?${key}=${escapeValue(value)}`, root).href;
const outward = (place, ...children) => (address(place) ? make("a", { href: address(place), rel: "noopener" }, ...children) : null);
// 999, 1.2k, 34k: as the pages write them.
const compact = (count) => (count < 1000 ? String(count) : `${count < 10_000 ? Math.floor(count / 100) / 10 : Math.floor(count / 1000)}k`);
const stars = (count) => (count === null ? "" : [" ", make("span", { className: "stars" }, `★ ${compact(count)}`)]);

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
  const [place = ""] = [...paper.code, ...paper.unofficial];
  return outward(place, paper.code.length ? "Code" : "Unofficial", stars(paper.stars));
};

const title = (paper, needles) => make("a", { className: "name", href: new URL(paper.path, root).href }, marked(paper.title, needles));
const also = (paper, needles) => {
  const other = needles.length && paper.aka.find((text) => marked(text, needles).querySelector("mark"));
  return other ? make("span", { className: "by" }, "Also: ", marked(other, needles)) : null;
};
const badge = (isNew, paper) => (isNew?.has(paper.id) ? make("span", { className: "fresh" }, "new") : null);

/** A row of the table. */
export function row(paper, engine, { needles, isNew, at }) {
  const cell = (className, ...children) => make("td", { className, role: "cell" }, ...children);
  return make("tr", { role: "row", "data-paper": paper.id, "aria-rowindex": at + 2 },
    cell("title", title(paper, needles), badge(isNew, paper), also(paper, needles), make("span", { className: "by" }, byline(paper, 3, needles)), pickButton(paper.id, paper.title)),
    cell("year", String(paper.year)),
    cell("venue", venue(paper, engine)),
    cell("topic", topic(paper, engine)),
    cell("code", code(paper)));
}

/** A card, with more authors, all topics, tags and ways to the paper. */
export function card(paper, engine, { needles = [], isNew, at, total }) {
  const { topics, tags } = engine.index;
  const chips = [
    ...paper.topics.map((i) => [explorer("topic", topics[i][0]), topics[i][1]]),
    ...paper.tags.map((i) => [explorer("tag", tags[i][0]), tags[i][1]]),
  ];
  return make("div", { className: "card", role: "listitem", "data-paper": paper.id, "aria-setsize": total, "aria-posinset": at + 1 },
    make("h2", {}, title(paper, needles), badge(isNew, paper)),
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
export function table(label) {
  const heads = ["Paper", "Year", "Venue", "Topic", "Code"].map((name) => make("th", { role: "columnheader", scope: "col" }, name));
  return make("table", { className: "papers papers--explorer", role: "table", "aria-label": label },
    make("thead", { role: "rowgroup" }, make("tr", { role: "row", "aria-rowindex": 1 }, heads)));
}

const CHUNK = 10;
const MARGIN = 500;

/**
 * Rows may differ in height: those of parts that were never shown are estimated, the others remembered.
 * Fill `host` with parts between two spacers; `part()` makes the element of one part, `spacer()` one of the two.
 */
export function windowed(host, part, spacer) {
  const above = spacer(), below = spacer();
  host.append(above.element, below.element);
  let count = 0, build = () => null, heights = [], shown = new Map(), typical = 0, asked = false;
  const parts = () => Math.ceil(count / CHUNK);
  const size = (i) => Math.min(CHUNK, count - i * CHUNK);
  const height = (i) => heights[i] || (typical || 64) * size(i);
  const sum = (from, to) => {
    let total = 0;
    for (let i = from; i < to; i++) total += height(i);
    return total;
  };

  function update() {
    asked = false;
    if (!host.isConnected) return;
    const { top } = host.getBoundingClientRect();
    const from = -top - MARGIN, to = innerHeight - top + MARGIN;
    let first = 0, y = 0;
    while (first < parts() - 1 && y + height(first) < from) y += height(first++);
    let last = first;
    for (let end = y + height(first); last < parts() - 1 && end < to; ) end += height(++last);
    if (!parts()) last = -1;
    for (const [i, element] of shown) {
      if (i < first || i > last) element.remove(), shown.delete(i);
    }
    for (let i = last, next = below.element; i >= first; i--) {
      let element = shown.get(i);
      if (!element) {
        element = part();
        for (let row = i * CHUNK; row < Math.min(count, (i + 1) * CHUNK); row++) element.append(build(row));
        shown.set(i, element);
        host.insertBefore(element, next);
      }
      next = element;
    }
    let measured = 0, rows = 0;
    for (const [i, element] of shown) {
      measured += heights[i] = element.getBoundingClientRect().height;
      rows += size(i);
    }
    // One estimate for all parts that were never shown: if it moved, so would everything below it.
    typical ||= measured / rows || 0;
    above.set(sum(0, first));
    below.set(sum(last + 1, parts()));
    const start = shown.get(first)?.getBoundingClientRect().top, end = shown.get(last)?.getBoundingClientRect().bottom;
    if ((first > 0 && start > 0) || (last < parts() - 1 && end < innerHeight)) ask();
  }

  const ask = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(update);
  };
  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", () => ((heights = []), (typical = 0), ask()));
  return {
    /** Show `total` rows, each made by `make(i)`. */
    fill(total, make) {
      for (const element of shown.values()) element.remove();
      shown = new Map();
      heights = [];
      count = total;
      build = make;
      update();
    },
  };
}


const byKey = (text, pattern) => {
  const found = new Map();
  for (const match of text.matchAll(pattern)) found.set(match[1], match[0]);
  return (paper) => found.get(paper.id);
};

/** The formats, each with its file, how a paper's piece is found in it, and what stands around the pieces. */
export const FORMATS = {
  bib: {
    name: "BibTeX", file: "papers.bib", type: "application/x-bibtex",
    cut: (text) => byKey(text, /^@\w+\{([^,\s]+),\n[^]*?^\}\n/gm), join: (pieces) => pieces.join("\n"),
  },
  ris: {
    name: "RIS", file: "papers.ris", type: "application/x-research-info-systems",
    cut: (text) => byKey(text, /^TY {2}- [^\r\n]*\r?\nID {2}- ([^\r\n]+)[^]*?^ER {2}- ?\r?\n(?:\r?\n)?/gm), join: (pieces) => pieces.join(""),
  },
  csl: {
    name: "CSL-JSON", file: "papers.csl.json", type: "application/vnd.citationstyles.csl+json", ending: "csl.json",
    cut: (text) => byKey(text, /^\{"id":"([^"]+)".*?\}(?=,?$)/gm), join: (pieces) => (pieces.length ? `[\n${pieces.join(",\n")}\n]\n` : "[]\n"),
  },
  csv: {
    name: "CSV", file: "papers.csv", type: "text/csv",
    cut: (text) => Object.assign(byKey(text, /^([a-z0-9-]+),(?:"(?:[^"]|"")*"|[^"\r\n])*\r?\n/gm), { head: text.slice(0, text.indexOf("\n") + 1) }),
    join: (pieces, { head }) => head + pieces.join(""),
  },
  md: {
    name: "Markdown", file: "papers.md", type: "text/markdown",
    // A line of the Markdown list says no id; its lines stand in the order of the index.
    cut: (text, engine) => {
      const lines = text.split("\n").filter((line) => line.startsWith("- "));
      const fits = lines.length === engine.count;
      const at = new Map(engine.docs.slice(0, engine.count).map((paper, i) => [paper.id, fits ? lines[i] : undefined]));
      return (paper) => at.get(paper.id);
    },
    join: (pieces) => pieces.map((piece) => `${piece}\n`).join(""),
  },
};

/** The text of some papers in one format. */
export async function text(key, papers, engine) {
  const { file, cut, join } = FORMATS[key];
  const response = await fetch(new URL(file, root));
  const piece = response.ok && cut(await response.text(), engine);
  const pieces = papers.map(piece || (() => undefined));
  if (pieces.includes(undefined)) throw new Error(`${file} does not fit this page: reload it and try again.`);
  return join(pieces, piece);
}

/** Hand some papers over as a file. */
export async function offer(key, papers, engine) {
  const { file, ending, type } = FORMATS[key];
  try {
    const blob = new Blob([await text(key, papers, engine)], { type: `${type};charset=utf-8` });
    const link = make("a", { href: URL.createObjectURL(blob), download: `papers.${ending || file.split(".").pop()}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) {
    say(error.message);
  }
}
