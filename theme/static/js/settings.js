// What every page gets when it has come to rest: the "Aa", whose pane is fetched when it
// is asked for, and the other comforts.

const header = document.querySelector(".site-header");

function button() {
  const aa = document.createElement("button");
  aa.className = "aa";
  aa.type = "button";
  aa.textContent = "Aa";
  aa.ariaLabel = "Reading settings";
  aa.ariaHasPopup = "dialog";
  header.append(aa);
  aa.addEventListener("click", async () => {
    const { open } = await import("./settings-panel.js");
    open(aa);
  });
  return aa;
}

export function init() {
  if (!header) return;
  const aa = button();
  if (document.querySelector(".gate")) import("./reading.js");
  const idle = window.requestIdleCallback ?? setTimeout;
  idle(async () => (await import("./comforts.js")).init(aa));
}

init();
