// What a reader never wants to see, to look at and to change. It fills [data-muted-here].

import { entries, mute, mutes, root, sift, unmute } from "./mutes.js";
import { element } from "./pane.js";
import { settings, sheet } from "./preferences.js";
import { SINGULAR, terms } from "./terms.js";

let list, field, status, options, read;

function draw() {
  const items = entries().sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ url, name }) => {
    const again = element("button", { type: "button", textContent: "Show again" });
    again.setAttribute("aria-label", `Show again: ${name}`);
    again.addEventListener("click", () => remove(url, name));
    const kind = element("span", { className: "small", textContent: ` ${SINGULAR[url.split("/")[0]] ?? ""}` });
    return element("li", {}, element("span", { dir: "auto" }, name, kind), again);
  });
  list.replaceChildren(...items);
  list.hidden = !items.length;
  read.checked = settings.read().hideRead === true;
}

function tell(words) {
  status.textContent = words;
}

// Focus stays here: on the next in the list, or where one adds.
function remove(url, name) {
  const place = [...list.querySelectorAll("button")].indexOf(document.activeElement);
  if (!unmute(url)) return tell("Your browser could not keep that.");
  draw();
  const left = list.querySelectorAll("button");
  (left[Math.min(place, left.length - 1)] ?? field).focus();
  tell(`${name} is shown again.`);
}

async function suggest() {
  const known = await terms().catch(() => null);
  if (!known) return;
  const found = known.like(field.value);
  options.replaceChildren(...found.map((term) => element("option", { value: term.name, label: `${term.name} (${term.kind})` })));
}

// The one that is named so, or each of the kinds that have one of this name.
async function add(event) {
  event.preventDefault();
  const typed = field.value.trim();
  if (!typed) return;
  const known = await terms().catch(() => null);
  if (!known) return tell("The names could not be loaded. Please try once more.");
  const [first, ...others] = known.like(typed, 50);
  const named = first && [first, ...others.filter(({ key }) => key === first.key)];
  const exact = named && (first.name === typed || first.key === known.keyOf(typed) || others.length === 0);
  if (!exact) return tell(first ? `Nothing here is called “${typed}”. Did you mean “${first.name}”?` : `Nothing here is called “${typed}”.`);
  if (!named.map(({ url, name }) => mute(url, name)).every(Boolean)) return tell("Your browser has no room to keep that.");
  field.value = "";
  options.replaceChildren();
  draw();
  tell(`Works with ${first.name} are hidden from now on.`);
}

export function init() {
  const place = document.querySelector("[data-muted-here]");
  if (!place || place.childElementCount) return;
  sheet(new URL("../css/muted.css", import.meta.url));
  list = element("ul", { className: "muted" });
  list.setAttribute("role", "list");
  options = element("datalist", { id: "mute-names" });
  field = element("input", { id: "mute-name", autocomplete: "off" });
  field.setAttribute("list", "mute-names");
  field.addEventListener("input", suggest);
  status = element("p", { className: "small" });
  status.setAttribute("role", "status");
  read = element("input", { type: "checkbox" });
  read.addEventListener("change", () => {
    const kept = settings.change((values) => ({ ...values, hideRead: read.checked }));
    sift();
    tell(!kept ? "Your browser could not keep that." : read.checked ? "What you have read is hidden in lists." : "What you have read is shown in lists.");
  });
  const form = element(
    "form",
    { className: "mute-form" },
    element("label", { htmlFor: "mute-name", textContent: "A tag, relationship, character, fandom, warning or author" }),
    element("div", { className: "ask" }, field, options, element("button", { textContent: "Never show me" })),
  );
  form.addEventListener("submit", add);
  const about = element("p", { className: "small", textContent: "Works with any of these stay out of every list. A line says how many are hidden, and shows them. " });
  const shelf = new URL("me/", root).href;
  if (location.href.split(/[?#]/)[0] !== shelf) {
    about.append("It is kept in this browser alone; ", element("a", { href: shelf, textContent: "your shelf" }), " saves it to a file.");
  }
  place.append(about, list, form, element("label", { className: "check" }, read, " Hide what I have read"), status);
  draw();
  for (const one of [mutes, settings]) one.watch(draw);
  addEventListener("ficstead:changed", draw);
}
