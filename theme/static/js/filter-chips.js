// What is asked for, above the works found: each a button that takes it away.

import { chosen, empty, grouped, iso } from "./facet-state.js";
import { element } from "./pane.js";

const WORDS = {
  status: { complete: "Complete", progress: "In progress" },
  length: { oneshot: "One-shots", chaptered: "Several chapters" },
  crossovers: { out: "No crossovers", only: "Only crossovers" },
};

export function chips(index, go, fallback) {
  const root = element("ul", { className: "asked", hidden: true });
  root.setAttribute("role", "list");
  root.setAttribute("aria-label", "Asked for");
  let taken = [];

  root.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const place = [...root.querySelectorAll("button")].indexOf(button);
    const { next, words } = taken[place];
    await go(next, words);
    const left = root.querySelectorAll("button");
    (left[Math.min(place, left.length - 1)] ?? fallback).focus();
  });

  function update(state) {
    taken = every(index, state);
    if (taken.length > 1) {
      const next = { ...empty(), sort: state.sort, turned: state.turned };
      taken.push({ label: "Clear all", next, words: "Everything cleared", all: true });
    }
    root.hidden = !taken.length;
    root.replaceChildren(...taken.map(item));
  }

  return { root, update };
}

function item({ label, out, all }) {
  const button = element("button", { type: "button", className: all ? "all-off" : out ? "off out" : "off" });
  const sign = element("span", { textContent: "×" });
  sign.setAttribute("aria-hidden", "true");
  if (all) button.append(label);
  else button.append(element("span", { className: "hidden", textContent: "Remove: " }), label, sign);
  return element("li", {}, button);
}

function every(index, state) {
  const found = state.terms.map(({ kind, name, out }) => {
    const id = index.find(kind, name);
    const shown = index.kinds[kind]?.names[id] ?? name;
    return {
      label: out ? `Not ${shown}` : shown, out,
      next: chosen(state, kind, name, ""), words: `${shown} removed`,
    };
  });
  const without = (label, change) => found.push({ label, next: { ...state, ...change, page: 1 }, words: `${label} removed` });
  if (state.most) without(`At most ${state.most}`, { most: "" });
  for (const [key, words] of Object.entries(WORDS)) if (state[key]) without(words[state[key]], { [key]: "" });
  const words = range(state.words, (count) => `${grouped(count)} words`);
  if (words) without(words, { words: [null, null] });
  const dates = range(state.dates, iso);
  if (dates) without(`Updated ${dates}`, { dates: [null, null] });
  if (state.otp) without("Only one relationship", { otp: false });
  if (state.ungated) without("Nothing behind a warning page", { ungated: false });
  return found;
}

function range([from, to], shown) {
  if (from !== null && to !== null) return `${shown(from)} to ${shown(to)}`;
  if (from !== null) return `from ${shown(from)}`;
  return to === null ? "" : `up to ${shown(to)}`;
}
