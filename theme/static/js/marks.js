// What a reader decides of a work: to read it later, that she has read it, and a bookmark
// with a note and tags of her own.

import * as places from "./places.js";
import { ask } from "./asking.js";

const { bookmarks, later, make, noted, without } = places;

export function init() {
  const page = places.here();
  const numbers = page?.main.querySelector(".numbers");
  if (!numbers || page.main.querySelector(".marks")) return;
  const row = make("div", { class: "marks", role: "group", "aria-label": "Keep this work" });
  const draw = () => {
    const focused = [...row.children].indexOf(document.activeElement);
    row.replaceChildren(laterButton(page), readButton(page), bookmarkButton(page), ...shown(page));
    row.children[focused]?.focus();
  };
  draw();
  numbers.after(row);
  row.addEventListener("ficstead:marked", draw);
  for (const one of [later, bookmarks, places.places]) one.watch(draw);
}

function tagsOf(text) {
  return [...new Set(text.split(",").map((tag) => tag.trim()).filter(Boolean))];
}

export function titled({ title, lang }, old = null) {
  return { title, ...(lang ? { lang } : {}), when: places.now(old) };
}

function button(words, pressed, act) {
  const one = make("button", { type: "button", "aria-pressed": `${pressed}` }, words);
  one.addEventListener("click", () => {
    act();
    one.dispatchEvent(new CustomEvent("ficstead:marked", { bubbles: true }));
  });
  return one;
}

function laterButton(page) {
  const marked = places.own(later.read(), page.slug);
  return button(marked ? "For later" : "Mark for later", marked, () => {
    if (marked) without(later, page.slug);
    else later.change((all) => ({ ...all, [page.slug]: titled(page) }));
  });
}

function readButton(page) {
  const kept = places.entry(page.slug);
  const read = kept?.read === true;
  return button(read ? "Read" : "Mark as read", read, () => {
    places.change(page.slug, (old) => (read ? unread(old ?? {}, page) : finished(old, page)));
    dispatchEvent(new CustomEvent("ficstead:places"));
  });
}

function finished(old, page) {
  const keys = places.packed(page.chapters.map(({ key }) => key));
  const last = page.chapters.at(-1);
  const name = last && !places.isNumber(last.key) ? { name: last.name } : {};
  return { ...titled(page, old), chapter: last?.key ?? "", ...name, at: [], percent: 100, whole: 100, seen: keys, known: keys, read: true };
}

// Back to the beginning, and what is new stays new.
function unread(old, page) {
  const first = page.chapters[0];
  const name = first && !places.isNumber(first.key) ? { name: first.name } : {};
  return { ...titled(page, old), chapter: first?.key ?? "", ...name, at: [], percent: 0, whole: 0, seen: [], known: old.known ?? [], read: false };
}

function bookmarkButton(page) {
  const all = bookmarks.read();
  const kept = places.own(all, page.slug) ? all[page.slug] : null;
  const one = make("button", { type: "button", "aria-haspopup": "dialog" }, kept ? "Edit bookmark" : "Bookmark");
  one.addEventListener("click", async () => {
    await edit(page.slug, page);
    one.dispatchEvent(new CustomEvent("ficstead:marked", { bubbles: true }));
  });
  return one;
}

function shown(page) {
  const all = bookmarks.read();
  return places.own(all, page.slug) ? [noted(all[page.slug])] : [];
}

// Opens the dialog for one work's bookmark; ends when it is closed.
export async function edit(slug, work) {
  const all = bookmarks.read();
  const kept = places.own(all, slug) ? all[slug] : null;
  const note = make("textarea", { rows: 5, dir: "auto" });
  const tags = make("input", { type: "text", dir: "auto", autocomplete: "off" });
  note.value = kept?.note ?? "";
  tags.value = Array.isArray(kept?.tags) ? kept.tags.join(", ") : "";
  const answer = await ask({
    title: "Your bookmark",
    about: "Only you see this. It stays in this browser.",
    fields: [["Note", note], ["Tags, with commas between", tags]],
    yes: "Save",
    away: kept ? "Remove bookmark" : "",
  });
  if (answer === "away") without(bookmarks, slug);
  if (answer !== "yes") return;
  const made = { ...titled(work, kept), note: note.value.trim(), tags: tagsOf(tags.value) };
  bookmarks.change((old) => ({ ...old, [slug]: made }));
}

init();
