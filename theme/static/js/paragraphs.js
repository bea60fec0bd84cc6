// Paragraphs of a text, found again after the author changed what stands around them.

const BLOCKS = "p, h2, h3, h4, h5, h6, li, pre, dt, dd, td, th, figcaption";
const HASHED = 60;

// The chapters that stand on this page, each with its paragraphs in order. What the
// theme says between them (headings, notes) is not counted, so a chapter's paragraphs
// are the same on its own page and on that of the entire work.
export function sections(text, page) {
  const { chapters, current } = page;
  if (current || !chapters.length) {
    return [{ key: current?.key ?? "", index: chapters.indexOf(current), blocks: blocksOf([text]) }];
  }
  const starts = new Map();
  chapters.forEach(({ key }, index) => starts.set(`chapter-${key}`, { key, index }));
  const found = [];
  for (const child of text.children) {
    const start = child.matches("h2[id]") && starts.get(child.id);
    if (start) found.push({ ...start, parts: [], head: child });
    else if (!child.matches(".chapter-note")) found.at(-1)?.parts.push(child);
  }
  return found.map(({ parts, ...section }) => ({ ...section, blocks: blocksOf(parts) }));
}

function blocksOf(parts) {
  const inside = parts.flatMap((part) => [
    ...(part.matches(BLOCKS) ? [part] : []),
    ...part.querySelectorAll(BLOCKS),
  ]);
  return inside.filter((block) => !block.querySelector(BLOCKS) && block.textContent.trim());
}

// FNV-1a over the letters of the first words: quotes, dashes and capitals may change.
export function hash(block) {
  const letters = block.textContent.normalize("NFKC").toLowerCase();
  const told = letters.replace(/[^\p{L}\p{N}]+/gu, "").slice(0, HASHED) || letters.trim();
  let sum = 0x811c9dc5;
  for (let at = 0; at < told.length; at++) {
    sum = Math.imul(sum ^ told.charCodeAt(at), 0x01000193);
  }
  return (sum >>> 0).toString(36);
}

export function marked(blocks, index, percent) {
  const before = index ? hash(blocks[index - 1]) : "";
  return [index, percent, hash(blocks[index]), before];
}

// The paragraph itself beside the one before it; else the nearest of the same words;
// else what follows the one before; else what stands in its place now.
export function find(blocks, at) {
  if (!Array.isArray(at) || !blocks.length) return null;
  const [place, percent, words, before] = at;
  const start = Math.min(Math.max(0, Number(place) || 0), blocks.length - 1);
  const same = [];
  const after = [];
  for (const index of outward(start, blocks.length)) {
    const told = hash(blocks[index]);
    if (told === words) {
      const led = index ? hash(blocks[index - 1]) : "";
      if (led === before) return { index, percent };
      same.push(index);
    } else if (told === before && index + 1 < blocks.length) {
      after.push(index + 1);
    }
  }
  if (same.length) return { index: same[0], percent };
  return { index: after[0] ?? start, percent: 0 };
}

function* outward(start, length) {
  yield start;
  for (let step = 1; step < length; step++) {
    if (start + step < length) yield start + step;
    if (start - step >= 0) yield start - step;
  }
}
