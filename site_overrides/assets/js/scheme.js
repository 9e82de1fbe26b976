// Runs before the first paint, so that no page flashes in the colours that its reader did not choose.
(() => {
  const page = document.documentElement;
  page.classList.replace("no-js", "js");
  try {
    const chosen = localStorage.getItem(`scheme:${new URL("../..", document.currentScript.src).pathname}`);
    if (chosen) page.dataset.scheme = chosen;
  } catch {
    // Storage may be forbidden; then the system's colours stay.
  }
})();
