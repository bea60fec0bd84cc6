// A small dialog: some words, perhaps fields, and buttons. The browser keeps the focus
// inside and gives it back.

import { make, styled } from "./places.js";

let count = 0;

// Ends in "yes", "away" or "" (closed without an answer).
export async function ask({ title, about, fields = [], yes, away = "", grave = false }) {
  await styled();
  const id = `asking-${(count += 1)}`;
  const cancel = make("button", { value: "", type: "button", onclick: () => dialog.close("") }, "Cancel");
  // Whoever presses Enter twice must not lose anything by it.
  cancel.autofocus = grave;
  const dialog = make(
    "dialog",
    { class: "asking", "aria-labelledby": id },
    make(
      "form",
      { method: "dialog" },
      make("h2", { id }, title),
      about ? make("p", { class: "small" }, about) : "",
      ...fields.map(([label, field]) => make("label", {}, make("span", {}, label), field)),
      make(
        "div",
        { class: "answers" },
        make("button", { value: "yes", class: grave ? "grave" : "strong" }, yes),
        cancel,
        away ? make("button", { value: "away", class: "quiet" }, away) : "",
      ),
    ),
  );
  document.body.append(dialog);
  // A press beside it closes it, as Escape does.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close(""));
  return new Promise((answered) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answered(dialog.returnValue);
    });
    dialog.showModal();
  });
}
