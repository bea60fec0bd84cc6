// What can wait until a page has come to rest: settings changed elsewhere, keys, the
// next chapter fetched ahead, a screen that stays on, and the reader's way into a work.

import * as keys from "./keys.js";
import { apply, settings } from "./preferences.js";

function follow(then) {
  addEventListener("ficstead:settings", ({ detail }) => then(detail));
  const told = (values) => {
    dispatchEvent(new CustomEvent("ficstead:settings", { detail: values }));
  };
  settings.watch(told);
  // A page that comes back whole from the browser's memory heard of nothing meanwhile.
  addEventListener("pageshow", ({ persisted }) => persisted && told(settings.read()));
}

// A long list of chapters opens where the reader is.
function jump() {
  const list = document.querySelector(".jump");
  list?.addEventListener("toggle", () => {
    const here = list.querySelector("[aria-current]");
    const panel = list.querySelector(".panel");
    panel.scrollTop = here.offsetTop - panel.clientHeight / 2;
  });
}

// Only the next one: the one before is mostly where the reader comes from.
function ahead() {
  const next = document.querySelector('link[rel="next"]');
  if (!next || !document.querySelector("#text") || navigator.connection?.saveData) return;
  if (!next.relList.supports?.("prefetch")) return;
  const link = Object.assign(document.createElement("link"), { rel: "prefetch", href: next.href });
  document.head.append(link);
}

// The screen stays on over a text alone, and the browser lets go of it on every hide.
let lock = null;
let wanted = false;

async function stayAwake(values) {
  wanted = values.awake === true && document.querySelector("#text") !== null;
  if (!wanted) {
    await lock?.release();
    lock = null;
  } else if (navigator.wakeLock && !document.hidden && (lock?.released ?? true)) {
    try {
      lock = await navigator.wakeLock.request("screen");
      if (!wanted) await lock.release();
    } catch {
      // The battery is low, or the device will not: it sleeps as it does elsewhere.
    }
  }
}

// A reader who wants works on one page is led there from a work's own page. The address
// has no fragment that leads into the text: a gate on that page asks first.
const ways = new Map();

function whole(values) {
  if (values.whole !== "entire") return back();
  const start = document.querySelector(".start a.strong");
  const entire = document.querySelector('.start a[href$="/entire/"]');
  if (ways.size || !start || !entire) return;
  const from = start.href;
  const { href } = entire;
  lead(entire, from);
  entire.textContent = "Chapter by chapter";
  lead(start, href);
  for (const link of document.querySelectorAll(".chapter-list .name a")) {
    const part = link.pathname.split("/").at(-2);
    lead(link, `${href}#at=chapter-${part}`);
  }
}

function lead(link, href) {
  ways.set(link, { href: link.href, text: link.textContent });
  link.href = href;
}

function back() {
  for (const [link, { href, text }] of ways) {
    link.href = href;
    if (link.textContent !== text) link.textContent = text;
  }
  ways.clear();
}

// "#at=chapter-3" is no place in the text, so it opens no gate; past the gate, or where
// there is none, it is.
function arrive() {
  const place = decodeURIComponent(location.hash).match(/^#at=(.+)/)?.[1];
  const to = place && document.getElementById(place);
  if (!to) return;
  const shown = to.getClientRects().length > 0;
  if (shown) location.replace(`#${place}`);
  else document.querySelector('.gate a[href="#text"]').href = `#${place}`;
}

export function init(aa) {
  const now = settings.read();
  keys.init(aa);
  jump();
  arrive();
  ahead();
  if (document.querySelector("[data-work] #text")) import("./following.js");
  if (document.querySelector("[data-work], .home-head, .blurbs")) import("./shelf.js");
  if (document.querySelector("[data-offline]")) import("./offline.js");
  const feel = (values) => {
    apply(values);
    whole(values);
    stayAwake(values);
  };
  follow(feel);
  whole(now);
  stayAwake(now);
  document.addEventListener("visibilitychange", () => stayAwake(settings.read()));
}
