import { text } from "../exhibit/cells";
import type { Cell, TableExhibit, TableRow } from "../exhibit/types";
import { publicExhibit } from "../paper/behind";
import { FIELD_LABELS } from "./fieldLabels";
import type { AuditReport, CellAudit, Range } from "./types";

/** How the tables are marked: as made from simulated data, and with another start of their ids when two audits stand in one report. */
export interface AuditTableOptions {
  readonly synthetic?: boolean;
  /** Default `audit`: tables `audit-cells`, `audit-evidence`, `audit-multiplicity`, `audit-complements`, `audit-claims`. */
  readonly id?: string;
}

/** A report of our own tables comes from `printedFits`, which holds only what the disclosure gate let out. */
const SOURCES = { paper: publicExhibit("figures that the paper prints"), own: publicExhibit("cleared results") };

/** The audit as tables: verdicts and implied ranges by row, size of evidence, multiplicity, nested samples, claims. All but the first are left out when they have no rows. */
export function auditTable(
  report: AuditReport,
  { synthetic = false, id = "audit" }: AuditTableOptions = {},
): TableExhibit[] {
  return [verdicts(report), evidence(report), multiplicity(report), complements(report), claims(report)]
    .filter(({ rows }, i) => i === 0 || rows.length > 0)
    .map((table) => ({
      ...table,
      synthetic,
      id: `${id}-${table.id}`,
      disclosure: id === "audit" ? SOURCES.paper : SOURCES.own,
    }));
}

function verdicts(report: AuditReport): TableExhibit {
  const { summary } = report;
  return exhibit("cells", `Printed numbers checked: ${report.title}`, {
    columns: [
      "Row",
      "Verdict",
      "Conflict",
      ">Implied odds ratio",
      ">Implied SE",
      ">Implied p",
      ">Printed p",
      ">Naive p",
    ],
    rows: report.cells.length === 0 ? [NOTHING] : report.cells.map(verdictRow),
    note:
      `${summary.cells - summary.inconsistent} of ${summary.cells} rows are consistent: some log odds ratio and standard error print as all their ` +
      "numbers, each number standing for half a unit of its last digit either side. Implied: range over all of them, from the consistent part of " +
      "a row that conflicts. SE: standard error of the log odds ratio. Naive p takes odds ratio and interval as exact" +
      (summary.naiveCompared > 0
        ? ` and prints differently in ${summary.naiveDisagrees} of ${summary.naiveCompared} rows, which is no finding.`
        : ".") +
      sentences(report.cells.flatMap(({ id, reason }) => (reason === "" ? [] : [`${id}: ${reason}`]))) +
      sentences(report.remarks),
  });
}

function verdictRow(cell: CellAudit): TableRow {
  return {
    cells: [
      text(cell.id),
      text(cell.verdict),
      text(conflictWords(cell)),
      range(cell.implied.or, 4),
      range(cell.implied.se, 4),
      range(cell.implied.p, 3),
      text(cell.printed.p ?? ""),
      cell.naive.p === null ? EMPTY : { kind: "number", value: cell.naive.p, decimals: 3 },
    ],
  };
}

function evidence(report: AuditReport): TableExhibit {
  return exhibit("evidence", "Size of the evidence behind the printed numbers", {
    columns: [
      "Row",
      ">Detectable odds ratio",
      ">Share of it",
      ">E-value",
      ">E-value of limit",
      ">Explained share, %",
      ">Relative design effect",
      ">Ruled out, %",
    ],
    rows: report.cells.map(({ id, evidence: measured, implied, tension }) => ({
      cells: [
        text(id),
        range(measured.minimalDetectable && mapped(measured.minimalDetectable, Math.exp), 3),
        number(measured.shareOfDetectable, 2),
        number(measured.eValue, 2),
        number(measured.eValueLimit, 2),
        range(implied.explainedShare && mapped(implied.explainedShare, (share) => 100 * share), 0),
        number(measured.relativeDesignEffect, 1),
        number(tension === null ? null : 100 * tension, 0),
      ],
    })),
    note:
      "Detectable: found with 80% power at 5% two-sided, 2.8016 standard errors; share: printed log odds ratio over it. E-value: risk ratio that a confounder " +
      "needs with exposure and outcome to explain the estimate (its limit nearest one) away; risk ratio = square root of the odds ratio for outcomes " +
      "above 15%. Explained share: 1 - AME / (b m (1 - m)), part of the outcome's variance that the model's probabilities explain. Relative design effect: " +
      "SE squared times N m (1 - m), smallest row = 1. Ruled out: share of the odds ratio's rounding interval that the other numbers exclude.",
  });
}

