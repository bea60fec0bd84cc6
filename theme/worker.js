// Reading offline. A reader who keeps a work gets this service worker, and nobody else.
//
// A kept work is one cache with everything that its pages need, each file under the very
// version that the pages name. It is replaced as a whole or not at all, so no page of an
// old site ever meets the scripts or styles of a new one. Pages come from the network
// where there is one. VERSION stands above: it changes with the theme and the site.

const ROOT = registration.scope;
// Several archives of one host share its caches.
const OURS = `ficstead ${new URL(ROOT).pathname} `;
const WORK = `${OURS}work `;
const SHELL = `${OURS}shell `;
const FONTS = `${OURS}fonts`;
const FALLBACK = new URL("offline.html", ROOT).href;
// How long a kept page waits for a network that does not answer.
const PATIENCE = 4000;
const busy = new Set();

const versioned = (url) => /^\?v=[0-9a-f]{8}$/.test(url.search);
const isFont = (url) => url.pathname.endsWith(".woff2");
const inside = (href) => href.startsWith(ROOT);
const bare = (href) => href.split("#")[0];
const about = (slug) => new URL(`kept.json?work=${encodeURIComponent(slug)}`, ROOT).href;

// What a file names that it cannot do without.
function needed(href, type, text) {
  const named = new Set();
  const add = (address) => {
    const url = new URL(address.replaceAll("&amp;", "&"), href);
    if (inside(url.href)) named.add(bare(url.href));
  };
  if (type.includes("html")) {
    for (const [, kind, address] of text.matchAll(/\b(src|href)="([^"]+)"/g)) {
      const wanted = kind === "src" || /\?v=[0-9a-f]{8}$|\.woff2$/.test(address);
      if (wanted && !address.startsWith("data:")) add(address);
    }
  } else if (type.includes("javascript")) {
    for (const [, address] of text.matchAll(/"(\.{1,2}\/[^"]+\?v=[0-9a-f]{8})"/g)) add(address);
  } else if (type.includes("css")) {
    for (const [, address] of text.matchAll(/url\("?([^")]+)"?\)/g)) {
      if (!address.endsWith(".woff2")) add(address);
    }
  }
  return named;
}

function chapters(home, text) {
  const pages = new Set();
  for (const [, address] of text.matchAll(/\bhref="([^"]+)"/g)) {
    const href = bare(new URL(address.replaceAll("&amp;", "&"), home).href);
    if (href.startsWith(home) && href !== home && href.endsWith("/")) pages.add(href);
  }
  return pages;
}

// A page that was led elsewhere may not answer for the first address.
async function fetched(href) {
  const response = await fetch(href, { cache: "no-cache", credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status} ${href}`);
  if (!response.redirected) return response;
  return new Response(await response.blob(), { headers: response.headers });
}

async function gather(name, pages, told = () => {}) {
  const cache = await caches.open(name);
  const ahead = [...pages];
  const known = new Set(ahead);
  let done = 0;
  let bytes = 0;
  while (ahead.length) {
    const some = ahead.splice(0, 6);
    // All of them come to an end before one that failed ends the rest.
    const ended = await Promise.allSettled(
      some.map(async (href) => {
        const response = await fetched(href);
        const type = response.headers.get("content-type") ?? "";
        const copy = response.clone();
        if (/html|javascript|css/.test(type)) {
          const text = await response.text();
          bytes += text.length;
          for (const other of needed(href, type, text)) {
            if (!known.has(other)) {
              known.add(other);
              ahead.push(other);
            }
          }
        } else bytes += (await response.arrayBuffer()).byteLength;
        await cache.put(href, copy);
        done += 1;
        told(done, known.size);
      }),
    );
    const refused = ended.find(({ status }) => status === "rejected");
    if (refused) throw refused.reason;
  }
  return { cache, bytes };
}

async function kept() {
  const works = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith(WORK)) continue;
    const cache = await caches.open(name);
    const slug = decodeURIComponent(name.slice(WORK.length).split(" ")[0]);
    // Without its card it was never finished.
    const card = await cache.match(about(slug));
    if (card) works.set(slug, { ...(await card.json()), name });
  }
  return works;
}

async function without(slug, but = "") {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${WORK}${encodeURIComponent(slug)} `) && name !== but) await caches.delete(name);
  }
}

async function keep({ slug, url, title, files = [] }, told) {
  if (busy.has(slug)) return;
  busy.add(slug);
  const name = `${WORK}${encodeURIComponent(slug)} ${Date.now()}`;
  try {
    const home = await (await fetched(url)).text();
    const pages = [url, ...chapters(url, home), ...files.filter(inside)];
    const { cache, bytes } = await gather(name, pages, told);
    const card = { slug, url, title, bytes, when: Date.now(), files };
    await cache.put(about(slug), new Response(JSON.stringify(card)));
    await without(slug, name);
  } catch (failed) {
    // What was kept before stays as it was.
    await caches.delete(name);
    throw failed;
  } finally {
    busy.delete(slug);
  }
}

// A page that has changed since its work was kept: the whole work is kept anew.
async function refresh(href, response) {
  for (const card of (await kept()).values()) {
    const old = await (await caches.open(card.name)).match(href);
    if (old && (await old.text()) !== (await response.clone().text())) await keep(card);
  }
}

async function page(event) {
  const href = bare(event.request.url);
  const old = await caches.match(href, { ignoreSearch: true });
  // Asked anew, for the browser may still hold a page of the site before.
  const asked = fetch(href, { cache: "no-cache", credentials: "same-origin", redirect: "manual" });
  asked.catch(() => {});
  if (old && href !== FALLBACK) {
    event.waitUntil(
      asked.then((response) => response.ok && refresh(href, response.clone())).catch(() => {}),
    );
  }
  try {
    if (!old) return await asked;
    const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE, new Error("late")));
    return await Promise.race([asked, late]);
  } catch {
    return old ?? Response.redirect(FALLBACK);
  }
}

async function file(request) {
  const url = new URL(request.url);
  if (versioned(url) || isFont(url)) {
    const known = await caches.match(request.url);
    if (known) return known;
    const response = await fetch(request);
    if (isFont(url) && response.ok) (await caches.open(FONTS)).put(request.url, response.clone());
    return response;
  }
  try {
    return await fetch(request);
  } catch (failed) {
    const known = await caches.match(request.url);
    if (known) return known;
    throw failed;
  }
}

addEventListener("install", (event) => {
  event.waitUntil(gather(SHELL + VERSION, [FALLBACK]).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(SHELL) && name !== SHELL + VERSION) await caches.delete(name);
    }
    await clients.claim();
  };
  event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !inside(request.url) || request.headers.has("range")) return;
  event.respondWith(request.mode === "navigate" ? page(event) : file(request));
});

addEventListener("message", (event) => {
  const [port] = event.ports;
  const { keep: wanted, remove } = event.data ?? {};
  const answer = async () => {
    try {
      if (wanted) await keep(wanted, (done, all) => port.postMessage({ done, all }));
      if (remove) await without(remove);
      port.postMessage({ kept: [...(await kept()).values()] });
    } catch (failed) {
      port.postMessage({ failed: failed.name });
    }
  };
  if (port) event.waitUntil(answer());
});
