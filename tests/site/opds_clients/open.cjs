// Opens books as Thorium Reader does, with Readium's engine, and says what it found:
// `node open.cjs BOOK...` prints one JSON object, by the books' paths.
const { EpubParsePromise } = require("r2-shared-js/dist/es8-es2017/src/parser/epub");
const { streamToBufferPromise } = require("r2-utils-js/dist/es8-es2017/src/_utils/stream/BufferUtils");
const { DOMParser } = require("@xmldom/xmldom");
const shared = require("r2-shared-js/dist/es8-es2017/src/init-globals");

shared.initGlobalConverters_SHARED();
shared.initGlobalConverters_GENERIC();

const plain = (value) => (typeof value === "string" ? value : Object.values(value ?? {})[0]);
const many = (value) => (Array.isArray(value) ? value : value ? [value] : []);

async function opened(path) {
  const book = await EpubParsePromise(path);
  const zip = book.findFromInternal("zip").Value;
  const read = async (href) => {
    const { stream } = await zip.entryStreamPromise(href);
    return streamToBufferPromise(stream);
  };
  const texts = [];
  for (const link of book.Spine) {
    const text = (await read(link.Href)).toString("utf8");
    const document = new DOMParser().parseFromString(text, "application/xhtml+xml");
    texts.push(document.documentElement.textContent);
  }
  const about = book.Metadata;
  const cover = book.searchLinkByRel("cover");
  const found = {
    title: plain(about.Title),
    authors: many(about.Author).map((author) => plain(author.Name)),
    series: many(about.BelongsTo?.Series).map((one) => [plain(one.Name), one.Position]),
    language: many(about.Language)[0],
    cover: cover ? (await read(cover.Href)).length : 0,
    toc: titles(book.TOC),
    texts,
  };
  book.freeDestroy();
  return found;
}

function titles(lines) {
  return many(lines).flatMap((line) => [line.Title, ...titles(line.Children)]);
}

async function main(paths) {
  const found = {};
  for (const path of paths) found[path] = await opened(path);
  console.log(JSON.stringify(found));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
