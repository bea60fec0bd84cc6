// The "Aa" of every page. What it opens is fetched when it is asked for, and the other
// comforts when the page has come to rest.

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
  const idle = window.requestIdleCallback ?? setTimeout;
  idle(async () => (await import("./comforts.js")).init(aa));
}

init();
