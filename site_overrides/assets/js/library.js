// The reading list: what was picked on this device, to read, compare, share, take along and forget.

import { load, make, plural } from "./common.js";
import { card, facts, FORMATS, offer } from "./list.js";
import { fresh, latest, say, shelf } from "./shelf.js";
import { root } from "./start.js";

const MOST = 5;

/** Fill the reading list's place on its page. */
export async function show(place) {
  const engine = await load();
  const paperOf = new Map(engine.docs.slice(0, engine.count).map((paper) => [paper.id, paper]));
  const isNew = fresh(engine);
  const compared = new Set();
  const button = (text, onclick, rest = {}) => make("button", { type: "button", className: "button", onclick, ...rest }, text);
  const count = make("p", { className: "explorer__count", role: "status", tabIndex: -1 });
  const tools = make("div", { className: "buttons" });
  const list = make("div", { role: "list", "aria-label": "Your papers" });
  const comparison = make("div", {});
  const news = make("div", {});
  const stored = make("pre", { tabIndex: 0, role: "region", "aria-label": "What is stored" });
  const onSwitch = make("input", { type: "checkbox", onchange: () => shelf.see(onSwitch.checked ? latest(engine) : null) });
  place.replaceChildren(
    count, tools, list, comparison,
    make("h2", {}, "New since your last visit"),
    make("p", {}, make("label", { className: "switch" }, onSwitch, " Remember what was on the list when I was here")),
    news,
    make("h2", {}, "What is stored"),
    make("p", {}, "This list lives in the storage of this browser, on this device, and is sent nowhere. This is all of it:"),
    stored,
    make("p", {}, button("Forget everything", () => { shelf.clear(); compared.clear(); count.focus(); })),
  );

  function item(paper, at, total) {
    const made = card(paper, engine, { isNew, at, total });
    const check = make("input", { type: "checkbox", checked: compared.has(paper.id), disabled: compared.size >= MOST && !compared.has(paper.id), onchange: () => {
      if (check.checked) compared.add(paper.id);
      else compared.delete(paper.id);
      compare();
      for (const box of list.querySelectorAll("input")) box.disabled = compared.size >= MOST && !box.checked;
    } });
    const done = shelf.read.has(paper.id);
    made.classList.toggle("is-read", done);
    made.append(make("p", { className: "card__tools" },
      make("label", {}, check, " Compare", make("span", { className: "hidden" }, ` ${paper.title}`)),
      make("button", { type: "button", className: "toggle-read", "aria-pressed": String(done), "data-read": paper.id, "aria-label": `Read: ${paper.title}`, onclick: () => shelf.mark(paper.id) }, done ? "Read" : "Mark as read")));
    return made;
  }

  function compare() {
    const papers = [...compared].map((id) => paperOf.get(id));
    if (papers.length < 2) {
      comparison.replaceChildren(papers.length ? make("p", { className: "soft" }, "Choose one more to compare, five at most.") : "");
      return;
    }
    const rows = papers.map((paper) => facts(paper, engine));
    comparison.replaceChildren(
      make("h2", {}, "Side by side"),
      make("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Comparison" },
        make("table", { className: "plain compare" },
          make("thead", {}, make("tr", {}, make("td"), rows.map((row) => make("th", { scope: "col" }, row[0][1])))),
          make("tbody", {}, rows[0].slice(1).map(([name], i) =>
            make("tr", {}, make("th", { scope: "row" }, name), rows.map((row) => make("td", {}, row[i + 1][1]))))))));
  }

  function refresh() {
    const focused = document.activeElement?.dataset;
    const papers = [...shelf.picked].reverse().map((id) => paperOf.get(id)).filter(Boolean);
    const gone = [...shelf.picked].filter((id) => !paperOf.has(id));
    for (const id of compared) if (!shelf.picked.has(id)) compared.delete(id);
    const done = papers.filter(({ id }) => shelf.read.has(id)).length;
    count.textContent = papers.length ? `${plural(papers.length, "paper")}${done ? `, ${done} read` : ""}` : "Your list is empty. Pick papers with the bookmark beside them, here and on every page.";
    const link = new URL(`explorer/?ids=${papers.map(({ id }) => id).join(",")}`, root).href;
    tools.hidden = !papers.length;
    tools.replaceChildren(
      ...Object.entries(FORMATS).map(([key, { name }]) => button(name, () => offer(key, papers, engine))),
      button("Copy link to this list", () => navigator.clipboard.writeText(link).then(() => say("Link copied."), () => say(link))),
      gone.length ? button(`Drop ${plural(gone.length, "paper")} that left the list`, () => gone.forEach((id) => shelf.pick(id, false))) : "",
    );
    list.replaceChildren(...papers.map((paper, i) => item(paper, i, papers.length)));
    list.hidden = !papers.length;
    compare();
    onSwitch.checked = shelf.seen !== null;
    const arrived = shelf.seen && isNew ? [...isNew].map((id) => paperOf.get(id)) : [];
    news.replaceChildren(
      !shelf.seen ? "" : arrived.length
        ? make("div", { role: "list", "aria-label": "New papers" }, arrived.slice(0, 100).map((paper, i) => card(paper, engine, { at: i, total: arrived.length })))
        : make("p", { className: "soft" }, `Nothing new since ${shelf.seen.day || "the beginning"}.`));
    stored.textContent = shelf.stored() || "Nothing.";
    // The lists were made anew: give the focus back to what had it.
    const again = focused?.read ? `[data-read="${CSS.escape(focused.read)}"]` : focused?.pick ? `[data-pick="${CSS.escape(focused.pick)}"]` : "";
    if (again) (place.querySelector(again) || count).focus();
  }
  addEventListener("shelf", refresh);
  refresh();
  place.dataset.ready = "";
}
