// The reader's own page: everything she keeps, to look at, take along, or delete.

import * as places from "./places.js";
import { ask } from "./asking.js";
import * as carrying from "./carrying.js";
import { highlights, note } from "./highlights.js";
import { bookmarks, edit, later, without, words } from "./marks.js";
import { apply } from "./look.js";
import { box, settings } from "./preferences.js";
import { card, underway } from "./shelf.js";

const { make } = places;
const AT_ONCE = 24;
const opened = new Set();

export function init() {
  const mine = document.querySelector("[data-mine]");
  if (!mine) return;
  // What is kept offline has a script of its own, and its place among the rest.
  const offline = document.querySelector("[data-kept]");
  const carry = document.querySelector("[data-carry]");
  const draw = () => {
    mine.replaceChildren(...parts(draw, offline));
    carry.replaceChildren(keeping(draw));
  };
  draw();
  import("./muted.js").then(({ init: fill }) => {
    fill();
    document.querySelector("[data-never]").hidden = false;
  });
  for (const one of [places.places, later, bookmarks, highlights, settings]) one.watch(draw);
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
      make("li", {}, work(slug, kept), words(kept), act("Edit", `Edit the bookmark of ${kept.title || slug}`, async () => {
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

function dated(all) {
  return Object.keys(all)
    .filter((key) => places.own(all, key))
    .map((key) => [key, all[key]])
    .sort(([, one], [, other]) => (other.when || 0) - (one.when || 0));
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

// ---- Keeping, carrying, deleting ----

function keeping(draw) {
  const said = make("p", { role: "status", class: "small" });
  const wanted = make("input", { type: "checkbox" });
  wanted.checked = places.recording();
  wanted.addEventListener("change", () => {
    settings.change((values) => ({ ...values, record: wanted.checked }));
    said.textContent = wanted.checked ? "Your place is kept from now on." : "Nothing more is recorded. What is here stays until you delete it.";
  });
  const file = make("input", { type: "file", accept: ".json,application/json", class: "hidden", id: "carry-in" });
  file.addEventListener("change", () => take(file, said, draw));
  const damaged = carrying.names(storage()).some((key) => key.endsWith(".damaged"));
  return make(
    "section",
    { class: "carrying" },
    make("h2", {}, "Keep, carry, delete"),
    make("label", { class: "check" }, wanted, "Remember where I was reading"),
    damaged ? make("p", { class: "small" }, "Something kept here could not be read, and was set aside. It goes along when you save it all to a file.") : "",
    make(
      "div",
      { class: "answers" },
      make("button", { type: "button", onclick: () => save(said) }, "Save it all to a file"),
      file,
      make("label", { class: "button", for: "carry-in" }, "Add from a file"),
      make("button", { type: "button", class: "grave", "aria-haspopup": "dialog", onclick: () => wipe(said, draw) }, "Delete everything"),
    ),
    said,
  );
}

// Where storage is refused there is nothing to carry.
function storage() {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  }
}

function save(said) {
  const text = JSON.stringify(carrying.exported(storage()), null, 1);
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const name = `my-shelf-${new Date().toISOString().slice(0, 10)}.json`;
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
  said.textContent = `Saved as ${name}, where your browser puts downloads.`;
}

async function take(field, said, draw) {
  const [chosen] = field.files;
  if (!chosen) return;
  let words = "";
  try {
    const kept = carrying.imported(storage(), carrying.opened(await chosen.text()));
    words = kept ? "Added. Where both had the same, the later one stays." : "There is no room for it in this browser. Nothing was changed.";
  } catch (problem) {
    words = problem.message;
  }
  field.value = "";
  apply(settings.read());
  draw();
  dispatchEvent(new CustomEvent("ficstead:changed"));
  tell(words);
}

async function wipe(said, draw) {
  const offline = await import("./offline.js");
  const about = `${goes(await offline.kept().catch(() => []))} It cannot be undone; save it to a file first if you are not sure.`;
  if ((await ask({ title: "Delete everything?", about, yes: "Delete everything", grave: true })) !== "yes") return;
  carrying.deleteAll(storage());
  const gone = await offline.removeAll().then(() => true, () => false);
  apply({});
  dispatchEvent(new CustomEvent("ficstead:changed"));
  draw();
  tell(gone ? "Everything is deleted." : "Everything is deleted but what is kept for reading offline. That has buttons of its own.");
}

// Exactly what is to be lost, each with its number.
function goes(copies) {
  const counts = [
    [underway().length, "your place in 1 work", "your places in # works"],
    [Object.values(places.places.read()).filter((kept) => kept?.read === true).length, "1 work marked as read", "# works marked as read"],
    [size(later), "1 work for later", "# works for later"],
    [size(bookmarks), "1 bookmark", "# bookmarks"],
    [size(highlights), "1 highlight", "# highlights"],
    [size(box("filters")), "1 kept filter", "# kept filters"],
    [size(box("mutes")), "1 thing you never want to see", "# things you never want to see"],
    [copies.length, "1 work kept for reading offline", "# works kept for reading offline"],
  ];
  const told = counts.filter(([count]) => count).map(([count, one, many]) => (count === 1 ? one : many.replace("#", count)));
  return `This deletes ${told.join(", ")}${told.length ? " and " : ""}all settings.`;
}

function size(kept) {
  return Object.keys(kept.read()).length;
}

// The page was drawn anew: into the line that is there now, and the focus beside it.
function tell(words) {
  const section = document.querySelector(".carrying");
  section.querySelector("button").focus({ preventScroll: true });
  requestAnimationFrame(() => (section.querySelector("[role=status]").textContent = words));
}

init();
