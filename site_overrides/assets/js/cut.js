// Papers taken along as files: pieces cut from the files that were generated, so that a citation has one author only.

import { root } from "./start.js";

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
      if (lines.length !== engine.count) throw new Error("The list has just been published anew. Reload the page and try again.");
      const at = new Map(engine.docs.slice(0, engine.count).map((paper, i) => [paper.id, lines[i]]));
      return (paper) => at.get(paper.id);
    },
    join: (pieces) => pieces.map((piece) => `${piece}\n`).join(""),
  },
};

/** The text of some papers in one format. */
export async function text(key, papers, engine) {
  const { file, cut, join } = FORMATS[key];
  const response = await fetch(new URL(file, root));
  if (!response.ok) throw new Error(`${file} could not be loaded. Try again later.`);
  const piece = cut(await response.text(), engine);
  const pieces = papers.map(piece);
  if (pieces.includes(undefined)) throw new Error("The list has just been published anew. Reload the page and try again.");
  return join(pieces, piece);
}

/** Hand some papers over as a file. */
export async function offer(key, papers, engine) {
  const { file, ending, type } = FORMATS[key];
  const blob = new Blob([await text(key, papers, engine)], { type: `${type};charset=utf-8` });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `papers.${ending || file.split(".").pop()}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
