// Comforts of a reading page. Without them every way on is a plain link.

import { settings } from "./preferences.js";

const root = document.documentElement;

function shown() {
  const { shown } = settings.read();
  return Array.isArray(shown) ? shown : [];
}

function keep(labels) {
  settings.change((kept) => ({ ...kept, shown: labels }));
}

// The gate may remember a yes to these very labels, and says so where it did.
function gate() {
  const labels = JSON.parse(root.dataset.gate ?? "[]");
  const remember = document.querySelector(".gate .remember");
  const kept = document.querySelector(".gate-kept");
  if (!labels.length || !remember || !kept) return;
  remember.hidden = false;
  kept.hidden = root.dataset.open === undefined;
  remember.addEventListener("click", () => {
    keep([...new Set([...shown(), ...labels])]);
    root.dataset.open = "";
    kept.hidden = false;
    location.hash = "text";
  });
  kept.querySelector("button").addEventListener("click", () => {
    keep(shown().filter((label) => !labels.includes(label)));
    delete root.dataset.open;
    kept.hidden = true;
    location.hash = "gate";
  });
}

// "[" and "]" turn to the chapter before and after. AltGr types them on many keyboards,
// so it counts as no modifier.
function keys() {
  document.addEventListener("keydown", (event) => {
    const rel = { "[": "prev", "]": "next" }[event.key];
    if (!rel || event.defaultPrevented || settings.read().keys === false) return;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (modified && !event.getModifierState("AltGraph")) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const ways = [...document.querySelectorAll(`a[rel~="${rel}"]`)];
    ways.findLast((way) => way.getClientRects().length)?.click();
  });
}

// A long list of chapters opens where the reader is.
function jump() {
  const list = document.querySelector(".jump");
  list?.addEventListener("toggle", () => {
    const here = list.querySelector("[aria-current]");
    const panel = list.querySelector(".panel");
    panel.scrollTop = here.offsetTop - panel.clientHeight / 2;
  });
}

export function init() {
  if (!document.querySelector(".text")) return;
  gate();
  keys();
  jump();
}

init();
