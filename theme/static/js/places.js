// What a reader keeps of works: where she is in each, what she read of it, what she marked;
// and how an entry of it looks on her shelf.
//
// The box "places" holds one small object for each work that was opened and scrolled,
// under the work's slug:
//
//   title    as the page shows it; lang, where it is not the site's
//   chapter  the last part of the chapter's address: "3", "oar-song"; "" in a one-shot
//   name     what to call a chapter that has no number
//   at       the paragraph at the reading line: [place among the chapter's paragraphs,
//            percent of it that is above the line, its hash, the hash of the one before]
//   percent  of the chapter, whole: of the work
//   seen     chapters read to their end; known: those opened, or listed when reading began.
//            What the page lists beyond them is new. "1..12" is short for twelve numbers
//   read     whether the end of what was posted was reached
//   again    true where she chose to start again: the place goes wherever she reads
//   when     of the last change, in milliseconds; see now()
//
// A chapter read to its end passes the place on to the start of the next; `at` is empty
// there. Nothing is written where settings.record is false.
//
// "later" holds {slug: {title, lang, when}}, "bookmarks" {slug: {title, lang, note, tags: [],
// when}}, "highlights" {id: {work, title, lang, chapter, name, quote, before, after, note,
// when}}; "pace" is pace.js's.

import { box, settings, sheet } from "./preferences.js";

export const places = box("places");
export const later = box("later");
export const bookmarks = box("bookmarks");
export const highlights = box("highlights");
export const root = new URL("../../", import.meta.url);

const LONGEST = 9999;

export function recording() {
  return settings.read().record !== false;
}

export function entry(slug, all = places.read()) {
  return own(all, slug) ? all[slug] : null;
}

// A work may be called "constructor", and a box may hold what we never wrote.
export function own(all, key) {
  return Object.hasOwn(all, key) && typeof all[key] === "object" && all[key] !== null;
}

export function spread(packed) {
  const keys = new Set();
  for (const item of Array.isArray(packed) ? packed : []) {
    const span = /^(\d{1,4})\.\.(\d{1,4})$/.exec(item);
    if (!span) keys.add(String(item));
    else for (let n = +span[1]; n <= Math.min(+span[2], LONGEST); n++) keys.add(`${n}`);
  }
  return keys;
}

export function packed(keys) {
  const numbers = [...keys].filter((key) => /^\d{1,4}$/.test(key)).map(Number);
  const spans = [];
  for (const number of numbers.sort((one, other) => one - other)) {
    const last = spans.at(-1);
    if (last && number <= last[1] + 1) last[1] = number;
    else spans.push([number, number]);
  }
  return [
    ...spans.map(([from, to]) => (from === to ? `${from}` : `${from}..${to}`)),
    ...[...keys].filter((key) => !/^\d{1,4}$/.test(key)),
  ];
}

// The last part of a link's address inside a work: its chapter, or what leads to it on
// the page of the entire work ("#at=" is how a reader's settings lead there).
export function keyOf(link) {
  const anchor = /^#(?:at=)?chapter-(.+)/.exec(plain(link.hash));
  return anchor?.[1] ?? plain(link.pathname).split("/").at(-2) ?? "";
}

