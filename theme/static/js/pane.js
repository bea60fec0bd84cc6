// A dialog beside the page, which stays in sight behind it.

import { sheet } from "./preferences.js";

const SHEET = new URL("../css/pane.css", import.meta.url);

export function element(name, content = {}, ...children) {
  const made = Object.assign(document.createElement(name), content);
  made.append(...children);
  return made;
}

// Between the parts of what takes long, so that the page answers and is drawn meanwhile:
// for scheduler.yield() goes on before the next frame, and the parts become one again.
export function breath() {
  return new Promise((done) => setTimeout(done));
}

// One pane for each name: made at its first use, and with the styles it needs.
export async function pane(name, title, fill) {
  await sheet(SHEET);
  const known = document.querySelector(`dialog.pane.${name}`);
  if (known) return known;
  const heading = element("h2", { id: `${name}-title`, textContent: title });
  const close = element("button", { type: "button", className: "close", textContent: "Close" });
  const head = element("div", { className: "pane-head" }, heading, close);
  const body = element("div", { className: "pane-body" });
  const made = element("dialog", { className: `pane ${name}` }, head, body);
  made.setAttribute("aria-labelledby", heading.id);
  close.addEventListener("click", () => made.close());
  // A press on the page around it: the dialog itself is only its own edge.
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close();
  });
  fill(body);
  document.body.append(made);
  return made;
}

// Focus goes back to where it came from, also in browsers that focus no pressed button.
export function show(dialog, opener) {
  if (dialog.open) return;
  const back = opener ?? document.activeElement;
  dialog.addEventListener("close", () => back?.focus?.(), { once: true });
  dialog.showModal();
}
