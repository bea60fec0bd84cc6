// The same pages as Hugo's: works, chapters, six taxonomies by twenty, a feed each.
const KINDS = ["fandoms", "relationships", "characters", "tags", "ratings", "warnings"];
const SIZE = 20;

const slug = (name) =>
  name.toLowerCase().replace("&", "and").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

const works = (api) =>
  api.getFilteredByGlob("works/*.md").sort((a, b) => (a.data.updated < b.data.updated ? 1 : -1));

// Each collection asks for the terms; they are filed once.
let filed = null;
const terms = (api) => {
  if (filed) return filed;
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, new Map()]));
  for (const work of works(api))
    for (const kind of KINDS)
      for (const name of work.data.terms[kind]) {
        const key = slug(name);
        if (!kinds[kind].has(key))
          kinds[kind].set(key, { title: name, url: `/${kind}/${key}/`, works: [] });
        kinds[kind].get(key).works.push(work);
      }
  return (filed = kinds);
};
const every = (api) => KINDS.flatMap((kind) => [...terms(api)[kind].values()]);
const home = (api) => ({ title: "Bench archive", url: "/", works: works(api) });

const paged = ({ title, url, works }) => {
  const count = Math.max(1, Math.ceil(works.length / SIZE));
  const at = (number) => (number > 1 ? `${url}page/${number}/` : url);
  return Array.from({ length: count }, (_, index) => ({
    title,
    url: at(index + 1),
    works: works.slice(index * SIZE, (index + 1) * SIZE),
    previous: index ? at(index) : "",
    next: index + 1 < count ? at(index + 2) : "",
  }));
};

export default function (config) {
  config.amendLibrary("md", (markdown) => markdown.set({ html: true, typographer: true }));
  config.addFilter("slug", slug);
  config.setQuietMode(true);
  config.addPassthroughCopy("style.css");
  config.addCollection("lists", (api) => [home(api), ...every(api)].flatMap(paged));
  config.addCollection("feeds", (api) =>
    [home(api), ...every(api)].map((list) => ({ ...list, works: list.works.slice(0, SIZE) })),
  );
  config.addCollection("kinds", (api) =>
    KINDS.map((kind) => ({
      title: kind,
      terms: [...terms(api)[kind].values()].sort((a, b) => (a.url < b.url ? -1 : 1)),
    })),
  );
  return { markdownTemplateEngine: false, htmlTemplateEngine: "njk", dir: { output: "public" } };
}
