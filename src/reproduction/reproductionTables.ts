import { count, number, text } from "../exhibit/cells";
import { inBlocks } from "../exhibit/inBlocks";
import type { Cell, TableExhibit } from "../exhibit/types";
import { publicExhibit } from "../paper/behind";
import type { JudgedFinding } from "./findings";
import { type ReproductionEntry, verdictCounts } from "./reproductionLedger";
import type { Verdict } from "./verdict";

const FIELD_LABELS: Readonly<Record<string, string>> = {
  or: "odds ratio",
  ciLow: "lower limit",
  ciHigh: "upper limit",
  p: "p",
  amePp: "AME, pp",
  meanPct: "mean, %",
  n: "N",
  averagePcn: "average PCN",
  allPcns: "all PCNs",
  pcns: "PCNs",
  surveyYears: "survey years",
  cells: "models estimated",
  otherRoles: "other roles of the scheme",
  multiplierPatients: "patients of an average PCN (Table 4)",
};

const HEADS: Readonly<Record<string, string>> = {
  counts: "Samples and design",
  quoted: "Quoted from other publications",
};

const NOTE =
  "A printed number stands for its rounding interval. On simulated answers an estimate is a draw of its own: it counts as reproduced when it is " +
  "within 3.29 standard errors of the planted effect, whatever the paper printed.";

/** Page-one summary: how many printed values have each verdict. */
export function reproductionSummary(ledger: readonly ReproductionEntry[], synthetic: boolean): TableExhibit {
  const counts = verdictCounts(ledger);
  return {
    kind: "table",
    id: "table-reproduction-summary",
    label: "",
    title: `How closely the ${ledger.length} numbers that the paper prints are reproduced`,
    columns: [
      { id: "verdict", label: "Verdict", align: "left" },
      { id: "values", label: "Values", align: "right" },
    ],
    rows: counts.map(({ kind, values }) => ({ cells: [text(kind), count(values)] })),
    note: NOTE,
    synthetic,
    disclosure: publicExhibit("cleared results and published figures"),
  };
}

/** Every printed value with this run's and the verdict. */
export function reproductionTable(ledger: readonly ReproductionEntry[], synthetic: boolean): TableExhibit {
  return {
    kind: "table",
    id: "table-reproduction",
    label: "",
    title: "Reproduction ledger: every printed value and its verdict",
    columns: [
      { id: "field", label: "Value", align: "left" },
      { id: "printed", label: "Printed", align: "right" },
      { id: "own", label: "This run", align: "right" },
      { id: "verdict", label: "Verdict", align: "left" },
      { id: "difference", label: "Difference", align: "right" },
      { id: "also", label: "Repeated in", align: "left" },
    ],
    rows: inBlocks(
      ledger.map(({ cell, field, printed, own, decimals, verdict, also }) => ({
        group: HEADS[cell] ?? (cell.startsWith("text: ") ? "Round numbers of the text" : cell),
        cells: [
          text(fieldLabel(cell, field)),
          number(printed, Math.max(0, decimals)),
          number(own, Math.max(0, decimals)),
          text(verdict.kind === "not reproducible" ? `${verdict.kind}: ${verdict.reason}` : verdict.kind),
          difference(verdict, Math.max(0, decimals)),
          text([...new Set(also ?? [])].join(", ")),
        ],
      })),
    ),
    note: NOTE,
    synthetic,
    disclosure: publicExhibit("cleared results and published figures"),
  };
}

function fieldLabel(cell: string, field: string): string {
  if (!cell.startsWith("text: ")) return FIELD_LABELS[field] ?? field;
  const [name, place] = field.split(", ");
  return `${cell.slice("text: ".length)}, ${FIELD_LABELS[name] ?? name}, ${place}`;
}

/** What the paper finds in words, and whether this run finds it too. */
export function findingsTable(findings: readonly JudgedFinding[], synthetic: boolean): TableExhibit {
  return {
    kind: "table",
    id: "table-findings",
    label: "",
    title: "What the paper finds in words, and whether this run finds it",
    columns: [
      { id: "finding", label: "Finding", align: "left" },
      { id: "verdict", label: "This run", align: "left" },
      { id: "shows", label: "Because", align: "left" },
    ],
    rows: inBlocks(
      findings.map(({ said, section, exhibit, judgement }) => ({
        group: [`Section ${section}`, exhibit].filter(Boolean).join(", "),
        cells: [
          text(said),
          text(judgement.kind),
          text(judgement.kind === "cannot be judged" ? judgement.reason : judgement.shows),
        ],
      })),
    ),
    note: `Findings in our words; significant at 5%. ${
      synthetic
        ? "On simulated answers effects of these directions are planted: a finding that does not hold is one that this draw, at this size, does not show. Where the paper's tables contradict each other (confidence by decile, Tables S.10 and S.11), no data can show both."
        : "Where the paper's tables contradict each other (confidence by decile, Tables S.10 and S.11), no data can show both."
    }`,
    synthetic,
    disclosure: publicExhibit("cleared results and published findings"),
  };
}

function difference(verdict: Verdict, decimals: number): Cell {
  return verdict.kind === "different"
    ? number(verdict.difference, decimals === 0 ? 0 : decimals + 1)
    : { kind: "empty" };
}
