// A long list of which only the part near the window is in the page. Rows may differ in height: those of parts that
// were never shown are estimated, the others remembered.

const CHUNK = 10;
const MARGIN = 500;

/** Fill `host` with parts between two spacers; `part()` makes the element of one part, `spacer()` one of the two. */
export function windowed(host, part, spacer) {
  const above = spacer(), below = spacer();
  host.append(above.element, below.element);
  let count = 0, build = () => null, heights = [], shown = new Map(), typical = 60 * CHUNK, asked = false;
  const parts = () => Math.ceil(count / CHUNK);
  const height = (i) => heights[i] || (typical * Math.min(CHUNK, count - i * CHUNK)) / CHUNK;
  const sum = (from, to) => {
    let total = 0;
    for (let i = from; i < to; i++) total += height(i);
    return total;
  };

  function update() {
    asked = false;
    if (!host.isConnected) return;
    const top = above.element.getBoundingClientRect().top;
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
      heights[i] = element.getBoundingClientRect().height;
      measured += heights[i];
      rows += Math.min(CHUNK, count - i * CHUNK);
    }
    if (rows) typical = (measured / rows) * CHUNK;
    above.set(sum(0, first));
    below.set(sum(last + 1, parts()));
  }

  const ask = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(update);
  };
  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", () => ((heights = []), ask()));
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
