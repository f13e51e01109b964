import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { type Progress, silent } from "../util/progress";
import { designOf } from "./estimationModel";
import { fitLogit } from "./fitLogit";
import type { FitReply, FitTask } from "./fitWorker";
import type { PreparedDesign } from "./prepareDesign";
import { printable } from "./records";
import { shareArrays } from "./shareArrays";
import type { LogitFit, LogitSpec } from "./types";

export interface FitLogitsOptions {
  /** Threads; default as many as there are processors. One fits in this thread. */
  readonly workers?: number;
  readonly progress?: Progress;
  /** Stops the workers and rejects when it aborts. */
  readonly signal?: AbortSignal;
}

/**
 * Fits several models of one frame, one model per thread at a time, over rows prepared once and shared between the threads.
 * A fit runs wholly in one thread, so results are the same bit for bit with any number of workers.
 */
export async function fitLogits(
  frame: Frame,
  specs: readonly LogitSpec[],
  { workers = availableParallelism(), progress = silent, signal }: FitLogitsOptions = {},
): Promise<readonly LogitFit[]> {
  const stage = progress.stage("Fitting models");
  const threads = Math.min(workers, specs.length);
  const done = (count: number) => stage.update(count / specs.length, `${count} of ${specs.length}`);
  const fits =
    threads > 1 ? await fitInThreads(frame, specs, threads, done, signal) : fitHere(frame, specs, done, signal);
  stage.done(`${specs.length} models`);
  return fits;
}

function fitHere(
  frame: Frame,
  specs: readonly LogitSpec[],
  done: (count: number) => void,
  signal: AbortSignal | undefined,
): readonly LogitFit[] {
  return specs.map((spec, i) => {
    signal?.throwIfAborted();
    const fit = fitLogit(frame, spec);
    done(i + 1);
    return fit;
  });
}

/**
 * Threads start while the rows are prepared, and fit the first models while the rows of later samples are picked out: a model is
 * handed out as soon as its design is ready.
 */
async function fitInThreads(
  frame: Frame,
  specs: readonly LogitSpec[],
  threads: number,
  done: (count: number) => void,
  signal: AbortSignal | undefined,
): Promise<readonly LogitFit[]> {
  signal?.throwIfAborted();
  const pool = Array.from({ length: threads }, () => new Worker(join(__dirname, "fitWorker.js")));
  try {
    return await new Promise((resolve, reject) => {
      const fits = new Array<LogitFit>(specs.length);
      const queue: FitTask[] = [];
      const idle = [...pool];
      let finished = 0;
      const handOut = () => {
        while (queue.length > 0 && idle.length > 0) (idle.pop() as Worker).postMessage(queue.shift());
      };
      for (const worker of pool) {
        worker.on("error", reject);
        worker.on("message", (reply: FitReply) => {
          if (reply.kind !== "fit") return reject(errorOf(reply));
          fits[reply.index] = printable(reply.fit);
          done(++finished);
          idle.push(worker);
          handOut();
          if (finished === specs.length) resolve(fits);
        });
      }
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      const shared = new Map<PreparedDesign, PreparedDesign>();
      for (const [index, spec] of specs.entries()) {
        const design = designOf(frame, spec);
        if (!shared.has(design)) shared.set(design, shareArrays(design));
        queue.push({ index, spec, design: shared.get(design) as PreparedDesign });
        handOut();
      }
    });
  } finally {
    await Promise.all(pool.map((worker) => worker.terminate()));
  }
}

function errorOf(reply: Exclude<FitReply, { kind: "fit" }>): Error {
  if (reply.kind === "failed") return new Error(reply.message);
  return new StudyError(reply.error.kind, reply.error.rule, reply.error.message);
}
