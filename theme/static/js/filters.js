// Filters that a reader keeps by name: beside every list, as links; one of them may be
// what the list of all works always begins with.
//
// The box "filters" holds them by name: {"Short ones": {query: "words-to=5000", when, first}}.

import { filter } from "./browse.js";
import { element } from "./pane.js";
import { box, sheet } from "./preferences.js";

const kept = box("filters");
const LONGEST = 60;

function saved() {
  const all = kept.read();
  const good = Object.entries(all).filter(([, one]) => typeof one?.query === "string" && one.query);
  return good.map(([name, one]) => ({ name, ...one })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

let query = "";
let parts = null;

function draw() {
  const { root, list, form } = parts;
  const every = saved();
  list.replaceChildren(...every.map(item));
  list.hidden = !every.length;
  form.hidden = !query;
  root.hidden = !every.length && !query;
}

function item({ name, query: asked, first }) {
  const link = element("a", { href: `?${asked}`, textContent: name, dir: "auto" });
  if (asked === query) link.setAttribute("aria-current", "true");
  const begin = element("input", { type: "checkbox", checked: first === true });
  begin.setAttribute("aria-label", `All works always begin with ${name}`);
  begin.addEventListener("change", () => beginWith(name, begin.checked));
  const forget = element("button", { type: "button", textContent: "Forget" });
  forget.setAttribute("aria-label", `Forget ${name}`);
  forget.addEventListener("click", () => {
    const done = kept.change((all) => Object.fromEntries(Object.entries(all).filter(([key]) => key !== name)));
    draw();
    (parts.list.querySelector("button") ?? parts.summary).focus();
    tell(done ? `${name} is forgotten.` : "Your browser could not keep that.");
  });
  return element("li", {}, link, element("label", { className: "check" }, begin, "Begin with this"), forget);
}

// At most one; without any the list begins as it is.
function beginWith(name, wanted) {
  const done = kept.change((all) => {
    const change = ([key, { first, ...one }]) => [key, key === name && wanted ? { ...one, first: true, when: Date.now() } : one];
    return Object.fromEntries(Object.entries(all).map(change));
  });
  draw();
  tell(!done ? "Your browser could not keep that." : wanted ? `The list of all works begins with ${name} from now on.` : "The list of all works begins with all of them.");
  parts.list.querySelector("input:checked, input")?.focus();
}

function keep(event) {
  event.preventDefault();
  const name = parts.field.value.trim().slice(0, LONGEST);
  if (!name || !query) return;
  const done = kept.change((all) => ({ ...all, [name]: { query, when: Date.now() } }));
  if (done) parts.field.value = "";
  draw();
  tell(done ? `Kept as ${name}.` : "Your browser has no room to keep it.");
}

function tell(words) {
  parts.status.textContent = words;
}

export function init(list) {
  if (parts) return;
  sheet(new URL("../css/muted.css", import.meta.url));
  const summary = element("summary", { textContent: "Kept filters" });
  const field = element("input", { id: "filter-name", maxLength: LONGEST, autocomplete: "off", required: true });
  const form = element(
    "form",
    { className: "mute-form" },
    element("label", { htmlFor: "filter-name", textContent: "Keep what is asked for now under a name" }),
    element("div", { className: "ask" }, field, element("button", { textContent: "Keep" })),
  );
  form.addEventListener("submit", keep);
  const names = element("ul", { className: "muted" });
  names.setAttribute("role", "list");
  const status = element("p", { className: "small" });
  status.setAttribute("role", "status");
  const root = element("details", { className: "kept-filters" }, summary, names, form, status);
  parts = { root, summary, list: names, form, field, status };
  list.before(root);
  query = location.search.slice(1);
  list.addEventListener("ficstead:filtered", ({ detail }) => {
    query = detail.query;
    draw();
  });
  kept.watch(draw);
  begin(list);
  draw();
}

// Only where the reader asked for nothing herself: an address that was shared stays.
function begin(list) {
  const first = saved().find((one) => one.first === true);
  if (list.dataset.list || location.search || !first || !/\/works\/$/.test(location.pathname)) return;
  history.replaceState(null, "", `?${first.query}`);
  query = first.query;
  filter();
}
