import type { Frame } from "../../../src/data/frame";
import type { LogitFit } from "../../../src/model/types";

/** A row of a reference frame as text and number by column. */
export type Row = Readonly<Record<string, string | number>>;

/** The complete rows of a frame, for calculations straight from definitions. */
export function rowsOf(frame: Frame): Row[] {
  return Array.from({ length: frame.rows }, (_, i) =>
    Object.fromEntries(
      Object.entries(frame.columns).map(([name, c]) => {
        if (c.kind === "factor") return [name, c.levels[c.codes[i]]];
        return [name, c.kind === "lookup" ? c.values[c.codes[i]] : c.values[i]];
      }),
    ),
  );
}

/** Value of a named term in a row. */
export function termIn(name: string, row: Row): number {
  if (name === "(Intercept)") return 1;
  if (!name.includes("=")) return Number(row[name]);
  const [left, level] = name.split("=");
  const parts = left.split(":");
  const indicator = String(row[parts[parts.length - 1]]) === level ? 1 : 0;
  return parts.length === 2 ? indicator * Number(row[parts[0]]) : indicator;
}

/** Predicted probability of a row at given coefficients. */
export function probabilityOf(fit: LogitFit, b: readonly number[], row: Row): number {
  return 1 / (1 + Math.exp(-fit.terms.reduce((eta, term, j) => eta + b[j] * termIn(term.name, row), 0)));
}

/** Delta-method standard error of a function of the coefficients, by central differences. */
export function deltaError(fit: LogitFit, f: (b: readonly number[]) => number): number {
  const gradient = numericGradient(fit, f);
  const k = gradient.length;
  return Math.sqrt(
    gradient.reduce((s, gi, i) => s + gradient.reduce((t, gj, j) => t + gi * gj * fit.vcov[i * k + j], 0), 0),
  );
}

export function numericGradient(fit: LogitFit, f: (b: readonly number[]) => number): number[] {
  const b = fit.terms.map((term) => term.estimate);
  return b.map((_, j) => {
    const h = 1e-4 * fit.terms[j].se;
    const at = (sign: number) => f(b.map((value, i) => (i === j ? value + sign * h : value)));
    return (at(1) - at(-1)) / (2 * h);
  });
}
