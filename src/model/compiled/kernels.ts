import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as assembly from "./assembly";

/** The compiled loops, working on one memory. */
export type Kernels = typeof assembly;

let compiled: WebAssembly.Module | undefined;

/** The compiled loops for a memory. `setup/setup.mjs` compiles `assembly/` to `kernels.wasm` beside this file. */
export function kernelsOn(memory: WebAssembly.Memory): Kernels {
  compiled ??= new WebAssembly.Module(readFileSync(join(__dirname, "kernels.wasm")));
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Kernels;
}

/** Rows or patterns that a loop takes at a time: between calls the engine can put the optimised code in the first one's place. */
export const BLOCK = 1 << 14;

/** Calls `work` with the stretches of `count` things one after another. */
export function inBlocks(count: number, work: (from: number, to: number) => void, block = BLOCK): void {
  for (let from = 0; from < count; from += block) work(from, Math.min(count, from + block));
}
