import { Z95 } from "../model/normal";
import { StudyError } from "../util/errors";
import { type ColumnMeaning, columnMeaning } from "./columns";
import { withAmes, withMeans } from "./columnUnits";
import { type Multipliers, multipliersOf, withRoundCounts } from "./multipliers";
import { rowCell, type TextRow } from "./rowCell";
import type { PrintedCell, PrintedTable } from "./types";

/** Settings of a table that its rows do not carry. Multipliers are those of the scaled counts, e.g. 50000 and 1268. */
export interface TableOptions extends Multipliers {
  readonly title: string;
  /** Half width of the intervals in standard errors; default 95%. */
  readonly ciZ?: number;
  /** Unit of a column headed `ame` without more; by default the unit that fits |AME| <= |b| m (1 - m) in more rows. */
  readonly ameUnit?: "pp" | "probability";
}

/**
 * A table from rows of printed texts.
 * @throws StudyError for unknown or repeated columns, texts that are no numbers, rows without a name, repeated names, a table without
 * numbers, scaled counts without a multiplier
 */
export function tableFromRows(rows: readonly TextRow[], options: TableOptions): PrintedTable {
  const { title } = options;
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const meanings = new Map(headers.map((header) => [header, columnMeaning(header, title)]));
  checkRepeated(meanings, title);
  const read = rows.map((row, i) => rowCell(row, meanings, `${title}, row ${i + 1}`));
  checkCells(read, title);
  const remarks: string[] = [];
  const inUnits = withAmes(withMeans(read, meanings, remarks), meanings, options.ameUnit, remarks);
  const multipliers = multipliersOf(inUnits, meanings, options, remarks, title);
  return {
    title,
    cells: withRoundCounts(inUnits),
    claims: [],
    nested: [],
    ciZ: options.ciZ ?? Z95,
    ...multipliers,
    headline: [],
    remarks,
  };
}

function checkRepeated(meanings: ReadonlyMap<string, ColumnMeaning>, where: string): void {
  const seen = new Map<string, string>();
  for (const [header, { role }] of meanings) {
    if (role === "ignored") continue;
    for (const one of role === "ci" ? ["ci_low", "ci_high"] : [role]) {
      const first = seen.get(one);
      if (first !== undefined) {
        const message = `${where}: columns "${first}" and "${header}" both hold ${one}. Keep one of them.`;
        throw new StudyError("input", "column-is-given-once", message);
      }
      seen.set(one, header);
    }
  }
}

function checkCells(cells: readonly PrintedCell[], where: string): void {
  if (cells.every(({ values }) => Object.keys(values).length === 0)) {
    const message = `${where}: no printed numbers. Give columns such as id, or, ci_low, ci_high, p.`;
    throw new StudyError("input", "table-has-numbers", message);
  }
  const ids = cells.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) {
    throw new StudyError(
      "input",
      "row-name-is-unique",
      `${where}: row "${twice}" stands twice. Give rows different ids.`,
    );
  }
}
