// The engine of filters: which works of the archive fit, how many of them have what, and
// in which order they stand. It knows no page; facet-state.js says what a state is.
//
//   const index = await load();            // fetched once, at the first call
//   await ready(index, state);             // what else this state needs
//   const found = index.filter(state);     // { mask, size }: mask[row] is 1 where it fits
//   index.counts(found).tags[id]           // how many of those found have a tag
//   index.sorted(found, state)             // the rows found, in the state's order
//
// A work is a row, a number below index.works. Terms of a kind ("tags", "fandoms", "years",
// "series", ...: the folders of their addresses) are numbers too: index.kinds.tags.names[id],
// index.find("tags", "Slow Burn") for the way back, which knows other wordings as well.
// index.has("tags", id, row) tells whether a work has a term, also by way of its metatags;
// index.of("tags", row) are the terms it has itself. index.words, published and updated (days
// since 1970), chapters, complete, oneshot, gated, crossover and otp are columns by row.
// Titles and addresses are another file: (await titles()).slugs[row].

const BASE = new URL("../../", import.meta.url);
const files = new Map();

export function load() {
  return fetched("search/facets.json", make);
}

export function titles() {
  return fetched("search/titles.json", (data) => ({ ...data, ranks: numbers(data.ranks) }));
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
      return made(await answer.json());
    });
    file.catch(() => files.delete(path));
    files.set(path, file);
  }
  return files.get(path);
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
  const bare = name.normalize("NFKD").replace(/\p{M}/gu, "");
  return bare.toLowerCase().trim().replace(/\s+/g, " ");
}

export function make(data) {
  const { works } = data;
  const published = added(numbers(data.published)).map((day) => data.since + day);
  const lasted = numbers(data.updated);
  const updated = published.map((day, row) => day + lasted[row]);
  const flag = (bit) => Uint8Array.from(data.flags, (digit) => (parseInt(digit, 16) & bit ? 1 : 0));
  const kinds = {};
  for (const [kind, column] of Object.entries(data.kinds)) {
    const names = named(column.names);
    const own = column.works === undefined ? turned(listed(numbers(column.rows)), names.length) : listed(numbers(column.works));
    kinds[kind] = term({ ...column, names, works: own }, works);
  }
  kinds.years = term(years(published), works);
  kinds.series = term({ ...data.series, names: named(data.series.names) }, works);
  const otp = Uint8Array.from(kinds.relationships.rows, (ids) => (ids.length === 1 ? 1 : 0));
  return new Index({
    works, together: data.together, published, updated, kinds, otp,
    words: numbers(data.words), chapters: numbers(data.chapters), anonymous: data.anonymous,
    complete: flag(1), oneshot: flag(2), gated: flag(4), crossover: flag(8),
  });
}

// The signs of columns.py: the first 75 end a number, the others stand in front.
const SIGNS = Array.from({ length: 95 }, (_, n) => String.fromCharCode(n + 32)).filter((sign) => !'"\\'.includes(sign));
const VALUES = Object.fromEntries(SIGNS.map((sign, value) => [sign.charCodeAt(0), value]));
const LAST = 75;
const BEFORE = SIGNS.length - LAST;

export function numbers(text) {
  const found = [];
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const value = VALUES[text.charCodeAt(at)];
    if (value < LAST) {
      found.push(before * LAST + value);
      before = 0;
    } else {
      before = before * BEFORE + value - LAST + 1;
    }
  }
  return found;
}

// Each name but for what it shares with the one before; its first sign says how much.
export function named(told) {
  let before = "";
  return told.map((name) => (before = before.slice(0, parseInt(name[0], 36)) + name.slice(1)));
}

