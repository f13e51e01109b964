import { formatP } from "../exhibit/formatCell";
import { roundDecimal } from "../exhibit/roundDecimal";
import { cellRecords } from "../paper/cellRecords";
import type { FittedCell } from "../paper/fittedCell";
import { published } from "../published/published";
import { releasedRecords } from "../results/releasedRecords";
import { tableFromRows } from "./tableFromRows";
import type { PrintedTable } from "./types";

/**
 * This project's own Tables 3 and 4 as they will print, for auditing before they are written. On restricted answers made of the records
 * that the disclosure gate let out; a cell of which one is withheld is left out.
 */
export function printedFits(cells: readonly FittedCell[]): PrintedTable {
  const released = new Map(releasedRecords(cells.flatMap(cellRecords)).records.map(({ key, value }) => [key, value]));
  const rows = cells.flatMap(({ id, model, fit }) => {
    const of = (name: string) => released.get(name.includes("Pcn") ? `table4/${id}/${name}` : `table3/${id}/${name}`);
    const names = ["or", "ciLow", "ciHigh", "p", "amePp", "meanPct", "n", "averagePcn", "allPcns"];
    const values = names.map(of).filter((value) => value !== undefined);
    if (values.length < names.length) return [];
    const [or, ciLow, ciHigh, p, amePp, meanPct, n, averagePcn, allPcns] = values;
    return {
      id,
      model,
      outcome: fit.spec.outcome,
      or: roundDecimal(or, 3),
      ci_low: roundDecimal(ciLow, 3),
      ci_high: roundDecimal(ciHigh, 3),
      p: formatP(p),
      ame_pp: roundDecimal(amePp, 2),
      mean_pct: roundDecimal(meanPct, 1),
      n: String(n),
      average: String(averagePcn),
      national: String(allPcns),
    };
  });
  const { perPatients, pcns } = published.table4;
  return tableFromRows(rows, { title: "Tables 3 and 4 of this run", perPopulation: perPatients, groups: pcns });
}
