// "Always warn me about…": words that a reader does not want to meet unprepared.
//
// They are looked for in a work's tags and in the warnings of what is on the page. A
// warning that holds one is asked about every time: it is never among those that a gate
// may open for.

import { settings } from "./preferences.js";

// Written without spaces between words, so that a word may begin anywhere.
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

export function words() {
  const { warn } = settings.read();
  return Array.isArray(warn) ? warn.filter((word) => typeof word === "string") : [];
}

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// "spiders" finds "Giant Spider", and "drown" finds "drowning"; but "rat" no "Graphic"
// and no "rating", for what is so short is meant as a whole word.
function pattern(word) {
  const parts = folded(word).match(/[\p{L}\p{N}]+/gu);
  if (!parts) return null;
  const last = parts.pop();
  parts.push(last.length > 3 ? last.replace(/s$/, "") : last);
  const said = parts.join("[^\\p{L}\\p{N}]+");
  if (UNSPACED.test(word)) return new RegExp(said, "u");
  const ends = last.length > 3 ? "" : "s?(?![\\p{L}\\p{N}])";
  return new RegExp(`(?:^|[^\\p{L}\\p{N}])${said}${ends}`, "u");
}

// Which of the words these labels hold, and which of the labels hold one.
export function found(labels, wanted = words()) {
  const texts = labels.map(folded);
  const hits = { words: [], labels: new Set() };
  for (const word of wanted) {
    const known = pattern(word);
    const where = labels.filter((_, at) => known?.test(texts[at]));
    if (where.length) hits.words.push(word);
    for (const label of where) hits.labels.add(label);
  }
  return { words: hits.words, labels: [...hits.labels] };
}

// What was agreed to before, without what is to be asked about from now on.
function unagreed(values, wanted) {
  if (!Array.isArray(values.shown)) return values;
  const shown = values.shown.filter((label) => typeof label === "string");
  const asked = found(shown, wanted).labels;
  return { ...values, shown: shown.filter((label) => !asked.includes(label)) };
}

export function keep(text) {
  const given = text.split(/[,;\n]/).map((word) => word.trim().replace(/\s+/g, " "));
  const wanted = [...new Set(given.filter(pattern))];
  return settings.change(({ warn, ...values }) =>
    wanted.length ? { ...unagreed(values, wanted), warn: wanted } : values,
  );
}

function listed(json) {
  try {
    const labels = JSON.parse(json ?? "[]");
    return Array.isArray(labels) ? labels : [];
  } catch {
    return [];
  }
}

export function init() {
  const text = document.querySelector(".text");
  if (!text || !words().length) return;
  const root = document.documentElement;
  const gated = listed(root.dataset.gate);
  const hits = found([...new Set([...gated, ...listed(text.dataset.tags)])]);
  if (!hits.words.length) return;
  const note = document.createElement("p");
  note.className = "warns asked";
  note.setAttribute("role", "note");
  const what = document.createElement("strong");
  what.textContent = "You asked to be warned about: ";
  note.append(what, `${hits.words.join(", ")}. Here it says: ${hits.labels.join(", ")}.`);
  const gate = document.querySelector(".gate");
  (gate ?? text).before(note);
  if (!found(gated).words.length) return;
  // The promise not to ask again would not be kept.
  gate?.querySelector(".remember")?.remove();
  // Words may have come from another device, with a yes that is older than they are.
  if (root.dataset.open !== undefined) {
    delete root.dataset.open;
    settings.change((values) => unagreed(values, words()));
  }
}

// The field for the reader's settings.
export function field() {
  const box = document.createElement("div");
  box.className = "always";
  const label = document.createElement("label");
  const name = document.createElement("span");
  name.textContent = "Always warn me about";
  const input = document.createElement("input");
  Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false, value: words().join(", ") });
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.id = "about-always";
  hint.setAttribute("role", "status");
  hint.textContent = "Words with commas between. Where a work’s tags or warnings hold one, a line says so before the text, and its gate asks every time.";
  input.setAttribute("aria-describedby", hint.id);
  input.addEventListener("change", (event) => {
    // The form around it knows nothing of words.
    event.stopPropagation();
    const kept = keep(input.value);
    if (kept) input.value = words().join(", ");
    hint.textContent = kept
      ? "Kept in this browser. It holds from the next page on."
      : "Your browser keeps nothing for this site, so no warning could be given.";
  });
  label.append(name, input);
  box.append(label, hint);
  return box;
}

init();
