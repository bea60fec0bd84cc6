// The lines of a text in which words were found, taken from its own page.

import { placed } from "./folding.js";
import { sections } from "./paragraphs.js";
import { lookedFor } from "./texts.js";

const ROOT = new URL("../../", import.meta.url);
const BEFORE = 70;
const LONG = 260;
// So many words are enough to find a place again.
const TOLD = 8;
const AT_MOST = 2;

const pages = new Map();

// The paragraphs of a text, without what its author folded away.
async function paragraphs(url) {
  if (!pages.has(url)) {
    const page = load(url);
    pages.set(url, page);
    page.catch(() => pages.delete(url));
  }
  return pages.get(url);
}

async function load(url) {
  const answer = await fetch(new URL(url, ROOT));
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  const text = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#text");
  if (!text) throw new Error(`no text at ${url}`);
  for (const folded of text.querySelectorAll(".passage-text, .passage > blockquote:not(.instead)")) folded.remove();
  for (const end of text.querySelectorAll("br")) end.replaceWith("\n");
  const [{ blocks }] = sections(text, { chapters: [], current: null });
  return (blocks.length ? blocks : [text]).map(({ textContent }) => textContent);
}

// Where terms stand in a paragraph, in order.
function marksOf(paragraph, terms) {
  const words = placed(paragraph);
  const found = [];
  terms.forEach((term, number) => {
    const { words: wanted, open } = lookedFor(term);
    const last = wanted.length - 1;
    const fits = (at) =>
      wanted.every((word, step) => (open && step === last ? words[at + step]?.word.startsWith(word) : words[at + step]?.word === word));
    if (last < 0) return;
    words.forEach((_, at) => fits(at) && found.push({ term: number, ...bare(paragraph, words[at].from, words[at + last].to) }));
  });
  return found.sort((a, b) => a.from - b.from || b.to - a.to);
}

// Without the quotation marks and commas at its ends.
function bare(text, from, to) {
  const said = text.slice(from, to);
  const before = said.search(/[\p{L}\p{N}\p{So}]/u);
  const after = /[^\p{L}\p{M}\p{N}\p{So}]*$/u.exec(said)[0].length;
  return before < 0 ? { from, to } : { from: from + before, to: to - after };
}

// At most two paragraphs that hold as many of the terms as can be had.
function chosen(blocks, terms) {
  const marked = blocks.map((text, at) => ({ text, at, marks: marksOf(text, terms) })).filter(({ marks }) => marks.length);
  const left = new Set(terms.keys());
  const picked = [];
  while (picked.length < AT_MOST && left.size) {
    const holds = ({ marks }) => new Set(marks.map(({ term }) => term).filter((term) => left.has(term))).size;
    const best = marked.reduce((most, one) => (holds(one) > (most ? holds(most) : 0) ? one : most), null);
    if (!best) break;
    for (const { term } of best.marks) left.delete(term);
    picked.push(best);
  }
  return picked.sort((a, b) => a.at - b.at);
}

// The excerpts of a text, each as parts to be marked or not, and the fragment that leads
// to the first of them.
export async function excerpts({ url }, terms) {
  const picked = chosen(await paragraphs(url), terms);
  const [first] = picked;
  return {
    quotes: picked.map(({ text, marks }) => quote(text, marks)),
    fragment: first ? fragment(first.text, first.marks[0]) : "#text",
  };
}

export function quote(text, marks) {
  const from = start(text, marks[0].from - BEFORE);
  const to = Math.max(end(text, from + LONG), marks[0].to);
  const parts = [{ text: from > 0 ? "… " : "", marked: false }];
  let at = from;
  for (const mark of marks) {
    if (mark.from < at || mark.to > to) continue;
    parts.push({ text: text.slice(at, mark.from), marked: false }, { text: text.slice(mark.from, mark.to), marked: true });
    at = mark.to;
  }
  parts.push({ text: text.slice(at, to).trimEnd() + (to < text.trimEnd().length ? " …" : ""), marked: false });
  return parts.filter((part) => part.text);
}

// Between words, where there are any near by.
function start(text, at) {
  if (at <= 0) return text.length - text.trimStart().length;
  const gap = text.slice(at, at + 30).search(/\s/);
  return gap < 0 ? at : at + gap + 1;
}

function end(text, at) {
  if (at >= text.length) return text.length;
  const gap = text.slice(at - 30, at).search(/\s\S*$/);
  return gap < 0 ? at : at - 30 + gap;
}

// A text fragment: browsers that know them show the very words, others the text's start.
export function fragment(text, { from, to }) {
  const line = text.slice(from).split("\n")[0];
  const words = placed(line);
  const after = words.findLast((word, at) => at < TOLD && word.to <= 80) ?? { to: to - from };
  const told = line.slice(0, Math.max(after.to, Math.min(to - from, line.length)));
  return `#text:~:text=${encodeURIComponent(told.trim().replace(/\s+/g, " ")).replaceAll("-", "%2D")}`;
}
