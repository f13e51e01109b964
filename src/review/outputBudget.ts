import { randomUUID } from "node:crypto";
import type { WireMessage } from "./wire";

const OUTPUT_TYPES: ReadonlySet<string> = new Set([
  "stream",
  "display_data",
  "update_display_data",
  "execute_result",
  "error",
]);

/** Lets through so many bytes of output for one request; then says once that the rest is left out. */
export class OutputBudget {
  readonly #most: number;
  readonly #used = new Map<string, number>();

  constructor(mostBytes: number) {
    this.#most = mostBytes;
  }

  /** What to send on for a message: itself, a notice instead, or nothing. */
  pass(message: WireMessage): WireMessage[] {
    if (message.channel !== "iopub") return [message];
    const header = JSON.parse(message.parts[0]);
    const request = String(JSON.parse(message.parts[1]).msg_id);
    if (header.msg_type === "status" && JSON.parse(message.parts[3]).execution_state === "idle")
      this.#used.delete(request);
    if (!OUTPUT_TYPES.has(header.msg_type)) return [message];
    const before = this.#used.get(request) ?? 0;
    const after = before + Buffer.byteLength(message.parts[3]);
    this.#used.set(request, after);
    if (after <= this.#most) return [message];
    return before <= this.#most ? [this.#notice(message, header)] : [];
  }

  #notice(message: WireMessage, header: object): WireMessage {
    const text = `\n[Output stopped at ${Math.round(this.#most / 1e6)} MB; the rest of this cell's output is left out.]\n`;
    const named = JSON.stringify({ ...header, msg_id: randomUUID(), msg_type: "stream" });
    return { ...message, parts: [named, message.parts[1], "{}", JSON.stringify({ name: "stderr", text })] };
  }
}
