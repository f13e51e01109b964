import type { Frame } from "../../../src/data/frame";
import type { LogitFit } from "../../../src/model/types";

/** A fit by the plainest possible route, for comparison: one dense row at a time, no collapsing, no scaling. */
export interface RowwiseFit {
  readonly b: readonly number[];
  readonly vcov: readonly number[];
  readonly logLik: number;
  readonly n: number;
  readonly ame: readonly number[];
  readonly ameSe: readonly number[];
}

/** Refits the columns and rows of a fit row by row. `weight` gives a row's frequency or weight. */
export function fitRowwise(frame: Frame, fit: LogitFit, weight: (row: number) => number = () => 1): RowwiseFit {
  const names = fit.terms.map((term) => term.name);
  const rows = sampleRows(frame, fit);
  const X = rows.map((i) => names.map((name) => termValue(frame, name, i)));
  const y = rows.map((i) => flag(frame, fit.spec.outcome, i));
  const m = rows.map(weight);
  let b = names.map(() => 0);
  for (let iteration = 0; iteration < 25; iteration++) {
    const { gradient, information } = derivatives(X, y, m, b);
    const step = solveDense(information, gradient);
    b = b.map((value, j) => value + step[j]);
  }
  const inverse = invert(derivatives(X, y, m, b).information);
  const groups = rows.map((i) => (fit.spec.cluster ? factorLevel(frame, fit.spec.cluster, i) : String(i)));
  const vcov = fit.vce.name === "oim" ? inverse : robust(X, y, m, b, inverse, groups, fit.vce.factor);
  const margins = (fit.spec.margins ?? []).map((name) =>
    effect(X, m, b, vcov, names, name, (r, f) => factorLevel(frame, f, rows[r])),
  );
  return {
    b,
    vcov: vcov.flat(),
    logLik: X.reduce((sum, x, r) => sum + m[r] * logLikOf(dot(x, b), y[r]), 0),
    n: rows.length,
    ame: margins.map((effect) => effect.value),
    ameSe: margins.map((effect) => effect.se),
  };
}

function sampleRows(frame: Frame, fit: LogitFit): number[] {
  const needed = fit.spec.terms.flatMap((t) => (t.kind === "interaction" ? [t.numeric, t.factor] : [t.name]));
  if (fit.spec.cluster) needed.push(fit.spec.cluster);
  const perfect = fit.dropped.filter((d) => d.reason === "predicts-perfectly").map((d) => d.term);
  return Array.from({ length: frame.rows }, (_, i) => i).filter(
    (i) =>
      (fit.spec.sample ?? []).every((name) => flag(frame, name, i) === 1) &&
      flag(frame, fit.spec.outcome, i) !== 255 &&
      needed.every((name) => !missing(frame, name, i)) &&
      perfect.every((term) => termValue(frame, term, i) === 0),
  );
}

function missing(frame: Frame, name: string, i: number): boolean {
  const column = frame.columns[name];
  if (column.kind === "factor") return column.codes[i] >= column.levels.length;
  return Number.isNaN(number(frame, name, i));
}

function flag(frame: Frame, name: string, i: number): number {
  const column = frame.columns[name];
  return column.kind === "flag" ? column.values[i] : Number.NaN;
}

function number(frame: Frame, name: string, i: number): number {
  const column = frame.columns[name];
  if (column.kind === "numeric") return column.values[i];
  if (column.kind === "lookup") return column.codes[i] === 0xffff ? Number.NaN : column.values[column.codes[i]];
  if (column.kind === "flag") return column.values[i] === 255 ? Number.NaN : column.values[i];
  throw new Error(name);
}

function factorLevel(frame: Frame, name: string, i: number): string {
  const column = frame.columns[name];
  return column.kind === "factor" ? column.levels[column.codes[i]] : "";
}

function termValue(frame: Frame, term: string, i: number): number {
  if (term === "(Intercept)") return 1;
  if (!term.includes("=")) return number(frame, term, i);
  const [left, level] = term.split("=");
  const parts = left.split(":");
  const indicator = factorLevel(frame, parts[parts.length - 1], i) === level ? 1 : 0;
  return parts.length === 2 ? indicator * number(frame, parts[0], i) : indicator;
}

