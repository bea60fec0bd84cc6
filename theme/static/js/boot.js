// Before the first paint: say that scripts run, and open a gated text where every one of
// its labels is among those this reader chose not to be asked about on this device.
(function (root) {
  root.classList.add("js");
  try {
    var kept = (JSON.parse(localStorage.getItem("ficstead-1")) || {}).shown;
    var labels = JSON.parse(root.dataset.gate || "[]");
    var known = function (label) {
      return Array.isArray(kept) && kept.indexOf(label) > -1;
    };
    if (labels.length && labels.every(known)) root.dataset.open = "";
  } catch (refused) {
    // No storage, or not ours to read: the gate asks, as it does without script.
  }
})(document.documentElement);
