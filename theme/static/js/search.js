// The search page: its form, and the question in the address, so that an answer can be
// shared and gone back to. What answers is fetched when somebody is about to ask.

let form, field, order, status;
let asked = 0;

function question() {
  const said = new URLSearchParams(location.search);
  return { q: said.get("q") ?? "", sort: said.get("sort") ?? "best" };
}

// What the form says, into the address: a question of its own, or the same corrected.
function say(how) {
  const q = field.value.trim();
  const said = new URLSearchParams(location.search);
  for (const [name, value] of [["q", q], ["sort", order.value === "best" ? "" : order.value]]) {
    if (value) said.set(name, value);
    else said.delete(name);
  }
  const address = `${location.pathname}${said.size ? `?${said}` : ""}`;
  if (address !== location.pathname + location.search) history[how](null, "", address);
  answer();
}

function results() {
  return import("./search-results.js");
}

async function answer() {
  const turn = ++asked;
  const { q, sort } = question();
  if (field.value.trim() !== q) field.value = q;
  order.value = sort;
  if (!order.value) order.value = "best";
  document.title = document.title.replace(/^.*?(?=Search · |Search$)/, q ? `${q} · ` : "");
  // Nothing is asked, and nothing stands there that an earlier question found.
  if (!q && turn === 1) return;
  form.setAttribute("aria-busy", "true");
  try {
    const { answer: found } = await results();
    if (turn === asked) await found(form, q, order.value);
  } catch (error) {
    if (turn === asked) status.textContent = "The search could not be loaded. Please try once more.";
    console.warn(error);
  } finally {
    if (turn === asked) form.removeAttribute("aria-busy");
  }
}

export function init() {
  form = document.querySelector(".seek");
  if (!form) return;
  field = form.elements.q;
  order = document.querySelector(".order select");
  status = document.querySelector(".results .found");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say("pushState");
  });
  field.addEventListener("focus", () => results().catch(console.warn), { once: true });
  // While somebody types, each pause is an answer, and the whole is one step back.
  let pause = 0;
  let typing = false;
  field.addEventListener("input", (event) => {
    clearTimeout(pause);
    if (event.isComposing) return;
    pause = setTimeout(() => {
      say(typing ? "replaceState" : "pushState");
      typing = true;
    }, 300);
  });
  field.addEventListener("change", () => (typing = false));
  order.addEventListener("change", () => say("pushState"));
  addEventListener("popstate", answer);
  const never = document.querySelector(".never");
  never.addEventListener("toggle", () => import("./muted.js").then(({ init: fill }) => fill()));
  if (location.hash === "#never") never.open = true;
  document.querySelector(".syntax").open = !question().q;
  answer();
}

init();
