import { StudyError } from "../util/errors";
import type { CellRun } from "./client";
import type { KernelUsage } from "./kernelProcess";
import type { CodeCell, ErrorOutput, Notebook, Output, StreamOutput } from "./nbformat";

/** What runs cells: a `KernelClient`, or a stand-in. */
export interface CellRunner {
  execute(code: string, options: { readonly timeoutSeconds?: number }): Promise<CellRun>;
  shutdown(): Promise<KernelUsage | undefined>;
}

export interface ExecuteNotebookOptions {
  /** File name, for messages. */
  readonly name: string;
  /** Limit for each cell. */
  readonly timeoutSeconds: number;
  /** Share of the code cells done, 0 to 1. */
  readonly onProgress?: (fraction: number, note: string) => void;
}

/**
 * Runs the code cells of a notebook in order on a fresh kernel, ends the kernel, and returns the notebook with outputs.
 * @throws {StudyError} `cell-runs` on the first error, time-out, death of the kernel, or anything on stderr.
 */
export async function executeNotebook(
  kernel: CellRunner,
  notebook: Notebook,
  options: ExecuteNotebookOptions,
): Promise<Notebook> {
  const codeCells = notebook.cells.filter(
    (cell) => cell.cell_type === "code" && cell.source.trim() !== "",
  ) as CodeCell[];
  const runs = new Map<CodeCell, CellRun>();
  const check = (cell: CodeCell, number: number, run: CellRun): void => {
    const fault = faultOf(run, options.timeoutSeconds);
    if (fault)
      throw new StudyError("notebook", "cell-runs", `${options.name}, ${describeCell(cell, number)}, ${fault}`);
  };
  try {
    for (const [i, cell] of codeCells.entries()) {
      options.onProgress?.(i / codeCells.length, labelOf(cell) ?? `cell ${i + 1} of ${codeCells.length}`);
      const run = await kernel.execute(cell.source, { timeoutSeconds: options.timeoutSeconds });
      runs.set(cell, run);
      check(cell, i + 1, run);
    }
  } finally {
    await kernel.shutdown();
  }
  // What a timer or a floating promise writes after a cell has ended is added to the cell that ran last.
  for (const [i, cell] of codeCells.entries()) check(cell, i + 1, runs.get(cell)!);
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    const run = runs.get(cell);
    return { ...cell, execution_count: run?.executionCount ?? null, outputs: run ? [...run.outputs] : [] };
  });
  return { ...notebook, cells };
}

function describeCell(cell: CodeCell, number: number): string {
  const label = labelOf(cell);
  return label === undefined ? `cell ${number}` : `cell ${number} (${label})`;
}

function labelOf(cell: CodeCell): string | undefined {
  const { label, name } = cell.metadata;
  return typeof label === "string" ? label : typeof name === "string" ? name : undefined;
}

/** "line 2: TypeError: ...", or undefined if all is well. */
function faultOf(run: CellRun, timeoutSeconds: number): string | undefined {
  if (run.timedOut) return `did not end within ${timeoutSeconds} s. Raise the time-out or shorten the cell.`;
  if (run.status === "died")
    return `ended the kernel (${run.exit ?? "unknown exit"}). A cell must not exit the process.`;
  const error = run.outputs.find((output): output is ErrorOutput => output.output_type === "error");
  if (error) return `${lineOf(error, run.executionCount)}${error.ename}: ${error.evalue}`;
  if (run.status !== "ok") return `was not run (${run.status}).`;
  const complaint = run.outputs.find(isStderr);
  return complaint && `wrote on stderr: ${complaint.text.trim()}`;
}

function isStderr(output: Output): output is StreamOutput {
  return output.output_type === "stream" && output.name === "stderr";
}

/** The line of the failing cell itself, also when the error was thrown deeper down. */
function lineOf(error: ErrorOutput, count: number | null): string {
  const frame = new RegExp(`In\\[${count}\\]:(\\d+):`).exec(error.traceback.join("\n"));
  const line = frame?.[1] ?? (error.ename === "CompileError" ? /^(\d+):\d+ - /.exec(error.evalue)?.[1] : undefined);
  return line === undefined ? "" : `line ${line}: `;
}
