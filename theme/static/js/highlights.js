// Lines a reader wants to keep: shown where they stand, and listed below the text.
//
// The text itself is not touched: the browser paints the lines.

import * as places from "./places.js";
import { ask } from "./asking.js";
import { titled } from "./marks.js";
import { indexOf, quoteOf, rangeOf } from "./quotes.js";

const { highlights, make, without } = places;
const LONGEST = 4000;
const SELECTED = 200;

export async function init(text, page, parts) {
  await places.styled();
  const indexes = new Map();
  const list = make("details", { class: "aside lines-kept gated", open: true });
  let painted = [];
  let choice = null;
  let wanted = true;

  function indexed(part) {
    if (!indexes.has(part)) indexes.set(part, indexOf(part.blocks));
    return indexes.get(part);
  }

  function draw() {
    painted = ofPage(page, parts).map(([id, kept, part]) => ({ id, kept, range: rangeOf(indexed(part), kept) }));
    const ranges = painted.map(({ range }) => range).filter(Boolean);
    if (globalThis.Highlight) CSS.highlights.set("kept", new Highlight(...ranges));
    if (!painted.length) return list.remove();
    const open = list.open;
    const items = painted.map((one) => item(one));
    list.replaceChildren(make("summary", {}, "Your highlights on this page"), make("ul", { role: "list" }, ...items));
    list.open = open;
    if (!list.isConnected) text.after(list);
  }

  function item({ id, kept, range }) {
    const quote = make("blockquote", { lang: kept.lang, dir: "auto" }, String(kept.quote));
    const show = make("button", { type: "button", class: "quiet" }, "Show");
    show.addEventListener("click", () => reveal(range));
    const change = make("button", { type: "button", class: "quiet", "aria-haspopup": "dialog" }, "Note or remove");
    change.addEventListener("click", () => edit(id));
    return make(
      "li",
      {},
      quote,
      kept.note ? make("p", { dir: "auto" }, String(kept.note)) : "",
      range ? "" : make("p", { class: "small" }, "These words are no longer in the text. They are still yours."),
      make("div", { class: "answers" }, range ? show : "", change),
    );
  }

  async function edit(id) {
    await note(id);
    draw();
    if (!list.isConnected) focusOn(text);
    else if (document.activeElement === document.body) focusOn(list.querySelector("summary"));
  }

  // ---- Choosing ----

  const keep = make("button", { type: "button", class: "strong" }, "Highlight");
  const annotate = make("button", { type: "button", "aria-haspopup": "dialog" }, "With a note");
  const tools = make("div", { class: "choosing", role: "group", "aria-label": "Selected text", hidden: true }, keep, annotate);
  text.after(tools);
  // A press on a button must not undo the selection it is about.
  tools.addEventListener("pointerdown", (event) => event.preventDefault());
  keep.addEventListener("click", () => made());
  annotate.addEventListener("click", async () => {
    const id = made();
    if (id) await edit(id);
  });

  function chosen() {
    const selection = getSelection();
    const inside = !selection.isCollapsed && selection.rangeCount && text.contains(selection.anchorNode);
    if (!inside && tools.contains(document.activeElement)) return;
    choice = inside ? selection.getRangeAt(0).cloneRange() : null;
    tools.hidden = !choice;
  }

  function made() {
    const part = choice && parts.find(({ blocks }) => blocks.some((block) => choice.intersectsNode(block)));
    const quote = part && quoteOf(indexed(part), choice);
    tools.hidden = true;
    choice = null;
    getSelection().removeAllRanges();
    if (!quote) return "";
    if (quote.quote.length > LONGEST) {
      places.say("That is too long for one highlight. A few paragraphs at a time will do.");
      return "";
    }
    const id = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 7)}`;
    const chapter = page.chapters[part.index];
    const name = chapter && !places.isNumber(chapter.key) ? { name: chapter.name } : {};
    highlights.change((all) => ({ ...all, [id]: { ...titled(page), work: page.slug, chapter: part.key, ...name, ...quote, note: "" } }));
    draw();
    return id;
  }

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(chosen, SELECTED);
  });

  // ---- Finding again ----

  function reveal(range) {
    if (!range) return;
    // Who highlighted a folded passage had opened it, and asks for it by name.
    const within = range.startContainer.parentElement;
    for (const fold of text.querySelectorAll("details")) fold.open ||= fold.contains(within);
    const { top } = range.getBoundingClientRect();
    scrollBy({ top: top - innerHeight * 0.3, behavior: "instant" });
    focusOn(within.closest("p, li, blockquote") ?? text);
  }

  text.addEventListener("click", (event) => {
    if (event.target.closest("a, summary, button") || !getSelection().isCollapsed) return;
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const hit = at && painted.find(({ range }) => range?.isPointInRange(at.offsetNode, at.offset));
    if (hit) edit(hit.id);
  });

  function arrive() {
    const asked = /^#highlight-(\w+)$/.exec(location.hash);
    if (asked) wanted = asked[1];
    if (typeof wanted !== "string" || !text.getClientRects().length) return;
    reveal(painted.find(({ id }) => id === wanted)?.range);
    wanted = "";
  }

  draw();
  chosen();
  arrive();
  highlights.watch(draw);
  addEventListener("hashchange", () => requestAnimationFrame(arrive));
}

function focusOn(element) {
  if (!element.matches("summary, button, a")) {
    element.tabIndex = -1;
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus({ preventScroll: true });
}

function ofPage(page, parts) {
  const all = highlights.read();
  return Object.keys(all)
    .filter((id) => places.own(all, id) && all[id].work === page.slug)
    .map((id) => [id, all[id], parts.find(({ key }) => key === all[id].chapter)])
    .filter(([, , part]) => part);
}

// Opens the dialog for one highlight; ends when it is closed.
export async function note(id) {
  const all = highlights.read();
  if (!places.own(all, id)) return;
  const field = make("textarea", { rows: 5, dir: "auto" });
  field.value = all[id].note ?? "";
  const quote = String(all[id].quote);
  const short = quote.length > 120 ? `${quote.slice(0, 119)}…` : quote;
  const answer = await ask({ title: "Your highlight", about: short, fields: [["Note", field]], yes: "Save", away: "Remove highlight" });
  if (answer === "away") without(highlights, id);
  if (answer !== "yes") return;
  highlights.change((old) => (places.own(old, id) ? { ...old, [id]: { ...old[id], note: field.value.trim(), when: places.now(old[id]) } } : old));
}
