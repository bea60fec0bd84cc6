// The form of the filter. Every change is taken up at once; the counts say what would be
// left. A value is a button that goes from "with" over "without" to neither. One that is
// left out can be left out for good.

import { FEW, fold, KINDS } from "./facets.js";
import { cycled, day, empty, grouped, iso, number, SORTS, stand } from "./facet-state.js";
import { inFrames } from "./in-turn.js";
import { breath, element } from "./pane.js";

const MOST = 10;
const TITLES = {
  ratings: "Rating", warnings: "Archive warnings", categories: "Categories", fandoms: "Fandoms",
  relationships: "Relationships", characters: "Characters", tags: "Additional tags",
  authors: "Authors", languages: "Languages", collections: "Collections", years: "Years", series: "Series",
};
const NONE = new Set();
const OPEN = ["ratings", "fandoms", "relationships", "tags"];
const STANDS = { in: "included", out: "left out", "": "" };
const TURNS = {
  title: ["A to Z", "Z to A"], author: ["A to Z", "Z to A"],
  words: ["Longest first", "Shortest first"], part: ["First to last", "Last to first"],
};
const DATES = ["Newest first", "Oldest first"];
const MUTABLE = KINDS.filter((kind) => !["languages", "years", "series"].includes(kind));
const NEVER = "Never show me this";
const AGAIN = "Show me this again";

export async function form(index, scope, { go, never }) {
  const root = element("form", { className: "filter" });
  root.setAttribute("autocomplete", "off");
  let state = empty();
  let counts = {};
  let muted = {};
  let unfolded = false;
  let pressed = null;
  const facets = [];
  for (const kind of shownKinds(index, scope)) {
    facets.push(facet(index, kind, scope));
    await breath();
  }
  const facts = fields();
  const order = sorting(scope);
  const done = element("button", { type: "button", className: "take strong" });
  const clear = element("button", { type: "button", className: "clear", textContent: "Clear all" });
  const close = element("button", { type: "button", className: "close", textContent: "Close" });
  root.append(
    element("div", { className: "filter-head" }, element("h2", { textContent: "Filter and sort" }), close),
    element("div", { className: "filter-body" }, order.root, ...facets.map(({ root }) => root), facts.root),
    element("div", { className: "filter-foot" }, clear, done),
  );

  const parts = [...facets, facts, ...[...facts.root.children].map((row) => ({ root: row }))];
  for (const part of parts) part.root.hidden = true;

  root.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("click", (event) => {
    const value = event.target.closest("button.value");
    if (value) choose(value);
    const mute = event.target.closest("button.never");
    if (mute) forGood(mute);
    if (event.target === clear) go({ ...empty(), sort: state.sort, turned: state.turned }, "Everything cleared");
  });
  root.addEventListener("change", () => go({ ...state, ...order.read(), ...facts.read(), ...most(), page: 1 }));
  root.addEventListener("input", (event) => {
    const typed = facets.find(({ typing }) => typing === event.target);
    if (typed) renew(typed);
  });
  const seen = new Set();
  const looking = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) isIntersecting ? seen.add(target) : seen.delete(target);
  });
  for (const one of facets) {
    one.root.addEventListener("toggle", () => renew(one));
    looking.observe(one.root);
  }

  function renew(one) {
    one.update(state, counts, muted[one.kind] ?? NONE);
  }

  // All of it at once would hold a phone up for a fifth of a second. So the groups that
  // stand open are filled one by one before anybody sees them,
  async function ready() {
    for (const one of facets.filter(({ kind }) => OPEN.includes(kind))) {
      one.root.open = true;
      renew(one);
      await breath();
    }
  }

  // and part by part comes into sight, each in a frame of its own.
  async function unfold() {
    if (unfolded) return;
    unfolded = true;
    for (const part of parts) {
      await new Promise(requestAnimationFrame);
      await breath();
      part.root.hidden = false;
    }
  }

  function choose(value) {
    const one = facets.find(({ kind }) => kind === value.dataset.kind);
    const id = Number(value.dataset.id);
    one.hold(id, value);
    pressed = one;
    const key = index.key(one.kind, id);
    const next = cycled(state, one.kind, key);
    const now = STANDS[stand(next, one.kind, key)] || "neither included nor left out";
    go(next, `${index.kinds[one.kind].names[id]} ${now}`);
  }

  async function forGood(button) {
    const value = button.previousElementSibling;
    const one = facets.find(({ kind }) => kind === value.dataset.kind);
    const id = Number(value.dataset.id);
    one.hold(id, value);
    pressed = one;
    const problem = await never(one.kind, id, !muted[one.kind]?.has(id));
    if (problem) button.textContent = problem;
  }

  function most() {
    const select = root.querySelector("select[name=most]");
    return select ? { most: select.value } : {};
  }

  function update(next, size, counted, never) {
    state = next;
    counts = counted;
    muted = never;
    order.write(state);
    facts.write(state);
    const select = root.querySelector("select[name=most]");
    if (select) select.value = state.most;
    const first = (one) => one === pressed || seen.has(one.root);
    facets.filter(first).forEach(renew);
    inFrames(root, facets.filter((one) => !first(one)), 1, renew);
    done.textContent = `Show ${grouped(size)} ${size === 1 ? "work" : "works"}`;
  }

  return { root, update, ready, unfold };
}

