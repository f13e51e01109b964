import { type Published, saveCopy } from "./api.mjs";
import { type CellPlace, CellView } from "./cellView.mjs";
import { button, make } from "./dom.mjs";
import { type CellJson, type NotebookJson, PageKernel } from "./jupyter.mjs";

/** One notebook of the report: its kernel, its cells, and the order they run in. */
export class NotebookView {
  readonly name: string;
  readonly cells: readonly CellView[];
  readonly #json: NotebookJson;
  readonly #kernel: PageKernel;
  readonly #state = make("span", { class: "review-state", attributes: { role: "status" }, text: "kernel not started" });
  readonly #runAll: HTMLButtonElement;
  readonly #live: readonly HTMLButtonElement[];
  #busy: boolean = false;
  #cancelled: boolean = false;

  constructor(section: HTMLElement, json: NotebookJson, published: Published, onChange: () => void) {
    this.name = section.dataset.notebook ?? "";
    this.#json = json;
    this.#kernel = new PageKernel(this.name, (state) => this.#showState(state));
    const code = json.cells.filter((cell) => cell.cell_type === "code");
    const actions = {
      run: (cell: CellView) => void this.run(this.#needed(cell)),
      runAbove: (cell: CellView) => void this.run(this.cells.slice(0, this.cells.indexOf(cell))),
      changed: onChange,
    };
    const places = cellPlaces(section);
    if (places.length !== code.length)
      throw new Error(`${this.name}: page and notebook have different cells. Make the report again: npm run report`);
    this.cells = places.map((place, i) => new CellView(i + 1, textOf(code[i]), place, published, actions));
    this.#runAll = button("Run all", "Run all cells of this notebook from the top", () => void this.run(this.cells));
    this.#live = [
      button("Interrupt", "Stop the running cell and those waiting", () => void this.interrupt()),
      button("Restart", "Start again with an empty memory", () => void this.restart()),
      button("Stop", "End the kernel of this notebook", () => void this.stop()),
    ];
    for (const one of this.#live) one.disabled = true;
    const save = button(
      "Save a copy",
      "Save this notebook with your changes to the folder review/",
      () => void this.save(),
    );
    const tools = make("div", {
      class: "review-tools review-notebook",
      attributes: { role: "group", "aria-label": `Notebook ${this.name}` },
    });
    tools.append(make("strong", { text: this.name }), this.#runAll, ...this.#live, save, this.#state);
    const heading = section.querySelector("h2");
    if (heading?.parentElement === section) heading.after(tools);
    else section.prepend(tools);
  }

  /** Runs cells in order; stops at the first that fails. */
  async run(cells: readonly CellView[]): Promise<void> {
    if (this.#busy || cells.length === 0) return;
    this.#setBusy(true);
    this.#cancelled = false;
    try {
      for (const cell of cells) cell.setState("waiting");
      for (const [i, cell] of cells.entries()) {
        const ok = !this.#cancelled && (await this.#runOne(cell));
        if (ok) continue;
        for (const skipped of cells.slice(this.#cancelled && cell.live === undefined ? i : i + 1))
          skipped.setState("not run");
        break;
      }
    } finally {
      this.#setBusy(false);
    }
  }

  async interrupt(): Promise<void> {
    this.#cancelled = true;
    await this.#kernel.interrupt();
  }

  async restart(): Promise<void> {
    this.#cancelled = true;
    this.#allOutdated("from before the restart");
    await this.#kernel.restart();
  }

  async stop(): Promise<void> {
    this.#cancelled = true;
    this.#allOutdated("from a kernel that was ended");
    await this.#kernel.stop();
  }

  async save(): Promise<void> {
    try {
      this.#state.textContent = `saved as review/${await saveCopy(this.name, this.#copy())}`;
    } catch (error) {
      this.#state.textContent = `not saved: ${error instanceof Error ? error.message : error}`;
    }
  }

  /** The cell, after all above that have not run in this kernel as they stand. */
  #needed(cell: CellView): CellView[] {
    const above = this.cells.slice(0, this.cells.indexOf(cell));
    const first = above.findIndex((one) => !one.upToDate);
    return [...(first < 0 ? [] : above.slice(first)), cell];
  }

  async #runOne(cell: CellView): Promise<boolean> {
    const began = performance.now();
    const outputs = cell.begin();
    for (const below of this.cells.slice(this.cells.indexOf(cell) + 1))
      below.setOutdated("from before a cell above ran again");
    try {
      const { status, count } = await this.#kernel.execute(cell.source, outputs.receive);
      await outputs.finished();
      cell.end(status, (performance.now() - began) / 1000, count);
      if (status === "lost") this.#allOutdated("from a kernel that ended");
      return status === "ok";
    } catch (error) {
      cell.end("failed", 0, null);
      cell.setState(`not run: ${error instanceof Error ? error.message : error}`);
      return false;
    }
  }

  #allOutdated(why: string): void {
    for (const cell of this.cells) cell.setOutdated(why);
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy;
    this.#runAll.disabled = busy;
    for (const cell of this.cells) cell.setBusy(busy);
  }

  #showState(state: string): void {
    this.#state.textContent = `kernel ${state}`;
    if (state === "autorestarting" || state === "dead") this.#allOutdated("from a kernel that ended");
    for (const one of this.#live) one.disabled = state === "not started";
  }

  /** The notebook's file with the sources of this page and the outputs of what ran on it. */
  #copy(): object {
    let i = 0;
    const cells = this.#json.cells.map((json) => {
      const cell = json.cell_type === "code" ? this.cells[i++] : undefined;
      if (!cell) return json;
      const own = { ...json, source: cell.source };
      return cell.live ? { ...own, outputs: cell.live.outputs, execution_count: cell.count } : own;
    });
    return { ...this.#json, cells };
  }
}

/** Pairs of comments that the report puts around each code cell. */
function cellPlaces(section: HTMLElement): CellPlace[] {
  const comments = document.createTreeWalker(section, NodeFilter.SHOW_COMMENT);
  const places: CellPlace[] = [];
  let start: Comment | undefined;
  for (let node = comments.nextNode() as Comment | null; node; node = comments.nextNode() as Comment | null) {
    if (/^ cell \d+ $/.test(node.data)) start = node;
    else if (node.data === " end of cell " && start) {
      places.push({ start, end: node });
      start = undefined;
    }
  }
  return places;
}

function textOf(cell: CellJson): string {
  return typeof cell.source === "string" ? cell.source : cell.source.join("");
}
