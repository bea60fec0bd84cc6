// The names of everything a work can be filed under, loaded when somebody looks for one.

import { fold } from "./folding.js";

const ROOT = new URL("../../", import.meta.url);
export const SINGULAR = {
  fandoms: "fandom", relationships: "relationship", characters: "character", tags: "tag",
  ratings: "rating", warnings: "warning", categories: "category", authors: "author", collections: "collection",
};

let loading = null;

export function terms() {
  loading ??= fetch(new URL("search/terms.json", ROOT), { cache: "no-cache" })
    .then((answer) => {
      if (!answer.ok) throw new Error(`search/terms.json: ${answer.status}`);
      return answer.json();
    })
    .then((data) => new Terms(data))
    .catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

export class Terms {
  #every = null;

  constructor({ kinds }) {
    this.kinds = kinds;
  }

  // Made when somebody types: to fold thousands of names takes its time.
  get every() {
    this.#every ??= Object.entries(this.kinds).flatMap(([kind, { names, slugs }]) =>
      names.map((name, at) => ({ kind: SINGULAR[kind] ?? kind, name, url: `${kind}/${slugs[at]}/`, key: fold(name) })),
    );
    return this.#every;
  }

  addressOf(kind, name) {
    const { names, slugs } = this.kinds[kind];
    return `${kind}/${slugs[names.indexOf(name)]}/`;
  }

  keyOf(name) {
    return fold(name);
  }

  // The addresses of all subtags of a tag, however far down.
  below(url) {
    const [kind, slug] = url.split("/");
    const { slugs = [], below = {} } = this.kinds[kind] ?? {};
    return (below[slugs.indexOf(slug)] ?? []).map((at) => `${kind}/${slugs[at]}/`);
  }

  // Those whose name holds what was typed; those that begin with it come first.
  like(typed, most = 8) {
    const key = fold(typed);
    if (!key) return [];
    const fits = this.every.filter((term) => term.key.includes(key));
    const rank = (term) => (term.key === key ? 0 : term.key.startsWith(key) ? 1 : ` ${term.key}`.includes(` ${key}`) ? 2 : 3);
    return fits.sort((a, b) => rank(a) - rank(b) || a.key.length - b.key.length).slice(0, most);
  }
}
