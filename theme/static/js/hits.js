// "In the text", below the works that a search found: which texts hold what was asked,
// and the lines that do. Nothing of a text is shown, or even fetched, that its reader
// has not agreed to see.

import { found as asksToBeWarned } from "./always.js";
import { excerpts } from "./excerpts.js";
import { make } from "./places.js";
import { settings } from "./preferences.js";
import { asksFor, lookedFor, open } from "./texts.js";
import { blurbs } from "./words.js";

const ROOT = new URL("../../", import.meta.url);
const AT_ONCE = 10;

let area, head, status, list, more, way, where;
let hits = [];
let terms = [];
let asked = 0;
let sifting = false;

const sifts = () => settings.read().sift === "on";
const link = (url, words, more = {}) => make("a", { href: new URL(url, ROOT).href, ...more }, words);

// Answers a question. `works` are all works, `order` sorts them where that is asked for.
export async function answer(root, works, order) {
  const turn = ++asked;
  const wanted = asksFor(root);
  if (!wanted.length) return clear();
  area.hidden = false;
  way.hidden = true;
  if (wanted.some((term) => !lookedFor(term).words.length)) {
    empty("A word that begins with * cannot be looked for in the texts.");
    return;
  }
  if (!list.childElementCount) status.textContent = "Looking through the texts…";
  list.setAttribute("aria-busy", "true");
  try {
    const texts = await open(where);
    const found = await texts.find(root, works);
    if (turn !== asked) return;
    if (order) found.sort((a, b) => order(a, b) || (a.slug < b.slug ? -1 : Number(a.slug > b.slug)) || a.text.row - b.text.row);
    [hits, terms] = [found, wanted];
    await show(turn);
  } catch (error) {
    if (turn !== asked) return;
    empty(navigator.onLine ? "The texts could not be searched. Please try once more." : "You are offline, and the texts are not searched without a network.");
    console.warn(error);
  } finally {
    if (turn === asked) list.removeAttribute("aria-busy");
  }
}

// Nothing is asked of the texts.
export function clear() {
  asked += 1;
  way.hidden = true;
  empty("");
  area.hidden = true;
}

function empty(words) {
  hits = [];
  list.replaceChildren();
  more.hidden = true;
  status.textContent = words;
}

async function show(turn) {
  sifting = sifts();
  const items = await entries(hits.slice(0, AT_ONCE));
  if (turn !== asked) return;
  list.replaceChildren(...items);
  offer();
  const works = new Set(hits.map(({ slug }) => slug)).size;
  const texts = hits.length === 1 ? "1 text" : `${hits.length.toLocaleString("en")} texts`;
  const of = works === hits.length ? "" : works === 1 ? " of one work" : ` of ${works.toLocaleString("en")} works`;
  status.textContent = hits.length ? `Found in ${texts}${of}` : "Found in no text";
  // The works stand between this and the question.
  way.hidden = !hits.length;
  way.firstElementChild.textContent = hits.length === 1 ? "The words stand in 1 text" : `The words stand in ${texts}`;
}

function offer() {
  const left = hits.length - list.childElementCount;
  more.hidden = left <= 0;
  more.textContent = `Show ${Math.min(left, AT_ONCE)} more of ${hits.length.toLocaleString("en")}`;
}

async function add() {
  const turn = asked;
  const start = list.childElementCount;
  const items = await entries(hits.slice(start, start + AT_ONCE));
  if (turn !== asked || list.childElementCount !== start) return;
  list.append(...items);
  offer();
  items[0]?.querySelector("a")?.focus();
}

function entries(some) {
  return Promise.all(some.map(async (hit) => {
    const item = make("li");
    const [named] = await Promise.all([termsOf(hit), fill(item, hit)]);
    if (named) item.dataset.terms = named;
    return item;
  }));
}

// What mutes.js goes by, where a reader never wants to see something.
async function termsOf(hit) {
  if (!sifting) return "";
  const [blurb] = await blurbs([Object.getPrototypeOf(hit)], where).catch(() => []);
  if (!blurb) return "";
  return [blurb.dataset.terms ?? "", new URL(hit.text.work.url, ROOT).pathname, ...[...blurb.querySelectorAll("a[href]")].map((one) => one.pathname)].join(" ");
}

// What this reader is to be asked about before she sees lines of a text.
function unagreed({ text, tags, relationships, characters, warnings }) {
  const shown = settings.read().shown;
  const agreed = Array.isArray(shown) ? shown : [];
  const own = asksToBeWarned(text.labels).labels;
  const gated = own.length || !text.labels.every((label) => agreed.includes(label)) ? text.labels : [];
  const folded = [tags, relationships, characters, warnings].flatMap((names) => names.split("|")).map((name) => name.trim());
  const asks = asksToBeWarned(folded).words.map((word) => `you asked about ${word}`);
  return [...gated, ...asks];
}

async function fill(item, hit) {
  const { text } = hit;
  const { work } = text;
  const spoken = { lang: work.lang, dir: work.dir };
  const title = make("p", { class: "title" }, link(text.url, text.title || work.title, text.title ? { dir: "auto" } : spoken));
  const of = make("p", { class: "of" }, ...(text.title ? [link(work.url, work.title, spoken), " "] : []), `by ${work.by}`);
  item.append(title, of);
  const labels = unagreed(hit);
  if (!labels.length) {
    leading(item, await lines(item, hit));
    return;
  }
  const button = make("button", { type: "button" }, "Show the passage");
  const behind = make("p", { class: "behind" }, make("span", {}, labels.join(" · ")), button);
  button.setAttribute("aria-label", `Show the passage of ${text.title || work.title}`);
  button.addEventListener("click", async () => {
    button.disabled = true;
    // The title leads to the page as it stands: its gate asks for all of it.
    const { quote } = await lines(item, hit);
    behind.remove();
    quote.tabIndex = -1;
    quote.focus();
  });
  item.append(behind);
}

// The lines themselves. A page that cannot be had leaves the title, which leads to it.
async function lines(item, hit) {
  const { text } = hit;
  const quote = make("blockquote", { lang: text.work.lang, dir: text.work.dir });
  let fragment = "";
  try {
    const { quotes, fragment: words } = await excerpts(text, terms);
    fragment = words;
    quote.append(...quotes.map((parts) => make("p", {}, ...parts.map((part) => (part.marked ? make("mark", {}, part.text) : part.text)))));
  } catch (error) {
    quote.append(make("p", { class: "small" }, "These lines could not be loaded."));
    console.warn(error);
  }
  item.append(quote);
  return { quote, fragment };
}

function leading(item, { fragment }) {
  item.querySelector(".title a").hash = fragment;
}

export function init(form) {
  area = document.querySelector(".in-text");
  if (!area || where) return;
  where = form.dataset;
  status = area.querySelector(".text-found");
  list = area.querySelector(".hits");
  more = area.querySelector(".more-hits");
  head = area.querySelector("h2");
  way = document.querySelector(".to-texts");
  // The address is the question's, and a fragment in it would be another step back.
  way.addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    event.preventDefault();
    head.focus();
    head.scrollIntoView();
  });
  more.addEventListener("click", () => add().catch(console.warn));
  // Somebody mutes something for the first time, here and now.
  addEventListener("ficstead:sifted", () => {
    if (hits.length && !sifting && sifts()) show(asked).catch(console.warn);
  });
}