function derivatives(X: number[][], y: number[], m: number[], b: number[]) {
  const gradient = b.map(() => 0);
  const information = b.map(() => b.map(() => 0));
  X.forEach((x, r) => {
    const p = 1 / (1 + Math.exp(-dot(x, b)));
    for (let i = 0; i < b.length; i++) {
      gradient[i] += m[r] * (y[r] - p) * x[i];
      for (let j = 0; j < b.length; j++) information[i][j] += m[r] * p * (1 - p) * x[i] * x[j];
    }
  });
  return { gradient, information };
}

function robust(
  X: number[][],
  y: number[],
  m: number[],
  b: number[],
  inverse: number[][],
  groups: string[],
  factor: number,
): number[][] {
  const sums = new Map<string, number[]>();
  X.forEach((x, r) => {
    const p = 1 / (1 + Math.exp(-dot(x, b)));
    const u = sums.get(groups[r]) ?? b.map(() => 0);
    for (let j = 0; j < b.length; j++) u[j] += m[r] * (y[r] - p) * x[j];
    sums.set(groups[r], u);
  });
  const meat = b.map((_, i) => b.map((_, j) => [...sums.values()].reduce((sum, u) => sum + u[i] * u[j], 0)));
  return multiply(multiply(inverse, meat), inverse).map((row) => row.map((value) => value * factor));
}

/** Average of p(1-p) times the row's slope, its gradient by central differences of the definition. */
function effect(
  X: number[][],
  m: number[],
  b: number[],
  vcov: number[][],
  names: string[],
  name: string,
  level: (row: number, factor: string) => string,
) {
  const total = m.reduce((sum, value) => sum + value, 0);
  const average = (at: number[]) =>
    X.reduce((sum, x, r) => {
      const p = 1 / (1 + Math.exp(-dot(x, at)));
      const slope = names.reduce((s, term, j) => {
        if (term === name) return s + at[j];
        if (!term.startsWith(`${name}:`)) return s;
        const [left, wanted] = term.split("=");
        return level(r, left.split(":")[1]) === wanted ? s + at[j] : s;
      }, 0);
      return sum + m[r] * p * (1 - p) * slope;
    }, 0) / total;
  const gradient = b.map((_, j) => {
    const h = 1e-5 * Math.sqrt(vcov[j][j]) * 10;
    const shifted = (sign: number) => b.map((value, i) => (i === j ? value + sign * h : value));
    return (average(shifted(1)) - average(shifted(-1))) / (2 * h);
  });
  const variance = gradient.reduce((sum, gi, i) => sum + gradient.reduce((s, gj, j) => s + gi * gj * vcov[i][j], 0), 0);
  return { value: average(b), se: Math.sqrt(variance) };
}

function logLikOf(eta: number, y: number): number {
  return y * eta - Math.max(eta, 0) - Math.log1p(Math.exp(-Math.abs(eta)));
}

function dot(x: readonly number[], b: readonly number[]): number {
  return x.reduce((sum, value, j) => sum + value * b[j], 0);
}

function multiply(a: number[][], b: number[][]): number[][] {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
}

function invert(matrix: number[][]): number[][] {
  const columns = matrix.map((_, j) =>
    solveDense(
      matrix,
      matrix.map((_, i) => (i === j ? 1 : 0)),
    ),
  );
  return matrix.map((_, i) => columns.map((column) => column[i]));
}

/** Gaussian elimination with partial pivoting. */
function solveDense(matrix: number[][], right: number[]): number[] {
  const a = matrix.map((row, i) => [...row, right[i]]);
  const k = a.length;
  for (let j = 0; j < k; j++) {
    let pivot = j;
    for (let i = j + 1; i < k; i++) if (Math.abs(a[i][j]) > Math.abs(a[pivot][j])) pivot = i;
    [a[j], a[pivot]] = [a[pivot], a[j]];
    for (let i = j + 1; i < k; i++) {
      const ratio = a[i][j] / a[j][j];
      for (let c = j; c <= k; c++) a[i][c] -= ratio * a[j][c];
    }
  }
  const x = right.map(() => 0);
  for (let i = k - 1; i >= 0; i--) {
    let sum = a[i][k];
    for (let j = i + 1; j < k; j++) sum -= a[i][j] * x[j];
    x[i] = sum / a[i][i];
  }
  return x;
}
