// The file of the index, unpacked: what columns.py packed, as arrays of numbers that one
// thread can hand to another. It knows no page and keeps nothing.
//
// A kind: { names, slugs, also, above, rows, lists }. `rows` are of each work the terms it
// has itself, `lists` of each term its works, those of its subtags too. Both are lists end
// to end: { at, ids }, where the nth is ids[at[n]] up to ids[at[n + 1]].

// The signs of columns.py: the first 75 end a number, the others stand in front.
const SIGNS = Array.from({ length: 95 }, (_, n) => String.fromCharCode(n + 32)).filter((sign) => !'"\\'.includes(sign));
const VALUES = new Uint8Array(128);
SIGNS.forEach((sign, value) => (VALUES[sign.charCodeAt(0)] = value));
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

export function columns(data) {
  const { works } = data;
  const published = Int32Array.from(added(numbers(data.published)), (day) => data.since + day);
  const lasted = numbers(data.updated);
  const flags = Array.from(data.flags, (digit) => parseInt(digit, 16));
  const flag = (bit) => Uint8Array.from(flags, (digit) => (digit & bit ? 1 : 0));
  const kinds = {};
  for (const [kind, column] of Object.entries(data.kinds)) {
    const names = named(column.names);
    const own = column.works === undefined ? turned(listed(numbers(column.rows)), names.length) : listed(numbers(column.works));
    kinds[kind] = term({ ...column, names, works: own }, works);
  }
  kinds.years = term(years(published), works);
  kinds.series = term({ ...data.series, names: named(data.series.names) }, works);
  const { at } = kinds.relationships.rows;
  return {
    works, together: data.together, anonymous: data.anonymous, kinds, published,
    updated: published.map((day, row) => day + lasted[row]),
    words: Uint32Array.from(numbers(data.words)), chapters: Uint32Array.from(numbers(data.chapters)),
    complete: flag(1), oneshot: flag(2), gated: flag(4), crossover: flag(8),
    otp: Uint8Array.from({ length: works }, (_, row) => (at[row + 1] - at[row] === 1 ? 1 : 0)),
  };
}

// The memory of everything in there, which can be handed over instead of copied.
export function memory(made) {
  const lists = Object.values(made.kinds).flatMap(({ rows, lists: of }) => [rows.at, rows.ids, of.at, of.ids]);
  const every = [...Object.values(made), ...lists].filter(ArrayBuffer.isView);
  return [...new Set(every.map(({ buffer }) => buffer))];
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
    if (!works.has(year)) works.set(year, []);
    works.get(year).push(row);
  });
  const names = [...works.keys()].reverse();
  return { names, works: names.map((name) => works.get(name)) };
}

function term({ names, slugs = {}, also = {}, above = {}, works: own }, works) {
  const lists = [...own];
  for (const [id, metas] of Object.entries(above)) {
    for (const meta of metas) lists[meta] = lists[meta].concat(own[id]);
  }
  return { names, slugs, also, above, rows: joined(turned(own, works)), lists: joined(lists) };
}

function joined(lists) {
  const at = new Uint32Array(lists.length + 1);
  lists.forEach((list, n) => (at[n + 1] = at[n] + list.length));
  const ids = new Uint32Array(at[lists.length]);
  lists.forEach((list, n) => ids.set(list, at[n]));
  return { at, ids };
}
