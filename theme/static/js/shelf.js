// What a reader keeps, shown where she meets the works again: on the home page, on the
// page of a work, on chapter lists and in lists of works.

import * as places from "./places.js";

const { card, continued, make, underway } = places;
const SHOWN = 4;

export async function init() {
  const home = document.querySelector(".home-head");
  const page = places.here();
  const list = document.querySelector(".blurbs");
  if (!home && !page && !list) return;
  await places.styled();
  const refresh = () => {
    if (home) reading(home);
    if (page) ofWork(page);
    const all = places.places.read();
    for (const blurb of document.querySelectorAll(".blurb")) mark(blurb, all);
  };
  refresh();
  places.places.watch(refresh);
  addEventListener("ficstead:places", refresh);
  addEventListener("pageshow", (event) => event.persisted && refresh());
  // Filtered lists are made anew.
  if (list || home) watchLists();
  if (page?.main.querySelector(".numbers")) import("./marks.js");
}

function watchLists() {
  new MutationObserver((changes) => {
    const all = places.places.read();
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        const blurbs = node.matches(".blurb") ? [node] : node.querySelectorAll(".blurb");
        for (const blurb of blurbs) mark(blurb, all);
      }
    }
  }).observe(document.querySelector("main"), { childList: true, subtree: true });
}

function reading(home) {
  document.querySelector(".shelf")?.remove();
  const works = underway().slice(0, SHOWN);
  if (!works.length) return;
  const items = works.map(([slug, kept]) => card(slug, kept));
  const shelf = make(
    "section",
    { class: "shelf", "aria-labelledby": "shelf" },
    make("h2", { id: "shelf" }, "Continue reading"),
    make("ul", { role: "list" }, ...items),
    make("p", { class: "all" }, make("a", { href: new URL("me/", places.root) }, "Your shelf")),
  );
  home.after(shelf);
}

// A work in a list: where she is in it, or that she read it, and what came since.
function mark(blurb, all) {
  blurb.querySelector(".yours")?.remove();
  const link = blurb.querySelector("h3 a");
  const slug = link ? places.slugOf(link) : "";
  const kept = slug && places.entry(slug, all);
  if (!kept) return;
  const posted = [...blurb.querySelectorAll(".stats dd")]
    .map((dd) => /^([\d,]+)\/([\d,]+|\?)$/.exec(dd.textContent.trim()))
    .find(Boolean);
  const known = [...places.spread(kept.known)].filter(places.isNumber).length;
  const fresh = posted && known ? Number(posted[1].replaceAll(",", "")) - known : 0;
  const said = [];
  if (fresh > 0) said.push(make("strong", { class: "new" }, newChapters(fresh)));
  if (places.atEnd(kept)) said.push(make("span", { class: "done" }, "You have read this"));
  else said.push(make("a", { href: places.continueAt(slug, kept) }, continued(kept)));
  blurb.querySelector(".what").append(make("p", { class: "yours" }, ...said));
}

function newChapters(count) {
  return count === 1 ? "1 new chapter" : `${count} new chapters`;
}

function ofWork(page) {
  const kept = places.entry(page.slug);
  marksOn(page, kept);
  const start = page.main.querySelector(".start");
  start?.querySelector(".on")?.remove();
  if (!start || !kept) return;
  const [href, words] = onward(page, kept);
  if (!href) return;
  const again = start.firstElementChild;
  again.textContent = "Start again";
  again.addEventListener("click", () => places.startAgain(page.slug));
  start.prepend(make("a", { class: "button on", href }, words));
}

// Where reading goes on: the first chapter that came since, or the place itself.
function onward(page, kept) {
  if (places.atEnd(kept)) {
    const known = places.spread(kept.known);
    const fresh = page.chapters.find(({ key }) => !known.has(key));
    return fresh ? [fresh.link.href, `Read what is new: ${called(fresh)}`] : [];
  }
  if (page.chapters.some(({ key }) => key === kept.chapter)) {
    return [places.continueAt(page.slug, kept), continued(kept)];
  }
  // The chapter is no longer there, or has another address.
  const seen = places.spread(kept.seen);
  const next = page.chapters.find(({ key }) => !seen.has(key));
  return next ? [next.link.href, `Continue with ${called(next)}`] : [];
}

function called({ key, name }) {
  return places.isNumber(key) ? `chapter ${key}` : name;
}

// Read, unread and new, beside each chapter of a list.
function marksOn({ chapters }, kept) {
  const seen = places.spread(kept?.seen);
  const known = places.spread(kept?.known);
  for (const { key, link } of chapters) {
    link.querySelector(".mark")?.remove();
    const read = seen.has(key);
    const fresh = !read && known.size > 0 && !known.has(key);
    if (read) link.append(make("span", { class: "mark read" }, make("span", { class: "hidden" }, " (read)")));
    else if (fresh) link.append(make("span", { class: "mark new" }, "new"));
  }
}

init();
