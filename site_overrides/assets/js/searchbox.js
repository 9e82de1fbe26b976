// The search box: a combobox with a list of results under it. Arrows choose, Enter opens, Escape closes.

import { load, make, marked, plural } from "./common.js";
import { escapeValue } from "./engine.js";
import { root } from "./start.js";

const SHOWN = 12;
const KIND = { software: "Framework", topic: "Topic", page: "Page", venue: "Venue", author: "Author" };
let boxes = 0;

/** Turn a search field into a search box. The form around it still leads to the explorer. */
export function attach(input) {
  if (input.getAttribute("role") === "combobox") return;
  const id = `search-${++boxes}`;
  const list = make("div", { id, className: "results__list", role: "listbox", "aria-label": "Results" });
  const note = make("p", { className: "results__note" });
  const status = make("p", { className: "hidden", role: "status" });
  const panel = make("div", { className: "results", hidden: true }, list, note);
  const form = input.form;
  form.append(panel, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }

  let active = -1, latest = 0, speaking;

  function choose(next) {
    const options = list.children;
    if (options[active]) options[active].ariaSelected = "false";
    active = options.length ? (next + options.length) % options.length : -1;
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    options[active].ariaSelected = "true";
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  function open(on) {
    panel.hidden = !on;
    input.ariaExpanded = String(on && list.children.length > 0);
    if (!on) choose(-1), list.replaceChildren(), (active = -1), input.removeAttribute("aria-activedescendant");
  }

  function announce(text) {
    clearTimeout(speaking);
    speaking = setTimeout(() => { status.textContent = text; }, 300);
  }

  async function update() {
    const mine = ++latest;
    const query = input.value;
    if (!query.trim()) return open(false), announce("");
    let engine;
    try {
      engine = await load();
    } catch {
      if (mine !== latest) return;
      list.replaceChildren();
      note.textContent = "The index could not be loaded. Type on to try again.";
      open(true);
      return announce(note.textContent);
    }
    if (mine !== latest) return;
    const found = engine.search(query, SHOWN);
    const results = found.how === "part" ? found.results.slice(0, 5) : found.results.slice();
    if (found.how === "exact") {
      // A person stands behind works that carry the name themselves.
      const people = engine.authors(query, 2);
      results.splice(Math.min(results.length, 5), 0, ...people);
    }
    const options = results.map((result, i) => option(engine, result, found.needles, `${id}-${i}`));
    if (found.papers > results.length) {
      options.push(make("a", {
        id: `${id}-all`, className: "result result--all", role: "option", tabIndex: -1, "aria-selected": "false",
        href: new URL(`explorer/?q=${escapeValue(query.trim())}`, root).href,
      }, `All ${plural(found.papers, "matching paper")} in the explorer`));
    }
    list.replaceChildren(...options);
    note.textContent = advice(found, query);
    note.hidden = !note.textContent;
    // Whoever scrolled down is led back to the best result; looking where everybody stands would cost a layout.
    if (active > 0) panel.scrollTop = 0;
    active = -1;
    open(true);
    choose(options.length ? 0 : -1);
    announce(note.textContent || plural(found.results.length, "result"));
  }

  function option(engine, result, needles, name) {
    const kind = KIND[result.kind];
    const about = aboutOf(engine, result);
    return make("a", {
      id: name, className: "result", role: "option", tabIndex: -1, "aria-selected": "false", href: new URL(result.path, root).href,
    },
    make("span", { className: "result__title" }, marked(result.title, needles), kind ? make("span", { className: "result__kind" }, kind) : null),
    about ? make("span", { className: "result__by" }, marked(about, needles)) : null);
  }

  input.addEventListener("input", update);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) update();
      else choose(active + (key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
      list.children[active]?.scrollIntoView({ block: "nearest" });
    } else if (key === "Enter" && !panel.hidden && list.children[active]) {
      event.preventDefault();
      list.children[active].click();
    } else if (key === "Escape") {
      event.preventDefault();
      if (!panel.hidden) open(false);
      else if (input.value) input.value = "";
      else leave();
    }
  });
  function leave() {
    document.documentElement.classList.remove("searching");
    input.blur();
  }
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (form.contains(relatedTarget)) return;
    open(false);
    document.documentElement.classList.remove("searching");
  });
  // A press on a result must not take the focus away before it becomes a click.
  panel.addEventListener("pointerdown", (event) => event.preventDefault());
  input.addEventListener("focus", () => { if (input.value.trim() && panel.hidden) update(); });
  load().catch(() => {});
  if (input.value.trim()) update();
}

// The line under a title.
function aboutOf(engine, { kind, authors, venue, year, aka = [], count }) {
  if (kind === "author") return plural(count, "paper");
  if (kind !== "paper") return aka.join(", ");
  const by = authors.slice(0, 3).join(", ") + (authors.length > 3 ? " et al." : "");
  return [by, venue === null ? year : `${engine.index.venues[venue][0]} ${year}`].filter(Boolean).join(" · ");
}

function advice(found, query) {
  if (found.how === "part" && found.results.length) return "No paper has all these words. These have the most telling ones.";
  if (found.how === "close" && found.results.length) return `Nothing is spelled “${query.trim()}”. These are close.`;
  if (found.results.length) return "";
  return "Nothing found. Try the method's name, two or three words of the title, an author, an arXiv number, or paste an address.";
}
