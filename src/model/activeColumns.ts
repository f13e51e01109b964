import type { Basis } from "./basis";
import type { PatternHalves } from "./patternHalves";

/** The columns of the basis that are not zero in a pattern, with the numeric term that multiplies each (-1 for none). */
export interface ActiveColumns {
  readonly columns: Int32Array;
  readonly numerics: Int32Array;
  /** Fills both arrays for a pattern and returns how many entries count. */
  fill(pattern: number): number;
}

export function activeColumns(basis: Basis, halves: PatternHalves): ActiveColumns {
  const columns = new Int32Array(basis.columns.length);
  const numerics = new Int32Array(basis.columns.length);
  const constant = basis.columns.flatMap((c, column) => (c.factor < 0 ? [{ column, numeric: c.numeric }] : []));
  const byLevel = halves.levels.map((count, f) =>
    Array.from({ length: count }, (_, level) =>
      basis.columns.flatMap((c, column) =>
        c.factor === f && c.level === level ? [{ column, numeric: c.numeric }] : [],
      ),
    ),
  );
  let count = 0;
  const add = ({ column, numeric }: { column: number; numeric: number }) => {
    columns[count] = column;
    numerics[count++] = numeric;
  };
  const fill = (pattern: number) => {
    count = 0;
    constant.forEach(add);
    for (let f = 0; f < byLevel.length; f++) byLevel[f][halves.levelOfPattern[f][pattern]].forEach(add);
    return count;
  };
  return { columns, numerics, fill };
}
