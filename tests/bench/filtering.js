// What the bench asks of a page with a filter. Each function is asked by itself.

({
  // From a press to the counts in sight, to the works laid out, and to both seen.
  async press(place) {
    const facets = [...document.querySelectorAll("details.facet[open]")];
    const button = facets.at(-1).querySelectorAll("button.value")[place];
    const list = document.querySelector("[data-list]");
    const start = performance.now();
    let counted = 0;
    const counts = new Promise((done) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        counted = performance.now() - start;
        done();
      }).observe(document.querySelector(".found"), { childList: true });
    });
    const works = new Promise((done) => list.addEventListener("ficstead:filtered", done, { once: true }));
    button.click();
    await Promise.all([counts, works]);
    document.body.getBoundingClientRect();
    const laid = performance.now() - start;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const seen = performance.now() - start;
    while (document.querySelector("[data-turn=later]")) await new Promise((done) => setTimeout(done, 5));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return [counted, laid, seen];
  },

  // The same works as plain HTML, read and laid out by the browser.
  async plain() {
    const list = document.querySelector(".blurbs");
    const html = [...list.children].map((one) => one.outerHTML.replace(/ data-turn="\w+"/, "")).join("");
    const other = list.cloneNode(false);
    const start = performance.now();
    other.innerHTML = html;
    list.after(other);
    document.body.getBoundingClientRect();
    const took = performance.now() - start;
    other.remove();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return took;
  },

  // The longest frame while the filter comes, is opened and filled.
  async open() {
    const frames = [0];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) frames.push(duration);
    });
    observer.observe({ type: "long-animation-frame" });
    document.querySelector(".list-tools button").click();
    const last = () => document.querySelector("form.filter .facts-asked > :last-child");
    while (!last() || last().hidden) await new Promise((done) => setTimeout(done, 50));
    await new Promise((done) => setTimeout(done, 1000));
    return Math.max(...frames);
  },
})