export function slugOf(link) {
  if (!link.href.startsWith(root.href)) return "";
  const [works, slug] = plain(link.href.slice(root.href.length)).split(/[/?#]/);
  return works === "works" ? slug : "";
}

function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function address(slug, chapter = "", fragment = "") {
  const parts = ["works", slug, chapter].filter(Boolean).map(encodeURIComponent);
  return new URL(`${parts.join("/")}/${fragment}`, root).href;
}

// Without the marks that we add.
function nameOf(link) {
  const parts = [...link.childNodes].filter((node) => !node.classList?.contains("mark"));
  return parts.map(({ textContent }) => textContent).join("").trim();
}

// The work that this page belongs to, as the page tells it.
export function here() {
  const main = document.querySelector("main[data-work]");
  if (!main) return null;
  const title = main.querySelector(".work-head h1, .of a");
  const links = [...main.querySelectorAll(".chapter-list .name a, .panel ol a")];
  const words = main.dataset.words.split(" ").map(Number);
  const chapters = links.map((link, index) => ({
    key: keyOf(link),
    name: nameOf(link),
    words: words[index] || 0,
    link,
  }));
  return {
    main,
    slug: main.dataset.work,
    title: title?.textContent.trim() ?? "",
    lang: title?.lang ?? "",
    language: main.querySelector("#text")?.lang || document.documentElement.lang,
    chapters,
    current: chapters.find(({ link }) => link.hasAttribute("aria-current")) ?? null,
    words: words.reduce((sum, count) => sum + count, 0),
  };
}

export function change(slug, how) {
  return places.change((all) => {
    const next = { ...all };
    const made = how(entry(slug, all));
    if (made) next[slug] = made;
    else delete next[slug];
    return next;
  });
}

export function without(kept, key) {
  kept.change((all) => Object.fromEntries(Object.entries(all).filter(([one]) => one !== key)));
}

// The time of a change. It is later than that of what it changes, also where the clock was
// turned back meanwhile: who puts two shelves together wants what was said last.
export function now(old) {
  return Math.max(Date.now(), (Number(old?.when) || 0) + 1);
}

export function startAgain(slug) {
  if (recording()) change(slug, (old) => old && { ...old, again: true });
}

export function isNumber(key) {
  return /^\d+$/.test(key);
}

// "chapter 4, 37 %", and less where less is known.
export function placeName({ chapter, name, percent }) {
  const part = isNumber(chapter) ? `chapter ${chapter}` : name || "";
  const share = percent > 0 ? `${Math.min(100, Math.round(percent))} %` : "";
  return [part, share].filter(Boolean).join(", ");
}

export function continueAt(slug, { chapter }) {
  const entire = chapter && settings.read().whole === "entire";
  return address(slug, entire ? "entire" : (chapter ?? ""), "#continue");
}

// Read to the end of all there was, and the place not gone back since.
export function atEnd(kept) {
  return kept.read === true && !(kept.percent < 100);
}

export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

// The styles of all that we add around texts and lists.
export function styled() {
  return sheet(new URL("../css/shelf.css", import.meta.url));
}

// ---- On a shelf ----

// Newest first.
export function dated(all) {
  return Object.keys(all)
    .filter((key) => own(all, key))
    .map((key) => [key, all[key]])
    .sort(([, one], [, other]) => (other.when || 0) - (one.when || 0));
}

// The works that are not read to their end.
export function underway(all = places.read()) {
  return dated(all).filter(([, kept]) => !atEnd(kept));
}

// A work she is in: its title, the way on, and how far that is.
export function card(slug, kept, ...more) {
  return make(
    "li",
    {},
    make("a", { class: "title", href: address(slug), lang: kept.lang, dir: "auto" }, String(kept.title || slug)),
    make("a", { class: "on", href: continueAt(slug, kept) }, continued(kept)),
    meter(kept.whole),
    ...more,
  );
}

function meter(percent) {
  const share = Math.min(100, Math.max(0, Number(percent) || 0));
  return make("progress", { class: "meter", max: 100, value: share, "aria-label": `${share} % of the work` });
}

export function continued(kept) {
  const name = placeName(kept);
  return name ? `Continue at ${name}` : "Continue";
}

// The note and the tags of a bookmark.
export function noted({ note, tags }) {
  const mine = Array.isArray(tags) ? tags.map(String) : [];
  return make(
    "div",
    { class: "noted", dir: "auto" },
    note ? make("p", {}, String(note)) : "",
    mine.length ? make("ul", { class: "labels", role: "list", "aria-label": "Your tags" }, ...mine.map((tag) => make("li", {}, tag))) : "",
  );
}

// ---- What there was no room for ----

let told = false;

// Once on a page, and politely: nobody loses a page of reading over it.
addEventListener("ficstead:not-kept", () => {
  if (told) return;
  told = true;
  say("Your browser has no room left to keep this. Your shelf, linked at the foot of the page, can make some.");
});

export async function say(words) {
  await styled();
  const line = make("p", { class: "notice", role: "status" });
  const close = make("button", { type: "button", onclick: () => line.remove() }, "Close");
  document.body.append(line);
  // Into a region that is there already, or it is not read out.
  requestAnimationFrame(() => line.append(words, close));
}
