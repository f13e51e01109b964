import { count, diffElement, movedElement } from "./changesHtml.mjs";
import { button, make } from "./dom.mjs";
import type { NotebookView } from "./notebookView.mjs";

/** The bar along the bottom: what the reviewer changed, and what moved by it, on all notebooks. */
export class ReviewBar {
  readonly #notebooks: () => readonly NotebookView[];
  readonly #summary = make("span", { attributes: { role: "status" } });
  readonly #dialog = make("dialog", { class: "review-dialog", attributes: { "aria-label": "Changes" } });
  readonly #show: HTMLButtonElement;

  constructor(notebooks: () => readonly NotebookView[]) {
    this.#notebooks = notebooks;
    this.#show = button("Changes", "Show what was changed and which published numbers moved", () => this.#open());
    const bar = make("aside", { class: "review-bar", attributes: { "aria-label": "Live review" } });
    bar.append(make("strong", { text: "Live review" }), this.#summary, this.#show);
    document.body.append(bar, this.#dialog);
    this.update();
  }

  update(): void {
    const cells = this.#notebooks().flatMap((notebook) => notebook.cells);
    const edited = cells.filter((cell) => cell.edited).length;
    const moved = cells.reduce((sum, cell) => sum + cell.moved.length, 0);
    const nothing = edited === 0 && moved === 0;
    this.#show.hidden = nothing;
    this.#summary.textContent = nothing
      ? "Edit and run any cell. Nothing in the report is overwritten."
      : `${count(edited, "cell")} edited, ${count(moved, "published number")} moved`;
  }

  #open(): void {
    const parts = this.#notebooks().flatMap((notebook) =>
      notebook.cells
        .filter((cell) => cell.edited || cell.moved.length > 0)
        .map((cell) => {
          const goTo = button(`${notebook.name}, cell ${cell.number}`, "Go to the cell", () => {
            this.#dialog.close();
            cell.element.scrollIntoView({ block: "center" });
          });
          const moved = movedElement(cell.moved, 0);
          return make(
            "section",
            {},
            make("h3", {}, goTo),
            ...(cell.edited ? [diffElement(cell.original, cell.source)] : []),
            ...(moved ? [moved] : []),
          );
        }),
    );
    const close = button("Close", "Back to the report", () => this.#dialog.close());
    const resetAll = button("Reset all", "Back to the report as it was", () => {
      for (const notebook of this.#notebooks()) for (const cell of notebook.cells) cell.reset();
      this.#dialog.close();
    });
    const tools = make("div", { class: "review-tools" }, resetAll, close);
    this.#dialog.replaceChildren(make("h2", { text: "Changes in this review" }), ...parts, tools);
    this.#dialog.showModal();
  }
}
