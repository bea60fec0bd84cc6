// What a reader asked of a list, as a value, and as the query string of its address.
//
//   { terms: [{ kind, name, out }], most, words, dates, status, length, crossovers, otp,
//     ungated, sort, turned, page }
//
// `terms` are in the order of asking, `out` where works with it are left out. `most` is the
// highest rating, `words` and `dates` [from, to] with null for open, dates as days since 1970.
// read(write(state)) is the state again; what an address says amiss is left out.

import { KINDS } from "./facets.js";

const DAY = 864e5;
const WORDS = {
  most: ["General Audiences", "Teen And Up Audiences", "Mature", "Explicit"],
  status: ["complete", "progress"],
  length: ["oneshot", "chaptered"],
  crossovers: ["out", "only"],
};
export const SORTS = {
  updated: "Updated",
  published: "Published",
  title: "Title",
  author: "Author",
  words: "Length (words)",
  part: "Part of series",
};

export function empty() {
  return {
    terms: [], most: "", words: [null, null], dates: [null, null], status: "", length: "",
    crossovers: "", otp: false, ungated: false, sort: "", turned: false, page: 1,
  };
}

export function read(query) {
  const asked = new URLSearchParams(query);
  const state = empty();
  for (const [key, name] of asked) {
    const kind = key.replace(/^not-/, "");
    if (KINDS.includes(kind) && name) state.terms = chosen(state, kind, name, key === kind ? "in" : "out").terms;
  }
  for (const [key, known] of Object.entries(WORDS)) {
    if (known.includes(asked.get(key))) state[key] = asked.get(key);
  }
  state.words = ["words-from", "words-to"].map((key) => number(asked.get(key)));
  state.dates = ["from", "to"].map((key) => day(asked.get(key)));
  state.otp = asked.get("otp") === "yes";
  state.ungated = asked.get("gated") === "out";
  if (Object.hasOwn(SORTS, asked.get("sort") ?? "")) state.sort = asked.get("sort");
  state.turned = asked.get("order") === "turned";
  state.page = Math.max(1, number(asked.get("page")) ?? 1);
  return state;
}

export function write(state) {
  const asked = new URLSearchParams();
  for (const { kind, name, out } of state.terms) asked.append(out ? `not-${kind}` : kind, name);
  for (const key of Object.keys(WORDS)) if (state[key]) asked.set(key, state[key]);
  ["words-from", "words-to"].forEach((key, n) => state.words[n] !== null && asked.set(key, state.words[n]));
  ["from", "to"].forEach((key, n) => state.dates[n] !== null && asked.set(key, iso(state.dates[n])));
  if (state.otp) asked.set("otp", "yes");
  if (state.ungated) asked.set("gated", "out");
  if (state.sort) asked.set("sort", state.sort);
  if (state.turned) asked.set("order", "turned");
  if (state.page > 1) asked.set("page", state.page);
  return asked.toString();
}

// As AO3 reads it: commas, dots, spaces and underscores in a number are for the eye.
export function number(text) {
  const digits = String(text ?? "").replace(/[\s,._]/g, "");
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null;
}

// 12,345. What browsers have for it takes a phone a tenth of a second to wake up.
export function grouped(count) {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

export function day(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text ?? "") ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : time / DAY;
}

export function iso(days) {
  return new Date(days * DAY).toISOString().slice(0, 10);
}

// "in", "out" or "": what a state says of a term.
export function stand(state, kind, name) {
  const said = state.terms.find((term) => term.kind === kind && term.name === name);
  return said ? (said.out ? "out" : "in") : "";
}

// The state in which a term stands so. Anything that changes what is found leads to page 1.
export function chosen(state, kind, name, how) {
  const others = state.terms.filter((term) => term.kind !== kind || term.name !== name);
  const place = state.terms.findIndex((term) => term.kind === kind && term.name === name);
  const term = { kind, name, out: how === "out" };
  if (how) others.splice(place < 0 ? others.length : place, 0, term);
  return { ...state, terms: others, page: 1 };
}

const NEXT = { "": "in", in: "out", out: "" };

export function cycled(state, kind, name) {
  return chosen(state, kind, name, NEXT[stand(state, kind, name)]);
}

// How many things are asked for; order and page ask for nothing.
export function asked(state) {
  const ranges = [...state.words, ...state.dates].filter((end) => end !== null).length;
  const words = Object.keys(WORDS).filter((key) => state[key]).length;
  return state.terms.length + ranges + words + Number(state.otp) + Number(state.ungated);
}
