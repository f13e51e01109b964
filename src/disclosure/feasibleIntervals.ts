/** A count that an attacker knows to lie in `[low, high]`; `at` is its true value. */
export interface BoundedCount {
  readonly low: number;
  readonly high: number;
  readonly at: number;
}

/** A total that is the sum of its parts, by index. */
export interface SumOf {
  readonly total: number;
  readonly parts: readonly number[];
}

const TOLERANCE = 1e-7;
const MOST_STEPS = 20_000;

/**
 * The narrowest interval that bounds and sums together leave for each target: two linear programs a target, solved by the primal
 * simplex method for bounded variables (Dantzig 1955; Bland's rule 1977 against cycling). The true counts satisfy every
 * constraint, so they are the starting point and no first phase is needed; intervals do not depend on them.
 * @param enough width in whole values at which an interval is wide enough: it is then not followed to its ends
 * @returns whole-number intervals aligned with `targets`; a single value when the method gave up, which the caller takes as a breach
 */
export function feasibleIntervals(
  counts: readonly BoundedCount[],
  sums: readonly SumOf[],
  targets: readonly number[],
  enough = Infinity,
): readonly (readonly [number, number])[] {
  const simplex = new BoundedSimplex(counts, sums);
  return targets.map((target) => {
    const low = simplex.extreme(target, -1, counts[target].at - enough);
    const high = low === undefined ? undefined : simplex.extreme(target, 1, low + enough);
    if (low === undefined || high === undefined) return [counts[target].at, counts[target].at];
    return [Math.ceil(low - 1e-6) + 0, Math.floor(high + 1e-6)];
  });
}

/** Tableau in the form `basic = -Σ row[j] x[j]`, over the counts only: artificial variables of the rows are fixed at 0 and never return. */
class BoundedSimplex {
  private readonly x: Float64Array;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly rows: Float64Array[];
  /** Variable basic in each row; -1 for the row's artificial. */
  private readonly basis: Int32Array;
  /** Row in which each variable is basic; -1 when nonbasic. */
  private readonly rowOf: Int32Array;

  constructor(counts: readonly BoundedCount[], sums: readonly SumOf[]) {
    this.x = Float64Array.from(counts, ({ at }) => at);
    this.low = Float64Array.from(counts, ({ low }) => low);
    this.high = Float64Array.from(counts, ({ high }) => high);
    this.rows = sums.map(({ total, parts }) => {
      const row = new Float64Array(counts.length);
      for (const part of parts) row[part] += 1;
      row[total] -= 1;
      return row;
    });
    this.basis = new Int32Array(sums.length).fill(-1);
    this.rowOf = new Int32Array(counts.length).fill(-1);
  }

  /** Largest (`sign` 1) or smallest (-1) value of a variable, or the first met that is `enough`; undefined when the step limit was met. */
  extreme(target: number, sign: 1 | -1, enough = sign * Infinity): number | undefined {
    for (let step = 0; step < MOST_STEPS; step++) {
      if (sign * this.x[target] >= sign * enough) return this.x[target];
      const move = this.improving(target, sign);
      if (move === undefined) return this.x[target];
      if (!this.advance(move.variable, move.direction)) return sign * Infinity;
    }
    return undefined;
  }

  /** The nonbasic variable of smallest index whose move improves the target. */
  private improving(target: number, sign: 1 | -1): { variable: number; direction: 1 | -1 } | undefined {
    const row = this.rowOf[target];
    if (row < 0) return this.canMove(target, sign) ? { variable: target, direction: sign } : undefined;
    const coefficients = this.rows[row];
    for (let j = 0; j < coefficients.length; j++) {
      if (this.rowOf[j] >= 0 || Math.abs(coefficients[j]) < TOLERANCE) continue;
      const direction = -coefficients[j] * sign > 0 ? 1 : -1;
      if (this.canMove(j, direction)) return { variable: j, direction };
    }
    return undefined;
  }

  private canMove(j: number, direction: 1 | -1): boolean {
    return direction > 0 ? this.x[j] < this.high[j] - TOLERANCE : this.x[j] > this.low[j] + TOLERANCE;
  }

  /** Moves a nonbasic variable until something meets its bound; false when nothing ever does. */
  private advance(entering: number, direction: 1 | -1): boolean {
    let reach = direction > 0 ? this.high[entering] - this.x[entering] : this.x[entering] - this.low[entering];
    let leaving = -1;
    for (let i = 0; i < this.rows.length; i++) {
      const change = -this.rows[i][entering] * direction;
      if (Math.abs(change) < TOLERANCE) continue;
      const room = this.room(i, change) / Math.abs(change);
      const tie = Math.abs(room - reach) < TOLERANCE && leaving >= 0 && this.basis[i] < this.basis[leaving];
      if (room < reach - TOLERANCE || tie) {
        reach = Math.min(reach, Math.max(0, room));
        leaving = i;
      }
    }
    if (reach === Infinity) return false;
    this.shift(entering, direction * reach);
    if (leaving >= 0) this.pivot(leaving, entering);
    return true;
  }

  /** Distance from the basic variable of a row to its bound in the direction of the change. */
  private room(row: number, change: number): number {
    const basic = this.basis[row];
    if (basic < 0) return 0;
    return Math.max(0, change > 0 ? this.high[basic] - this.x[basic] : this.x[basic] - this.low[basic]);
  }

  private shift(entering: number, by: number): void {
    this.x[entering] += by;
    for (let i = 0; i < this.rows.length; i++) {
      if (this.basis[i] >= 0) this.x[this.basis[i]] -= this.rows[i][entering] * by;
    }
  }

  private pivot(row: number, entering: number): void {
    const leaving = this.basis[row];
    if (leaving >= 0) this.rowOf[leaving] = -1;
    const pivotRow = this.rows[row];
    const scale = pivotRow[entering];
    for (let j = 0; j < pivotRow.length; j++) pivotRow[j] /= scale;
    for (let i = 0; i < this.rows.length; i++) {
      const factor = this.rows[i][entering];
      if (i === row || factor === 0) continue;
      const other = this.rows[i];
      for (let j = 0; j < other.length; j++) other[j] -= factor * pivotRow[j];
      other[entering] = 0;
    }
    this.basis[row] = entering;
    this.rowOf[entering] = row;
  }
}
