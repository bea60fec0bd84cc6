// What is in sight comes first, the rest in frames of its own: twenty works laid out, or
// all groups of the filter filled, hold a phone up for a tenth of a second.

const AT_ONCE = 2;
const latest = new WeakMap();

export function isInSight(thing, foot = innerHeight) {
  const { top, bottom, height } = thing.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < foot;
}

// Does something with each of these, so many in a frame, after a frame in which what is in
// sight is seen; a later call for the same owner puts off what this one has left.
export function inFrames(owner, things, count, act) {
  latest.set(owner, things);
  const next = () => {
    if (latest.get(owner) !== things) return;
    things.splice(0, count).forEach(act);
    if (things.length) requestAnimationFrame(next);
  };
  requestAnimationFrame(() => requestAnimationFrame(next));
}

// The works of a list. Those to come are empty boxes, so to ask where they stand costs
// next to nothing.
export function inTurn(list) {
  const items = [...list.children];
  for (const item of items) item.dataset.turn = "later";
  const sheet = document.querySelector("dialog.filter-sheet[open]");
  const foot = sheet?.getBoundingClientRect().top;
  const seen = items.filter((item) => isInSight(item, foot));
  for (const item of seen.slice(0, AT_ONCE)) item.dataset.turn = "now";
  const others = items.filter((item) => !seen.includes(item));
  inFrames(list, [...seen.slice(AT_ONCE), ...others], AT_ONCE, (item) => (item.dataset.turn = "come"));
}
