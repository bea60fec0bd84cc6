// Before the first paint: take what this reader chose, and open a gated text where she
// agreed to all its labels. The rest comes at rest.
((root) => {
  root.className = "js";
  addEventListener("load", () => import("./settings.js"));
  try {
    const kept = JSON.parse(localStorage.getItem("ficstead-1")) || {};
    const names = "theme face size leading width paragraphs align hyphens skin sift";
    for (const name of names.split(" ")) {
      if (typeof kept[name] !== "string") continue;
      root.dataset[name] = kept[name];
      root.className = "js chosen";
    }
    document.querySelector("[disabled]").disabled = root.className === "js";
    if (kept.warn || location.hash === "#continue") import("./reading.js");
    const labels = JSON.parse(root.dataset.gate || "[]");
    const known = (label) => Array.isArray(kept.shown) && kept.shown.includes(label);
    if (labels[0] && labels.every(known)) root.dataset.open = "";
  } catch {
    // No storage, or not ours.
  }
})(document.documentElement);
