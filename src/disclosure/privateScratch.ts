import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A folder for everything that holds respondents. */
export interface PrivateScratch {
  readonly dir: string;
  remove(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Makes a folder that only this user can open, below `parent`, and removes it at exit and on the signals that end a run.
 * @param parent a folder on the machine that may hold the data; not the shared temporary folder
 */
export function privateScratch(parent: string): PrivateScratch {
  const dir = mkdtempSync(join(parent, "private-"));
  chmodSync(dir, 0o700);
  const remove = () => {
    rmSync(dir, { recursive: true, force: true });
    process.off("exit", remove);
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals) => {
    remove();
    process.kill(process.pid, signal);
  };
  process.on("exit", remove);
  for (const signal of SIGNALS) process.on(signal, end);
  return { dir, remove };
}
