import { formatP } from "../exhibit/formatCell";
import { roundDecimal } from "../exhibit/roundDecimal";
import { Z95 } from "../model/normal";
import { cellRecords } from "../paper/cellRecords";
import type { FittedCell } from "../paper/fittedCell";
import { published } from "../published/published";
import { releasedRecords } from "../results/releasedRecords";
import { tableFromRows } from "./tableFromRows";
import type { PrintedTable } from "./types";

/**
 * This project's own Tables 3 and 4 as they will print, for auditing before they are written. On restricted answers made of the records
 * that the disclosure gate let out; a cell of which one is withheld is left out. When none is left the table has no row, and a remark that says so.
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
  const options = { title: "Tables 3 and 4 of this run", perPopulation: perPatients, groups: pcns };
  return rows.length === 0 ? withoutRows(options) : tableFromRows(rows, options);
}

function withoutRows(options: Pick<PrintedTable, "title" | "perPopulation" | "groups">): PrintedTable {
  const remarks = ["No row of Table 3 may be printed whole, so that there is nothing to check."];
  return { ...options, cells: [], claims: [], nested: [], ciZ: Z95, headline: [], remarks };
}
