import { basename, dirname, join, resolve } from "node:path";
import { type Progress, silent } from "../util/progress";
import type { KernelClient } from "./client";
import { executeNotebook } from "./executeNotebook";
import { writeNotebook } from "./formatNotebook";
import type { Notebook } from "./nbformat";
import { readNotebook } from "./parseNotebook";
import { startKernel } from "./startKernel";

export interface ExecuteNotebooksOptions {
  /** Folder for the executed notebooks, made if absent. */
  readonly outDir: string;
  /** Working folder of the kernels. Default: each notebook's own, as in Jupyter. */
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly progress?: Progress;
  /** Limit for each cell. Default 600. */
  readonly timeoutSeconds?: number;
  /** Called with each notebook as soon as it is written. */
  readonly onNotebook?: (executed: ExecutedNotebook) => void;
}

export interface ExecutedNotebook {
  /** File name without `.ipynb`. */
  readonly name: string;
  /** The executed file. */
  readonly path: string;
  readonly notebook: Notebook;
  /** From the first cell to the end of the kernel; its start is not in it. */
  readonly seconds: number;
  /** Largest resident memory of the kernel, if it could tell. */
  readonly peakRssBytes?: number;
}

/**
 * Executes notebooks, each on a fresh kernel; the next kernel starts while one runs.
 * @throws {StudyError} `cell-runs` at the first failing cell; `notebook-is-readable`, `kernel-starts`.
 */
export async function executeNotebooks(
  paths: readonly string[],
  options: ExecuteNotebooksOptions,
): Promise<ExecutedNotebook[]> {
  const notebooks = paths.map((path) => ({ path, notebook: readNotebook(path) }));
  const abandon = new AbortController();
  const start = (path: string): Promise<KernelClient> => {
    const cwd = options.cwd ?? dirname(resolve(path));
    const kernel = startKernel({ cwd, env: options.env, signal: abandon.signal });
    // Its failure is met when its turn comes.
    kernel.catch(() => {});
    return kernel;
  };
  const executed: ExecutedNotebook[] = [];
  let waiting = paths.length > 0 ? start(paths[0]) : undefined;
  try {
    for (const [i, { path, notebook }] of notebooks.entries()) {
      const kernel = await waiting!;
      waiting = i + 1 < paths.length ? start(paths[i + 1]) : undefined;
      executed.push(await runOne(kernel, path, notebook, options));
      options.onNotebook?.(executed[i]);
    }
  } finally {
    abandon.abort();
    await waiting?.then((kernel) => kernel.shutdown()).catch(() => {});
  }
  return executed;
}

async function runOne(
  kernel: KernelClient,
  path: string,
  notebook: Notebook,
  options: ExecuteNotebooksOptions,
): Promise<ExecutedNotebook> {
  const { timeoutSeconds = 600, progress = silent } = options;
  const file = basename(path);
  const stage = progress.stage(file);
  const began = process.hrtime.bigint();
  const result = await executeNotebook(kernel, notebook, {
    name: file,
    timeoutSeconds,
    onProgress: (fraction, note) => stage.update(fraction, note),
  });
  const target = join(options.outDir, file);
  writeNotebook(target, result);
  stage.done();
  return {
    name: file.replace(/\.ipynb$/, ""),
    path: target,
    notebook: result,
    seconds: Number(process.hrtime.bigint() - began) / 1e9,
    peakRssBytes: (await kernel.shutdown())?.maxRssBytes,
  };
}
