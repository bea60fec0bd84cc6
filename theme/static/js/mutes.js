// Never show me: what a reader muted stays out of every list, with a line that says how
// many works that are, and shows them.
//
// The box "mutes" holds what is muted under its address: {"tags/fog/": {name, when, below}};
// `below` are the addresses of its subtags, which a blurb names in its place. With
// settings.hideRead the works stay out whose end this reader reached.

import { box, settings } from "./preferences.js";

export const mutes = box("mutes");
const places = box("places");
export const root = new URL("../../", import.meta.url);

const TERM = /^[a-z]+\/[^/?#]+\/$/;
const LISTS = ".blurbs, .lines";
const revealed = new WeakSet();
// Of lists that leave works out themselves, how many.
const leftOut = new WeakMap();
let known = "";

export function entries() {
  const all = mutes.read();
  return Object.keys(all)
    .filter((url) => TERM.test(url) && typeof all[url]?.name === "string")
    .map((url) => ({ url, ...all[url] }));
}

function isMuted(url) {
  return entries().some((entry) => entry.url === url);
}

export function mute(url, name) {
  const kept = mutes.change((all) => ({ ...all, [url]: { name, when: Date.now() } }));
  if (kept) learn();
  sift();
  return kept;
}

export function unmute(url) {
  const kept = mutes.change((all) => Object.fromEntries(Object.entries(all).filter(([key]) => key !== url)));
  sift();
  return kept;
}

// Which tags stand below the muted ones: asked for when one is muted, and once a session.
export async function learn() {
  const missing = entries().filter(({ url }) => /^(fandoms|relationships|characters|tags)\//.test(url));
  if (!missing.length) return;
  const { terms } = await import("./terms.js");
  const known = await terms();
  mutes.change((all) => {
    for (const { url } of missing) {
      const below = known.below(url);
      if (Object.hasOwn(all, url) && String(all[url].below ?? "") !== String(below)) all[url] = { ...all[url], below };
    }
  });
  sift();
}

// The works whose end was reached, where those are not to be shown.
export function finished() {
  const read = settings.read().hideRead === true ? places.read() : {};
  return Object.keys(read).filter((slug) => read[slug]?.read === true);
}

// Everything that hides a work, as links have it.
function rules() {
  const urls = entries().flatMap(({ url, below }) => [url, ...(Array.isArray(below) ? below.filter((one) => TERM.test(one)) : [])]);
  return new Set([...urls, ...finished().map((slug) => `works/${slug}/`)].map((url) => new URL(url, root).href));
}

// boot.js puts it on the page before the first paint, and lists wait for us to look.
function keepFirst(wanted) {
  const known = settings.read().sift === "on";
  if (known !== wanted) settings.change(({ sift, ...values }) => (wanted ? { ...values, sift: "on" } : values));
}

function hides(item, hrefs) {
  const named = (item.dataset.terms ?? "").split(" ").filter(Boolean);
  if (named.some((url) => hrefs.has(new URL(url, root).href))) return true;
  return [...item.querySelectorAll("a[href]")].some((link) => hrefs.has(link.href) && !link.closest(".summary"));
}

export function sift() {
  const hrefs = rules();
  keepFirst(hrefs.size > 0);
  tell([...hrefs].sort().join(" "));
  // On the page of what is muted everything is, also what a blurb does not name.
  const here = document.querySelector("button[data-mute]")?.dataset.mute;
  const all = here !== undefined && isMuted(here);
  const out = (item) => hrefs.size > 0 && (all || hides(item, hrefs));
  for (const list of document.querySelectorAll(LISTS)) siftOne(list, out);
}

function siftOne(list, out) {
  const left = leftOut.get(list);
  let count = left ?? 0;
  for (const item of list.children) {
    const hidden = left === undefined && out(item);
    count += Number(hidden);
    item.hidden = hidden && !revealed.has(list);
  }
  list.dataset.sifted = "";
  say(list, count);
}

// For the filter, which counts what it finds, and so must know what is not to be seen.
function tell(now) {
  if (now === known) return;
  known = now;
  dispatchEvent(new CustomEvent("ficstead:sifted"));
}

export function isRevealed(list) {
  return revealed.has(list);
}

// The number that a list left out of itself; null where it is a list as any other.
export function leaveOut(list, count) {
  if (count === null) {
    leftOut.delete(list);
    sift();
  } else {
    leftOut.set(list, count);
    say(list, count);
  }
}

function say(list, count) {
  let line = list.previousElementSibling;
  if (!line?.matches(".sifted")) {
    if (!count) return;
    line = document.createElement("p");
    line.className = "sifted small";
    line.setAttribute("role", "status");
    line.append(document.createElement("span"), document.createElement("button"));
    line.lastChild.type = "button";
    line.lastChild.addEventListener("click", () => {
      if (!revealed.delete(list)) revealed.add(list);
      sift();
      dispatchEvent(new CustomEvent("ficstead:sifted"));
    });
    list.before(line);
  }
  line.hidden = !count;
  const shown = revealed.has(list);
  const what = list.dataset.of ?? "work";
  const works = count === 1 ? `1 ${what}` : `${count.toLocaleString("en")} ${what}s`;
  line.firstChild.textContent = `${works} ${shown ? "shown that you never want to see" : "hidden"}`;
  line.lastChild.textContent = shown ? "Hide" : "Show";
}

// The button of a page of works: this tag, ship, author. browse.js hears its presses.
const button = () => document.querySelector("button[data-mute]");

function draw() {
  const made = button();
  if (made) made.textContent = isMuted(made.dataset.mute) ? "Show me this again" : "Never show me this";
}

export function press() {
  const made = button();
  const { mute: url, name } = made.dataset;
  const kept = isMuted(url) ? unmute(url) : mute(url, name);
  draw();
  if (!kept) made.textContent = "Your browser has no room to keep this";
}

export function init() {
  const main = document.querySelector("main");
  if (!main || main.querySelector("[data-mine]")) return;
  draw();
  mutes.watch(draw);
  sift();
  // Lists that other scripts fill, whoever they are.
  new MutationObserver((changes) => {
    const filled = changes.some(({ target, addedNodes }) => addedNodes.length && target.matches(LISTS));
    if (filled) sift();
  }).observe(main, { childList: true, subtree: true });
  for (const one of [mutes, settings, places]) one.watch(sift);
  addEventListener("pageshow", (event) => event.persisted && sift());
  if (entries().length && !sessionStorageSays("learnt")) learn().catch(() => {});
}

function sessionStorageSays(word) {
  try {
    const said = sessionStorage.getItem(`ficstead-1:${word}`);
    sessionStorage.setItem(`ficstead-1:${word}`, "yes");
    return said !== null;
  } catch {
    return true;
  }
}

if (typeof document !== "undefined") init();
