// The filter of a list: the state in the address, the form beside the list or in a sheet
// from below, and the works found in the list's place.

import { load, ready, titles } from "./facets.js";
import { asked, chosen, empty, grouped, read, write } from "./facet-state.js";
import { chips } from "./filter-chips.js";
import { form } from "./filter-form.js";
import { results } from "./filter-results.js";
import { beginsInSight, inTurn } from "./in-turn.js";
import { entries, finished, isRevealed, leaveOut, mute, unmute } from "./mutes.js";
import { breath, element } from "./pane.js";
import { sheet } from "./preferences.js";

const SHEET = new URL("../css/filter.css", import.meta.url);
const WIDE = matchMedia("(min-width: 60rem)");

export async function init(list, tools) {
  const [index] = await Promise.all([load(), sheet(SHEET)]);
  const { list: kind, name, slug } = list.dataset;
  const scope = kind ? { kind, name, slug } : null;
  const [button, , said] = tools.children;
  const shown = results(list, index);
  let state = read(location.search);
  let latest = 0;

  const parts = await form(index, scope, { go: (next, words) => go(next, { words }), never });
  await breath();
  const asides = chips(index, (next, words) => go(next, { words }), button);
  const place = frame(list, tools, button, parts);
  tools.after(asides.root);

  // Takes a state up: counts at once, works as soon as they are there.
  async function show(words = "") {
    const turn = (latest += 1);
    shown.busy();
    let unseen;
    try {
      await ready(index, state);
      unseen = await outOfSight();
    } catch {
      if (turn === latest) shown.fail();
      return;
    }
    if (turn !== latest) return;
    const every = index.filter(state, scope);
    const seen = unseen ? index.without(every, unseen) : every;
    const found = isRevealed(shown.works) ? every : seen;
    parts.update(state, found.size, index.counts(found), mutedTerms());
    asides.update(state);
    button.textContent = asked(state) ? `Filter and sort (${asked(state)})` : "Filter and sort";
    const number = `${grouped(found.size)} ${found.size === 1 ? "work" : "works"} found`;
    const hidden = every.size - seen.size;
    said.textContent = words ? `${words}. ${number}.` : `${number}.`;
    said.classList.add("hidden");
    const own = asked(state) || state.sort || state.turned || state.page > 1;
    leaveOut(shown.works, own ? hidden : null);
    if (own) await shown.show(found, state, scope, address);
    else shown.restore();
    list.dispatchEvent(new CustomEvent("ficstead:filtered", { bubbles: true, detail: { query: write(state), size: found.size } }));
  }

  // What she never wants to see: as a mask of rows, and as the numbers of terms by kind.
  async function outOfSight() {
    const read = finished();
    const muted = entries();
    if (!read.length && !muted.length) return null;
    const { row } = read.length ? await titles() : {};
    const rows = read.map((slug) => row.get(slug)).filter((number) => number !== undefined);
    return index.having(muted.map(({ url, name }) => ({ kind: url.split("/")[0], name })), rows);
  }

  function mutedTerms() {
    const ids = {};
    for (const { url, name } of entries()) {
      const [kind] = url.split("/");
      if (Object.hasOwn(index.kinds, kind)) (ids[kind] ??= new Set()).add(index.find(kind, name));
    }
    return ids;
  }

  // Ends in what to say where it could not be done.
  async function never(kind, id, wanted) {
    const name = index.kinds[kind].names[id];
    let url = "";
    try {
      const { terms } = await import("./terms.js");
      url = (await terms()).addressOf(kind, name);
    } catch {
      return "Could not be loaded. Try again when you are online";
    }
    if (!(wanted ? mute(url, name) : unmute(url))) return "Your browser has no room to keep this";
    const words = wanted ? `${name} is never shown from now on` : `${name} is shown again`;
    const next = chosen(state, kind, index.key(kind, id), "");
    await (write(next) === write(state) ? show(words) : go(next, { words }));
    return "";
  }

  function address(next) {
    const query = write(next);
    return query ? `?${query}` : location.pathname;
  }

  async function go(next, { words = "" } = {}) {
    if (write(next) === write(state)) return;
    state = next;
    history.pushState(null, "", address(next));
    await show(words);
  }

  addEventListener("popstate", () => {
    const next = read(location.search);
    if (write(next) === write(state)) return;
    state = next;
    show();
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-page]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go({ ...state, page: Number(link.dataset.page) }).then(shown.focus);
  });
  addEventListener("ficstead:sifted", () => show());
  await show();
  await breath();
  await parts.ready();
  if (write(state) && WIDE.matches) place.open();
  return { toggle: place.toggle, show: (next) => go(next), state: () => state, empty, index };
}

// One form, beside the list where there is room, else in a dialog.
function frame(list, tools, button, parts) {
  const aside = element("aside", { className: "filter-side", hidden: true });
  aside.setAttribute("aria-label", "Filter and sort");
  const dialog = element("dialog", { className: "filter-sheet" });
  dialog.setAttribute("aria-label", "Filter and sort");
  list.prepend(aside);
  list.append(dialog);
  // What opens stands after what opens it, for the keyboard and the ear.
  tools.after(aside);
  let wanted = false;

  function settle() {
    const wide = WIDE.matches;
    // Asked before anything changes, as in filter-results.js.
    const works = list.querySelector(".blurbs");
    const begins = wanted && beginsInSight(works);
    const before = list.classList.contains("filtering");
    (wide ? aside : dialog).append(parts.root);
    aside.hidden = !(wide && wanted);
    // Beside the form every work is narrower, so all of them are laid out anew.
    if (list.classList.toggle("filtering", wide && wanted) !== before) inTurn(works, begins);
    button.setAttribute("aria-expanded", String(wanted));
    if (!wide && wanted && !dialog.open) {
      inTurn(works, begins);
      dialog.showModal();
    }
    if (wanted) parts.unfold();
    if ((wide || !wanted) && dialog.open) dialog.close();
  }

  function set(open) {
    wanted = open;
    settle();
  }

  parts.root.addEventListener("click", (event) => {
    if (!event.target.closest(".close, .take")) return;
    set(false);
    button.focus();
  });
  dialog.addEventListener("close", () => {
    if (!WIDE.matches) set(false);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) set(false);
  });
  WIDE.addEventListener("change", settle);
  settle();
  return { open: () => set(true), toggle: () => set(!wanted) };
}
