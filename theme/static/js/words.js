// The words of all works, loaded once, and the blurbs of those that are shown.

const ROOT = new URL("../../", import.meta.url);
const KINDS = ["fandoms", "relationships", "characters", "tags", "ratings", "warnings", "categories", "languages", "collections"];
// Stands in a blurb where the way to the site's root belongs.
const MARK = /\ufdd0/g;

let words = null;
const blurbFiles = new Map();

async function json(path) {
  const answer = await fetch(new URL(path, ROOT));
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
  return answer.json();
}

// All works as query.js reads them. A load that failed is tried again by the next.
export function load({ files }) {
  words ??= Promise.all(Array.from({ length: Number(files) }, (_, number) => json(`search/words/${number}.json`)))
    .then((parts) => parts.flatMap(read).map((work, row) => ({ ...work, row })))
    .catch((error) => {
      words = null;
      throw error;
    });
  return words;
}

// One file: a table of names, and rows that number them.
export function read({ names, works }) {
  const listed = (numbers) => ` ${numbers.map((number) => names[number]).join(" | ")} `;
  return works.map(([slug, title, summary, notes, authors, series, kinds, numbers]) => {
    const work = { slug, title: ` ${title} `, summary: ` ${summary} `, notes: ` ${notes} `, authors: listed(authors), series: listed(series) };
    KINDS.forEach((kind, at) => (work[kind] = listed(kinds[at])));
    [work.words, work.chapters, work.published, work.updated, work.flags] = numbers;
    work.complete = Boolean(work.flags & 1);
    work.otp = Boolean(work.flags & 2);
    work.crossover = Boolean(work.flags & 4);
    return work;
  });
}

// The blurbs of works, as elements in their order.
export async function blurbs(works, { together }) {
  const numbers = works.map(({ row }) => Math.floor(row / Number(together)));
  for (const number of new Set(numbers)) {
    if (!blurbFiles.has(number)) {
      const file = json(`search/blurbs/${number}.json`);
      blurbFiles.set(number, file);
      file.catch(() => blurbFiles.delete(number));
    }
  }
  const files = await Promise.all(numbers.map((number) => blurbFiles.get(number)));
  const html = works.map(({ row }, place) => files[place][row % Number(together)] ?? "").join("");
  const { body } = new DOMParser().parseFromString(html.replace(MARK, ROOT.pathname), "text/html");
  return [...body.children].map((blurb) => document.adoptNode(blurb));
}
