import type { ChildProcess } from "node:child_process";

/**
 * The kernels of this process. They are killed when it ends in any way it can notice;
 * when it cannot (SIGKILL), each kernel sees for itself that its parent is gone.
 */
const live = new Set<ChildProcess>();
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function addLiveKernel(child: ChildProcess): void {
  if (live.size === 0) {
    process.on("exit", killAll);
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  live.add(child);
  child.once("exit", () => removeLiveKernel(child));
}

function removeLiveKernel(child: ChildProcess): void {
  if (live.delete(child) && live.size === 0) stopListening();
}

function stopListening(): void {
  process.off("exit", killAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

function killAll(): void {
  for (const child of live) child.kill("SIGKILL");
}

function onSignal(signal: NodeJS.Signals): void {
  killAll();
  stopListening();
  // Without another listener the process must end by the signal, as it would have done.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
