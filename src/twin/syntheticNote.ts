import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Marks a folder as generated: nobody should mistake its files for the releases they imitate. */
export function writeSyntheticNote(dir: string, what: string, seed: number, scale: number): void {
  mkdirSync(dir, { recursive: true });
  const text =
    `SYNTHETIC. ${what}\n` +
    `Drawn by the generator of link-workers with seed ${seed} at scale ${scale}. Shapes, names of columns and codes follow the real\n` +
    "releases; every place, organisation, person and number is invented. No file here may be cited or shared as data.\n";
  writeFileSync(join(dir, "SYNTHETIC.txt"), text);
}
