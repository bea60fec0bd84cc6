// The reader's own page: everything she keeps, to look at, take along, or delete.

import * as places from "./places.js";
import { box, settings, setAsides } from "./preferences.js";

const { bookmarks, card, dated, highlights, later, make, noted, underway, without } = places;
const mutes = box("mutes");
const AT_ONCE = 24;
const opened = new Set();

export function init() {
  const mine = document.querySelector("[data-mine]");
  if (!mine) return;
  const offline = document.querySelector("[data-kept]");
  const carry = document.querySelector("[data-carry]");
  const draw = () => {
    mine.replaceChildren(...parts(draw, offline));
    carry.replaceChildren(keeping());
  };
  draw();
  copies(offline);
  never();
  for (const one of [places.places, later, bookmarks, highlights, settings]) one.watch(draw);
  mutes.watch(never);
  addEventListener("ficstead:changed", () => {
    draw();
    never();
  });
  addEventListener("pageshow", (event) => event.persisted && draw());
}

function parts(draw, offline) {
  const reading = underway();
  const read = dated(places.places.read()).filter(([, kept]) => kept.read === true);
  return [
    intro(),
    list("Reading now", reading, "Nothing begun. A work stands here once you have scrolled into it.", ([slug, kept]) =>
      card(slug, kept, forget("Forget my place in", kept.title || slug, places.places, slug, draw)),
    ),
    list("For later", dated(later.read()), "Nothing put by. Every work has a button for it.", ([slug, kept]) =>
      make("li", {}, work(slug, kept), forget("Not for later:", kept.title || slug, later, slug, draw)),
    ),
    offline,
    list("Bookmarks", dated(bookmarks.read()), "No bookmarks yet. On a work’s page you can set one, with a note and tags of your own.", ([slug, kept]) =>
      make("li", {}, work(slug, kept), noted(kept), act("Edit", `Edit the bookmark of ${kept.title || slug}`, async () => {
        const { edit } = await import("./marks.js");
        await edit(slug, kept);
        draw();
      })),
      true,
    ),
    list("Highlights", dated(highlights.read()), "No highlights yet. Select some words in a text, and you can keep them.", ([id, kept]) => line(id, kept, draw), true),
    list("Read", read, "Nothing read to its end yet.", ([slug, kept]) =>
      make("li", {}, work(slug, kept), make("p", { class: "small" }, day(kept.when)), forget("Forget that I read", kept.title || slug, places.places, slug, draw)),
    ),
  ];
}

function intro() {
  return make("p", { class: "about-mine" }, "All of this is kept in this browser and sent nowhere. Another browser, or another device, knows nothing of it until you carry it there.");
}

// Of a long list the first; the others when they are asked for.
function list(title, items, empty, draw, wide = false) {
  const count = items.length ? make("span", { class: "count" }, ` ${items.length}`) : "";
  const shown = opened.has(title) || items.length <= AT_ONCE + 1 ? items.length : AT_ONCE;
  const ul = make("ul", { role: "list" }, ...items.slice(0, shown).map(draw));
  const every = act(`Show all ${items.length}`, `${title}: show all ${items.length}`, () => {
    opened.add(title);
    every.remove();
    ul.append(...items.slice(shown).map(draw));
    ul.children[shown].querySelector("a, button").focus();
  });
  const body = items.length ? [ul, shown < items.length ? every : ""] : [make("p", { class: "small" }, empty)];
  return make("section", { class: wide ? "shelf wide" : "shelf" }, make("h2", {}, title, count), ...body);
}

function work(slug, kept) {
  return make("a", { class: "title", href: places.address(slug), lang: kept.lang, dir: "auto" }, String(kept.title || slug));
}

function act(shown, said, does) {
  return make("button", { type: "button", class: "quiet", "aria-label": said, onclick: does }, shown);
}

// Taken back within the page's life: the button in its place puts it there again.
function forget(said, title, kept, key, draw) {
  return act("Remove", `${said} ${title}`, (event) => {
    const item = event.target.closest("li");
    const old = kept.read()[key];
    without(kept, key);
    const undo = act("Put it back", `Put back: ${title}`, () => {
      kept.change((all) => (Object.hasOwn(all, key) ? all : { ...all, [key]: old }));
      draw();
    });
    item.replaceChildren(make("p", { class: "gone" }, `Removed: ${title}`), undo);
    undo.focus();
  });
}

