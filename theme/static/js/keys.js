// Single keys, and the list of them.

import { element, pane, show } from "./pane.js";
import { settings } from "./preferences.js";

const KNOWN = {
  "[": "Chapter before",
  "]": "Next chapter",
  a: "Reading settings",
  "/": "Search",
  "?": "This list",
  Esc: "Close what is open",
};

export function init(aa) {
  aa.setAttribute("aria-keyshortcuts", "a");
  document.addEventListener("keydown", press);
}

// AltGr types brackets on many keyboards, so it counts as no modifier.
function press(event) {
  const { key, target } = event;
  if (key.length > 1 || event.defaultPrevented || settings.read().keys === false) return;
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (modified && !event.getModifierState("AltGraph")) return;
  if (target.closest?.("input, textarea, select, [contenteditable]")) return;
  if (document.querySelector("dialog:modal")) return;
  if (key === "?") open();
  else if (!act(key)) return;
  event.preventDefault();
}

// A key belongs to what names it in aria-keyshortcuts. "[" and "]" turn to the chapter
// before and after by the last way in sight: the one below a text carries consent on.
function act(key) {
  const rel = { "[": "prev", "]": "next" }[key];
  const named = rel ? `a[rel~="${rel}"]` : `[aria-keyshortcuts="${CSS.escape(key)}"]`;
  const ways = [...document.querySelectorAll(key === "/" ? `${named}, ${SEARCH}` : named)];
  const way = ways.findLast((one) => one.getClientRects().length);
  if (way?.matches("input")) way.focus();
  else way?.click();
  return way;
}

const SEARCH = 'main input[type="search"], .site-header a[href$="/search/"], .site-header a[href="search/"]';

// What other parts of the page add to the keys stands in the list by its own name.
function list() {
  const rows = { ...KNOWN };
  for (const one of document.querySelectorAll("[aria-keyshortcuts]")) {
    rows[one.getAttribute("aria-keyshortcuts")] ??= one.ariaLabel || one.textContent.trim();
  }
  const lines = Object.entries(rows).map(([key, does]) => {
    const sign = element("kbd", { textContent: key });
    return element("div", {}, element("dt", {}, sign), element("dd", { textContent: does }));
  });
  return element("dl", {}, ...lines);
}

export async function open(opener) {
  const dialog = await pane("keys", "Keys", () => {});
  const off = settings.read().keys === false;
  const about = element("p", {
    className: "hint",
    textContent: off
      ? "Single keys are switched off in the reading settings."
      : "They rest while you type. The reading settings switch them off.",
  });
  dialog.querySelector(".pane-body").replaceChildren(list(), about);
  show(dialog, opener);
}
