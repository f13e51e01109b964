import type { Message } from "./messages";
import type { Metadata, MimeBundle, Output } from "./nbformat";

/** Gathers the outputs of one cell from its messages, as a notebook file holds them. */
export class OutputCollector {
  readonly outputs: Output[] = [];
  /** Where the output of a display id stands. */
  readonly #displays = new Map<string, number>();

  add(message: Message): void {
    const { content } = message;
    switch (message.type) {
      case "stream":
        this.#addStream(content.name === "stderr" ? "stderr" : "stdout", String(content.text));
        break;
      case "display_data":
        this.#addDisplay(content);
        break;
      case "update_display_data":
        this.#updateDisplay(content);
        break;
      case "execute_result":
        this.outputs.push({
          output_type: "execute_result",
          execution_count: Number(content.execution_count),
          ...bundle(content),
        });
        break;
      case "error":
        this.outputs.push({
          output_type: "error",
          ename: String(content.ename),
          evalue: String(content.evalue),
          traceback: content.traceback as string[],
        });
        break;
    }
  }

  #addStream(name: "stdout" | "stderr", text: string): void {
    const last = this.outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name)
      this.outputs[this.outputs.length - 1] = { ...last, text: last.text + text };
    else this.outputs.push({ output_type: "stream", name, text });
  }

  #addDisplay(content: Message["content"]): void {
    const id = displayId(content);
    if (id !== undefined) this.#displays.set(id, this.outputs.length);
    this.outputs.push({ output_type: "display_data", ...bundle(content) });
  }

  #updateDisplay(content: Message["content"]): void {
    const place = this.#displays.get(displayId(content) ?? "");
    if (place !== undefined) this.outputs[place] = { output_type: "display_data", ...bundle(content) };
  }
}

function bundle(content: Message["content"]): { data: MimeBundle; metadata: Metadata } {
  return { data: (content.data ?? {}) as MimeBundle, metadata: (content.metadata ?? {}) as Metadata };
}

function displayId(content: Message["content"]): string | undefined {
  return (content.transient as { display_id?: string } | undefined)?.display_id;
}
