import type { AuditReport } from "./types";

/** The report as JSON: `{cells, claims, families, summary, …}`; the table read is left out, as its printed texts stand in the cells. */
export function auditJson({ cells, claims, families, complements, summary, title, remarks }: AuditReport): string {
  return `${JSON.stringify({ title, summary, cells, claims, families, complements, remarks }, null, 2)}\n`;
}
