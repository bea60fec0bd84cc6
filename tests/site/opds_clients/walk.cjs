// Walks a catalogue to its end with what reading apps read it with, and says what it
// found: r2-opds-js is Readium's, of Thorium Reader; opds-feed-parser the New York
// Public Library's, of SimplyE. `node walk.cjs ADDRESS-OF-THE-FOLDER`
const { DOMParser } = require("@xmldom/xmldom");
const { XML } = require("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");
const { OPDS } = require("r2-opds-js/dist/es8-es2017/src/opds/opds1/opds");
const { OPDSFeed } = require("r2-opds-js/dist/es8-es2017/src/opds/opds2/opds2");
const { convertOpds1ToOpds2 } = require("r2-opds-js/dist/es8-es2017/src/opds/converter");
const { initGlobalConverters_OPDS } = require("r2-opds-js/dist/es8-es2017/src/opds/init-globals");
const shared = require("r2-shared-js/dist/es8-es2017/src/init-globals");
const { TaJsonDeserialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable");
const Parser = require("opds-feed-parser").default;

initGlobalConverters_OPDS();
shared.initGlobalConverters_SHARED();
shared.initGlobalConverters_GENERIC();

async function text(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}

async function readiumAtom(address) {
  const document = new DOMParser().parseFromString(await text(address), "application/xml");
  return readium(convertOpds1ToOpds2(XML.deserialize(document, OPDS)));
}

async function readiumJson(address) {
  return readium(TaJsonDeserialize(JSON.parse(await text(address)), OPDSFeed));
}

function readium(feed) {
  const facets = (feed.Facets ?? []).flatMap((facet) => facet.Links);
  const next = (feed.Links ?? []).filter((link) => link.HasRel("next"));
  const grouped = (feed.Groups ?? []).flatMap((group) => group.Publications ?? []);
  return {
    ways: [...(feed.Navigation ?? []), ...facets, ...next].map((link) => link.Href),
    books: [...(feed.Publications ?? []), ...grouped].map((book) => ({
      id: book.Metadata.Identifier,
      title: book.Metadata.Title,
      authors: book.Metadata.Author.map((author) => author.Name),
      series: (book.Metadata.BelongsTo?.Series ?? []).map((one) => [one.Name, one.Position]),
      subjects: book.Metadata.Subject.map((subject) => subject.Name),
      picture: book.Images?.[0].Href,
      epub: book.Links.find((link) => link.TypeLink === "application/epub+zip")?.Href,
    })),
  };
}

async function library(address) {
  const feed = await new Parser().parse(await text(address));
  const shelf = feed.constructor.name === "AcquisitionFeed";
  const facets = feed.links.filter((link) => link.constructor.name === "OPDSFacetLink");
  const next = feed.links.filter((link) => link.rel === "next");
  const lines = shelf ? [] : feed.entries.flatMap((entry) => entry.links);
  return {
    ways: [...facets, ...next, ...lines].map((link) => link.href),
    books: (shelf ? feed.entries : []).map((book) => ({
      id: book.id,
      title: book.title,
      authors: book.authors.map((author) => author.name),
      series: book.series ? [[book.series.name, book.series.position]] : [],
      subjects: book.categories.map((category) => category.label),
      picture: book.links.find((link) => link.constructor.name === "OPDSArtworkLink")?.href,
      epub: book.links.find((link) => link.type === "application/epub+zip")?.href,
    })),
  };
}

async function walk(root, read) {
  const seen = new Set();
  const books = new Map();
  const waiting = [root];
  while (waiting.length) {
    const here = waiting.pop();
    if (seen.has(here)) continue;
    seen.add(here);
    const feed = await read(here);
    waiting.push(...feed.ways.map((way) => new URL(way, here).href));
    for (const book of feed.books) {
      book.epub = book.epub && new URL(book.epub, here).href;
      book.picture = book.picture && new URL(book.picture, here).href;
      books.set(book.id, book);
    }
  }
  return { feeds: [...seen], books: [...books.values()] };
}

async function main(folder) {
  console.log(
    JSON.stringify({
      "readium, 1.2": await walk(`${folder}catalog.xml`, readiumAtom),
      "readium, 2.0": await walk(`${folder}catalog.json`, readiumJson),
      "library, 1.2": await walk(`${folder}catalog.xml`, library),
    }),
  );
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
