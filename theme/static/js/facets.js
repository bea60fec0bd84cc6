// The engine of filters: which works of the archive fit, how many of them have what, and
// in which order they stand. It knows no page; facet-state.js says what a state is.
//
//   const index = await load();            // fetched once, at the first call
//   await ready(index, state);             // what else this state needs
//   const found = index.filter(state);     // { mask, size }: mask[row] is 1 where it fits
//   index.without(found, index.having(terms))   // those of them that have none of these
//   index.counts(found).tags[id]           // how many of those found have a tag
//   index.sorted(found, state)             // the rows found, in the state's order
//   index.sorted(found, state, null, 20, 40)    // those of its second page
//
// A work is a row, a number below index.works. Terms of a kind ("tags", "fandoms", "years",
// "series", ...: the folders of their addresses) are numbers too: index.kinds.tags.names[id],
// index.find("tags", "Slow Burn") for the way back, which knows other wordings as well.
// index.words, published and updated (days since 1970), chapters, complete, oneshot, gated,
// crossover and otp are columns by row. Titles and addresses are another file:
// (await titles()).slugs[row].

import { columns, numbers } from "./facet-columns.js";

export { named, numbers } from "./facet-columns.js";

const BASE = new URL("../../", import.meta.url);
const files = new Map();

export function load() {
  return fetched("search/facets.json", async (text) => new Index(await unpacked(text)));
}

export function titles() {
  return fetched("search/titles.json", (text) => {
    const data = JSON.parse(text);
    return { ...data, ranks: numbers(data.ranks), row: new Map(data.slugs.map((slug, row) => [slug, row])) };
  });
}

// Titles are another file, which only an order by title needs.
export async function ready(index, state) {
  if (state.sort === "title") index.ranks ??= (await titles()).ranks;
  return index;
}

// Asked for again where it failed: a reader may be back on the net by then.
function fetched(path, made) {
  if (!files.has(path)) {
    const file = fetch(new URL(path, BASE), { cache: "no-cache" }).then(async (answer) => {
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return made(await answer.text());
    });
    file.catch(() => files.delete(path));
    files.set(path, file);
  }
  return files.get(path);
}

// Ten thousand works take a phone half a second, in which she could not even scroll: so
// a worker does it, and the page itself only where there can be none.
async function unpacked(text) {
  try {
    const worker = new Worker(new URL("./facet-worker.js", import.meta.url), { type: "module" });
    const { made, failed } = await new Promise((done, refuse) => {
      worker.onmessage = ({ data }) => done(data);
      worker.onerror = refuse;
      worker.postMessage(text);
    }).finally(() => worker.terminate());
    if (failed) throw new Error(failed);
    return made;
  } catch {
    return columns(JSON.parse(text));
  }
}

export function make(data) {
  return new Index(columns(data));
}

// The kinds whose values are not chosen from the ten most used, but listed all.
export const FEW = ["ratings", "warnings", "categories"];
export const KINDS = [
  ...FEW, "fandoms", "relationships", "characters", "tags", "authors",
  "languages", "collections", "years", "series",
];
const RATINGS = ["General Audiences", "Teen And Up Audiences", "Mature", "Explicit"];

// What makes two wordings one tag in the archive; accents need not be typed.
export function fold(name) {
  const bare = /[^\0-\x7f]/.test(name) ? name.normalize("NFKD").replace(/\p{M}/gu, "") : name;
  return bare.toLowerCase().trim().replace(/\s+/g, " ");
}

// One of lists that stand end to end.
function nth({ at, ids }, n) {
  return n < 0 ? [] : ids.subarray(at[n], at[n + 1]);
}

class Index {
  #orders = new Map();
  #ids = new Map();
  #folded = new Map();

  constructor(columns) {
    Object.assign(this, columns);
  }

