import { spawnSync } from "node:child_process";

/** What a task gave, with what its whole process took. */
export interface Measured<Value> {
  readonly value: Value;
  /** CPU seconds of all threads, from the start of the process. */
  readonly cpu: number;
  /** Seconds from the start of the process. */
  readonly wall: number;
  /** Largest resident size. */
  readonly mb: number;
}

/** Runs a task of a script in processes of its own, so that peak memory is its own; the run of median CPU time. */
export async function ownProcess<Value>({
  file,
  task,
  repeat = 1,
}: {
  readonly file: string;
  readonly task: unknown;
  readonly repeat?: number;
}): Promise<Measured<Value>> {
  const runs = Array.from({ length: repeat }, () => {
    const { stdout, status, stderr } = spawnSync(process.execPath, [file, TASK, JSON.stringify(task)], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`${file} failed: ${stderr}`);
    return JSON.parse(stdout.trim().split("\n").at(-1) as string) as Measured<Value>;
  });
  return medianRun(runs);
}

/** The run of median CPU time. */
export function medianRun<Run extends { readonly cpu: number }>(runs: readonly Run[]): Run {
  return [...runs].sort((a, b) => a.cpu - b.cpu)[runs.length >> 1];
}

/** The script's start: performs the task it was given in a process of its own, else the script's main work. */
export async function measured<Task>(
  perform: (task: Task) => Promise<unknown>,
  main: () => Promise<void>,
): Promise<void> {
  const at = process.argv.indexOf(TASK);
  if (at < 0) return main();
  const value = await perform(JSON.parse(process.argv[at + 1]) as Task);
  const wall = performance.now() / 1000;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const record: Measured<unknown> = { value, wall, cpu: (userCPUTime + systemCPUTime) / 1e6, mb: maxRSS / 1024 };
  process.stdout.write(`${JSON.stringify(record)}\n`);
}

const TASK = "--task";

/** Seconds in a column. */
export const seconds = (value: number): string => value.toFixed(2).padStart(8);
