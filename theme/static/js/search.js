// The search page: words come when somebody asks, results are the archive's own blurbs.
// The question stands in the address, so that an answer can be shared and gone back to.

import { parse, seeker, wanted } from "./query.js";
import { blurbs, load } from "./words.js";

const AT_ONCE = 20;
const ORDERS = {
  updated: (a, b) => b.updated - a.updated,
  published: (a, b) => b.published - a.published,
  longest: (a, b) => b.words - a.words,
  shortest: (a, b) => a.words - b.words,
  title: (a, b) => (a.title < b.title ? -1 : Number(a.title > b.title)),
};
const DOWN = { updated: ORDERS.updated, published: ORDERS.published, words: ORDERS.longest, title: (a, b) => ORDERS.title(b, a) };

let form, field, order, status, told, list, more;
let found = [];
let asked = 0;

function query() {
  const said = new URLSearchParams(location.search);
  return { q: said.get("q") ?? "", sort: said.get("sort") ?? "best" };
}

// What the form says, into the address: a question of its own, or the same corrected.
function say(how) {
  const q = field.value.trim();
  const said = new URLSearchParams(location.search);
  for (const [name, value] of [["q", q], ["sort", order.value === "best" ? "" : order.value]]) {
    if (value) said.set(name, value);
    else said.delete(name);
  }
  const address = `${location.pathname}${said.size ? `?${said}` : ""}`;
  if (address !== location.pathname + location.search) history[how](null, "", address);
  answer();
}

// What the question says itself ("sort:words") counts before what the form does.
export function orderOf(sort, said) {
  if (!said) return ORDERS[sort];
  const down = DOWN[said.by];
  return said.up ? (a, b) => -down(a, b) : down;
}

export function ranked(works, root, by) {
  const score = seeker(root);
  const fits = works.map((work) => ({ work, score: score(work) })).filter(({ score }) => score);
  fits.sort((a, b) => (by ? by(a.work, b.work) : b.score - a.score) || b.work.updated - a.work.updated || (a.work.slug < b.work.slug ? -1 : 1));
  return fits.map(({ work }) => work);
}

async function answer() {
  const turn = ++asked;
  const { q, sort } = query();
  if (field.value.trim() !== q) field.value = q;
  order.value = sort in ORDERS ? sort : "best";
  document.title = document.title.replace(/^.*?(?=Search · |Search$)/, q ? `${q} · ` : "");
  const { root, notes, sort: said } = parse(q);
  const by = orderOf(sort, said);
  tell(notes);
  if (!root) return empty(q);
  form.setAttribute("aria-busy", "true");
  try {
    const works = await load(form.dataset);
    if (turn !== asked) return;
    found = ranked(works, root, by);
    await show(turn, root);
    if (turn === asked) inText(turn, root, works, by);
  } catch (error) {
    if (turn !== asked) return;
    clear();
    status.textContent = navigator.onLine
      ? "What is searched could not be loaded. Please try once more."
      : "You are offline, and what is searched is not on this device yet.";
    console.warn(error);
  } finally {
    if (turn === asked) form.removeAttribute("aria-busy");
  }
}

function tell(notes) {
  told.replaceChildren(...notes.map((note) => element("li", note)));
}

// The stories, where there is an index of them: fetched when somebody asks.
async function inText(turn, root, works, by) {
  if (!form.dataset.text) return;
  const hits = await import("./hits.js").catch(console.warn);
  if (!hits || turn !== asked) return;
  hits.init(form);
  await hits.answer(root, works, by);
}

function noText() {
  if (form.dataset.text && !document.querySelector(".in-text").hidden) import("./hits.js").then(({ clear: none }) => none(), console.warn);
}

function clear() {
  found = [];
  list.replaceChildren();
  more.hidden = true;
  order.parentElement.hidden = true;
  dispatchEvent(new CustomEvent("ficstead:listed"));
}

function empty(q) {
  clear();
  noText();
  status.textContent = q ? "Nothing in this question can be searched for." : "";
}

async function show(turn, root) {
  const works = found.length === 1 ? "1 work" : `${found.length.toLocaleString("en")} works`;
  const items = await blurbs(found.slice(0, AT_ONCE), form.dataset);
  if (turn !== asked) return;
  if (!found.length) {
    clear();
    hint(root);
  } else {
    list.replaceChildren(...items);
    order.parentElement.hidden = found.length < 2;
    offer();
    dispatchEvent(new CustomEvent("ficstead:listed"));
  }
  status.textContent = found.length ? `${works} found` : "No work found";
}

function hint(root) {
  const [first] = wanted(root).filter((term) => !term.wild && !term.words.includes(" "));
  const tries = ["Fewer words find more."];
  if (first) tries.push(`“${first.words}*” also finds words that begin so.`);
  told.append(element("li", tries.join(" ")));
}

function offer() {
  const left = found.length - list.childElementCount;
  more.hidden = left <= 0;
  more.textContent = `Show ${Math.min(left, AT_ONCE)} more of ${found.length.toLocaleString("en")}`;
}

// Focus goes to the first of the new ones: the button moves away below them.
async function add() {
  const turn = asked;
  const start = list.childElementCount;
  const items = await blurbs(found.slice(start, start + AT_ONCE), form.dataset);
  if (turn !== asked || list.childElementCount !== start) return;
  list.append(...items);
  offer();
  dispatchEvent(new CustomEvent("ficstead:listed"));
  items[0]?.querySelector("h3 a")?.focus();
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

export function init() {
  form = document.querySelector(".seek");
  if (!form) return;
  field = form.elements.q;
  status = document.querySelector(".results .found");
  told = document.querySelector(".told");
  list = document.querySelector(".results .blurbs");
  more = document.querySelector(".more-results");
  order = document.querySelector(".order select");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say("pushState");
  });
  // While somebody types, each pause is an answer, and the whole is one step back.
  let pause = 0;
  let typing = false;
  field.addEventListener("input", (event) => {
    clearTimeout(pause);
    if (event.isComposing) return;
    pause = setTimeout(() => {
      say(typing ? "replaceState" : "pushState");
      typing = true;
    }, 300);
  });
  field.addEventListener("change", () => (typing = false));
  order.addEventListener("change", () => say("pushState"));
  more.addEventListener("click", () => add().catch(console.warn));
  addEventListener("popstate", answer);
  const never = document.querySelector(".never");
  never.addEventListener("toggle", () => import("./muted.js").then(({ init: fill }) => fill()));
  if (location.hash === "#never") never.open = true;
  document.querySelector(".syntax").open = !query().q;
  answer();
}

if (typeof document !== "undefined") init();
