import { tableText } from "../exhibit/tableText";
import { auditTable } from "./auditTable";
import { summarySentence } from "./summarySentence";
import type { AuditReport } from "./types";

/** The report for a terminal: the findings first, then the tables. */
export function auditText(report: AuditReport): string {
  const cells = report.cells.filter(({ verdict }) => verdict === "inconsistent");
  const claims = report.claims.filter(({ verdict }) => verdict === "inconsistent");
  return `${[
    report.title,
    summarySentence(report),
    ...cells.map(({ id, reason }) => `  ${id}: ${reason}`),
    ...claims.map(({ id, section, reason }) => `  ${id}${section ? ` (section ${section})` : ""}: ${reason}`),
    ...auditTable(report).flatMap((table) => ["", tableText(table)]),
  ].join("\n")}\n`;
}
