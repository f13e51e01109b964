import { parentPort } from "node:worker_threads";
import { type ErrorKind, StudyError } from "../util/errors";
import { silent } from "../util/progress";
import type { Region } from "./compiled/arena";
import { heapOf } from "./compiled/heap";
import { fitDesign } from "./fitLogit";
import type { PreparedDesign } from "./prepareDesign";
import type { LogitFit, LogitSpec } from "./types";

/** Rows to fit models to, sent to a thread once. Its large arrays lie in shared memory: sending it copies none of them. */
export interface DesignMessage {
  readonly kind: "design";
  readonly id: number;
  readonly design: PreparedDesign;
  /** Number of the memory; a subgroup's rows lie in the memory of all rows. */
  readonly memory: number;
}

/** A fit to make, and stretches of the design's memory to work in, which come back with the reply. */
export interface FitTask {
  readonly kind: "task";
  readonly index: number;
  readonly design: number;
  readonly spec: LogitSpec;
  readonly regions: readonly Region[];
}

export type FitReply =
  | { readonly kind: "fit"; readonly index: number; readonly fit: LogitFit; readonly regions: readonly Region[] }
  | { readonly kind: "refused"; readonly error: { kind: ErrorKind; rule: string; message: string } }
  | { readonly kind: "failed"; readonly message: string };

const designs = new Map<number, PreparedDesign>();
/** A memory arrives as another object with every message; here it is one. */
const memories = new Map<number, WebAssembly.Memory>();

parentPort?.on("message", (message: DesignMessage | FitTask) => {
  if (message.kind === "design") receive(message);
  else parentPort?.postMessage(reply(message));
});

function receive({ id, design, memory: number }: DesignMessage): void {
  const memory = memories.get(number) ?? design.halves.memory;
  memories.set(number, memory);
  designs.set(id, { ...design, halves: { ...design.halves, memory } });
  recogniseArrays(memory, design);
}

function recogniseArrays(memory: WebAssembly.Memory, value: unknown): void {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof SharedArrayBuffer) heapOf(memory).recognise(value.buffer);
  } else if (value !== null && typeof value === "object") {
    for (const inner of Object.values(value)) recogniseArrays(memory, inner);
  }
}

function reply({ index, design: id, spec, regions }: FitTask): FitReply {
  const design = designs.get(id) as PreparedDesign;
  const heap = heapOf(design.halves.memory);
  heap.adopt(regions);
  try {
    const fit = fitDesign(design, spec, silent);
    return { kind: "fit", index, fit, regions: heap.lend() };
  } catch (error) {
    if (error instanceof StudyError) {
      return { kind: "refused", error: { kind: error.kind, rule: error.rule, message: error.message } };
    }
    return { kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