  // The number of a term by any of its names, -1 if the archive has none.
  find(kind, name) {
    if (!this.#ids.has(kind)) this.#ids.set(kind, idsOf(this.kinds[kind]));
    const id = this.#ids.get(kind).get(name);
    if (id !== undefined) return id;
    if (!this.#folded.has(kind)) this.#folded.set(kind, foldedIds(this.kinds[kind]));
    return this.#folded.get(kind).get(fold(name)) ?? -1;
  }

  // What a term is called in a state: its name, or the slug of one of two series that share it.
  key(kind, id) {
    return this.kinds[kind].slugs[id] ?? this.kinds[kind].names[id];
  }

  // The works of a term, those of its subtags too; none of one that is not known.
  #list(kind, name) {
    return Object.hasOwn(this.kinds, kind) ? nth(this.kinds[kind].lists, this.find(kind, name)) : [];
  }

  // What fits a state, among the works of `scope` ({ kind, name, slug }, the reader's list).
  filter(state, scope = null) {
    const mask = new Uint8Array(this.works).fill(1);
    if (scope) this.#only(mask, scope.kind, this.#place(scope));
    for (const { kind, name, out } of state.terms) {
      if (out) this.#without(mask, kind, name);
      else this.#only(mask, kind, name);
    }
    this.#facts(mask, state);
    return { mask, size: sum(mask) };
  }

  // A mask of the works that have one of these terms ({ kind, name }), or are of these rows.
  having(terms, rows = []) {
    const mask = new Uint8Array(this.works);
    for (const { kind, name } of terms) put(mask, this.#list(kind, name), 1);
    for (const row of rows) mask[row] = 1;
    return mask;
  }

  // Of those found the ones that are not in a mask.
  without({ mask }, other) {
    const kept = mask.map((fits, row) => (other[row] ? 0 : fits));
    return { mask: kept, size: sum(kept) };
  }

  #place({ kind, name, slug }) {
    return Object.values(this.kinds[kind]?.slugs ?? {}).includes(slug) ? slug : name;
  }

  #only(mask, kind, name) {
    const kept = new Uint8Array(mask.length);
    const rows = this.#list(kind, name);
    for (let n = 0; n < rows.length; n += 1) kept[rows[n]] = mask[rows[n]];
    mask.set(kept);
  }

  #without(mask, kind, name) {
    put(mask, this.#list(kind, name), 0);
  }

