// All that a reader keeps, as one file to take along, and such a file put to what is here.
//
// {"ficstead": "reader", "version": 1, "exported": ISO date, "boxes": {name: value},
// "damaged": {name: text}}. Every box that preferences.js knows is in it; "" are the
// settings. Of two versions of one thing the one changed later stays; what only one side
// has is never dropped.

import { ask } from "./asking.js";
import * as offline from "./offline.js";
import { bookmarks, highlights, later, make, packed, places, spread, underway } from "./places.js";
import { apply, box, settings } from "./preferences.js";

const NAME = "ficstead-1";
const DAMAGED = ".damaged";

// Names of the boxes in a storage; of those set aside as damaged, with their ending.
export function names(storage) {
  return Object.keys(storage)
    .filter((key) => key === NAME || key.startsWith(`${NAME}:`) || key === NAME + DAMAGED)
    .sort();
}

function exported(storage, now = new Date()) {
  const boxes = {};
  const damaged = {};
  for (const key of names(storage)) {
    const text = storage.getItem(key);
    const value = key.endsWith(DAMAGED) ? null : parsed(text);
    if (value) boxes[short(key)] = value;
    else damaged[short(key)] = text;
  }
  const file = { ficstead: "reader", version: 1, exported: now.toISOString(), boxes };
  return Object.keys(damaged).length ? { ...file, damaged } : file;
}

function short(key) {
  return key.slice(NAME.length).replace(/^:/, "");
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// Throws an Error whose message a reader can be shown.
export function opened(text) {
  const file = parsed(text);
  if (file?.ficstead !== "reader" || !isObject(file.boxes)) {
    throw new Error("That file was not saved from a shelf like this one.");
  }
  if (file.version !== 1) {
    throw new Error("That file comes from a newer version of this site. Nothing was changed.");
  }
  return file;
}

// Writes all boxes of a file, or none. Returns whether there was room.
export function imported(storage, file) {
  const before = new Map();
  try {
    for (const [name, theirs] of Object.entries(file.boxes)) {
      if (!isObject(theirs)) continue;
      const key = name ? `${NAME}:${name}` : NAME;
      const text = storage.getItem(key);
      before.set(key, text);
      const mine = parsed(text);
      if (text !== null && !mine) storage.setItem(key + DAMAGED, text);
      storage.setItem(key, JSON.stringify(merged(mine ?? {}, theirs, name)));
    }
    return true;
  } catch {
    for (const [key, text] of before) {
      if (text === null) storage.removeItem(key);
      else storage.setItem(key, text);
    }
    return false;
  }
}

export function merged(mine, theirs, name = "") {
  if (Array.isArray(mine) && Array.isArray(theirs)) return union(mine, theirs);
  if (!isObject(mine) || !isObject(theirs)) return mine;
  if (name === "place") return place(mine, theirs);
  if (isDated(mine) && isDated(theirs)) return theirs.when > mine.when ? theirs : mine;
  const inside = name === "places" ? "place" : "";
  // Made from pairs: a key "__proto__" stays a key.
  const both = new Map(Object.entries(mine));
  for (const [key, value] of Object.entries(theirs)) {
    both.set(key, both.has(key) ? merged(both.get(key), value, inside) : value);
  }
  return Object.fromEntries(both);
}

function isDated(value) {
  return typeof value.when === "number";
}

// The later place, and all chapters that either side has seen.
function place(mine, theirs) {
  const newer = (theirs.when || 0) > (mine.when || 0) ? theirs : mine;
  const both = (key) => packed(new Set([...spread(mine[key]), ...spread(theirs[key])]));
  return { ...newer, seen: both("seen"), known: both("known") };
}

function union(mine, theirs) {
  const known = new Set(mine.map((item) => JSON.stringify(item)));
  return [...mine, ...theirs.filter((item) => !known.has(JSON.stringify(item)))];
}

function deleteAll(storage) {
  for (const key of names(storage)) storage.removeItem(key);
}

// ---- As a reader asks for it; each ends in what to say ----

// Where storage is refused there is nothing to carry.
function storage() {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  }
}

function changed(values) {
  apply(values);
  dispatchEvent(new CustomEvent("ficstead:changed"));
}

export function save() {
  const text = JSON.stringify(exported(storage()), null, 1);
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const name = `my-shelf-${new Date().toISOString().slice(0, 10)}.json`;
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
  return `Saved as ${name}, where your browser puts downloads.`;
}

export async function take(field) {
  try {
    const kept = imported(storage(), opened(await field.files[0].text()));
    return kept ? "Added. Where both had the same, the later one stays." : "There is no room for it in this browser. Nothing was changed.";
  } catch (problem) {
    return problem.message;
  } finally {
    field.value = "";
    changed(settings.read());
  }
}

export async function wipe() {
  const about = `${goes(await offline.kept().catch(() => []))} It cannot be undone; save it to a file first if you are not sure.`;
  if ((await ask({ title: "Delete everything?", about, yes: "Delete everything", grave: true })) !== "yes") return "";
  deleteAll(storage());
  const gone = await offline.removeAll().then(() => true, () => false);
  changed({});
  return gone ? "Everything is deleted." : "Everything is deleted but what is kept for reading offline. That has buttons of its own.";
}

// Exactly what is to be lost, each with its number.
function goes(copies) {
  const size = (kept) => Object.keys(kept.read()).length;
  const counts = [
    [underway().length, "your place in 1 work", "your places in # works"],
    [Object.values(places.read()).filter((kept) => kept?.read === true).length, "1 work marked as read", "# works marked as read"],
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
