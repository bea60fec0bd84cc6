// What this reader chose: one key of her own browser's storage, sent nowhere.
const KEY = "ficstead-1";

export function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

export function write(changes) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), ...changes }));
  } catch {
    // Storage is full or refused: the choice holds for this page alone.
  }
}
