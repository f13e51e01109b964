import type { SampleLedger } from "../data";
import { count, text } from "../exhibit/cells";
import type { TableExhibit, TableRow } from "../exhibit/types";

/** From the rows of the respondent files to the analysis samples: who left, and by which rule. It balances by assertion. */
export function ledgerTable({ files, frameRows, cells }: SampleLedger, synthetic: boolean): TableExhibit {
  const rules = rulesInOrder(cells);
  const perCell = (label: string, value: (cell: SampleLedger["cells"][number]) => number): TableRow => ({
    cells: [text(label), ...cells.map((cell) => count(value(cell)))],
  });
  const inFiles = files.reduce((sum, { rowsInFile }) => sum + rowsInFile, 0);
  return {
    kind: "table",
    id: "table-ledger",
    label: "",
    title: "Sample ledger: every row from the files to the models",
    columns: [
      { id: "step", label: "Respondents", align: "left" },
      ...cells.map(({ id }) => ({ id, label: id, align: "right" as const })),
    ],
    rows: [
      perCell("in the files", () => inFiles),
      perCell("refused while reading", () => -(inFiles - frameRows)),
      ...rules.map((rule) => perCell(rule, ({ steps }) => -(steps.find((step) => step.rule === rule)?.rows ?? 0))),
      perCell("analysed", ({ n }) => n),
    ],
    note: "A row leaves once, by the first rule it meets, in the order shown. Each column adds up by assertion.",
    synthetic,
  };
}

/** Every rule by which rows left any cell, each after all the rules it follows in a cell. */
function rulesInOrder(cells: SampleLedger["cells"]): string[] {
  const latest = new Map<string, number>();
  for (const { steps } of cells) {
    steps.forEach(({ rule, rows }, i) => {
      if (rows > 0) latest.set(rule, Math.max(i, latest.get(rule) ?? 0));
    });
  }
  return [...latest.keys()].sort((a, b) => latest.get(a)! - latest.get(b)!);
}
