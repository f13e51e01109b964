import type { Basis } from "./basis";
import { dependentColumns } from "./cholesky";
import type { Groups } from "./countGroups";
import { gram } from "./gram";
import type { PatternHalves } from "./patternHalves";
import { countMoments } from "./patternMoments";

/** Marks the columns that depend linearly on earlier ones, judged on the unweighted design of the sample. */
export function collinearColumns(basis: Basis, halves: PatternHalves, groups: Groups): Uint8Array {
  const moments = countMoments(groups, basis.values, halves.patterns);
  return dependentColumns(gram(basis, halves, moments), basis.columns.length);
}
