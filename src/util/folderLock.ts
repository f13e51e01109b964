import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { StudyError } from "./errors";

/** Who holds a folder. The start of the process tells it from a later one of the same number, where the system says it. */
interface Holder {
  readonly pid: number;
  readonly started: string;
}

const FILE = ".lock";

/**
 * Does work while this process alone holds a folder. A lock whose process has died is taken over.
 * @throws StudyError `environment` when another living process holds the folder
 */
export async function withFolderLock<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, FILE);
  take(folder, lock);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(folder: string, lock: string): void {
  const own: Holder = { pid: process.pid, started: startOf(process.pid) };
  // A stale lock is moved away before a new one is made; each pass meets the lock of somebody else at most once.
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      writeFileSync(lock, JSON.stringify(own), { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw notWritable(folder, error as NodeJS.ErrnoException);
    }
    const text = read(lock);
    const holder = parse(text);
    if (holder !== undefined && isAlive(holder)) throw held(folder, holder.pid);
    if (text !== undefined) removeStale(lock, text);
  }
  throw held(folder, undefined);
}

/** Takes a dead lock away, unless another process has put its own in place since. */
function removeStale(lock: string, stale: string): void {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (read(aside) === stale) rmSync(aside, { force: true });
  else renameSync(aside, lock);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function parse(text: string | undefined): Holder | undefined {
  try {
    const holder = JSON.parse(text ?? "") as Partial<Holder>;
    return Number.isInteger(holder.pid)
      ? { pid: holder.pid as number, started: String(holder.started ?? "") }
      : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const now = startOf(pid);
  return now === "" || started === "" || now === started;
}

/** Clock tick at which a process started (field 22 of /proc/<pid>/stat); empty where the system has no such file. */
function startOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

const shown = (folder: string): string => relative(process.cwd(), folder) || ".";

function held(folder: string, pid: number | undefined): StudyError {
  const who = pid === undefined ? "another run" : `another run (process ${pid})`;
  return new StudyError(
    "environment",
    "output-folder-free",
    `${shown(folder)}: ${who} is writing here. Wait until it ends, or name another folder by --out.`,
  );
}

function notWritable(folder: string, error: NodeJS.ErrnoException): StudyError {
  return new StudyError(
    "environment",
    "output-folder-writable",
    `${shown(folder)}: cannot be written (${error.code}). Name another folder by --out.`,
  );
}
