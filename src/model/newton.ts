import { StudyError } from "../util/errors";
import { type Cholesky, cholesky, solve } from "./cholesky";

/** The objective at one point. */
export interface Evaluation {
  readonly gradient: Float64Array;
  /** Negative second derivative, row-major. */
  readonly information: Float64Array;
  /** The value, computed when it is asked for. */
  logLik(): number;
}

export interface Maximum {
  readonly b: Float64Array;
  readonly at: Evaluation;
  /** Factor of the information at `b`. */
  readonly factor: Cholesky;
  readonly iterations: number;
}

/** A step whose squared length in standard errors is below this is the last one: the next would change nothing. */
const LAST_STEP = 1e-12;
/** A step this short is lost in rounding and is not taken. */
const NO_STEP = 1e-26;
const MAX_ITERATIONS = 60;
const MAX_HALVINGS = 30;

/**
 * Maximises a concave function by Newton's method with step halving. Everything returned is evaluated at the final point.
 * `check` may throw when the point has gone where no maximum is.
 */
export function maximise(
  evaluate: (b: Float64Array) => Evaluation,
  start: Float64Array,
  check: (b: Float64Array) => void,
): Maximum {
  let b = start;
  let at = evaluate(b);
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
    const factor = factorOf(at.information, b, check);
    const step = solve(factor, at.gradient);
    const decrement = dot(step, at.gradient);
    if (decrement <= NO_STEP) return { b, at, factor, iterations: iterations - 1 };
    const next = moved(b, step, 1);
    const atNext = evaluate(next);
    if (decrement <= LAST_STEP)
      return { b: next, at: atNext, factor: factorOf(atNext.information, next, check), iterations };
    [b, at] = hasRisen(step, decrement, atNext)
      ? [next, atNext]
      : halvedUntilNoFall(evaluate, b, at, step, next, atNext);
    check(b);
  }
  throw notConverged(`after ${MAX_ITERATIONS} iterations`);
}

/** Largest slope backwards at the end of a step, relative to the slope at its start, at which values need no comparison. */
const BACKWARDS = 0.25;

/**
 * A concave function that still rises at the end of a step has risen all along it. A step to the top of a parabola ends with
 * slope zero; one that ends a little beyond the top has gained nearly as much.
 */
function hasRisen(step: Float64Array, decrement: number, { gradient }: Evaluation): boolean {
  return dot(step, gradient) >= -BACKWARDS * decrement;
}

function halvedUntilNoFall(
  evaluate: (b: Float64Array) => Evaluation,
  b: Float64Array,
  at: Evaluation,
  step: Float64Array,
  full: Float64Array,
  atFull: Evaluation,
): [Float64Array, Evaluation] {
  const before = at.logLik();
  const floor = before - 1e-12 * Math.abs(before);
  if (atFull.logLik() >= floor) return [full, atFull];
  for (let halving = 1; halving <= MAX_HALVINGS; halving++) {
    const candidate = moved(b, step, 0.5 ** halving);
    const atCandidate = evaluate(candidate);
    if (atCandidate.logLik() >= floor) return [candidate, atCandidate];
  }
  throw notConverged("because no step along Newton's direction raises the likelihood");
}

function factorOf(information: Float64Array, b: Float64Array, check: (b: Float64Array) => void): Cholesky {
  const factor = cholesky(information, b.length);
  if (factor) return factor;
  check(b);
  throw notConverged("because the information matrix became singular");
}

function notConverged(why: string): StudyError {
  return new StudyError(
    "estimation",
    "fit-converges",
    `The fit did not converge ${why}. Look for rare levels or terms that separate the outcome, and merge or drop them.`,
  );
}

function moved(b: Float64Array, step: Float64Array, share: number): Float64Array {
  return b.map((value, j) => value + share * step[j]);
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
