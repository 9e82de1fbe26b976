// The reader's own list: which papers are picked and read, and, if switched on, what was there at the last visit.
// It stays in this browser's storage under the address of this site, and nowhere else.

import { KEY } from "./start.js";

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LIMIT = 5000;

/** The ids among untrusted values, each once. */
export const ids = (values) =>
  Array.isArray(values) ? [...new Set(values.filter((id) => typeof id === "string" && id.length <= 80 && ID.test(id)))].slice(0, LIMIT) : [];

function read() {
  let stored = null;
  try {
    stored = JSON.parse(localStorage.getItem(KEY));
  } catch {
    // Storage is forbidden, or holds what we did not write: begin with nothing.
  }
  const seen = stored?.seen;
  const day = /^(?:\d{4}-\d\d-\d\d)?$/;
  return {
    picked: new Set(ids(stored?.picked)),
    read: new Set(ids(stored?.read)),
    seen: seen && day.test(seen.day) ? { day: seen.day, ids: ids(seen.ids) } : null,
  };
}

let state = read();

export const shelf = {
  get picked() { return state.picked; },
  get read() { return state.read; },
  get seen() { return state.seen; },
  pick(id, on = !state.picked.has(id)) {
    if (on) state.picked.add(id);
    else state.picked.delete(id), state.read.delete(id);
    save();
  },
  /** Pick several; say how many are new on the list. */
  add(list) {
    const before = state.picked.size;
    for (const id of list.slice(0, LIMIT)) state.picked.add(id);
    save();
    return state.picked.size - before;
  },
  mark(id, on = !state.read.has(id)) {
    if (on) state.read.add(id), state.picked.add(id);
    else state.read.delete(id);
    save();
  },
  see(seen) {
    state.seen = seen;
    save();
  },
  /** What is stored, as the browser holds it. */
  stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  },
  clear() {
    state = { picked: new Set(), read: new Set(), seen: null };
    try {
      localStorage.removeItem(KEY);
      sessionStorage.removeItem(KEY);
    } catch {
      // What cannot be written was never there.
    }
    tell();
  },
};

function save() {
  const { picked, read: done, seen } = state;
  try {
    localStorage.setItem(KEY, JSON.stringify({ picked: [...picked], read: [...done], seen }));
  } catch {
    say("This browser keeps nothing for this site (a private window, or storage is full). The list ends with this page.");
  }
  tell();
}

// Whoever shows the list hears of every change, made here or in another tab.
function tell() {
  dispatchEvent(new CustomEvent("shelf", { detail: state.picked }));
}

addEventListener("storage", (event) => {
  if (event.key !== KEY && event.key !== null) return;
  state = read();
  tell();
});

/** The ids that came since the last visit, or null where the reader did not ask for it. A visit lasts as long as a tab. */
export function fresh(engine) {
  if (!state.seen) return null;
  let before = state.seen;
  try {
    const session = sessionStorage.getItem(KEY);
    if (session) before = JSON.parse(session);
    else sessionStorage.setItem(KEY, JSON.stringify(before)), shelf.see(latest(engine));
  } catch {
    // Without storage of the session every page is a visit of its own.
  }
  const known = new Set(ids(before.ids));
  const isNew = ({ id, added }) => added > before.day || (added && added === before.day && !known.has(id));
  return new Set(engine.docs.slice(0, engine.count).filter(isNew).map(({ id }) => id));
}

/** What the list held last: the last day on which papers came, and those papers. */
export function latest(engine) {
  const papers = engine.docs.slice(0, engine.count);
  const day = papers.reduce((last, { added }) => (added > last ? added : last), "");
  return { day, ids: papers.filter(({ added }) => added === day).map(({ id }) => id) };
}

let fading;
/** Say something at the foot of the window, aloud too. */
export function say(text) {
  let toast = document.querySelector(".toast");
  if (!toast) {
    toast = document.createElement("p");
    toast.className = "toast";
    toast.setAttribute("role", "status");
    document.body.append(toast);
  }
  toast.textContent = text;
  clearTimeout(fading);
  fading = setTimeout(() => { toast.textContent = ""; }, 6000);
}
