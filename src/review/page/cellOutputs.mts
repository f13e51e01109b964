import type { PrintedRecord } from "../renderOutput.js";
import { render } from "./api.mjs";
import { make } from "./dom.mjs";
import type { KernelMessage } from "./jupyter.mjs";
import { drawPlot } from "./livePlot.mjs";
import { sanitized } from "./sanitize.mjs";

/** Characters of printed text shown for one output. */
const MOST_TEXT = 200_000;
let anchors = 0;

// biome-ignore lint/suspicious/noExplicitAny: an output of a notebook file
type OutputJson = any;

/** Outputs of one run of a cell, shown as they come, and kept as a notebook file holds them. */
export class CellOutputs {
  readonly element = make("div", { class: "review-outputs" });
  readonly outputs: OutputJson[] = [];
  readonly records: PrintedRecord[] = [];
  readonly #source: string;
  readonly #displays = new Map<string, { place: HTMLElement; output: OutputJson }>();
  /** Rendering asks the server; the run is over when all have come. */
  readonly #pending: Promise<void>[] = [];
  #text: HTMLElement | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  readonly receive = (message: KernelMessage): void => {
    const { content } = message;
    const type = message.header.msg_type;
    if (type === "stream") this.#stream(content);
    else if (type === "error") this.#error(content);
    else if (type === "display_data" || type === "execute_result") this.#display(content);
    else if (type === "update_display_data") this.#update(content);
  };

  async finished(): Promise<void> {
    await Promise.all(this.#pending);
  }

  #stream({ name, text }: KernelMessage["content"]): void {
    const last = this.outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name && this.#text) last.text += text;
    else {
      this.outputs.push({ output_type: "stream", name, text });
      this.#text = make("pre", {
        class: `output ${name === "stderr" ? "review-stderr" : ""}`,
        attributes: { tabindex: "0" },
      });
      this.element.append(this.#text);
    }
    const shown = this.#text?.textContent?.length ?? 0;
    if (shown <= MOST_TEXT) this.#text?.append(plain(text).slice(0, MOST_TEXT - shown + 1));
    if (shown <= MOST_TEXT && shown + text.length > MOST_TEXT) this.#text?.append("\n[more is not shown]");
  }

  #error({ ename, evalue, traceback }: KernelMessage["content"]): void {
    this.#text = undefined;
    this.outputs.push({ output_type: "error", ename, evalue, traceback });
    const line = errorLine(ename, evalue, traceback);
    const code = line === undefined ? undefined : this.#source.split("\n")[line - 1];
    const where = line === undefined ? "" : ` in line ${line}`;
    const box = make(
      "div",
      { class: "review-error", attributes: { role: "alert" } },
      make("p", {}, make("strong", { text: `${ename}${where}` }), `: ${plain(evalue)}`),
    );
    if (code !== undefined) box.append(make("pre", { text: `${line} | ${code}` }));
    const rest = plain(traceback.join("\n"));
    if (traceback.length > 1)
      box.append(make("details", {}, make("summary", { text: "Trace" }), make("pre", { text: rest })));
    this.element.append(box);
  }

  #display({ data, metadata, transient }: KernelMessage["content"]): void {
    this.#text = undefined;
    const output = { output_type: "display_data", data, metadata: metadata ?? {} };
    const place = make("div", { class: "review-output" });
    this.outputs.push(output);
    this.element.append(place);
    if (transient?.display_id) this.#displays.set(transient.display_id, { place, output });
    this.#pending.push(this.#show(place, data));
  }

  #update({ data, transient }: KernelMessage["content"]): void {
    const known = this.#displays.get(transient?.display_id);
    if (!known) return;
    known.output.data = data;
    this.#pending.push(this.#show(known.place, data));
  }

  async #show(place: HTMLElement, data: object): Promise<void> {
    try {
      const exhibit = Object.keys(data).some((mime) => mime.startsWith("application/vnd.link-workers.exhibit"));
      const rendered = await render(data, `live-${++anchors}`);
      place.replaceChildren(sanitized(rendered.html, exhibit));
      this.records.push(...(rendered.records ?? []));
      const plot = place.querySelector<HTMLElement>(".review-plot");
      if (plot && rendered.plot) await drawPlot(plot, rendered.plot);
    } catch (error) {
      place.replaceChildren(make("p", { class: "review-stderr", text: `This output could not be shown: ${error}` }));
    }
  }
}

/** Line of the cell's own text, from the compiler's message or the deepest frame in the cell. */
function errorLine(ename: string, evalue: string, traceback: readonly string[]): number | undefined {
  const found =
    ename === "CompileError" ? /^(\d+):\d+ - /.exec(evalue) : /In\[\d+\]:(\d+):\d+/.exec(traceback.join("\n"));
  return found ? Number(found[1]) : undefined;
}

/** Without terminal codes. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "");
}
