// The works found, in the place of those that the page came with.

import { grouped } from "./facet-state.js";
import { beginsInSight, inTurn } from "./in-turn.js";
import { element } from "./pane.js";
import { blurbs } from "./words.js";

const AT_ONCE = 20;
// Who tries one value after another meets the same works again: so many stay made.
const KEPT = 200;

export function results(list, index) {
  const heading = list.querySelector(".found");
  const works = list.querySelector(".blurbs");
  const pager = list.querySelector(".pager");
  const before = { words: heading.textContent, kept: heading.className, items: [...works.children], kind: works.className };
  const pages = element("nav", { className: "pager", hidden: true });
  pages.setAttribute("aria-label", "Pages");
  const nothing = element("p", { className: "empty", hidden: true });
  works.after(nothing, pages);
  heading.tabIndex = -1;
  const made = new Map();
  let shows = before.items;
  let latest = 0;
  let begins = false;

  function put(items) {
    const others = items.length !== shows.length || items.some((item, n) => item !== shows[n]);
    if (others) works.replaceChildren(...items);
    shows = items;
    works.hidden = !items.length;
    works.removeAttribute("aria-busy");
    if (others) inTurn(works, begins);
  }

  // Another answer is on its way: works of an earlier one that come now come too late.
  function busy() {
    latest += 1;
    // Asked now, when nothing has changed yet that would have to be laid out for it.
    if (!works.hasAttribute("aria-busy")) begins = beginsInSight(works);
    works.setAttribute("aria-busy", "true");
  }

  function restore() {
    latest += 1;
    heading.textContent = before.words;
    heading.className = before.kept;
    works.className = before.kind;
    pages.hidden = true;
    nothing.hidden = true;
    if (pager) pager.hidden = false;
    put(before.items);
  }

  async function show(found, state, scope, address) {
    busy();
    const turn = latest;
    const last = Math.max(1, Math.ceil(found.size / AT_ONCE));
    const page = Math.min(state.page, last);
    const start = (page - 1) * AT_ONCE;
    const some = index.sorted(found, state, scope, start, start + AT_ONCE);
    heading.className = "found";
    heading.textContent = told(found.size, start, some.length);
    works.className = "blurbs";
    if (pager) pager.hidden = true;
    links(pages, page, last, (number) => address({ ...state, page: number }));
    nothing.hidden = found.size > 0;
    nothing.textContent = "No work fits all of this. Take something away, and look again.";
    try {
      const items = await blurbsOf(some);
      if (turn === latest) put(items);
    } catch {
      if (turn === latest) fail();
    }
  }

  async function blurbsOf(rows) {
    const missing = rows.filter((row) => !made.has(row));
    const items = missing.length ? await blurbs(missing.map((row) => ({ row })), index) : [];
    missing.forEach((row, n) => made.set(row, items[n]));
    const wanted = rows.map((row) => made.get(row));
    for (const row of made.keys()) {
      if (made.size <= KEPT) break;
      if (!rows.includes(row)) made.delete(row);
    }
    return wanted;
  }

  function fail() {
    put([]);
    nothing.hidden = false;
    nothing.textContent = "These works could not be loaded. Try again when you are online.";
  }

  function focus() {
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
    inTurn(works);
  }

  return { works, busy, show, fail, restore, focus };
}

function told(all, start, here) {
  const many = `${grouped(all)} ${all === 1 ? "work" : "works"} found`;
  return all > here ? `${start + 1}–${start + here} of ${many}` : many;
}

// As the pages of a list have it: the first, the last, the neighbours.
function near(page, last) {
  const around = [1, page - 2, page - 1, page, page + 1, page + 2, last];
  const shown = [...new Set(around.filter((number) => number >= 1 && number <= last))].sort((a, b) => a - b);
  return shown.map((number) => {
    const far = Math.abs(number - page) === 2 && ![1, 2, last - 1, last].includes(number);
    return far ? null : number;
  });
}

function links(pages, page, last, address) {
  pages.hidden = last === 1;
  const link = (number, ...inside) => {
    const made = element("a", { href: address(number) }, ...inside);
    made.dataset.page = number;
    return made;
  };
  const sign = (text) => {
    const made = element("span", { textContent: text });
    made.setAttribute("aria-hidden", "true");
    return made;
  };
  const items = near(page, last).map((number) => {
    if (number === null) return element("li", {}, sign("…"));
    const made = link(number, element("span", { className: "hidden", textContent: "Page " }), String(number));
    if (number === page) made.setAttribute("aria-current", "page");
    return element("li", {}, made);
  });
  const steps = element("ol", {}, ...items);
  steps.setAttribute("role", "list");
  const ways = [];
  if (page > 1) ways.push(link(page - 1, sign("‹"), " Previous"));
  if (page < last) ways.push(link(page + 1, "Next ", sign("›")));
  pages.replaceChildren(steps, ...ways);
}
