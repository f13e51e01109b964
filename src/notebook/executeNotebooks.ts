import { basename, dirname, join, resolve } from "node:path";
import { type Progress, silent } from "../util/progress";
import { type CellRunner, executeNotebook } from "./executeNotebook";
import { writeNotebook } from "./formatNotebook";
import type { Notebook } from "./nbformat";
import type { NotebookStore } from "./notebookStore";
import { readNotebook } from "./parseNotebook";
import { type KernelOptions, startKernel } from "./startKernel";

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
  /** How a kernel is started; `startKernel` by default. */
  readonly start?: (options: KernelOptions) => Promise<CellRunner>;
  /** Outputs of earlier executions; without it every notebook is executed. */
  readonly store?: NotebookStore;
  /** Called with each notebook as soon as it is written. */
  readonly onNotebook?: (executed: ExecutedNotebook) => void;
}

export interface ExecutedNotebook {
  /** File name without `.ipynb`. */
  readonly name: string;
  /** The executed file. */
  readonly path: string;
  readonly notebook: Notebook;
  /** From the first cell to the last; the kernel's start is not in it. 0 for stored outputs. */
  readonly seconds: number;
  /** Largest resident memory of the kernel, if it could tell. */
  readonly peakRssBytes?: number;
}

/**
 * Executes notebooks, each on a fresh kernel; the next kernel starts while one runs. Those with stored outputs take these.
 * @throws {StudyError} `cell-runs` at the first failing cell; `notebook-is-readable`, `kernel-starts`.
 */
export async function executeNotebooks(
  paths: readonly string[],
  options: ExecuteNotebooksOptions,
): Promise<ExecutedNotebook[]> {
  const tasks: Task[] = [];
  for (const path of paths) {
    const notebook = readNotebook(path);
    tasks.push({ path, notebook, stored: await options.store?.find(nameOf(path), notebook) });
  }
  const unexecuted = tasks.filter(({ stored }) => stored === undefined).map(({ path }) => path);
  const abandon = new AbortController();
  const start = (path: string | undefined): Promise<CellRunner> | undefined => {
    if (path === undefined) return undefined;
    const cwd = options.cwd ?? dirname(resolve(path));
    const kernel = (options.start ?? startKernel)({ cwd, env: options.env, signal: abandon.signal });
    // Its failure is met when its turn comes.
    kernel.catch(() => {});
    return kernel;
  };
  const executed: ExecutedNotebook[] = [];
  let waiting = start(unexecuted.shift());
  try {
    for (const task of tasks) {
      if (task.stored) executed.push(written(task.path, task.stored, options));
      else {
        const kernel = await waiting!;
        waiting = start(unexecuted.shift());
        executed.push(await runOne(kernel, task, options));
      }
      options.onNotebook?.(executed.at(-1)!);
    }
  } finally {
    abandon.abort();
    await waiting?.then((kernel) => kernel.shutdown()).catch(() => {});
  }
  return executed;
}

interface Task {
  readonly path: string;
  readonly notebook: Notebook;
  /** With outputs of an earlier execution. */
  readonly stored: Notebook | undefined;
}

const nameOf = (path: string): string => basename(path, ".ipynb");

function written(path: string, notebook: Notebook, { outDir }: ExecuteNotebooksOptions): ExecutedNotebook {
  const target = join(outDir, basename(path));
  writeNotebook(target, notebook);
  return { name: nameOf(path), path: target, notebook, seconds: 0 };
}

async function runOne(
  kernel: CellRunner,
  { path, notebook }: Task,
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
  const one = written(path, result, options);
  await options.store?.keep(one.name, result);
  stage.done();
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  return { ...one, seconds, peakRssBytes: (await kernel.shutdown())?.maxRssBytes };
}
