// What every page can do once scripts run: copy a citation, sort a table, choose the colours. Without scripts nothing is missing.

const status = document.createElement("p");
status.className = "hidden";
status.setAttribute("role", "status");
document.body.append(status);

for (const button of document.querySelectorAll(".copy")) {
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    let done;
    try {
      const { from, file } = button.dataset;
      const text = from ? document.getElementById(from).textContent : await (await fetch(file)).text();
      await navigator.clipboard.writeText(text);
      done = "Copied";
    } catch {
      done = "Not copied";
    }
    button.textContent = status.textContent = done;
    button.toggleAttribute("data-done", done === "Copied");
    setTimeout(() => {
      button.textContent = words;
      button.removeAttribute("data-done");
    }, 2000);
  });
}

// A column whose head says how it sorts gets a button. Cells give their value, else their text.
const value = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();

for (const head of document.querySelectorAll("th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const falling = head.ariaSort ? head.ariaSort === "ascending" : head.dataset.sort === "falling";
    const body = head.closest("table").tBodies[0];
    const compare = (a, b) => a.localeCompare(b, "en", { numeric: true, sensitivity: "base" });
    const empty = (text) => text === "";
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.ariaSort = falling ? "descending" : "ascending";
    body.append(
      ...[...body.rows].sort((one, two) => {
        const a = value(one, head.cellIndex);
        const b = value(two, head.cellIndex);
        // What has no value stays last, whichever way the rest goes.
        return empty(a) - empty(b) || (falling ? compare(b, a) : compare(a, b));
      }),
    );
  });
}

// The colours: the system's, or the other ones, remembered until they are the system's again.
document.querySelector(".scheme")?.addEventListener("click", () => {
  const key = `scheme:${new URL("../..", import.meta.url).pathname}`;
  const page = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (page.dataset.scheme ?? system) === "dark" ? "light" : "dark";
  page.dataset.scheme = next;
  try {
    next === system ? localStorage.removeItem(key) : localStorage.setItem(key, next);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
  if (next === system) delete page.dataset.scheme;
  status.textContent = `${next === "dark" ? "Dark" : "Light"} colours`;
});
