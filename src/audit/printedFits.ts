import { formatP } from "../exhibit/formatCell";
import { roundDecimal } from "../exhibit/roundDecimal";
import { exposureMargin, exposureTerm, type FittedCell } from "../paper/fittedCell";
import { populationImpact } from "../paper/impact";
import { published } from "../published/published";
import { tableFromRows } from "./tableFromRows";
import type { PrintedTable } from "./types";

/** This project's own Tables 3 and 4 as they will print, for auditing before they are written. */
export function printedFits(cells: readonly FittedCell[]): PrintedTable {
  const rows = cells.map(({ id, model, fit }) => {
    const term = exposureTerm(fit);
    const { ame } = exposureMargin(fit);
    const impact = populationImpact(ame);
    return {
      id,
      model,
      outcome: fit.spec.outcome,
      or: roundDecimal(term.or, 3),
      ci_low: roundDecimal(term.orLow, 3),
      ci_high: roundDecimal(term.orHigh, 3),
      p: formatP(term.p),
      ame_pp: roundDecimal(100 * ame, 2),
      mean_pct: roundDecimal((100 * fit.events) / fit.n, 1),
      n: String(fit.n),
      average: String(impact.averagePcn),
      national: String(impact.allPcns),
    };
  });
  const { perPatients, pcns } = published.table4;
  return tableFromRows(rows, { title: "Tables 3 and 4 of this run", perPopulation: perPatients, groups: pcns });
}
