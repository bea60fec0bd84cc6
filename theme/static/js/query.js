// AO3's query syntax, read kindly: what cannot be understood is said and left out, and
// no query is an error.
//
//   fog harbour        both words            "fog bell"        the phrase
//   -angst, NOT angst  without it            fog OR rain, ||   one of them
//   (fog OR rain) bell groups                lamp*             lamplight, lampblack
//   title:fog          in one field          tag:"slow burn"   tag:(fog OR rain)
//   words:>10000  words:1000-5000  chapters:1  updated:2024  published:>=2023-06
//   words:[1000 TO *]  sort:words  sort by title desc (">" is up, "<" is down, as on AO3)
//
// `parse` makes a tree of it, `seeker` a function that gives each work its score.

import { fold, folded, isUnspaced } from "./folding.js";
import { agoRange, dateRange, numberRange } from "./ranges.js";

// Each field with the parts of a work that it looks into.
const FIELDS = {
  title: "title", author: "authors", creator: "authors", creators: "authors", series: "series",
  summary: "summary", notes: "notes", note: "notes",
  fandom: "fandoms", relationship: "relationships", ship: "relationships", character: "characters",
  tag: "tags", rating: "ratings", warning: "warnings", category: "categories",
  language: "languages", collection: "collections",
};
for (const name of ["title", "author", "fandom", "relationship", "ship", "character", "tag", "rating", "warning", "language", "collection"]) {
  FIELDS[`${name}s`] = FIELDS[name];
}
FIELDS.categories = "categories";
// AO3's own names for them.
Object.assign(FIELDS, {
  pairing: "relationships", pairings: "relationships", archive_warning: "warnings", archive_warnings: "warnings",
  freeform: "tags", freeforms: "tags", additional_tag: "tags", additional_tags: "tags", language_id: "languages", endnotes: "notes",
});
const KINDS = ["fandoms", "relationships", "characters", "tags", "ratings", "warnings", "categories", "languages", "collections"];
const EVERY = ["title", "authors", "series", "summary", "notes", ...KINDS];
// On AO3 a tag is of any kind; here too.
const ALL_TAGS = ["fandoms", "relationships", "characters", "tags", "ratings", "warnings", "categories"];
const NUMBERS = { words: "words", word: "words", word_count: "words", words_count: "words", chapters: "chapters", chapter: "chapters" };
const DATES = { updated: "updated", revised_at: "updated", published: "published", posted: "published", created_at: "published", date: "updated" };
const YES = { complete: "complete", completed: "complete", crossover: "crossover", otp: "otp" };
// What AO3 knows of a work and an archive of files does not.
const ELSEWHERE = /^(?:(?:hit|kudo|comment|bookmark)s?(?:_count)?|expected_number_of_chapters|collection_ids|nonfiction|work_skin_id|restricted|backdate)$/;
const SORT = /^sort(?:ed)?(?:\s+by\s*[:=<>]?|\s*[:=<>])\s*(["“]?)([\p{L}_]+(?: (?:count|updated|posted)\b)?)["”]?(?:\s+((?:a|de)sc)(?:ending)?\b)?/iu;
const COLUMNS = {
  updated: "updated", revised_at: "updated", date: "updated", published: "published", posted: "published", created_at: "published",
  words: "words", word: "words", word_count: "words", title: "title",
  "date updated": "updated", "date posted": "published", "word count": "words",
};
const WEIGHTS = { title: 7, authors: 5 };

const NAME = /^([\p{L}_]+(?:\.title)?)\s*(:|(?=[<>=]))\s*/u;
// "rain~", "rain^2", "\"fog bell\"~5": how well a word must fit, and how much it counts.
const LUCENE = /^(?:[~^][\d.]*)+|(?<=[\p{L}\p{N}*])(?:[~^][\d.]*)+$/u;
const QUOTES = { '"': '"', "“": "”", "„": "“", "«": "»", "”": "”" };

export function parse(text, today = new Date()) {
  const reader = new Reader(text, today);
  const root = reader.either();
  return { root, notes: [...new Set(reader.notes)], sort: reader.sort };
}

class Reader {
  constructor(text, today) {
    this.rest = text;
    this.today = today;
    this.notes = [];
    this.field = null;
    this.sort = null;
    this.depth = 0;
  }

  // One side or the other: "a b OR c" is "(a b) OR c".
  either() {
    const sides = [this.together()];
    while (this.take(/^\s*(?:\|\||OR\b)/)) sides.push(this.together());
    const said = sides.filter(Boolean);
    return said.length > 1 ? { any: said } : (said[0] ?? null);
  }

  together() {
    const parts = [];
    for (;;) {
      this.take(/^(?:\s|&&|AND\b)+/);
      if (!this.rest || /^(?:\|\||OR\b)/.test(this.rest)) break;
      if (this.rest[0] === ")") {
        if (this.depth) break;
        this.rest = this.rest.slice(1);
        this.notes.push("A closing bracket has no opening one; it was passed over.");
        continue;
      }
      const part = this.one();
      if (part) parts.push(part);
    }
    return parts.length > 1 ? { all: parts } : (parts[0] ?? null);
  }

  one() {
    if (this.take(/^(?:NOT(?=[\s(])|!)\s*/) || this.take(/^[-−–](?=[^\s])/)) {
      // "- -fog" and such: a hundred of them are still one or none.
      const part = this.rest ? this.one() : null;
      return part && { not: part };
    }
    if (this.take(/^\(/)) return this.group();
    const close = QUOTES[this.rest[0]];
    if (close) {
      const phrase = this.words(this.quoted(close), true);
      this.take(LUCENE);
      return phrase;
    }
    if (this.ordered()) return null;
    const named = NAME.exec(this.rest);
    if (named) {
      const found = this.named(named);
      if (found !== undefined) return found;
    }
    return this.words((this.take(/^[^\s()"“„”«»]+/) ?? this.skip()).replace(LUCENE, ""));
  }

  // "sort:words", anywhere in the question; the last one counts.
  ordered() {
    const found = SORT.exec(this.rest);
    if (!found) return false;
    const by = COLUMNS[found[2].toLowerCase()];
    this.rest = this.rest.slice(found[0].length);
    if (!by) {
      this.notes.push(`Works are sorted by updated, published, words or title, not by “${found[2]}”.`);
      return true;
    }
    const sign = /[<>]/.exec(found[0])?.[0];
    const up = found[3] ? found[3].toLowerCase() === "asc" : sign ? sign === ">" : by === "title";
    this.sort = { by, up };
    return true;
  }

  group() {
    // Deeper than anybody means, a bracket is passed over, so that nothing overflows.
    if (this.depth > 50) return null;
    this.depth += 1;
    const inside = this.either();
    this.depth -= 1;
    if (!this.take(/^\s*\)/)) this.notes.push("A bracket is not closed; it was taken to close at the end.");
    return inside;
  }

  quoted(close) {
    const end = [close, '"'].map((mark) => this.rest.indexOf(mark, 1)).filter((at) => at > 0);
    const at = end.length ? Math.min(...end) : this.rest.length;
    if (!end.length) this.notes.push("A quotation mark is not closed; it was taken to close at the end.");
    const inside = this.rest.slice(1, at);
    this.rest = this.rest.slice(at + 1);
    return inside;
  }

  // What stands after "title:"; undefined where it is no field at all.
  named([whole, said, colon]) {
    const name = said.toLowerCase().replace(/\.title$/, "");
    if (ELSEWHERE.test(name)) {
      this.rest = this.rest.slice(whole.length).replace(/^(?:["“][^"”]*["”]?|\[[^\]]*\]?|[<>=]*\s*[^\s()]+)/, "");
      this.notes.push(`“${said}:” is asked on AO3, and nothing here knows it; it was left out.`);
      return null;
    }
    const known = NUMBERS[name] ?? DATES[name] ?? YES[name];
    if (!known && !(colon && FIELDS[name])) {
      if (colon && /^\S/.test(this.rest.slice(said.length + 1))) this.notes.push(`There is no field “${said}”; its words were searched everywhere.`);
      return undefined;
    }
    this.rest = this.rest.slice(whole.length);
    if (!this.rest) {
      this.notes.push(`Nothing stands after “${said}:”, so it was left out.`);
      return null;
    }
    if (NUMBERS[name]) return this.numbers(said, known);
    if (DATES[name]) return this.dates(said, known);
    if (YES[name]) return this.yes(said, known);
    const outer = this.field;
    this.field = FIELDS[name];
    const found = this.one();
    this.field = outer;
    return found;
  }

  numbers(said, part) {
    this.spread();
    const found = this.take(/^(?:<=|>=|<|>|=)?\s*\d[\d.,_]*k?(?:\s*(?:-|–|\.\.)\s*\d[\d.,_]*k?)?(?![\p{L}\d])/iu);
    const range = found && numberRange(found);
    if (range) return { part, ...range };
    this.rest = this.rest.replace(/^\S+/, "");
    this.notes.push(`“${said}:” wants a number, like ${said}:>10000 or ${said}:1000-5000; it was left out.`);
    return null;
  }

  // Lucene's "[1000 TO 5000]", of which one end may be open.
  spread() {
    this.rest = this.rest.replace(/^[[{]\s*(\S+)\s+TO\s+([^\s\]}]+)\s*[\]}]/, (whole, low, high) => {
      if (low === "*") return high === "*" ? ">=0" : `<=${high}`;
      return high === "*" ? `>=${low}` : `${low}–${high}`;
    });
  }

  dates(said, part) {
    this.spread();
    const close = QUOTES[this.rest[0]];
    const found = close
      ? this.quoted(close)
      : this.take(/^(?:<=|>=|<|>|=)?\s*\d+(?:-\d+)?\s*(?:day|week|month|year)s?(?:\s+ago\b)?/i) ??
        this.take(/^(?:<=|>=|<|>|=)?\s*\d[\d-]*(?:\s*(?:\.\.|–|\s-\s)\s*\d[\d-]*)?/);
    const range = found && (dateRange(found.trim()) ?? agoRange(found.trim(), this.today));
    if (range) return { part, ...range };
    if (!found) this.rest = this.rest.replace(/^\S+/, "");
    this.notes.push(`“${said}:” wants a date, like ${said}:2024, ${said}:>2023-06 or ${said}:2020-2022; it was left out.`);
    return null;
  }

  yes(said, part) {
    const answer = this.take(/^"?[\p{L}\d]+"?/u)?.replaceAll('"', "").toLowerCase();
    if (["yes", "true", "y", "t", "1"].includes(answer)) return { part, is: true };
    if (["no", "false", "n", "f", "0"].includes(answer)) return { part, is: false };
    this.notes.push(`“${said}:” is yes or no; it was left out.`);
    return null;
  }

  words(text, quoted = false) {
    if (!quoted && /^\*+$/.test(text)) return null;
    const words = fold(text);
    if (!words && !/[\p{L}\p{N}]/u.test(text)) {
      if (text.trim()) this.notes.push(`“${text.trim()}” has no letter or figure to search for, so it was left out.`);
      return null;
    }
    return { words, wild: text.includes("*") ? text : undefined, part: this.field, quoted };
  }

  take(pattern) {
    const found = pattern.exec(this.rest);
    if (found) this.rest = this.rest.slice(found[0].length);
    return found?.[0] || null;
  }

  skip() {
    const [first] = this.rest;
    this.rest = this.rest.slice(first.length);
    return first;
  }
}

// A function of a work: how well it fits, or 0 where it does not. The texts of a work
// are folded words, each text between spaces, several of them parted by " | ".
export function seeker(root) {
  if (!root) return () => 1;
  const fits = fitting(root);
  const scores = positive(root).map(scorer);
  return (work) => (fits(work) ? 1 + scores.reduce((sum, score) => sum + score(work), 0) : 0);
}

// The words that a work was found by.
export function wanted(root) {
  return root ? positive(root).filter((term) => term.words) : [];
}

// A function that says of each work whether it fits. `holds`, where it is given, makes
// the function for words without a field, of a text that is more than its work; `refused`
// is true for words that are not to be there.
export function fitting(root, holds, refused = false) {
  if (root.all) return every(root.all.map((part) => fitting(part, holds, refused)));
  if (root.any) return some(root.any.map((part) => fitting(part, holds, refused)));
  if (root.not) {
    const not = fitting(root.not, holds, !refused);
    return (work) => !not(work);
  }
  return holds && "words" in root && !root.part ? holds(root, refused) : test(root);
}

// The words without a field, also those that are not to be there.
export function free(root) {
  if (root.not) return free(root.not);
  if (root.all || root.any) return (root.all ?? root.any).flatMap(free);
  return "words" in root && root.words && !root.part ? [root] : [];
}

function partsOf(term) {
  if (!term.part) return EVERY;
  return term.part === "tags" ? ALL_TAGS : [term.part];
}

function test(node) {
  if ("is" in node) return (work) => Boolean(work[node.part]) === node.is;
  if ("words" in node) {
    const holds = holder(node);
    const parts = partsOf(node);
    return (work) => parts.some((part) => holds(work[part]));
  }
  const { part, min = -Infinity, max = Infinity } = node;
  return (work) => work[part] >= min && work[part] <= max;
}

const every = (tests) => (work) => tests.every((one) => one(work));
const some = (tests) => (work) => tests.some((one) => one(work));

function positive(node) {
  if (node.not) return [];
  if (node.all || node.any) return (node.all ?? node.any).flatMap(positive);
  return "words" in node ? [node] : [];
}

// A word in a title says more than one in a summary (the weights are AO3's), and a
// title that is just this says most.
function scorer(term) {
  const holds = holder(term);
  const parts = partsOf(term);
  const whole = ` ${term.words} `;
  return (work) =>
    parts.reduce((sum, part) => sum + (holds(work[part]) ? (WEIGHTS[part] ?? 1) : 0), 0) +
    (work.title === whole && parts.includes("title") ? 10 : 0);
}

function holder({ words, wild }) {
  if (wild) {
    const pieces = wild.split("*").map((piece) => folded(piece).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(` ${pieces.join("[^ |]*").trim()}${isUnspaced(words) ? "" : " "}`.replaceAll(/ {2,}/g, " "), "u");
    return (text) => pattern.test(text ?? "");
  }
  const looked = isUnspaced(words) ? words : ` ${words} `;
  return (text) => (text ?? "").includes(looked);
}