// A list that one value fills filters nothing.
function shownKinds(index, scope) {
  const every = KINDS.filter((kind) => kind !== "years" && index.kinds[kind].names.length > 1);
  return every.filter((kind) => kind !== scope?.kind || !["ratings", "languages"].includes(kind));
}

function facet(index, kind, scope) {
  const { names } = index.kinds[kind];
  const few = FEW.includes(kind);
  const root = element("details", { className: "facet" });
  const some = element("span", { className: "some" });
  const list = element("ul");
  list.setAttribute("role", "list");
  const typing = names.length > MOST && !few ? input({ type: "search", ariaLabel: `Find among ${grouped(names.length)}: ${TITLES[kind].toLowerCase()}`, placeholder: `Find among ${grouped(names.length)}` }) : null;
  const none = element("p", { className: "hint", textContent: "None is called so.", hidden: true });
  root.append(element("summary", {}, TITLES[kind], some));
  if (kind === "ratings") root.append(field("At most", select("most", [["", "Any rating"], ...names.filter((name) => name !== "Not Rated").map((name) => [name, name])])));
  if (typing) root.append(typing);
  root.append(list, none);
  const own = scope?.kind === kind ? index.find(kind, scope.name) : -1;
  let held = { id: -1, place: -1 };
  let folded = null;
  let drawn = [];

  // Who goes on pressing one button must find it where it was.
  function hold(id, button) {
    held = { id, place: [...list.children].indexOf(button.parentElement) };
  }

  // Nothing is counted for a group that is closed, and none is filled twice with the same.
  function update(state, counts, muted) {
    const chosen = state.terms.filter((term) => term.kind === kind).map((term) => index.find(kind, term.name));
    const ids = chosen.filter((id) => id >= 0);
    some.textContent = chosen.length ? ` (${chosen.length})` : "";
    const count = root.open ? counts[kind] : null;
    if (!count) return;
    const asked = fold(typing?.value ?? "");
    const now = [state, count, muted, asked];
    if (now.every((thing, n) => thing === drawn[n])) return;
    drawn = now;
    folded ??= asked ? names.map((name, id) => fold([name, ...(index.kinds[kind].also[id] ?? [])].join("\n"))) : null;
    const wanted = asked ? top(count, (id) => folded[id].includes(asked), 0) : few ? names.map((_, id) => id) : [...ids, ...top(count, (id) => id !== own && !ids.includes(id), 1)];
    const focused = [...list.children].findIndex((item) => item.contains(document.activeElement));
    const isHeld = held.place >= 0 && focused === held.place;
    const fits = !few && held.place >= 0 && (!asked || folded[held.id].includes(asked));
    const stays = fits && (ids.includes(held.id) || muted.has(held.id) || isHeld);
    if (stays) wanted.splice(held.place, 0, ...(wanted.includes(held.id) ? wanted.splice(wanted.indexOf(held.id), 1) : [held.id]));
    // In a list that became shorter than that, it is the last, and focus goes along.
    const place = wanted.indexOf(held.id);
    fill(list, kind, wanted, (id) => ({ name: names[id], count: count[id], stand: stand(state, kind, index.key(kind, id)), muted: muted.has(id) }));
    if (stays && isHeld && place !== focused) list.children[place].firstElementChild.focus();
    none.hidden = wanted.length > 0;
  }

  return { root, kind, typing, hold, update };
}

// The terms with the highest counts, without sorting thousands.
function top(count, good, least) {
  const best = [];
  for (let id = 0; id < count.length; id += 1) {
    if (count[id] < least || !good(id)) continue;
    if (best.length === MOST && count[best[MOST - 1]] >= count[id]) continue;
    let place = best.length;
    while (place > 0 && count[best[place - 1]] < count[id]) place -= 1;
    best.splice(place, 0, id);
    best.length = Math.min(best.length, MOST);
  }
  return best;
}

function size(list, kind, count) {
  while (list.children.length > count) list.lastChild.remove();
  while (list.children.length < count) list.append(item(kind));
}

