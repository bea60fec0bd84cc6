// The stories themselves, asked: which of them hold what a question wants.
//
// Pagefind knows words and phrases; which texts a question means with them (one or the
// other, without, in a field) is decided here, on the numbers it gives. Nothing of a
// text comes with them: what a reader is shown is taken from its page, see excerpts.js.

import { fold, parted } from "./folding.js";
import { fitting, free, wanted } from "./query.js";

const ROOT = new URL("../../", import.meta.url);
// What the index puts before its numbers: the language, which is none.
const LANGUAGE = "unknown_";

let opening = null;

// The index, opened once. One that failed is tried again by the next question.
export function open(where) {
  opening ??= begin(where).catch((error) => {
    opening = null;
    throw error;
  });
  return opening;
}

async function begin({ text, fresh }) {
  const base = new URL(text, ROOT);
  const list = new URL(`../texts.json?v=${fresh}`, base);
  const [{ createInstance }, answer] = await Promise.all([import(new URL("pagefind.js", base).href), fetch(list)]);
  if (!answer.ok) throw new Error(`${answer.status} for the list of texts`);
  const index = createInstance({ basePath: base.href, metaCacheTag: fresh });
  await index.init();
  return new Texts(index, read(await answer.json()));
}

// Rows as the rest of the search reads them: what a text is called, and where it stands.
export function read({ works, gates, texts }) {
  const told = works.map(([slug, title, by, lang, dir]) => ({ slug, title, by, lang, dir, url: `works/${encodeURIComponent(slug)}/` }));
  return texts.map(([name, work, part, title, gate], row) => ({
    row,
    name,
    work: told[work],
    title,
    labels: gate === undefined ? [] : gates[gate],
    url: part ? `${told[work].url}${encodeURIComponent(part)}/` : told[work].url,
  }));
}

class Texts {
  constructor(index, rows) {
    this.index = index;
    this.rows = rows;
    this.named = new Map();
    for (const row of rows) this.named.set(row.name, [...(this.named.get(row.name) ?? []), row]);
    this.asked = new Map();
  }

  // The texts that answer, the best first. `works` are those of words.js.
  async find(root, works) {
    const bySlug = new Map(works.map((work) => [work.slug, work]));
    const terms = free(root);
    const hits = new Map(await Promise.all(terms.map(async (term) => [term, await this.hits(term)])));
    const fits = fitting(root, (term, refused) => {
      // What is not to be there is not to be in the tags either.
      const outside = refused ? fitting(term) : () => false;
      return (one) => hits.get(term).has(one.text.row) || outside(one);
    });
    const scores = asksFor(root).map((term) => hits.get(term));
    const found = [];
    for (const text of this.rows) {
      const work = bySlug.get(text.work.slug);
      const one = work && Object.assign(Object.create(work), { text });
      if (!one || !fits(one)) continue;
      one.score = scores.reduce((sum, of) => sum + (of.get(text.row) ?? 0), 0);
      found.push(one);
    }
    return found.sort((a, b) => b.score - a.score || b.updated - a.updated || a.text.row - b.text.row);
  }

  // The rows that hold a word or a phrase, each with its score.
  async hits(term) {
    const [first = new Map(), ...others] = await Promise.all(questions(term).map((words) => this.ask(words)));
    const both = [...first].filter(([row]) => others.every((other) => other.has(row)));
    return new Map(both);
  }

  ask(words) {
    if (!this.asked.has(words)) {
      const answer = this.search(words).then((results) => this.scored(results));
      this.asked.set(words, answer);
      answer.catch(() => {
        this.asked.delete(words);
        opening = null;
      });
    }
    return this.asked.get(words);
  }

  // Where no word begins so, Pagefind answers with the longest that the word begins with:
  // "words" for "wordsworth". That is not what was asked.
  async search(words) {
    const { results } = await this.index.search(words);
    if (!results.length || words.startsWith('"')) return results;
    for (let length = words.length; length; length -= 1) {
      const { results: whole } = await this.index.search(`"${words.slice(0, length)}"`);
      if (!whole.length) continue;
      const first = whole.find(({ id }) => id === results[0].id);
      const instead = length < words.length && first?.words.includes(results[0].words[0]);
      return instead ? [] : results;
    }
    return results;
  }

  scored(results) {
    const found = new Map();
    for (const { id, score, words } of results) {
      const name = id.startsWith(LANGUAGE) ? id.slice(LANGUAGE.length) : id;
      // Of a phrase it says only that it is there; often is more than once.
      const often = score + Math.log(words.length || 1) / 10;
      for (const { row } of this.named.get(name) ?? []) found.set(row, often);
    }
    return found;
  }
}

// What a question wants to be in a text; nothing where it asks for other things alone.
export function asksFor(root) {
  return wanted(root).filter(({ part }) => !part);
}

// What a term looks like in a text: words one behind the other, the last of them perhaps
// only the beginning of one. No words where it begins with anything: "*light".
export function lookedFor({ words, wild, quoted }) {
  if (wild) {
    const start = parted(fold(wild.split("*")[0]));
    return { words: start ? start.split(" ") : [], open: true };
  }
  const known = parted(words).split(" ");
  // "of" is not asked as the beginning of "office".
  return { words: known, open: !quoted && known.length === 1 && known[0].length > 2 };
}

// In Pagefind's own syntax, all of them to be answered with yes: a word is the beginning
// of one, and what stands in quotation marks is as it is.
function questions(term) {
  const { words, open: isOpen } = lookedFor(term);
  const whole = isOpen ? words.slice(0, -1) : words;
  return [...(whole.length ? [`"${whole.join(" ")}"`] : []), ...(isOpen ? words.slice(-1) : [])];
}
