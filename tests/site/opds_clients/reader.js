// Opens a book as apps in a browser do: epub.js, and foliate-js (Foliate, Readest).
import { makeBook } from "/foliate-js/view.js";

const name = (value) => (typeof value === "string" ? value : Object.values(value ?? {})[0]);
const many = (value) => (Array.isArray(value) ? value : value ? [value] : []);
const bytes = async (address) => (await (await fetch(address)).blob()).size;
const spoken = (element) => element.textContent;

async function foliate(address) {
  const blob = await (await fetch(address)).blob();
  const book = await makeBook(new File([blob], "book.epub", { type: "application/epub+zip" }));
  const titles = (lines) =>
    many(lines).flatMap((line) => [line.label, ...titles(line.subitems)]);
  const texts = [];
  for (const section of book.sections)
    texts.push(spoken((await section.createDocument()).documentElement));
  const about = book.metadata;
  return {
    title: name(about.title),
    authors: many(about.author).map((author) => name(author.name ?? author)),
    series: many(about.belongsTo?.series).map((one) => [name(one.name), Number(one.position)]),
    language: many(about.language)[0],
    cover: (await book.getCover())?.size ?? 0,
    toc: titles(book.toc),
    texts,
  };
}

async function epubjs(address) {
  const book = window.ePub(address);
  await book.ready;
  const titles = (lines) =>
    lines.flatMap((line) => [line.label.trim(), ...titles(line.subitems)]);
  const texts = [];
  for (const section of book.spine.spineItems)
    texts.push(spoken(await section.load(book.load.bind(book))));
  const about = book.packaging.metadata;
  const cover = await book.coverUrl();
  return {
    title: about.title,
    // It reads one of several alone, and knows no series.
    authors: [about.creator],
    series: null,
    language: about.language,
    cover: cover ? await bytes(cover) : 0,
    toc: titles(book.navigation.toc),
    texts,
  };
}

window.engines = { "foliate-js": foliate, "epub.js": epubjs };
