import type { Published } from "./api.mjs";
import { CellOutputs } from "./cellOutputs.mjs";
import { diffElement, movedElement } from "./changesHtml.mjs";
import { button, make } from "./dom.mjs";
import { type MovedNumber, movedNumbers } from "./movedNumbers.mjs";

/** Where a cell stands in the page: the comments around it, its code, and what it printed in the report. */
export interface CellPlace {
  readonly start: Comment;
  readonly end: Comment;
}

/** What a cell asks of its notebook. */
export interface CellActions {
  run(cell: CellView): void;
  runAbove(cell: CellView): void;
  changed(): void;
}

/** Controls, editor and live outputs of one code cell, put into the report at its place. */
export class CellView {
  readonly number: number;
  readonly original: string;
  readonly element = make("div", { class: "review-cell" });
  /** Outputs of the last run on this page. */
  live: CellOutputs | undefined;
  count: number | null = null;
  /** True when its last run ended well in the running kernel, with its present text. */
  upToDate = false;
  moved: MovedNumber[] = [];
  #unseen = 0;
  readonly #place: CellPlace;
  readonly #printed: readonly Node[];
  readonly #code: HTMLElement | undefined;
  readonly #actions: CellActions;
  readonly #published: Published;
  readonly #editor: HTMLTextAreaElement;
  readonly #state = make("span", { class: "review-state", attributes: { role: "status" } });
  readonly #edit: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;
  readonly #runs: readonly HTMLButtonElement[];
  readonly #changes = make("div", { class: "review-changes" });
  readonly #outputs = make("div");

  constructor(number: number, source: string, place: CellPlace, published: Published, actions: CellActions) {
    this.number = number;
    this.original = source;
    this.#place = place;
    this.#published = published;
    this.#actions = actions;
    const nodes = nodesBetween(place);
    this.#code = nodes.find((node): node is HTMLElement => node instanceof HTMLElement && node.matches("details.code"));
    this.#printed = nodes.filter((node) => node !== this.#code);
    this.#editor = this.#makeEditor();
    const run = button("Run", "Run this cell, after those above it that have not run yet (Ctrl or Shift + Enter)", () =>
      actions.run(this),
    );
    const above = button("Run all above", "Run all cells above this one again, then stop", () =>
      actions.runAbove(this),
    );
    this.#edit = button("Edit", "Change the code of this cell on this page", () => this.#toggleEditor());
    this.#reset = button("Reset", "Back to the code and outputs of the report", () => this.reset());
    this.#reset.hidden = true;
    this.#runs = number === 1 ? [run] : [run, above];
    for (const one of [run, above, this.#edit, this.#reset])
      one.setAttribute("aria-label", `${one.textContent} (cell ${number})`);
    const bar = make("div", { class: "review-tools" }, ...this.#runs, this.#edit, this.#reset, this.#state);
    this.element.append(this.#editor, bar, this.#changes, this.#outputs);
    (this.#code ?? place.start).after(this.element);
  }

  get source(): string {
    return this.#editor.value;
  }

  get edited(): boolean {
    return this.source !== this.original;
  }

  /** A new run begins: the printed outputs give way to live ones. */
  begin(): CellOutputs {
    this.live = new CellOutputs(this.source);
    this.upToDate = false;
    for (const node of this.#printed) (node as ChildNode).remove();
    this.#outputs.replaceChildren(this.live.element);
    this.element.classList.add("review-running");
    this.setState("running");
    this.#reset.hidden = false;
    return this.live;
  }

  end(status: string, seconds: number, count: number | null): void {
    this.element.classList.remove("review-running");
    this.count = count;
    this.upToDate = status === "ok";
    const words: Record<string, string> = {
      ok: `ran in ${seconds.toFixed(1)} s`,
      error: "failed",
      aborted: "not run: a cell before it failed",
      lost: "the kernel was restarted or ended while it ran",
    };
    this.setState(words[status] ?? status);
    const { moved, unseen } = movedNumbers(this.live?.records ?? [], this.#published);
    this.moved = moved;
    this.#unseen = unseen;
    this.showChanges();
  }

  setState(text: string): void {
    this.#state.textContent = text;
  }

  setBusy(busy: boolean): void {
    for (const one of [...this.#runs, this.#reset]) one.disabled = busy;
  }

  /** Something above changed or the kernel is new: what is shown may not hold any more. */
  setOutdated(why: string): void {
    this.upToDate = false;
    if (this.live) this.setState(why);
  }

  reset(): void {
    this.#editor.value = this.original;
    this.#showEditor(false);
    this.live = undefined;
    this.count = null;
    this.moved = [];
    this.#unseen = 0;
    this.upToDate = false;
    this.#outputs.replaceChildren();
    for (const node of this.#printed) this.#place.end.before(node);
    this.#reset.hidden = true;
    this.setState("");
    this.showChanges();
  }

  showChanges(): void {
    const parts: Node[] = [];
    if (this.edited) parts.push(diffElement(this.original, this.source));
    const moved = movedElement(this.moved, this.#unseen);
    if (moved) parts.push(moved);
    this.#changes.replaceChildren(...parts);
    this.element.classList.toggle("review-edited", this.edited);
    this.#reset.hidden = !this.edited && !this.live;
    this.#actions.changed();
  }

  #makeEditor(): HTMLTextAreaElement {
    const editor = make("textarea", {
      class: "review-editor",
      attributes: {
        spellcheck: "false",
        autocapitalize: "off",
        autocomplete: "off",
        wrap: "off",
        "aria-label": `Code of cell ${this.number}`,
      },
    });
    editor.value = this.original;
    editor.hidden = true;
    editor.addEventListener("input", () => {
      fit(editor);
      this.upToDate = false;
      this.showChanges();
    });
    editor.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.shiftKey || event.metaKey)) return;
      event.preventDefault();
      this.#actions.run(this);
    });
    return editor;
  }

  #toggleEditor(): void {
    const open = this.#editor.hidden === true;
    this.#showEditor(open);
    if (open) this.#editor.focus();
  }

  #showEditor(open: boolean): void {
    this.#editor.hidden = !open;
    if (this.#code) this.#code.hidden = open;
    this.#edit.textContent = open ? "Close" : "Edit";
    this.#edit.setAttribute("aria-label", `${this.#edit.textContent} (cell ${this.number})`);
    this.#edit.setAttribute("aria-expanded", String(open));
    if (open) fit(this.#editor);
  }
}

/** As high as its text, and a line more. */
function fit(editor: HTMLTextAreaElement): void {
  editor.rows = Math.min(40, editor.value.split("\n").length + 1);
}

function nodesBetween({ start, end }: CellPlace): Node[] {
  const nodes: Node[] = [];
  for (let node = start.nextSibling; node && node !== end; node = node.nextSibling) nodes.push(node);
  return nodes;
}
