// Loaded on every page, so it stays small: keys that open the search, buttons that pick papers.
// Search, explorer and reading list are fetched when somebody uses them.

export const root = new URL("../../", import.meta.url);
export const KEY = `reading-list:${root.pathname}`;

const page = document.documentElement;
const field = document.querySelector(".site-search input");

function search(event) {
  event.preventDefault();
  page.classList.add("searching");
  field.focus();
  field.select();
}

if (field) {
  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
    const command = ctrlKey || metaKey;
    const typing = target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (altKey || (key === "/" ? command || typing : key.toLowerCase() !== "k" || !command || shiftKey)) return;
    search(event);
  });
  document.querySelector(".site-search__open")?.addEventListener("click", search);
  const attach = ({ target }) => {
    if (target.matches("[data-search] input:not([role])")) import("./searchbox.js").then((box) => box.attach(target));
  };
  addEventListener("focusin", attach);
  attach({ target: document.activeElement || page });
}

// Papers that were picked: known here for the look of the buttons; shelf.js keeps them.
let picked;
function stored() {
  try {
    picked = new Set(JSON.parse(localStorage.getItem(KEY))?.picked);
  } catch {
    picked = new Set();
  }
}

/** A button that puts a paper on the reading list. */
export function pickButton(id, title) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pick";
  button.dataset.pick = id;
  button.ariaLabel = `Reading list: ${title}`;
  button.ariaPressed = picked.has(id);
  return button;
}

function refresh() {
  for (const button of document.querySelectorAll("[data-pick]")) button.ariaPressed = picked.has(button.dataset.pick);
  const link = document.querySelector(".site-list");
  if (!link) return;
  link.dataset.count = picked.size || "";
  link.ariaLabel = `Reading list${picked.size ? ` (${picked.size})` : ""}`;
}

stored();
for (const place of document.querySelectorAll("tr[data-paper], li[data-paper]")) {
  (place.cells?.[0] || place).append(pickButton(place.dataset.paper, place.querySelector("a").textContent));
}
refresh();
addEventListener("click", ({ target }) => {
  const button = target.closest("[data-pick]");
  if (button) import("./shelf.js").then(({ shelf }) => shelf.pick(button.dataset.pick));
});
addEventListener("storage", () => (stored(), refresh()));
addEventListener("shelf", ({ detail }) => ((picked = detail), refresh()));

for (const [id, module] of [["explorer", "./explorer.js"], ["reading-list", "./library.js"]]) {
  const place = document.getElementById(id);
  if (place) {
    import(module).then(({ show }) => show(place)).catch((error) => {
      place.textContent = "This part of the page could not be loaded. Reload the page to try again.";
      throw error;
    });
  }
}
