import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { type Progress, silent } from "../util/progress";
import type { Region } from "./compiled/arena";
import { heapOf } from "./compiled/heap";
import { designOf } from "./estimationModel";
import { fitLogit } from "./fitLogit";
import type { DesignMessage, FitReply, FitTask } from "./fitWorker";
import type { PreparedDesign } from "./prepareDesign";
import { printable } from "./records";
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
  const pool = Array.from({ length: threads }, () => new FitThread());
  const memories = new MemoryRegister();
  try {
    return await new Promise((resolve, reject) => {
      const fits = new Array<LogitFit>(specs.length);
      const queue: { index: number; design: PreparedDesign }[] = [];
      const idle = [...pool];
      let finished = 0;
      const handOut = () => {
        while (queue.length > 0 && idle.length > 0) {
          const { index, design } = queue.shift() as (typeof queue)[number];
          (idle.pop() as FitThread).fit(index, specs[index], design, memories);
        }
      };
      for (const thread of pool) {
        thread.worker.on("error", reject);
        thread.worker.on("message", (reply: FitReply) => {
          if (reply.kind !== "fit") return reject(errorOf(reply));
          fits[reply.index] = printable(reply.fit);
          memories.giveBack(thread.memory, reply.regions);
          done(++finished);
          idle.push(thread);
          handOut();
          if (finished === specs.length) resolve(fits);
        });
      }
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      for (const [index, spec] of specs.entries()) {
        queue.push({ index, design: designOf(frame, spec) });
        handOut();
      }
    });
  } finally {
    await Promise.all(pool.map(({ worker }) => worker.terminate()));
    memories.close();
  }
}

/** A thread and the designs that it knows. */
class FitThread {
  readonly worker = new Worker(join(__dirname, "fitWorker.js"));
  private readonly known = new Map<PreparedDesign, number>();
  /** The memory that it works in. */
  memory!: WebAssembly.Memory;

  fit(index: number, spec: LogitSpec, design: PreparedDesign, memories: MemoryRegister): void {
    this.memory = design.halves.memory;
    let id = this.known.get(design);
    if (id === undefined) {
      id = this.known.size;
      this.known.set(design, id);
      this.post({ kind: "design", id, design, memory: memories.numberOf(this.memory) });
    }
    this.post({ kind: "task", index, design: id, spec, regions: memories.take(this.memory) });
  }

  private post(message: DesignMessage | FitTask): void {
    this.worker.postMessage(message);
  }
}

/** The memories of the designs, with the stretches of each that no thread works in. */
class MemoryRegister {
  private readonly free = new Map<WebAssembly.Memory, (readonly Region[])[]>();

  numberOf(memory: WebAssembly.Memory): number {
    if (!this.free.has(memory)) this.free.set(memory, [heapOf(memory).lend()]);
    return [...this.free.keys()].indexOf(memory);
  }

  take(memory: WebAssembly.Memory): readonly Region[] {
    return this.free.get(memory)?.pop() ?? [];
  }

  giveBack(memory: WebAssembly.Memory, regions: readonly Region[]): void {
    this.free.get(memory)?.push(regions);
  }

  /** This thread works in them again. */
  close(): void {
    for (const [memory, free] of this.free) heapOf(memory).adopt(free.flat());
  }
}

function errorOf(reply: Exclude<FitReply, { kind: "fit" }>): Error {
  if (reply.kind === "failed") return new Error(reply.message);
  return new StudyError(reply.error.kind, reply.error.rule, reply.error.message);
}