function added(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

// Of each term so many steps from work to work.
function listed(told) {
  const lists = [];
  for (let at = 0; at < told.length; at += told[at] + 1) {
    lists.push(added(told.slice(at + 1, at + 1 + told[at])));
  }
  return lists;
}

// Of each term its works, for of each work its terms; and the other way.
function turned(lists, size) {
  const others = Array.from({ length: size }, () => []);
  lists.forEach((list, number) => list.forEach((other) => others[other].push(number)));
  return others;
}

function years(published) {
  const works = new Map();
  published.forEach((day, row) => {
    const year = String(new Date(day * 864e5).getUTCFullYear());
    works.set(year, [...(works.get(year) ?? []), row]);
  });
  const names = [...works.keys()].reverse();
  return { names, works: names.map((name) => works.get(name)) };
}

// A kind: of each term the works that have it, of each work its terms.
function term({ names, slugs = {}, also = {}, above = {}, works: own }, works) {
  const rows = turned(own, works);
  const lists = [...own];
  for (const [id, metas] of Object.entries(above)) {
    for (const meta of metas) lists[meta] = lists[meta].concat(own[id]);
  }
  return { names, slugs, also, above, rows, lists };
}

class Index {
  #orders = new Map();
  #ids = new Map();

  constructor(columns) {
    Object.assign(this, columns);
  }

  // The number of a term by any of its names, -1 if the archive has none.
  find(kind, name) {
    if (!this.#ids.has(kind)) this.#ids.set(kind, idsOf(this.kinds[kind]));
    return this.#ids.get(kind)?.get(name) ?? this.#ids.get(kind)?.get(fold(name)) ?? -1;
  }

  // What a term is called in a state: its name, or the slug of one of two series that share it.
  key(kind, id) {
    return this.kinds[kind].slugs[id] ?? this.kinds[kind].names[id];
  }

  has(kind, id, row) {
    const { rows, above } = this.kinds[kind];
    return rows[row].some((own) => own === id || above[own]?.includes(id));
  }

  of(kind, row) {
    return this.kinds[kind].rows[row];
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
    let size = 0;
    for (let row = 0; row < mask.length; row += 1) size += mask[row];
    return { mask, size };
  }

  #place({ kind, name, slug }) {
    return Object.values(this.kinds[kind]?.slugs ?? {}).includes(slug) ? slug : name;
  }

  #only(mask, kind, name) {
    const list = this.kinds[kind]?.lists[this.find(kind, name)] ?? [];
    const kept = new Uint8Array(mask.length);
    for (const row of list) kept[row] = mask[row];
    mask.set(kept);
  }

  #without(mask, kind, name) {
    const list = this.kinds[kind]?.lists[this.find(kind, name)] ?? [];
    for (const row of list) mask[row] = 0;
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
    for (let row = 0; row < mask.length; row += 1) if (!good.has(rows[row][0])) mask[row] = 0;
  }

  // As in AO3's side bar a work counts for the tags it has itself: metatags would crowd out
  // what people look for.
  counts(found) {
    const counted = {};
    for (const [kind, { names, rows }] of Object.entries(this.kinds)) {
      const count = new Uint32Array(names.length);
      for (let row = 0; row < rows.length; row += 1) {
        if (found.mask[row]) for (const id of rows[row]) count[id] += 1;
      }
      counted[kind] = count;
    }
    return counted;
  }

  // The rows found in the state's order. A series has one of its own, and it comes first there.
  sorted(found, state, scope = null) {
    const order = this.#order(state.sort, scope);
    const rows = order.filter((row) => found.mask[row]);
    return state.turned ? rows.reverse() : rows;
  }

  // Every order as its readers expect it: names from A, dates and lengths from the most.
  #order(sort, scope) {
    if (scope?.kind === "series" && (!sort || sort === "part")) {
      return this.kinds.series.lists[this.find("series", this.#place(scope))] ?? [];
    }
    if (!this.#orders.has(sort)) this.#orders.set(sort, this.#made(sort));
    return this.#orders.get(sort);
  }

  #made(sort) {
    const rows = Array.from({ length: this.works }, (_, row) => row);
    const falling = (column) => (a, b) => column[b] - column[a] || b - a;
    const orders = {
      updated: falling(this.updated),
      published: falling(this.published),
      words: falling(this.words),
      title: (a, b) => this.ranks[a] - this.ranks[b],
      author: this.#byAuthor(),
    };
    return rows.sort(orders[sort] ?? orders.updated);
  }

  // Authors stand in alphabetical order, so their numbers say it; who is not named stands
  // where "Anonymous" would.
  #byAuthor() {
    const { rows } = this.kinds.authors;
    const names = (row) => (rows[row].length ? rows[row] : [this.anonymous - 0.5]);
    return (a, b) => {
      const [one, other] = [names(a), names(b)];
      for (let n = 0; n < one.length && n < other.length; n += 1) {
        if (one[n] !== other[n]) return one[n] - other[n];
      }
      return one.length - other.length || b - a;
    };
  }
}

// The same name may belong to two series: then the first has it, and each its slug.
function idsOf({ names, slugs, also }) {
  const ids = new Map();
  const say = (name, id) => {
    if (!ids.has(name)) ids.set(name, id);
  };
  for (const [id, slug] of Object.entries(slugs)) say(slug, Number(id));
  names.forEach(say);
  names.forEach((name, id) => say(fold(name), id));
  for (const [id, others] of Object.entries(also)) {
    for (const other of others) say(fold(other), Number(id));
  }
  return ids;
}
