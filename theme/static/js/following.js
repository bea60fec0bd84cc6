// Follows a reader through a text: keeps her place, and brings her back when asked.

import * as places from "./places.js";
import { find, marked, sections } from "./paragraphs.js";
import { box, sheet } from "./preferences.js";
import { pace } from "./pace.js";

const BACK = "Back to where you were";
const REST = 400;
const SHOWN = 100;
const LINGERED = 10_000;
// Further than this from where the page began, and she has scrolled.
const MOVED = 40;
// Who has read so many words elsewhere is reading there, and no longer looking something up.
const ENOUGH = 500;

export function init() {
  const text = document.querySelector("#text");
  const page = places.here();
  const parts = text && page ? sections(text, page).filter(({ blocks }) => blocks.length) : [];
  if (!parts.length) return;
  follow(text, page, parts);
  highlighting(text, page, parts);
}

// Loaded where there is a highlight to show, or something is selected.
function highlighting(text, page, parts) {
  const load = async () => {
    document.removeEventListener("selectionchange", chosen);
    const highlights = await import("./highlights.js");
    highlights.init(text, page, parts);
  };
  const chosen = () => {
    const selection = getSelection();
    if (!selection.isCollapsed && text.contains(selection.anchorNode)) load();
  };
  const all = Object.values(box("highlights").read());
  if (all.some((one) => one?.work === page.slug)) load();
  else document.addEventListener("selectionchange", chosen);
}

// The line that is being read: near the top, with some of what went before in sight.
function line() {
  return innerHeight * 0.18;
}

function inSight(element) {
  return element.getClientRects().length > 0;
}

function follow(text, page, parts) {
  const progress = pace(text, page);
  let began = scrollY;
  let moved = false;
  let last = "";
  let seenTo = null;
  let leapt = false;
  let look = null;
  let stays = false;
  let offered = null;
  let resting = 0;
  let shown = 0;

  // Which paragraph the line goes through, and how far the chapter is read.
  function where() {
    const level = line();
    const part = parts.findLast(({ blocks, head }) => topOf(head ?? blocks[0]) <= level) ?? parts[0];
    const shown = part.blocks.filter(inSight);
    if (!shown.length) return null;
    const block = shown.find((one) => one.getBoundingClientRect().bottom > level) ?? shown.at(-1);
    const box = block.getBoundingClientRect();
    const inside = Math.round(((level - box.top) / box.height) * 100);
    const top = topOf(shown[0]);
    const bottom = shown.at(-1).getBoundingClientRect().bottom;
    const room = bottom - top - (innerHeight - level);
    const share = bottom <= innerHeight + 1 ? 1 : (level - top) / Math.max(1, room);
    return {
      part,
      index: part.blocks.indexOf(block),
      inside: Math.min(100, Math.max(0, inside)),
      share: Math.min(1, Math.max(0, share)),
    };
  }

  // Chapters whose end came by since the last rest, unless a jump skipped them.
  function passed() {
    leapt = seenTo === null || Math.abs(scrollY - seenTo) > innerHeight * 3;
    const from = leapt ? scrollY : Math.min(seenTo, scrollY);
    seenTo = scrollY;
    return parts
      .filter(({ blocks }) => {
        const end = blocks.findLast(inSight)?.getBoundingClientRect().bottom;
        return end !== undefined && end <= innerHeight + 1 && end + scrollY >= from;
      })
      .map(({ key }) => key);
  }

  function rest() {
    if (!inSight(text)) return;
    const now = where();
    if (!now) return;
    progress.show(now);
    moved ||= Math.abs(scrollY - began) > MOVED;
    if (!moved || !places.recording()) return;
    progress.learn(now);
    keep(now, passed());
  }

  function keep(now, ended) {
    // While the way back is offered, what is read before it does not replace it.
    if (offered?.key === now.part.key && now.index < offered.index) return;
    const elsewhere = looks(now, ended);
    if (!elsewhere) withdraw();
    const told = elsewhere ? ["", ...ended].join() : [now.part.key, now.index, now.inside >> 3, ...ended].join();
    if (told === last) return;
    last = told;
    places.change(page.slug, (old) => noted(old ?? {}, page, now, ended, elsewhere));
  }

  // Whether she only looks something up, in a chapter before her place or past the next:
  // until she has read there for a while, or to the end.
  function looks(now, ended) {
    const kept = places.entry(page.slug);
    if (stays || !kept || kept.again || places.atEnd(kept)) return false;
    const { key, index } = now.part;
    const there = page.chapters.findIndex((chapter) => chapter.key === kept.chapter);
    if (there < 0 || index === there || index === there + 1) return false;
    if (look?.key !== key || leapt || now.share < look.share) look = { key, share: now.share };
    const words = (now.share - look.share) * (page.chapters[index]?.words ?? 0);
    stays = words >= ENOUGH || (words > 0 && ended.includes(key));
    return !stays;
  }

  function goTo(part, at) {
    const { index, percent } = find(part.blocks, at) ?? { index: 0, percent: 0 };
    // What the author folded stays folded: the next paragraph in sight will do.
    const block = part.blocks.slice(index).find(inSight) ?? part.blocks[index];
    const level = at.length ? block : (part.head ?? block);
    let mine = true;
    const stop = () => (mine = false);
    for (const type of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(type, stop, { once: true, passive: true });
    }
    const put = () => {
      if (!mine) return;
      const { top, height } = level.getBoundingClientRect();
      scrollBy({ top: top + (height * percent) / 100 - line(), behavior: "instant" });
      began = scrollY;
    };
    put();
    // Faces that arrive late move what stands above.
    document.fonts?.ready.then(put);
    if (document.readyState !== "complete") addEventListener("load", put, { once: true });
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
    block.addEventListener("blur", () => block.removeAttribute("tabindex"), { once: true });
    progress.show(where());
  }

  function keptHere() {
    const kept = places.entry(page.slug);
    const part = kept && parts.find(({ key }) => key === (kept.chapter ?? ""));
    return part ? { kept, part, at: Array.isArray(kept.at) ? kept.at : [] } : null;
  }

  // A page opened by an ordinary link stays where it opened; the way back is offered.
  function offer() {
    const { kept, part, at } = keptHere() ?? {};
    if (!part) return offerElsewhere();
    if (!at.length || places.atEnd(kept) || offered) return;
    const found = find(part.blocks, at);
    const away = topOf(part.blocks[found.index]) - line();
    if (Math.abs(away) < innerHeight) return;
    const back = places.make("button", { type: "button", class: "strong" }, BACK);
    back.addEventListener("click", () => {
      withdraw();
      goTo(part, at);
    });
    offered = { key: part.key, index: found.index, box: way(kept, back) };
  }

  function offerElsewhere() {
    const kept = places.entry(page.slug);
    if (offered || !kept?.at?.length || !looks({ part: parts[0], share: 0 }, [])) return;
    const href = places.continueAt(page.slug, kept);
    const back = places.make("a", { class: "button strong", href }, BACK);
    offered = { key: kept.chapter, index: 0, box: way(kept, back) };
  }

  function way(kept, back) {
    const stay = places.make("button", { type: "button" }, "Stay here");
    const name = places.placeName(kept);
    const said = places.make("p", {}, `You stopped at ${name || "an earlier place"}.`);
    const label = { class: "offer", "aria-label": "Your place" };
    const box = places.make("section", label, said, back, stay);
    stay.addEventListener("click", () => {
      stays = true;
      withdraw();
      text.tabIndex = -1;
      text.focus({ preventScroll: true });
    });
    page.main.prepend(box);
    return box;
  }

  function withdraw() {
    offered?.box.remove();
    offered = null;
  }

  function arrive() {
    began = scrollY;
    if (!inSight(text)) {
      withdraw();
      return progress.show(null);
    }
    const asked = keptHere();
    if (wanted && asked) {
      wanted = false;
      goTo(asked.part, asked.at);
    } else {
      offer();
    }
    progress.show(where());
  }

  let wanted = location.hash === "#continue";
  const styled = sheet(new URL("../css/following.css", import.meta.url));
  styled.then(arrive);
  addEventListener("hashchange", () => {
    wanted ||= location.hash === "#continue";
    seenTo = null;
    requestAnimationFrame(arrive);
  });
  addEventListener(
    "scroll",
    () => {
      clearTimeout(resting);
      resting = setTimeout(rest, REST);
      if (performance.now() - shown < SHOWN || !inSight(text)) return;
      shown = performance.now();
      progress.show(where());
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") rest();
    progress.pause();
  });
  addEventListener("pagehide", rest);
  addEventListener("ficstead:settings", () => inSight(text) && progress.show(where()));
  setTimeout(() => {
    // A text that fits the screen is read without scrolling.
    if (document.visibilityState === "hidden" || offered) return;
    moved = true;
    rest();
  }, LINGERED);
}

