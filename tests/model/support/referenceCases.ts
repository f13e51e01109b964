import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Column, Frame } from "../../../src/data/frame";
import { sortLevels } from "../../../src/model/defaultBase";
import type { LogitSpec, Term, Vce } from "../../../src/model/types";
import { packageRoot } from "../../../src/util/packageRoot";

/** A case of tests/reference/cases.json. */
export interface ReferenceCase {
  readonly id: string;
  readonly terms: readonly string[];
  readonly margins?: readonly string[];
  readonly wald?: readonly string[];
  readonly sample?: readonly string[];
  readonly vce?: Vce;
  readonly cluster?: string | null;
  readonly absorb?: string;
  readonly secondCluster?: string;
  readonly frequency?: string;
  readonly weights?: string;
  readonly without?: readonly string[];
}

/** Values that R wrote for a case. */
export interface Reference {
  readonly id: string;
  readonly n: number;
  readonly events: number;
  readonly clusters: number;
  readonly factor: number;
  readonly logLik: number;
  readonly logLikNull: number;
  readonly terms: readonly string[];
  readonly b: readonly number[];
  readonly V: readonly number[];
  readonly margins: readonly { readonly name: string; readonly ame: number; readonly se: number }[];
  readonly wald: readonly { readonly name: string; readonly chi2: number; readonly df: number; readonly p: number }[];
}

const folder = join(packageRoot(), "tests", "reference");

export function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder, name), "utf8"));
}

const FLAGS = ["y", "s"];
const FACTORS = ["f", "g", "h", "year", "cl", "area"];

/** tests/reference/data.csv as a frame; `copies` repeats every row and `order` rearranges the rows. */
export function referenceFrame(order?: readonly number[]): Frame {
  const lines = readFileSync(join(folder, "data.csv"), "utf8").trim().split("\n");
  const head = lines[0].split(",");
  const all = lines.slice(1).map((line) => line.split(","));
  const rows = order ? order.map((i) => all[i]) : all;
  const columns: Record<string, Column> = {};
  head.forEach((name, j) => {
    const cells = rows.map((row) => row[j]);
    if (FLAGS.includes(name)) columns[name] = { kind: "flag", values: Uint8Array.from(cells, Number) };
    else if (FACTORS.includes(name)) {
      const levels = sortLevels([...new Set(all.map((row) => row[j]))]);
      columns[name] = { kind: "factor", levels, codes: Uint8Array.from(cells, (cell) => levels.indexOf(cell)) };
    } else columns[name] = { kind: "numeric", values: Float64Array.from(cells, Number) };
  });
  return { rows: rows.length, columns };
}

/** `f(base=c)`, `x:h`, `x` as a term. */
export function termOf(text: string): Term {
  if (text.includes(":")) {
    const [numeric, factor] = text.split(":");
    return { kind: "interaction", numeric, factor };
  }
  const based = /^(\w+)\(base=(.*)\)$/.exec(text);
  if (based) return { kind: "factor", name: based[1], base: based[2] };
  return FACTORS.includes(text) ? { kind: "factor", name: text } : { kind: "numeric", name: text };
}

export function specOf({ terms, margins, sample, vce, cluster, ...rest }: ReferenceCase): LogitSpec {
  const { absorb, secondCluster, frequency, weights } = rest;
  return {
    absorb,
    secondCluster,
    frequency,
    weights,
    outcome: "y",
    sample,
    terms: terms.map(termOf),
    cluster: cluster === null ? undefined : (cluster ?? "cl"),
    vce,
    margins,
  };
}
