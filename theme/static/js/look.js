// How a page looks by a reader's choice: attributes of <html>, and the sheet that knows
// them. boot.js sets the same before the first paint.

export const NAMES = [
  "theme",
  "face",
  "size",
  "leading",
  "width",
  "paragraphs",
  "align",
  "hyphens",
  "skin",
];

const SHEET = new URL("../css/settings.css", import.meta.url).href;

export function apply(values) {
  const { dataset } = document.documentElement;
  let chosen = false;
  for (const name of NAMES) {
    const value = values[name];
    if (typeof value === "string" && value) {
      dataset[name] = value;
      chosen = true;
    } else delete dataset[name];
  }
  if (chosen) sheet(SHEET, "screen");
}

// Gives what waits for a style sheet, which is asked for once.
export function sheet(href, media = "all") {
  const known = [...document.querySelectorAll("link[rel=stylesheet]")];
  const link = known.find((one) => one.href === href) ?? document.createElement("link");
  // The sheet of what is chosen stands in every page, switched off.
  if (link.disabled) link.disabled = false;
  if (link.sheet) return Promise.resolve();
  const loaded = new Promise((done) => {
    link.addEventListener("load", done);
    link.addEventListener("error", done);
  });
  if (!link.isConnected) {
    Object.assign(link, { rel: "stylesheet", media, href });
    document.head.append(link);
  }
  return loaded;
}