  #facts(mask, state) {
    const keep = (column, wanted) => {
      for (let row = 0; row < mask.length; row += 1) if (column[row] !== wanted) mask[row] = 0;
    };
    const between = (column, [from, to]) => {
      if (from === null && to === null) return;
      const low = from ?? -Infinity;
      const high = to ?? Infinity;
      for (let row = 0; row < mask.length; row += 1) if (!(column[row] >= low && column[row] <= high)) mask[row] = 0;
    };
    between(this.words, state.words);
    between(this.updated, state.dates);
    if (state.status) keep(this.complete, state.status === "complete" ? 1 : 0);
    if (state.length) keep(this.oneshot, state.length === "oneshot" ? 1 : 0);
    if (state.crossovers) keep(this.crossover, state.crossovers === "only" ? 1 : 0);
    if (state.otp) keep(this.otp, 1);
    if (state.ungated) keep(this.gated, 0);
    if (state.most) this.#atMost(mask, state.most);
  }

  // "Not Rated" may be anything, so it is at most nothing.
  #atMost(mask, most) {
    const names = RATINGS.slice(0, RATINGS.indexOf(most) + 1);
    const good = new Set(names.map((name) => this.find("ratings", name)));
    const { rows } = this.kinds.ratings;
    for (let row = 0; row < mask.length; row += 1) if (!good.has(nth(rows, row)[0])) mask[row] = 0;
  }

  // As in AO3's side bar a work counts for the tags it has itself: metatags would crowd out
  // what people look for. A kind is counted when somebody looks at it.
  counts(found) {
    const counted = {};
    for (const kind of Object.keys(this.kinds)) {
      Object.defineProperty(counted, kind, {
        configurable: true,
        enumerable: true,
        get: () => {
          const value = this.#count(found, kind);
          Object.defineProperty(counted, kind, { value, enumerable: true });
          return value;
        },
      });
    }
    return counted;
  }

  #count({ mask }, kind) {
    const { names, rows } = this.kinds[kind];
    const { at, ids } = rows;
    const count = new Uint32Array(names.length);
    for (let row = 0; row < mask.length; row += 1) {
      if (!mask[row]) continue;
      for (let place = at[row]; place < at[row + 1]; place += 1) count[ids[place]] += 1;
    }
    return count;
  }

  // The rows found in the state's order, of those from `start` to `end`. A series has an
  // order of its own, and it comes first there.
  sorted({ mask, size }, { sort, turned }, scope = null, start = 0, end = size) {
    const order = this.#order(sort, scope);
    const rows = [];
    for (let n = 0, left = end; n < order.length && left > 0; n += 1) {
      const row = order[turned ? order.length - 1 - n : n];
      if (!mask[row]) continue;
      left -= 1;
      if (end - left > start) rows.push(row);
    }
    return rows;
  }

  // Every order as its readers expect it: names from A, dates and lengths from the most.
  #order(sort, scope) {
    if (scope?.kind === "series" && (!sort || sort === "part")) {
      return [...this.#list("series", this.#place(scope))];
    }
    if (!this.#orders.has(sort)) this.#orders.set(sort, this.#made(sort));
    return this.#orders.get(sort);
  }

  #made(sort) {
    const orders = {
      updated: () => this.#falling(this.updated),
      published: () => this.#falling(this.published),
      words: () => this.#falling(this.words),
      title: () => Array.from(this.ranks, (_, row) => row).sort((a, b) => this.ranks[a] - this.ranks[b]),
      author: () => this.#byAuthor(),
    };
    return (orders[sort] ?? orders.updated)();
  }

  // From the most, and of equals the last row first. A number and its row as one number are
  // sorted without asking a function about each pair, which on a phone is what takes long.
  #falling(column) {
    const keys = Float64Array.from(column, (value, row) => value * this.works + row).sort().reverse();
    return Uint32Array.from(keys, (key) => key - Math.floor(key / this.works) * this.works);
  }

  // Authors stand in alphabetical order, so their numbers say it; who is not named stands
  // where "Anonymous" would. Most works have one author, and need no look at the others.
  #byAuthor() {
    const { at, ids } = this.kinds.authors.rows;
    const nobody = this.anonymous - 0.5;
    const first = Float64Array.from({ length: this.works }, (_, row) => (at[row] < at[row + 1] ? ids[at[row]] : nobody));
    const compare = (a, b) => {
      if (first[a] !== first[b]) return first[a] - first[b];
      const [one, other] = [at[a + 1] - at[a], at[b + 1] - at[b]];
      for (let n = 1; n < one && n < other; n += 1) {
        if (ids[at[a] + n] !== ids[at[b] + n]) return ids[at[a] + n] - ids[at[b] + n];
      }
      return Math.max(one, 1) - Math.max(other, 1) || b - a;
    };
    return Array.from(first, (_, row) => row).sort(compare);
  }
}

// Plain loops, here and above: a phone counts before it has compiled anything better.
function put(mask, rows, value) {
  for (let n = 0; n < rows.length; n += 1) mask[rows[n]] = value;
}

function sum(mask) {
  let size = 0;
  for (let row = 0; row < mask.length; row += 1) size += mask[row];
  return size;
}

// The same name may belong to two series: then the first has it, and each its slug.
function idsOf({ names, slugs }) {
  const ids = new Map(names.map((name, id) => [name, id]).reverse());
  for (const [id, slug] of Object.entries(slugs)) ids.set(slug, Number(id));
  return ids;
}

// By other wordings: asked for where a name is not written as the archive has it, for to
// fold thousands of names takes its time.
function foldedIds({ names, also }) {
  const ids = new Map();
  const say = (name, id) => {
    if (!ids.has(fold(name))) ids.set(fold(name), id);
  };
  names.forEach(say);
  for (const [id, others] of Object.entries(also)) for (const other of others) say(other, Number(id));
  return ids;
}