function line(id, kept, draw) {
  const href = places.address(String(kept.work), kept.chapter ?? "", `#highlight-${id}`);
  const where = [kept.title, places.placeName(kept)].filter(Boolean).join(", ");
  return make(
    "li",
    {},
    make("blockquote", { lang: kept.lang, dir: "auto" }, make("a", { href }, String(kept.quote ?? ""))),
    make("p", { class: "gone small", dir: "auto" }, where),
    kept.note ? make("p", { class: "noted", dir: "auto" }, String(kept.note)) : "",
    act("Note or remove", `Note for, or remove, the highlight from ${kept.title}`, async () => {
      const { note } = await import("./highlights.js");
      await note(id);
      draw();
    }),
  );
}

function day(when) {
  const date = new Date(when);
  if (!when || Number.isNaN(date.getTime())) return "";
  const { lang } = document.documentElement;
  // As the pages write it: 1 June 2024.
  return date.toLocaleDateString(lang === "en" ? "en-GB" : lang, { day: "numeric", month: "long", year: "numeric" });
}

// ---- What has a script of its own, for those who use it ----

// As offline.js names what it keeps.
async function copies(place) {
  if (!navigator.serviceWorker || !("caches" in window)) return;
  place.hidden = false;
  const ours = `ficstead ${places.root.pathname} work `;
  const names = await caches.keys().catch(() => []);
  if (names.some((name) => name.startsWith(ours))) import("./offline.js");
}

// The list of what is muted, where there is any; else the way to it.
async function never() {
  const section = document.querySelector("[data-never]");
  const place = section.querySelector("[data-muted-here]");
  section.hidden = false;
  if (place.querySelector("form")) return;
  const fill = async () => {
    const { init: list } = await import("./muted.js");
    place.replaceChildren();
    list();
  };
  if (Object.keys(mutes.read()).length || settings.read().hideRead === true) {
    await fill();
    return;
  }
  const choose = async () => {
    await fill();
    place.querySelector("input").focus();
  };
  place.replaceChildren(
    make("p", { class: "small" }, "Works with tags, relationships, characters, warnings or authors that you name here stay out of every list. So can works that you have read."),
    make("button", { type: "button", onclick: choose }, "Choose what to hide"),
  );
}

// ---- Keeping, carrying, deleting ----

function keeping() {
  const said = make("p", { role: "status", class: "small" });
  const wanted = make("input", { type: "checkbox" });
  wanted.checked = places.recording();
  wanted.addEventListener("change", () => {
    settings.change((values) => ({ ...values, record: wanted.checked }));
    said.textContent = wanted.checked ? "Your place is kept from now on." : "Nothing more is recorded. What is here stays until you delete it.";
  });
  const file = make("input", { type: "file", accept: ".json,application/json", class: "hidden", id: "carry-in" });
  file.addEventListener("change", () => file.files.length && carry(({ take }) => take(file)));
  return make(
    "section",
    { class: "carrying" },
    make("h2", {}, "Keep, carry, delete"),
    make("label", { class: "check" }, wanted, "Remember where I was reading"),
    setAsides() ? make("p", { class: "small" }, "Something kept here could not be read, and was set aside. It goes along when you save it all to a file.") : "",
    make(
      "div",
      { class: "answers" },
      make("button", { type: "button", onclick: () => carry(({ save }) => save()) }, "Save it all to a file"),
      file,
      make("label", { class: "button", for: "carry-in" }, "Add from a file"),
      make("button", { type: "button", class: "grave", "aria-haspopup": "dialog", onclick: () => carry(({ wipe }) => wipe()) }, "Delete everything"),
    ),
    said,
  );
}

// Each ends in what to say, or in nothing where it was not done after all.
async function carry(how) {
  const carrying = await import("./carrying.js").catch(console.warn);
  tell(carrying ? await how(carrying) : "That could not be loaded. Try again when you are online.");
}

// The page may have been drawn anew: into the line that is there now, and the focus beside it.
function tell(words) {
  if (!words) return;
  const section = document.querySelector(".carrying");
  section.querySelector("button").focus({ preventScroll: true });
  requestAnimationFrame(() => (section.querySelector("[role=status]").textContent = words));
}

init();
