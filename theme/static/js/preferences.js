// What a reader chose and did: in her own browser's storage, sent nowhere.
//
// One box for each kind of thing, each a key of its own. Storage may be refused, full,
// or hold what an older version or another program wrote: reading then gives nothing,
// what could not be understood is set aside under the name with ".damaged", and writing
// says whether it was kept.
//
// How a page looks by a reader's choice are attributes of <html>, and the sheet that knows
// them. boot.js sets the same before the first paint.

const NAME = "ficstead-1";

// box("places") is the key "ficstead-1:places"; box("") the settings themselves.
export function box(name) {
  const key = name ? `${NAME}:${name}` : NAME;

  function read() {
    let text = null;
    try {
      text = localStorage.getItem(key);
      const value = JSON.parse(text) ?? {};
      if (typeof value === "object" && !Array.isArray(value)) return value;
    } catch {
      // Handled below, as anything else that is not ours.
    }
    if (text !== null) setAside(key, text);
    return {};
  }

  function write(value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      dispatchEvent(new CustomEvent("ficstead:not-kept", { detail: key }));
      return false;
    }
  }

  // Another tab may have written since; so a change begins from what is there now.
  function change(how) {
    const before = read();
    return write(how(before) ?? before);
  }

  function watch(changed) {
    addEventListener("storage", (event) => {
      if (event.key === key || event.key === null) changed(read());
    });
  }

  return { read, write, change, watch };
}

function setAside(key, text) {
  try {
    localStorage.setItem(`${key}.damaged`, text);
    localStorage.removeItem(key);
  } catch {
    // It stays where it is, and is read as nothing.
  }
}

// Whether anything lies aside there.
export function setAsides() {
  try {
    return Object.keys(localStorage).some((key) => /^ficstead-1(?::.*)?\.damaged$/.test(key));
  } catch {
    return false;
  }
}

export const settings = box("");

// ---- How a page looks ----

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

const CHOSEN = new URL("../css/settings.css", import.meta.url);

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
  if (chosen) sheet(CHOSEN, "screen");
}

// Gives what waits for a style sheet, which is asked for once.
export function sheet(address, media = "all") {
  const { href } = new URL(address);
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
