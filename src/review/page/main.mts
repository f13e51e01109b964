import { readPublished } from "./api.mjs";
import { make } from "./dom.mjs";
import { readNotebook } from "./jupyter.mjs";
import { NotebookView } from "./notebookView.mjs";
import { ReviewBar } from "./reviewBar.mjs";

/** Makes the cells of a served report live. Without this script the page is the report as it was built. */
async function start(): Promise<void> {
  const notebooks: NotebookView[] = [];
  const published = await readPublished();
  const bar = new ReviewBar(() => notebooks);
  for (const section of document.querySelectorAll<HTMLElement>("section.notebook[data-notebook]")) {
    const json = await readNotebook(section.dataset.notebook ?? "");
    notebooks.push(new NotebookView(section, json, published, () => bar.update()));
  }
  document.documentElement.dataset.review = "ready";
}

start().catch((error) => {
  const text = `The live review did not start: ${error instanceof Error ? error.message : error}`;
  document.body.prepend(make("p", { class: "review-error", text, attributes: { role: "alert" } }));
});