function multiplicity(report: AuditReport): TableExhibit {
  return exhibit("multiplicity", "Tests below 0.05 after adjustment for multiplicity", {
    columns: [
      "Family",
      ">Tests",
      ">Unadjusted",
      ">Holm",
      ">Benjamini-Hochberg",
      ">Holm, implied p",
      ">Benjamini-Hochberg, implied p",
    ],
    rows: report.families.map(({ family, tests, kept, keptRange }) => ({
      cells: [
        text(family),
        count(tests.length),
        count(kept.raw),
        count(kept.holm),
        count(kept.bh),
        range(keptRange.holm, 0),
        range(keptRange.bh, 0),
      ],
    })),
    note: "Numbers of tests; the last two columns give the fewest and most over the implied ranges of p.",
  });
}

function complements(report: AuditReport): TableExhibit {
  return exhibit("complements", "People in the larger of two nested samples only", {
    columns: ["Larger sample", "Smaller sample", ">N", ">Mean, %", ">AME, pp", "Verdict"],
    rows: report.complements.map(({ whole, part, n, mean, amePp, verdict }) => ({
      cells: [
        text(whole),
        text(part),
        count(n),
        range(mean && mapped(mean, (share) => 100 * share), 1),
        range(amePp, 3),
        text(verdict),
      ],
    })),
    note:
      "Implied by the two rows: a mean outside 0 to 100% or a negative N would be impossible. The AME is the one that averages with that of the smaller " +
      "sample to that of the larger; two samples that overlap cannot show that an effect is the same without the condition." +
      sentences(report.complements.flatMap(({ reason }) => reason || [])),
  });
}

function claims(report: AuditReport): TableExhibit {
  const wrong = report.claims.filter(({ verdict }) => verdict === "inconsistent");
  const { claimsEvaluated } = report.summary;
  const left = report.claims.length - claimsEvaluated;
  return exhibit("claims", "What the text says against the tables", {
    columns: ["Claim", "Section", "About", "Said", "Table", "Finding"],
    rows: wrong.map(({ id, section, cell, field, kind, claimed, found, reason }) => ({
      cells: [
        text(id),
        text(section ?? ""),
        text(cell === undefined ? kind : `${cell}${field ? `, ${FIELD_LABELS[field]}` : ""}`),
        text(claimed ?? ""),
        text(found ?? ""),
        text(reason),
      ],
    })),
    note:
      `${claimsEvaluated - wrong.length} of ${claimsEvaluated} evaluated claims agree with the tables and are not listed` +
      (left > 0 ? `; ${left} about other matters were not evaluated.` : ".") +
      " A round number may differ by half a unit of its last digit that is not zero.",
  });
}

/** `>` before a label aligns its column right. */
function exhibit(
  id: string,
  title: string,
  {
    columns,
    rows,
    note,
  }: { readonly columns: readonly string[]; readonly rows: readonly TableRow[]; readonly note: string },
): TableExhibit {
  return {
    kind: "table",
    id,
    label: "",
    title,
    columns: columns.map((head) => {
      const label = head.replace(/^>/, "");
      return {
        id: label.toLowerCase().replace(/[^a-z]+/g, "-"),
        label,
        align: head.startsWith(">") ? "right" : "left",
      };
    }),
    rows,
    note,
    synthetic: false,
  };
}

const EMPTY: Cell = { kind: "empty" };
const NOTHING: TableRow = { cells: [text("none"), text("nothing to check"), ...Array<Cell>(6).fill(EMPTY)] };

function conflictWords({ conflicts }: CellAudit): string {
  return conflicts.map((set) => set.map((field) => FIELD_LABELS[field]).join(" with ")).join("; ");
}

function range(values: Range | null, decimals: number): Cell {
  return values === null ? EMPTY : { kind: "interval", low: values.low, high: values.high, decimals };
}

function number(value: number | null, decimals: number): Cell {
  return value === null ? EMPTY : { kind: "number", value, decimals };
}

function count(value: number): Cell {
  return { kind: "count", value };
}

function mapped({ low, high }: Range, by: (value: number) => number): Range {
  return { low: by(low), high: by(high) };
}

function sentences(parts: readonly string[]): string {
  return parts.map((part) => ` ${part}`).join("");
}