function topOf(element) {
  return element.getBoundingClientRect().top;
}

// What is kept of a work after a rest at `now`, with the chapters that ended before it;
// where she only looks at something elsewhere, the place stays.
function noted(old, page, now, ended, elsewhere) {
  const { chapters } = page;
  const seen = places.spread(old.seen);
  const known = places.spread(old.known);
  const started = known.size > 0;
  const nothingNew = chapters.every(({ key }) => known.has(key));
  for (const key of ended) if (key) seen.add(key);
  for (const { key } of started ? [{ key: now.part.key }] : chapters) if (key) known.add(key);
  for (const key of ended) if (key) known.add(key);

  if (elsewhere) return { ...old, seen: places.packed(seen), known: places.packed(known) };
  const finished = now.share >= 1 && ended.includes(now.part.key);
  const next = finished ? chapters[now.part.index + 1] : null;
  const there = next ?? chapters[now.part.index] ?? null;
  const key = there?.key ?? "";
  // She may have read into the next one before.
  const into = next && old.chapter === key ? old : null;
  const share = next ? (into?.percent || 0) / 100 : now.share;
  const before = chapters.slice(0, Math.max(0, chapters.indexOf(there)));
  const words = before.reduce((sum, chapter) => sum + chapter.words, 0);
  const whole = (words + share * (there?.words ?? page.words)) / Math.max(1, page.words);
  return {
    title: page.title,
    ...(page.lang ? { lang: page.lang } : {}),
    chapter: key,
    ...(key && !places.isNumber(key) ? { name: there.name } : {}),
    at: into ? into.at : next ? [] : marked(now.part.blocks, now.index, now.inside),
    percent: Math.round(share * 100),
    whole: Math.round(whole * 100),
    seen: places.packed(seen),
    known: places.packed(known),
    read: (finished && !next) || (old.read === true && (nothingNew || !started)),
    when: places.now(old),
  };
}

init();
