import type { CellLedger, SampleLedger } from "../data";
import type { People, Sum } from "../disclosure/underlying";
import { count, text } from "../exhibit/cells";
import type { TableExhibit, TableRow } from "../exhibit/types";
import { PUBLIC, restingOn } from "./behind";
import { EVERYBODY } from "./modelFacts";
import { shortOutcome } from "./supplement/shortOutcome";

/** From the rows of the respondent files to the analysis samples: who left, and by which rule. It balances by assertion. */
export function ledgerTable({ files, frameRows, cells }: SampleLedger, synthetic: boolean): TableExhibit {
  const rules = rulesInOrder(cells);
  const perCell = (
    label: string,
    value: (cell: CellLedger) => number,
    people?: (cell: CellLedger) => People | undefined,
  ): TableRow => ({
    cells: [
      text(label),
      ...cells.map((cell) => {
        const behind = people?.(cell);
        return restingOn(behind && { role: "count", ...behind }, count(value(cell)));
      }),
    ],
  });
  const stepAt = ({ steps }: CellLedger, rule: string) => steps.findIndex((step) => step.rule === rule);
  const inFiles = files.reduce((sum, { rowsInFile }) => sum + rowsInFile, 0);
  return {
    kind: "table",
    id: "table-ledger",
    label: "",
    title: "Sample ledger: every row from the files to the models",
    columns: [
      { id: "step", label: "Respondents", align: "left" },
      ...cells.map(({ id, outcome }) => ({
        id,
        label: shortOutcome(outcome),
        align: "right" as const,
        group: `Model ${id.replace(/^M(\d+)\..*$/, "$1")}`,
      })),
    ],
    rows: [
      perCell(
        "in the files",
        () => inFiles,
        ({ facts }) => facts?.everybody,
      ),
      // A refused row stops the run, so that a finished ledger holds none.
      { cells: [text("refused while reading"), ...cells.map(() => restingOn(PUBLIC, count(frameRows - inFiles)))] },
      ...rules.map((rule) => ({
        cells: [
          text(rule),
          ...cells.map((cell) => {
            const at = stepAt(cell, rule);
            // A rule that the model does not have.
            if (at < 0) return restingOn(PUBLIC, count(0));
            const behind = cell.facts?.steps[at];
            return restingOn(behind && { role: "count", ...behind, sign: -1 }, count(-cell.steps[at].rows));
          }),
        ],
      })),
      perCell(
        "analysed",
        ({ n }) => n,
        ({ facts }) => facts?.people,
      ),
    ],
    note: "A row leaves once, by the first rule it meets, in the order shown. Each column adds up by assertion.",
    synthetic,
    disclosure: {
      source: "restricted",
      population: "respondents of each model's sample and those who left it",
      sums: sums(cells),
    },
  };
}

/** Everybody is in the sample of a cell or left by one step. */
function sums(cells: readonly CellLedger[]): readonly Sum[] {
  return cells.flatMap(({ facts }) => {
    if (!facts) return [];
    const parts = [facts.people, ...facts.steps].filter(({ n }) => n > 0);
    return [{ total: EVERYBODY, parts: parts.map(({ population = "" }) => population) }];
  });
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
