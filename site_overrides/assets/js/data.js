// The index, fetched once a page and only when somebody searches, explores or opens the reading list.

import { createEngine } from "./engine.js";
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
