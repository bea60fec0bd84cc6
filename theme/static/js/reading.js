// A reading page, as far as this reader's own words or wishes concern it: her place in it,
// what she wants to be warned about, and a gate that may remember her yes. boot.js asks for
// it before the page is there where she has such, settings.js at rest where there is a gate.

const root = document.documentElement;

// The gate may remember a yes to these very labels, and says so where it did.
function gate() {
  const labels = JSON.parse(root.dataset.gate ?? "[]");
  const remember = document.querySelector(".gate .remember");
  const kept = document.querySelector(".gate-kept");
  if (!labels.length || !remember || !kept) return;
  const keep = async (change) => {
    const { settings } = await import("./preferences.js");
    return settings.change((values) => {
      const shown = Array.isArray(values.shown) ? values.shown : [];
      return { ...values, shown: change(shown) };
    });
  };
  remember.hidden = false;
  kept.hidden = root.dataset.open === undefined;
  remember.addEventListener("click", async () => {
    location.hash = "text";
    if (!(await keep((shown) => [...new Set([...shown, ...labels])]))) return;
    root.dataset.open = "";
    kept.hidden = false;
  });
  kept.querySelector("button").addEventListener("click", async () => {
    await keep((shown) => shown.filter((label) => !labels.includes(label)));
    delete root.dataset.open;
    kept.hidden = true;
    location.hash = "gate";
  });
}

export function init() {
  if (location.hash === "#continue") import("./following.js");
  if (!document.querySelector(".text")) return;
  gate();
  if (warned()) import("./always.js");
}

// Asked for so that nobody waits for a script that would find nothing to do.
function warned() {
  try {
    return JSON.parse(localStorage.getItem("ficstead-1"))?.warn !== undefined;
  } catch {
    return false;
  }
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", init);
else init();
