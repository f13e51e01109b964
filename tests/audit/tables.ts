import { existsSync } from "node:fs";
import { join } from "node:path";
import { audit, type CellAudit, type TextRow, tableFromRows } from "../../src/audit";
import { packageRoot } from "../../src/util/packageRoot";

/** The paper's numbers as kept beside the repository; undefined where they are not. */
export const sharedPublished: string | undefined = (() => {
  const file = join(packageRoot(), "..", "shared", "published.json");
  return existsSync(file) ? file : undefined;
})();

/** A row that one estimate prints: log OR 0.0152, standard error 0.0058, mean 0.828. */
export const soundRow: TextRow = {
  id: "good",
  or: "1.015",
  ci_low: "1.004",
  ci_high: "1.027",
  p: "0.009",
  ame_pp: "0.21",
  mean_pct: "82.8",
  n: "4,176,144",
  average: "104",
  national: "131,872",
};

/** Audits one row with some texts replaced. */
export function auditRow(changes: TextRow, row: TextRow = soundRow): CellAudit {
  return audit(tableFromRows([{ ...row, ...changes }], { title: "planted", perPopulation: 50_000, groups: 1268 }))
    .cells[0];
}
