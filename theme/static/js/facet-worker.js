// Unpacks the index beside the page, which goes on answering meanwhile.

import { columns, memory } from "./facet-columns.js";

addEventListener("message", ({ data: text }) => {
  try {
    const made = columns(JSON.parse(text));
    postMessage({ made }, memory(made));
  } catch (problem) {
    postMessage({ failed: problem.message });
  }
});
