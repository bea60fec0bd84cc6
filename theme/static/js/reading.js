// Comforts of a reading page. Without them every way on is a plain link.

const root = document.documentElement;

// The gate may remember a yes to these very labels, and says so where it did.
async function gate() {
  const labels = JSON.parse(root.dataset.gate ?? "[]");
  const remember = document.querySelector(".gate .remember");
  const kept = document.querySelector(".gate-kept");
  if (!labels.length || !remember || !kept) return;
  const { settings } = await import("./preferences.js");
  const shown = () => {
    const before = settings.read().shown;
    return Array.isArray(before) ? before : [];
  };
  const keep = (now) => settings.change((values) => ({ ...values, shown: now }));
  remember.hidden = false;
  kept.hidden = root.dataset.open === undefined;
  remember.addEventListener("click", () => {
    keep([...new Set([...shown(), ...labels])]);
    root.dataset.open = "";
    kept.hidden = false;
    location.hash = "text";
  });
  kept.querySelector("button").addEventListener("click", () => {
    keep(shown().filter((label) => !labels.includes(label)));
    delete root.dataset.open;
    kept.hidden = true;
    location.hash = "gate";
  });
}

export function init() {
  // A reader who asked for her place need not wait until the page has come to rest.
  if (location.hash === "#continue") import("./following.js");
  if (!document.querySelector(".text")) return;
  gate();
  import("./always.js");
}

init();
