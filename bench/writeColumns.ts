import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "../src/data/frame";
import type { LogitSpec } from "../src/model/types";

/** Writes a frame as raw columns for the peers, with meta.txt (see bench/reference.c) and names.txt (factors, then flags). */
export function writeColumns(dir: string, frame: Frame, specs: readonly LogitSpec[]): void {
  mkdirSync(dir, { recursive: true });
  const factors = specs[0].terms.flatMap((term) => (term.kind === "factor" ? [term.name] : []));
  const outcomes = [...new Set(specs.map((spec) => spec.outcome))];
  const samples = [...new Set(specs.flatMap((spec) => spec.sample ?? []))];
  const levels = factors.map((name, f) => {
    const column = frame.columns[name];
    if (column.kind !== "factor") throw new Error(name);
    writeFileSync(join(dir, `f${f}.u8`), column.codes);
    return column.levels.length;
  });
  [...outcomes, ...samples].forEach((name, i) => {
    const column = frame.columns[name];
    if (column.kind === "flag") writeFileSync(join(dir, `flag${i}.u8`), column.values);
  });
  const { pcn, link_workers: exposure } = frame.columns;
  if (pcn.kind !== "factor" || exposure.kind !== "lookup") throw new Error("not a study frame");
  writeFileSync(join(dir, "cluster.u16"), pcn.codes);
  writeFileSync(join(dir, "code.u16"), exposure.codes);
  writeFileSync(join(dir, "value.f64"), exposure.values);
  const models = specs.map((s) => [outcomes.indexOf(s.outcome), s.sample?.length ? samples.indexOf(s.sample[0]) : -1]);
  const sizes = [
    frame.rows,
    factors.length,
    pcn.levels.length,
    exposure.values.length,
    outcomes.length,
    samples.length,
    models.length,
  ];
  writeFileSync(join(dir, "meta.txt"), `${[sizes, levels, ...models].map((line) => line.join(" ")).join("\n")}\n`);
  writeFileSync(
    join(dir, "names.txt"),
    `${[factors, [...outcomes, ...samples]].map((line) => line.join(" ")).join("\n")}\n`,
  );
}
