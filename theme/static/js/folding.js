// What makes two spellings one word: case, accents and punctuation do not count.
//
// The index holds what site/folding.py made of the archive's words, a query what this
// makes of a reader's; a test holds the two against each other.

const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\ufe0e\ufe0f]/gu;
const APOSTROPHES = /['`´ʹʻʼ‘’‛′＇]/gu;
const BETWEEN = /[^\p{L}\p{M}\p{N}\p{So}]+/gu;
const LETTERS = { ß: "ss", ς: "σ", ı: "i", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th" };
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");
// Scripts that put no space between words: a comma there must not part what belongs
// together, and a word is found wherever it stands.
const UNSPACED = "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}";
const PARTED = new RegExp(`(?<=[${UNSPACED}ー]) (?=[${UNSPACED}ー])`, "gu");
const SIGN = new RegExp(` ?([${UNSPACED}ー]\\p{M}*) ?`, "gu");
const PIECE = new RegExp(`[${UNSPACED}ー]\\p{M}*|[^\\s${UNSPACED}ー]+`, "gu");
// Korean parts words, and joins its particles to them.
const INSIDE = new RegExp(`[${UNSPACED}\\p{sc=Hang}]`, "u");

// "L’Été, déjà" is "lete deja"; spaces at both ends stay where there was anything.
export function folded(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(MARKS, "")
    .normalize("NFC")
    .replace(SPECIAL, (letter) => LETTERS[letter])
    .replace(APOSTROPHES, "")
    .replace(BETWEEN, " ")
    .replace(PARTED, "");
}

export function fold(text) {
  return folded(text).trim();
}

// Folded words with each sign apart where a script has no spaces, as the index of the
// texts has them.
export function parted(words) {
  return words.replace(SIGN, " $1 ").replaceAll("  ", " ").trim();
}

// The words of a text as it is written, folded, each with its place in it.
export function placed(text) {
  return [...text.matchAll(PIECE)].flatMap(({ 0: piece, index }) =>
    fold(piece).split(" ").filter(Boolean).map((word) => ({ word, from: index, to: index + piece.length })),
  );
}

// Whether a word is to be found inside of others.
export function isUnspaced(text) {
  return INSIDE.test(text);
}
