// What is in sight comes first, the rest in frames of its own: twenty works laid out, or
// all groups of the filter filled, hold a phone up for a tenth of a second.

const AT_ONCE = 2;
const latest = new WeakMap();

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
// little; nothing where it is known that the list begins in sight.
export function inTurn(list, begins = false) {
  const items = [...list.children];
  for (const [n, item] of items.entries()) item.dataset.turn = begins && n < AT_ONCE ? "now" : "later";
  const seen = begins ? items.slice(0, AT_ONCE) : inSight(items);
  for (const item of seen.slice(0, AT_ONCE)) item.dataset.turn = "now";
  const others = items.filter((item) => !seen.includes(item));
  inFrames(list, [...seen.slice(AT_ONCE), ...others], AT_ONCE, (item) => (item.dataset.turn = "come"));
}

export function beginsInSight(list) {
  const { top } = list.getBoundingClientRect();
  return top >= 0 && top < foot();
}

function inSight(items) {
  const end = foot();
  return items.filter((item) => {
    const { top, bottom } = item.getBoundingClientRect();
    return bottom > 0 && top < end;
  });
}

// What lies under an open sheet is not seen.
function foot() {
  return document.querySelector("dialog.filter-sheet[open]")?.getBoundingClientRect().top ?? innerHeight;
}
