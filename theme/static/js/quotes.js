// Quotes, found again by their words and what stood around them, as the W3C's text-quote
// selectors do: a highlight outlives a paragraph added, quotes made curly, a new layout.

const AROUND = 32;
const FOLDED = new Map([
  ...[..."“”„‟«»"].map((sign) => [sign, '"']),
  ...[..."‘’‚‛"].map((sign) => [sign, "'"]),
  ...[..."–—‑"].map((sign) => [sign, "-"]),
]);

// The letters of paragraphs as one string, white space as one blank, and where in the
// page each of them stands.
export function indexOf(blocks) {
  const nodes = [];
  const offsets = [];
  let text = "";
  for (const block of blocks) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { data } = node;
      for (let offset = 0; offset < data.length; offset++) {
        const sign = folded(data[offset]);
        if (sign === " " && (text === "" || text.endsWith(" "))) continue;
        text += sign;
        nodes.push(node);
        offsets.push(offset);
      }
    }
    if (text && !text.endsWith(" ")) {
      text += " ";
      nodes.push(nodes.at(-1));
      offsets.push(offsets.at(-1) + 1);
    }
  }
  return { text, nodes, offsets };
}

function folded(sign) {
  return /\s/.test(sign) ? " " : (FOLDED.get(sign) ?? sign);
}

export function fold(words) {
  return [...words].map(folded).join("").replace(/ +/g, " ");
}

// What a selection says, with the words before and after; null where it says nothing.
export function quoteOf(index, range) {
  const { text, nodes, offsets } = index;
  const side = (at) => range.comparePoint(nodes[at], offsets[at]);
  const first = search(text.length, (at) => side(at) >= 0);
  let last = search(text.length, (at) => side(at) > 0);
  // The end of a range is no part of it.
  if (last > 0 && nodes[last - 1] === range.endContainer && offsets[last - 1] === range.endOffset) last -= 1;
  const quote = text.slice(first, last);
  if (!quote.trim()) return null;
  const from = first + quote.length - quote.trimStart().length;
  const to = from + quote.trim().length;
  return {
    quote: quote.trim(),
    before: text.slice(Math.max(0, from - AROUND), from),
    after: text.slice(to, to + AROUND),
  };
}

// The first place in 0..length where something holds that holds ever after.
function search(length, holds) {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

// Where a quote begins in a text: of several places the one with the likest neighbours.
export function placeOf(text, { quote, before, after }) {
  const words = fold(String(quote ?? ""));
  if (!words) return -1;
  let best = -1;
  let most = -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const left = alike([...text.slice(Math.max(0, at - AROUND), at)].reverse(), [...fold(String(before ?? ""))].reverse());
    const right = alike([...text.slice(at + words.length, at + words.length + AROUND)], [...fold(String(after ?? ""))]);
    if (left + right > most) [best, most] = [at, left + right];
  }
  return best;
}

function alike(one, other) {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}

export function rangeOf(index, kept) {
  const at = placeOf(index.text, kept);
  if (at < 0) return null;
  const last = at + fold(String(kept.quote)).length - 1;
  const range = document.createRange();
  range.setStart(index.nodes[at], index.offsets[at]);
  range.setEnd(index.nodes[last], index.offsets[last] + 1);
  return range;
}
