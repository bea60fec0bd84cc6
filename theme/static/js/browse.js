// A list of works gets a button for its filter, which comes when it or the address asks.

// How facet-state.js writes a state into an address.
const ASKED = /[?&](?:(?:not-)?(?:ratings|warnings|categories|fandoms|relationships|characters|tags|authors|languages|collections|years|series)|most|status|length|crossovers|words-(?:from|to)|from|to|otp|gated|sort|order|page)=/;

let started = null;

// The filter of this page, started if need be.
export function filter() {
  const list = document.querySelector("[data-list]");
  const tools = list?.querySelector(".list-tools");
  if (!tools) return Promise.resolve(null);
  const said = tools.querySelector("[role=status]");
  started ??= import("./filter.js")
    .then(({ init }) => init(list, tools))
    .catch(() => {
      started = null;
      said.textContent = "The filter could not be loaded. Try again when you are online.";
      const works = list.querySelector(".blurbs");
      works.hidden = false;
      works.removeAttribute("aria-busy");
      return null;
    });
  return started;
}

export function init() {
  const list = document.querySelector("[data-list]");
  if (!list) return;
  const tools = document.createElement("div");
  tools.className = "list-tools";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Filter and sort";
  const said = document.createElement("p");
  said.className = "small";
  said.setAttribute("role", "status");
  tools.append(button, list.querySelector(".found"), said);
  list.prepend(tools);
  // A second press is the same wish.
  let wished = null;
  button.addEventListener("click", () => {
    wished ??= filter().then((made) => made?.toggle()).finally(() => (wished = null));
  });
  keptFilters(list);
  if (!ASKED.test(location.search)) return;
  const works = list.querySelector(".blurbs");
  works.hidden = true;
  works.setAttribute("aria-busy", "true");
  said.textContent = "Looking through the works…";
  filter();
}

// Filters kept by name, where there are some or one is in use.
function keptFilters(list) {
  const load = () => import("./filters.js").then(({ init: show }) => show(list));
  list.addEventListener("ficstead:filtered", load, { once: true });
  try {
    if (localStorage.getItem("ficstead-1:filters")?.length > 2) load();
  } catch {
    // No storage: nothing is kept.
  }
}

// What a reader never wants to see, where there is any.
function mutes() {
  const load = () => import("./mutes.js");
  const button = document.querySelector("[data-mute]");
  button?.addEventListener("click", () => load().then(({ press }) => press()));
  addEventListener("storage", ({ key }) => key?.endsWith(":mutes") && load());
  if (document.documentElement.dataset.sift) load();
}

init();
mutes();
