import { setTimeout as delay } from "node:timers/promises";

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** True as soon as the process is gone; false if it still runs after the given time. */
export async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (isAlive(pid) && Date.now() < end) await delay(50);
  return !isAlive(pid);
}