// The buttons stay and change what they say, so that focus stays where it is.
function fill(list, kind, ids, told) {
  size(list, kind, ids.length);
  ids.forEach((id, place) => {
    const [button, never] = list.children[place].children;
    const { name, count, stand: how, muted } = told(id);
    const [, named, counted, state] = button.children;
    set(button.dataset, "id", String(id));
    set(button.dataset, "stand", how);
    set(named, "textContent", name);
    set(counted, "textContent", how === "out" || muted ? "" : grouped(count));
    set(state, "textContent", `${how ? `, ${STANDS[how]}` : ""}${muted ? ", never shown" : ""}`);
    button.classList.toggle("none", !count && !how);
    if (never) offer(never, button, name, how === "out" || muted ? (muted ? AGAIN : NEVER) : "");
  });
}

// What is left out now can be left out always.
function offer(never, button, name, words) {
  if (!words && document.activeElement === never) button.focus();
  set(never, "hidden", !words);
  set(never, "textContent", words);
  set(never, "ariaLabel", `${words}: ${name}`);
}

function set(thing, key, value) {
  if (thing[key] !== value) thing[key] = value;
}

function item(kind) {
  const never = element("button", { type: "button", className: "never", hidden: true });
  return element("li", {}, value(kind), ...(MUTABLE.includes(kind) ? [never] : []));
}

function value(kind) {
  const mark = element("span", { className: "box" });
  mark.setAttribute("aria-hidden", "true");
  const name = element("span", { className: "name" });
  const button = element("button", { type: "button", className: "value" }, mark, name, element("span", { className: "count" }), element("span", { className: "hidden" }));
  button.dataset.kind = kind;
  return button;
}

function sorting(scope) {
  const sorts = Object.entries(SORTS).filter(([key]) => key !== "part" || scope?.kind === "series");
  const usual = scope?.kind === "series" ? "part" : "updated";
  const sort = select("sort", sorts);
  const turned = select("turned", [["", ""], ["yes", ""]]);
  const root = element("div", { className: "pair" }, field("Sort by", sort), field("Order", turned));
  return {
    root,
    read: () => ({ sort: sort.value === usual ? "" : sort.value, turned: turned.value === "yes" }),
    write(state) {
      sort.value = state.sort || usual;
      (TURNS[sort.value] ?? DATES).forEach((words, n) => (turned.options[n].textContent = words));
      turned.value = state.turned ? "yes" : "";
    },
  };
}

function fields() {
  const words = ["from", "to"].map((end) => input({ name: `words-${end}`, inputMode: "numeric", maxLength: 12, ariaLabel: `Words ${end}` }));
  const dates = ["from", "to"].map((end) => input({ name: end, type: "date", ariaLabel: `Updated ${end}` }));
  const status = select("status", [["", "Complete or not"], ["complete", "Complete only"], ["progress", "In progress only"]]);
  const length = select("length", [["", "Of any form"], ["oneshot", "One-shots only"], ["chaptered", "Several chapters only"]]);
  const crossovers = select("crossovers", [["", "With crossovers"], ["out", "Without crossovers"], ["only", "Only crossovers"]]);
  const otp = input({ type: "checkbox", name: "otp" });
  const ungated = input({ type: "checkbox", name: "ungated" });
  const root = element(
    "div", { className: "facts-asked" },
    group("Words", words), group("Updated", dates),
    field("Status", status), field("Form", length), field("Crossovers", crossovers),
    check(otp, "Only one relationship"), check(ungated, "Nothing behind a warning page"),
  );
  return {
    root,
    read: () => ({
      words: words.map(({ value }) => number(value)),
      dates: dates.map(({ value }) => day(value)),
      status: status.value, length: length.value, crossovers: crossovers.value,
      otp: otp.checked, ungated: ungated.checked,
    }),
    write(state) {
      words.forEach((one, n) => (one.value = state.words[n] === null ? "" : grouped(state.words[n])));
      dates.forEach((one, n) => (one.value = state.dates[n] === null ? "" : iso(state.dates[n])));
      Object.assign(status, { value: state.status });
      Object.assign(length, { value: state.length });
      Object.assign(crossovers, { value: state.crossovers });
      otp.checked = state.otp;
      ungated.checked = state.ungated;
    },
  };
}

function input(content) {
  return element("input", { type: "text", ...content });
}

function select(name, options) {
  return element("select", { name }, ...options.map(([value, textContent]) => element("option", { value, textContent })));
}

function field(words, control) {
  return element("label", { className: "field" }, element("span", { textContent: words }), control);
}

function check(control, words) {
  return element("label", { className: "check" }, control, element("span", { textContent: words }));
}

function group(words, [from, to]) {
  const made = element("fieldset", { className: "range" }, element("legend", { textContent: words }), from, element("span", { textContent: "to" }), to);
  return made;
}
