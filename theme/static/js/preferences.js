// What a reader chose and did: in her own browser's storage, sent nowhere.
//
// One box for each kind of thing, each a key of its own. Storage may be refused, full,
// or hold what an older version or another program wrote: reading then gives nothing,
// what could not be understood is set aside under the name with ".damaged", and writing
// says whether it was kept.

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

export const settings = box("");
