import { type MessagePort, workerData } from "node:worker_threads";
import loadHighs from "highs";
import type { LinearReply } from "./linearProgram";

const { port, signal } = workerData as { readonly port: MessagePort; readonly signal: Int32Array };
const loading = loadHighs();

port.on("message", (problem: string) => void answer(problem));

async function answer(problem: string): Promise<void> {
  port.postMessage(await solve(problem));
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}

async function solve(problem: string): Promise<LinearReply> {
  try {
    const { Status, Columns } = (await loading).solve(problem, OPTIONS);
    if (Status !== "Optimal") return { kind: "failed", why: Status };
    const columns = Object.entries(Columns as Readonly<Record<string, { readonly Primal?: number }>>);
    return { kind: "solved", columns: Object.fromEntries(columns.map(([name, { Primal }]) => [name, Primal ?? 0])) };
  } catch (error) {
    return { kind: "failed", why: error instanceof Error ? error.message : String(error) };
  }
}

const OPTIONS = { output_flag: false, primal_feasibility_tolerance: 1e-9, dual_feasibility_tolerance: 1e-9 } as const;
