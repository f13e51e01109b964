import { StudyError } from "../util/errors";
import { didYouMean } from "../util/nearest";
import { chiSquaredUpperTail } from "./chiSquared";
import { type Cholesky, cholesky, dependentColumns, solve } from "./cholesky";

/** What a Wald test needs of a fit; estimates and covariance of a reviewer bundle serve as well. */
export interface Estimates {
  readonly terms: readonly { readonly name: string; readonly estimate: number }[];
  /** Row-major, in the order of `terms`. */
  readonly vcov: ArrayLike<number>;
}

/** A joint Wald test that coefficients are zero. */
export interface WaldTest {
  readonly name: string;
  readonly chi2: number;
  /** Rank of the covariance of the tested coefficients. */
  readonly df: number;
  readonly p: number;
  /** Terms whose restriction follows from the others, so it adds no degree of freedom. */
  readonly redundant: readonly string[];
}

/**
 * Tests that all named coefficients are zero: W = b'V^-1 b, chi-squared. A single string is a term or a family of terms:
 * `deprivation` tests every `deprivation=...`, `x:deprivation` every interaction with it.
 */
export function waldTest(fit: Estimates, terms: string | readonly string[]): WaldTest {
  const names = typeof terms === "string" ? family(fit, terms) : terms.flatMap((term) => family(fit, term));
  const index = [...new Set(names)].map((name) => fit.terms.findIndex((t) => t.name === name));
  const kept = independent(fit, index);
  const chi2 = statistic(fit, kept);
  return {
    name: typeof terms === "string" ? terms : terms.join(", "),
    chi2,
    df: kept.length,
    p: chiSquaredUpperTail(chi2, kept.length),
    redundant: index.filter((i) => !kept.includes(i)).map((i) => fit.terms[i].name),
  };
}

function family(fit: Estimates, name: string): string[] {
  const all = fit.terms.map((term) => term.name);
  const found = all.filter((term) => term === name || term.startsWith(`${name}=`));
  if (found.length > 0) return found;
  const families = [...new Set(all.flatMap((term) => [term, term.split("=")[0]]))];
  throw new StudyError(
    "settings",
    "term-is-in-model",
    `No coefficient belongs to "${name}".${didYouMean(name, families)} The model has: ${families.filter((f) => !f.includes("=")).join(", ")}.`,
  );
}

function independent(fit: Estimates, index: readonly number[]): number[] {
  const dependent = dependentColumns(block(fit, index), index.length, 1e-12);
  return index.filter((_, i) => dependent[i] === 0);
}

function block({ vcov, terms }: Estimates, index: readonly number[]): Float64Array {
  const k = terms.length;
  return Float64Array.from(index.flatMap((i) => index.map((j) => vcov[i * k + j])));
}

function statistic(fit: Estimates, index: readonly number[]): number {
  const b = Float64Array.from(index, (i) => fit.terms[i].estimate);
  const factor = cholesky(block(fit, index), index.length, 0) as Cholesky;
  const solved = solve(factor, b);
  return b.reduce((sum, value, i) => sum + value * solved[i], 0);
}
