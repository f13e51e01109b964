import { Z95 } from "../model/normal";
import { binaryVariance } from "./ameRange";
import { conflictReason } from "./conflictReason";
import { repairs, smallestConflicts } from "./conflicts";
import { eValue } from "./eValue";
import { feasibleRegion, printedFields } from "./feasibleRegion";
import { impliedRanges } from "./implied";
import { naiveRecomputation } from "./naive";
import type { CellAudit, Evidence, Field, Implied, PrintedCell, Scale, Verdict } from "./types";

/** Normal quantiles of 80% power at 5%, two-sided: 1.9600 + 0.8416. */
const DETECTABLE = Z95 + 0.8416212335729143;

const ESTIMATE: readonly Field[] = ["or", "ci_low", "ci_high", "p", "b", "se", "z"];
const WITH_AME: readonly Field[] = [...ESTIMATE, "ame", "mean", "n"];

/** Checks one row: can one estimate and its standard error print as all its numbers? */
export function auditCell(cell: PrintedCell, scale: Scale): CellAudit {
  const fields = printedFields(cell);
  const feasible = (set: readonly Field[]) => feasibleRegion(cell, set, scale).length > 0;
  const only = (set: readonly Field[]) => fields.filter((field) => set.includes(field));
  const checks = {
    estimate: verdict(feasible(only(ESTIMATE))),
    ame: verdict(feasible(only(WITH_AME))),
    scaled: verdict(feasible(fields)),
  };
  const basis =
    checks.scaled === "consistent"
      ? "all"
      : checks.ame === "consistent"
        ? "ame"
        : checks.estimate === "consistent"
          ? "estimate"
          : "none";
  const used = { all: fields, ame: only(WITH_AME), estimate: only(ESTIMATE), none: [] }[basis];
  const implied = basis === "none" ? impliedRanges(emptied(cell), [], scale) : impliedRanges(cell, used, scale);
  const naive = naiveRecomputation(cell, scale.ciZ);
  const conflicts = checks.scaled === "consistent" ? [] : smallestConflicts(cell, scale);
  return {
    id: cell.id,
    model: cell.model,
    outcome: cell.outcome,
    verdict: checks.scaled,
    checks,
    conflicts,
    repairs: repairs(cell, scale),
    reason: conflicts.length === 0 ? "" : conflictReason(cell, conflicts, implied, scale),
    printed: Object.fromEntries(fields.map((field) => [field, cell.values[field]!.text])),
    implied,
    basis,
    region: basis === "none" ? [] : feasibleRegion(cell, used, scale),
    tension: tension(cell, implied),
    naive,
    evidence: evidence(cell, implied),
    significant: significance(cell, implied),
  };
}

function verdict(consistent: boolean): Verdict {
  return consistent ? "consistent" : "inconsistent";
}

function emptied(cell: PrintedCell): PrintedCell {
  return { id: cell.id, values: {} };
}

function tension({ values }: PrintedCell, { or }: Implied): number | null {
  if (!values.or || !or) return null;
  return Math.max(0, 1 - (or.high - or.low) / (values.or.high - values.or.low));
}

function evidence({ values }: PrintedCell, implied: Implied): Evidence {
  const { or, ci_low: low, ci_high: high, mean, n } = values;
  const common = mean === undefined || mean.value > 0.15;
  const limit = low && high ? nearestLimit(low.value, high.value) : null;
  const se = implied.se ? (implied.se.low + implied.se.high) / 2 : null;
  return {
    minimalDetectable: implied.se && { low: DETECTABLE * implied.se.low, high: DETECTABLE * implied.se.high },
    shareOfDetectable: se && or && or.value > 0 ? Math.abs(Math.log(or.value)) / (DETECTABLE * se) : null,
    eValue: or && or.value > 0 ? eValue(or.value, common) : null,
    eValueLimit: limit === null ? null : limit === 1 ? 1 : eValue(limit, common),
    relativeDesignEffect: se && mean && n ? se ** 2 * n.value * binaryVariance(mean).high : null,
  };
}

/** The limit nearest one, or 1 when the interval holds it. */
function nearestLimit(low: number, high: number): number | null {
  if (!(low > 0 && high >= low)) return null;
  return low > 1 ? low : high < 1 ? high : 1;
}

function significance({ values }: PrintedCell, { p }: Implied): CellAudit["significant"] {
  const range = p ?? values.p;
  if (!range) return "unknown";
  return range.high < 0.05 ? "yes" : range.low >= 0.05 ? "no" : "undecided";
}
