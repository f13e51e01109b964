import { count, number, text } from "../exhibit/cells";
import { inBlocks } from "../exhibit/inBlocks";
import type { Cell, TableExhibit } from "../exhibit/types";
import { publicExhibit } from "../paper/behind";
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
    title: `How closely the ${ledger.length} printed values of Tables 3 and 4 and the sample counts are reproduced`,
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
    ],
    rows: inBlocks(
      ledger.map(({ cell, field, printed, own, decimals, verdict }) => ({
        group: cell === "counts" ? "Sample counts (Model 1, not isolated)" : cell,
        cells: [
          text(FIELD_LABELS[field] ?? field),
          number(printed, decimals),
          number(own, decimals),
          text(verdict.kind === "not reproducible" ? `${verdict.kind}: ${verdict.reason}` : verdict.kind),
          difference(verdict, decimals),
        ],
      })),
    ),
    note: NOTE,
    synthetic,
    disclosure: publicExhibit("cleared results and published figures"),
  };
}

function difference(verdict: Verdict, decimals: number): Cell {
  return verdict.kind === "different"
    ? number(verdict.difference, decimals === 0 ? 0 : decimals + 1)
    : { kind: "empty" };
}
