/**
 * Patterns split in two: the first factors (half A) and the rest (half B). Patterns are sorted by their levels, so those that
 * share half A are neighbours. Sums over patterns by pairs of levels then need one addition per factor of half A and pattern,
 * not one per pair of factors, and a linear predictor is the sum of an A part and a B part.
 */
export interface PatternHalves {
  readonly patterns: number;
  /** Number of levels of every factor. */
  readonly levels: readonly number[];
  /** Level of every pattern, per factor. */
  readonly levelOfPattern: readonly Uint16Array[];
  readonly a: Half;
  readonly b: Half;
}

export interface Half {
  /** Indices of the factors of this half. */
  readonly factors: readonly number[];
  /** Number of distinct combinations. */
  readonly count: number;
  readonly ofPattern: Uint32Array;
  /** Level of every combination, per factor of this half. */
  readonly level: readonly Uint16Array[];
}

/** Splits sorted patterns so that the two halves have about as many combinations each. */
export function patternHalves(levelOfPattern: readonly Uint16Array[], levels: readonly number[], patterns: number) {
  const cut = balancedCut(levels);
  const indices = levels.map((_, f) => f);
  return {
    patterns,
    levels,
    levelOfPattern,
    a: half(levelOfPattern, indices.slice(0, cut), patterns),
    b: half(levelOfPattern, indices.slice(cut), patterns),
  } satisfies PatternHalves;
}

function balancedCut(levels: readonly number[]): number {
  const total = levels.reduce((sum, count) => sum + Math.log(count), 0);
  let sum = 0;
  let cut = 0;
  while (cut < levels.length && sum + Math.log(levels[cut]) / 2 <= total / 2) sum += Math.log(levels[cut++]);
  return cut;
}

function half(levelOfPattern: readonly Uint16Array[], factors: readonly number[], patterns: number): Half {
  const ids = new Map<string, number>();
  const firsts: number[] = [];
  const ofPattern = new Uint32Array(patterns);
  const columns = factors.map((f) => levelOfPattern[f]);
  for (let p = 0; p < patterns; p++) {
    let key = "";
    for (const column of columns) key += String.fromCharCode(column[p]);
    let id = ids.get(key);
    if (id === undefined) {
      id = firsts.length;
      ids.set(key, id);
      firsts.push(p);
    }
    ofPattern[p] = id;
  }
  const level = columns.map((column) => Uint16Array.from(firsts, (p) => column[p]));
  return { factors, count: firsts.length, ofPattern, level };
}
