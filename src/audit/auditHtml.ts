import { tableHtml } from "../exhibit/tableHtml";
import { escapeHtml } from "../util/escapeHtml";
import { auditTable } from "./auditTable";
import { summarySentence } from "./summarySentence";
import type { AuditReport } from "./types";

const STYLE = `:root{color-scheme:light dark}
body{font:16px/1.5 "Source Sans 3",Helvetica,Arial,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}figure{margin:2rem 0}caption{text-align:left;font-weight:600;padding-bottom:.5rem}
.table-scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{padding:.25rem .6rem;text-align:left;vertical-align:top;font-weight:400;border-bottom:1px solid #8a949e55}
thead th{font-weight:600;border-bottom:1px solid currentColor}.num{text-align:right;white-space:nowrap}.exhibit-note{font-size:.9rem}`;

/** The report as one HTML page that needs nothing else. */
export function auditHtml(report: AuditReport): string {
  const title = escapeHtml(`Audit of printed numbers: ${report.title}`);
  const claims = report.claims.filter(({ verdict }) => verdict === "inconsistent");
  const findings = [
    ...report.cells.filter(({ verdict }) => verdict === "inconsistent").map(({ id, reason }) => `${id}: ${reason}`),
    ...claims.map(({ id, section, reason }) => `${id}${section ? ` (section ${section})` : ""}: ${reason}`),
  ];
  return [
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${title}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${title}</h1>`,
    `<p>${escapeHtml(summarySentence(report))}</p>`,
    findings.length === 0 ? "" : `<ul>${findings.map((finding) => `<li>${escapeHtml(finding)}</li>`).join("\n")}</ul>`,
    ...auditTable(report).map((table) => tableHtml(table)),
    "</main></body></html>\n",
  ].join("\n");
}
