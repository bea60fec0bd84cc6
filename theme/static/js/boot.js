// Before the first paint: say that scripts run, take what this reader chose, and open a
// gated text where she asked not to be asked about any of its labels.
(function (root) {
  root.classList.add("js");
  try {
    var kept = JSON.parse(localStorage.getItem("ficstead-1")) || {};
    var names = "theme face size leading width paragraphs align hyphens skin sift";
    var chosen = names.split(" ").filter(function (name) {
      return typeof kept[name] == "string" && (root.dataset[name] = kept[name]);
    });
    // Written, so that every browser waits for this sheet before it paints.
    if (chosen[0]) document.write(document.currentScript.dataset.chosen);
    var labels = JSON.parse(root.dataset.gate || "[]");
    var known = function (label) {
      return Array.isArray(kept.shown) && kept.shown.indexOf(label) > -1;
    };
    if (labels[0] && labels.every(known)) root.dataset.open = "";
  } catch (refused) {
    // No storage, or not ours: the page stays as it is.
  }
})(document.documentElement);
