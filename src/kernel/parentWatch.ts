import { workerData } from "node:worker_threads";

/**
 * Worker thread that ends the kernel when the process that started it is gone.
 * A thread of its own, because a cell in an endless loop blocks the main one.
 */
const { parent, intervalMs } = workerData as { parent: number; intervalMs: number };

setInterval(() => {
  if (process.ppid !== parent || !isAlive(parent)) process.kill(process.pid, "SIGKILL");
}, intervalMs);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
