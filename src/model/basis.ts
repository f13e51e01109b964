import type { DesignColumn } from "./designColumns";
import type { PreparedDesign, PreparedNumeric } from "./prepareDesign";
import type { LogitSpec } from "./types";

/** The columns in which a model is fitted: numeric terms moved and scaled. */
export interface Basis {
  readonly columns: readonly DesignColumn[];
  /** Standardised value of every numeric term at every point, and the centre and scale that were used. */
  readonly values: readonly Float64Array[];
  readonly centre: readonly number[];
  readonly scale: readonly number[];
  /** Whether every numeric term is centred. */
  readonly centred: boolean;
}

/**
 * Standardised numeric terms over the given columns. `centred` says for each numeric term whether its mean is taken off.
 */
export function standardise(
  design: PreparedDesign,
  columns: readonly DesignColumn[],
  centred: (name: string) => boolean,
): Basis {
  const centre = design.numerics.map(({ name, centre }) => (centred(name) ? centre : 0));
  const scale = design.numerics.map((numeric) => numeric.scale);
  const values = design.numerics.map((numeric, k) =>
    centre[k] === numeric.centre ? centredValues(numeric) : moved(numeric, 0),
  );
  return { columns, values, centre, scale, centred: design.numerics.every(({ name }) => centred(name)) };
}

const centredOf = new WeakMap<PreparedNumeric, Float64Array>();

/** The values with mean zero: one array for all models of a design, by which sums over it are known again. */
function centredValues(numeric: PreparedNumeric): Float64Array {
  const values = centredOf.get(numeric) ?? moved(numeric, numeric.centre);
  centredOf.set(numeric, values);
  return values;
}

const moved = ({ raw, scale }: PreparedNumeric, centre: number) => raw.map((value) => (value - centre) / scale);

/**
 * Whether centring a numeric term leaves the span of every leading set of columns as it is: each interaction with it must
 * come after the main effect of its factor, whose indicators absorb the shift. Collinearity is judged on such columns.
 */
export function keepsSpans(spec: LogitSpec, numeric: string): boolean {
  return spec.terms.every((term, i) => {
    if (term.kind !== "interaction" || term.numeric !== numeric) return true;
    return spec.terms.slice(0, i).some((earlier) => earlier.kind === "factor" && earlier.name === term.factor);
  });
}

/**
 * Row-major matrix T that takes coefficients of the standardised columns to those of the columns as named. Undefined when the
 * indicator that absorbs the shift of an interaction is not in the model.
 */
export function backTransform({ columns, centre, scale }: Basis): Float64Array | undefined {
  const size = columns.length;
  const transform = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const { factor, level, numeric } = columns[j];
    transform[j * size + j] = numeric < 0 ? 1 : 1 / scale[numeric];
    if (numeric < 0 || centre[numeric] === 0) continue;
    const shift = -centre[numeric] / scale[numeric];
    // Where there is no intercept, absorbed effects take up the shift of a main effect.
    if (factor < 0 && !hasIntercept(columns)) continue;
    const absorbing =
      factor < 0 ? 0 : columns.findIndex((c) => c.factor === factor && c.level === level && c.numeric < 0);
    if (absorbing < 0) return undefined;
    transform[absorbing * size + j] += shift;
  }
  return transform;
}

/** Whether a numeric term interacts with a factor. */
export function interacts({ columns }: Basis): boolean {
  return columns.some(({ factor, numeric }) => factor >= 0 && numeric >= 0);
}

/** Whether the first column is the intercept: without it effects are absorbed. */
export function hasIntercept(columns: readonly DesignColumn[]): boolean {
  return columns.length > 0 && columns[0].factor < 0 && columns[0].numeric < 0;
}
