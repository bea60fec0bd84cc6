// The reader's settings. The page itself is the preview, and other tabs follow.

import { field as warnings } from "./always.js";
import { element, pane, show } from "./pane.js";
import { NAMES, apply, settings } from "./preferences.js";

// The first value of each is what the archive has by itself, and is not kept.
const CHOICES = [
  {
    name: "theme",
    title: "Theme",
    values: { "": "Auto", light: "Light", sepia: "Sepia", dark: "Dark", black: "Black" },
    everywhere: true,
  },
  {
    name: "face",
    title: "Typeface",
    values: {
      "": "Literata",
      serif: "System serif",
      sans: "System sans",
      atkinson: "Atkinson Hyperlegible",
      opendyslexic: "OpenDyslexic",
    },
  },
  {
    name: "size",
    title: "Size of text",
    values: { 85: "85 %", 92: "92 %", "": "100 %", 110: "110 %", 125: "125 %", 150: "150 %" },
  },
  { name: "leading", title: "Line height", values: { close: "Close", "": "Normal", open: "Open" } },
  { name: "width", title: "Width of lines", values: { narrow: "Narrow", "": "Normal", wide: "Wide" } },
  { name: "paragraphs", title: "Paragraphs", values: { "": "Indented", spaced: "Spaced" } },
  {
    name: "align",
    title: "Alignment",
    values: { "": "Ragged", justify: "Justified" },
    hint: "Justified only with hyphens, and where lines are long enough.",
  },
  { name: "hyphens", title: "Hyphens at line ends", values: { "": "On", off: "Off" } },
  { name: "skin", title: "The author’s own styles", values: { "": "Show", off: "Hide" } },
  {
    name: "whole",
    title: "Long works",
    values: { "": "Chapter by chapter", entire: "On one page" },
    hint: "Where the links on a work’s own page lead.",
  },
];

const SWITCHES = [
  {
    name: "record",
    label: "Remember where I was reading",
    hint: "On this device only. Switched off, nothing new is recorded.",
    usual: true,
    everywhere: true,
  },
  {
    name: "progress",
    label: "Show how far I am in a text, and how long it still takes",
    usual: true,
  },
  {
    name: "awake",
    label: "Keep the screen on while I read",
    usual: false,
    offered: () => "wakeLock" in navigator,
  },
  { name: "keys", label: "Single keys turn pages and more", usual: true, everywhere: true },
];

// What a reset forgets. Not what she agreed to be shown, nor that nothing be recorded.
const RESET = [...NAMES, "whole", "progress", "awake", "keys"];

let form;
let said;
// What storage would not take; it holds while this page is open.
let unkept = null;

function choice({ name, title, values, hint }) {
  const rows = Object.entries(values).map(([value, label]) => {
    const input = element("input", { type: "radio", name, value });
    const text = element("span", { textContent: label });
    text.dataset.value = value || "usual";
    return element("label", { className: "choice" }, input, text);
  });
  // Numbers come first among the keys of an object, so the usual size is the last.
  if (name === "size") rows.splice(2, 0, rows.pop());
  const legend = element("legend", { textContent: title });
  const group = element("div", { className: "choices" }, ...rows);
  const field = element("fieldset", { className: name }, legend, group);
  if (hint) describe(field, name, hint);
  return field;
}

function toggle({ name, label, hint }) {
  const input = element("input", { type: "checkbox", name });
  input.setAttribute("role", "switch");
  const row = element("label", { className: "switch" }, element("span", { textContent: label }), input);
  const field = element("div", { className: "switches" }, row);
  if (hint) describe(field, name, hint, input);
  return field;
}

function describe(field, name, hint, described = field) {
  const line = element("p", { id: `about-${name}`, className: "hint", textContent: hint });
  described.setAttribute("aria-describedby", line.id);
  field.append(line);
}

function fill(body) {
  const reading = document.querySelector("main.page") !== null;
  const offered = (one) => (reading || one.everywhere) && (one.offered?.() ?? true);
  said = element("p", { className: "said" });
  said.setAttribute("role", "status");
  const keys = element("button", { type: "button", name: "show-keys", textContent: "Show the keys" });
  const reset = element("button", { type: "button", name: "reset", textContent: "Reset" });
  form = element(
    "form",
    { className: "pane-form" },
    ...CHOICES.filter(offered).map(choice),
    ...SWITCHES.filter(offered).map(toggle),
    warnings(),
    element("div", { className: "pane-foot" }, reset, keys),
    said,
  );
  if (!reading) {
    const more = "Typeface, size and the rest are set on the page of a story.";
    form.prepend(element("p", { className: "hint", textContent: more }));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => changed(target));
  reset.addEventListener("click", forget);
  keys.addEventListener("click", async () => (await import("./keys.js")).open(keys));
  body.append(form);
  reflect(settings.read());
  addEventListener("ficstead:settings", ({ detail }) => reflect(detail));
}

// A value that no row offers, from another version, counts as the usual one.
function reflect(values) {
  for (const { name, values: known } of CHOICES) {
    const value = Object.hasOwn(known, values[name]) ? values[name] : "";
    for (const field of form.elements[name] ?? []) field.checked = field.value === value;
  }
  for (const { name, usual } of SWITCHES) {
    const field = form.elements[name];
    if (field) field.checked = values[name] === undefined ? usual : values[name] === true;
  }
}

function changed(field) {
  const one = SWITCHES.find(({ name }) => name === field.name);
  if (!one && !CHOICES.some(({ name }) => name === field.name)) return;
  const value = one ? field.checked : field.value;
  const usual = one ? one.usual : "";
  keep((values) => {
    if (value === usual) delete values[field.name];
    else values[field.name] = value;
  });
}

function forget() {
  keep((values) => RESET.forEach((name) => delete values[name]));
  if (!said.textContent) said.textContent = "All as the archive has it.";
}

function keep(how) {
  const values = { ...settings.read(), ...unkept };
  how(values);
  const kept = settings.change(() => values);
  unkept = kept ? null : values;
  said.textContent = kept ? "" : "Your browser keeps nothing for this site, so this holds for this page only.";
  apply(values);
  dispatchEvent(new CustomEvent("ficstead:settings", { detail: values }));
}

export async function open(opener) {
  const dialog = await pane("settings", "Reading settings", fill);
  if (!unkept) reflect(settings.read());
  said.textContent = "";
  show(dialog, opener);
}
