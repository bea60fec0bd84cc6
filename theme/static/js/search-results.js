// The works that a search found, as the archive's own blurbs, and what there is to say of
// the question.

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

const area = document.querySelector(".results");
const status = area.querySelector(".found");
const told = area.querySelector(".told");
const order = area.querySelector(".order");
const list = area.querySelector(".blurbs");
const more = area.querySelector(".more-results");
let where;
let found = [];
let asked = 0;

// What the question says itself ("sort:words") counts before what the form does.
function orderOf(sort, said) {
  if (!said) return ORDERS[sort];
  const down = DOWN[said.by];
  return said.up ? (a, b) => -down(a, b) : down;
}

function ranked(works, root, by) {
  const score = seeker(root);
  const fits = works.map((work) => ({ work, score: score(work) })).filter(({ score }) => score);
  fits.sort((a, b) => (by ? by(a.work, b.work) : b.score - a.score) || b.work.updated - a.work.updated || (a.work.slug < b.work.slug ? -1 : 1));
  return fits.map(({ work }) => work);
}

// Shows what answers a question; the latest one counts.
export async function answer(form, q, sort) {
  const turn = ++asked;
  where = form.dataset;
  const { root, notes, sort: said } = parse(q);
  const by = orderOf(sort, said);
  tell(notes);
  if (!root) return empty(q);
  try {
    const works = await load(where);
    if (turn !== asked) return;
    found = ranked(works, root, by);
    await show(turn, root);
    // The works are there, and nobody need wait for the stories.
    if (turn === asked) inText(turn, form, root, works, by);
  } catch (error) {
    if (turn !== asked) return;
    clear();
    status.textContent = navigator.onLine
      ? "What is searched could not be loaded. Please try once more."
      : "You are offline, and what is searched is not on this device yet.";
    console.warn(error);
  }
}

function tell(notes) {
  told.replaceChildren(...notes.map(item));
}

// The stories, where there is an index of them: fetched when somebody asks.
async function inText(turn, form, root, works, by) {
  if (!where.text) return;
  const hits = await import("./hits.js").catch(console.warn);
  if (!hits || turn !== asked) return;
  hits.init(form);
  await hits.answer(root, works, by);
}

function noText() {
  if (where.text && !document.querySelector(".in-text").hidden) import("./hits.js").then(({ clear: none }) => none(), console.warn);
}

function clear() {
  found = [];
  list.replaceChildren();
  more.hidden = true;
  order.hidden = true;
}

function empty(q) {
  clear();
  noText();
  status.textContent = q ? "Nothing in this question can be searched for." : "";
}

async function show(turn, root) {
  const works = found.length === 1 ? "1 work" : `${found.length.toLocaleString("en")} works`;
  const items = await blurbs(found.slice(0, AT_ONCE), where);
  if (turn !== asked) return;
  if (!found.length) {
    clear();
    hint(root);
  } else {
    list.replaceChildren(...items);
    order.hidden = found.length < 2;
    offer();
  }
  status.textContent = found.length ? `${works} found` : "No work found";
}

function hint(root) {
  const terms = wanted(root);
  const [first] = terms.filter((term) => !term.wild && !term.words.includes(" "));
  const tries = [];
  if (terms.length > 1) tries.push("Fewer words find more.");
  if (first) tries.push(`“${first.words}*” also finds words that begin so.`);
  if (!tries.length) tries.push("Asking for less finds more.");
  told.append(item(tries.join(" ")));
}

function offer() {
  const left = found.length - list.childElementCount;
  more.hidden = left <= 0;
  more.textContent = `Show ${Math.min(left, AT_ONCE)} more of ${found.length.toLocaleString("en")}`;
}

function item(words) {
  const made = document.createElement("li");
  made.textContent = words;
  return made;
}

// Focus goes to the first of the new ones: the button moves away below them.
async function add() {
  const turn = asked;
  const start = list.childElementCount;
  const items = await blurbs(found.slice(start, start + AT_ONCE), where);
  if (turn !== asked || list.childElementCount !== start) return;
  list.append(...items);
  offer();
  items[0]?.querySelector("h3 a")?.focus();
}

more.addEventListener("click", () => add().catch(console.warn));
