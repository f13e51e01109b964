import { parentPort } from "node:worker_threads";
import { type ErrorKind, StudyError } from "../util/errors";
import { silent } from "../util/progress";
import { fitDesign } from "./fitLogit";
import type { PreparedDesign } from "./prepareDesign";
import type { LogitFit, LogitSpec } from "./types";

/** A fit to make. The design's arrays lie in shared memory, so that sending it copies none. */
export interface FitTask {
  readonly index: number;
  readonly design: PreparedDesign;
  readonly spec: LogitSpec;
}

export type FitReply =
  | { readonly kind: "fit"; readonly index: number; readonly fit: LogitFit }
  | { readonly kind: "refused"; readonly error: { kind: ErrorKind; rule: string; message: string } }
  | { readonly kind: "failed"; readonly message: string };

parentPort?.on("message", (task: FitTask) => parentPort?.postMessage(reply(task)));

function reply({ index, design, spec }: FitTask): FitReply {
  try {
    return { kind: "fit", index, fit: fitDesign(design, spec, silent) };
  } catch (error) {
    if (error instanceof StudyError) {
      return { kind: "refused", error: { kind: error.kind, rule: error.rule, message: error.message } };
    }
    return { kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
