import { readFileSync } from "node:fs";
import { writeFileAtomically } from "../util/writeFileAtomically";
import { explainStage } from "./explainStage";
import type { OnStage, StageInputs } from "./types";

/** Why each stage of a run ran or was reused. */
export interface StageLog {
  readonly onStage: OnStage;
  /** A line a stage, in the order they came. */
  lines(): readonly string[];
  /** Remembers the inputs for the next run. Holds digests and settings, no result. */
  save(): void;
}

/** @param memory file that holds the inputs of the run before; a missing or damaged one is no run before */
export function openStageLog(memory: string): StageLog {
  const before = readMemory(memory);
  const seen = new Map<string, { readonly inputs: StageInputs; readonly why: string }>();
  return {
    onStage: (run) => seen.set(run.name, { inputs: run.inputs, why: explainStage(run, before[run.name]) }),
    lines: () => [...seen].map(([name, { why }]) => `${name.padEnd(30)} ${why}`),
    save() {
      const inputs = Object.fromEntries([...seen].map(([name, one]) => [name, one.inputs]));
      writeFileAtomically(memory, `${JSON.stringify({ ...before, ...inputs }, null, 1)}\n`);
    },
  };
}

function readMemory(file: string): Record<string, StageInputs> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
