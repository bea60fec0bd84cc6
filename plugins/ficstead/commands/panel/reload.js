// Put into pages by `serve`, never written to a site: reloads the page when a new site
// is there, and shows the problems that keep the next one from being built.
"use strict";
(() => {
  const shown = new URL(document.currentScript.src).searchParams.get("site");
  const panel = document.createElement("details");
  panel.className = "ficstead-problems";
  panel.setAttribute("role", "status");

  function line(tag, text, name) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  function item(problem) {
    const place = problem.line ? `${problem.path}:${problem.line}` : problem.path;
    const row = line("li", "", problem.severity);
    row.append(line("code", place), line("p", `${problem.code} ${problem.message}`));
    if (problem.hint) row.append(line("p", problem.hint, "hint"));
    return row;
  }

  function show(news) {
    panel.remove();
    if (news.built && !news.problems.length) return;
    panel.dataset.state = news.built ? "warning" : "error";
    panel.open = !news.built || panel.open;
    const list = document.createElement("ul");
    list.append(...news.problems.map(item));
    panel.replaceChildren(line("summary", news.summary), list);
    document.body.append(panel);
  }

  const address = decodeURI(location.pathname).slice(1).replace(/(^|\/)index\.html$/, "$1");
  const events = new EventSource("/__ficstead__/events");
  events.onmessage = (event) => {
    const news = JSON.parse(event.data);
    // A page that is looked at is made before the rest of its site.
    const isEarly = news.pages?.includes(address);
    if (news.coming && !isEarly && news.site === shown) return;
    if ((isEarly ? news.coming : news.site) === shown) show(news);
    else location.reload();
  };
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
