// What search, explorer and reading list share: the index, fetched once and only when it is used, and the making of
// elements. Text goes in as text: nothing of the data is ever read as markup.

import { createEngine, spans } from "./engine.js";
import { root } from "./start.js";

let loading;

/** The engine over the index; a failed fetch may be tried again. */
export function load() {
  loading ||= fetch(new URL("search.json", root))
    .then((response) => {
      if (!response.ok) throw new Error(`search.json: ${response.status}`);
      return response.json();
    })
    .then((index) => createEngine(index, pages()))
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

/** The pages of the site, as its own links name them: [path, title]. */
function pages() {
  const found = new Map();
  for (const link of document.querySelectorAll(".site-links a, .site-list")) {
    const url = new URL(link.href, location.href);
    if (url.origin === root.origin && url.pathname.startsWith(root.pathname)) {
      found.set(url.pathname.slice(root.pathname.length), link.dataset.name || link.textContent.trim());
    }
  }
  return [...found];
}

/** An element with properties (or attributes, where the name has a dash or is a role) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "role" || name === "for" || name === "colspan" || name.includes("-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** A text with what a search found in it between <mark> and </mark>. */
export function marked(text, needles) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const [from, to] of needles?.length ? spans(text, needles) : []) {
    if (from > end) fragment.append(text.slice(end, from));
    fragment.append(make("mark", {}, text.slice(from, to)));
    end = to;
  }
  if (end < text.length) fragment.append(text.slice(end));
  return fragment;
}

export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
