// Works kept for reading offline: a button on a work's page, and a list of what is kept.
//
// The service worker comes with the first work that is kept, and goes with the last.

const ROOT = new URL("../../", import.meta.url).href;
const OURS = `ficstead ${new URL(ROOT).pathname} `;
const WORK = `${OURS}work `;
const workers = navigator.serviceWorker;

// Its own: the page that stands in for others without a network asks for this file alone.
function element(name, content = {}, ...children) {
  const made = Object.assign(document.createElement(name), content);
  made.append(...children);
  return made;
}

// Read from the caches themselves, so that a page that only shows needs no worker.
export async function kept() {
  const found = [];
  if (!("caches" in window)) return found;
  for (const name of await caches.keys()) {
    if (!name.startsWith(WORK)) continue;
    const slug = name.slice(WORK.length).split(" ")[0];
    const card = await (await caches.open(name)).match(`${ROOT}kept.json?work=${slug}`);
    // Without its card it was never finished.
    if (card) found.push(await card.json());
  }
  return found.sort((one, other) => other.when - one.when);
}

async function worker() {
  const how = { scope: ROOT, updateViaCache: "none" };
  const registration = await workers.register(`${ROOT}sw.js`, how);
  const coming = registration.installing ?? registration.waiting;
  if (!registration.active && coming) {
    await new Promise((done, refuse) => {
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") done();
        if (coming.state === "redundant") refuse(new Error("no worker"));
      });
    });
  }
  return registration.active;
}

async function ask(message, told = () => {}) {
  const active = await worker();
  const { port1, port2 } = new MessageChannel();
  return new Promise((done, refuse) => {
    port1.onmessage = ({ data }) => {
      if (data.failed) refuse(new Error(data.failed));
      else if (data.kept) done(data.kept);
      else told(data.done, data.all);
    };
    active.postMessage(message, [port2]);
  });
}

async function remove(slug) {
  const left = await ask({ remove: slug });
  if (!left.length) await removeAll();
}

// Every copy, and the worker that answered with them.
export async function removeAll() {
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
  await (await workers?.getRegistration(ROOT))?.unregister();
}

function reason(failed) {
  if (failed.message === "QuotaExceededError") return "There is not enough room on this device.";
  return navigator.onLine ? "It could not be kept. Please try again." : "You are offline just now.";
}

function size(bytes) {
  const mega = bytes / 2 ** 20;
  return mega < 0.1 ? "less than 0.1 MB" : `${mega.toFixed(1)} MB`;
}

async function button(place) {
  const url = new URL(place.dataset.offline, location.href).href;
  const slug = decodeURIComponent(url.slice(ROOT.length).split("/")[1]);
  const title = document.querySelector("h1").textContent.trim();
  const press = element("button", { type: "button" });
  const said = element("span", { className: "small" });
  said.setAttribute("role", "status");
  let here = (await kept()).some((card) => card.slug === slug);
  const label = () => {
    press.textContent = here ? "Remove the copy kept offline" : "Keep this work for offline reading";
  };
  label();
  press.addEventListener("click", async () => {
    if (press.ariaDisabled === "true") return;
    press.ariaDisabled = "true";
    try {
      if (here) await remove(slug);
      else {
        navigator.storage?.persist?.().catch(() => {});
        // Faces that this page shows; the worker cannot know which are in use.
        const fonts = performance.getEntriesByType("resource").map(({ name }) => name);
        const files = fonts.filter((name) => name.endsWith(".woff2"));
        await ask({ keep: { slug, url, title, files } }, (done, all) => {
          said.textContent = `Keeping ${done} of ${all}…`;
        });
      }
      here = !here;
      said.textContent = here ? "Kept on this device, with all its chapters." : "Removed from this device.";
    } catch (failed) {
      said.textContent = reason(failed);
    }
    press.ariaDisabled = null;
    label();
  });
  place.append(press, " ", said);
  place.hidden = false;
}

function row(card, draw) {
  const link = element("a", { href: card.url, textContent: card.title });
  const facts = element("span", { className: "small", textContent: ` ${size(card.bytes)} ` });
  const press = element("button", { type: "button", textContent: "Remove", ariaLabel: `Remove ${card.title} from this device` });
  press.addEventListener("click", async () => {
    await remove(card.slug);
    await draw();
  });
  return element("li", {}, link, facts, press);
}

async function list(place) {
  const [heading, nothing] = place.children;
  const draw = async (again) => {
    const cards = await kept();
    const rows = cards.map((card) => row(card, () => draw(true)));
    const every = element("ul", {}, ...rows);
    every.setAttribute("role", "list");
    place.replaceChildren(heading, cards.length ? every : nothing);
    place.hidden = false;
    if (again) heading.focus();
  };
  await draw();
  addEventListener("ficstead:changed", () => draw());
}

export function init() {
  if (!workers || !("caches" in window)) return;
  for (const place of document.querySelectorAll("[data-offline]")) button(place);
  for (const place of document.querySelectorAll("[data-kept]")) list(place);
}

init();
