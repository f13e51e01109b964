import { benjaminiHochberg, holm } from "../model/multiplicity";
import type { CellAudit, FamilyAudit, PrintedTable, Range } from "./types";

const LEVEL = 0.05;

/** Multiplicity over all cells that print p, and over the cells that the text presents. */
export function auditFamilies(table: PrintedTable, cells: readonly CellAudit[]): FamilyAudit[] {
  const all = cells.map((cell) => cell.id);
  return [
    family("all cells", all, table, cells),
    family(
      "headline cells",
      all.filter((id) => table.headline.includes(id)),
      table,
      cells,
    ),
  ].flatMap((found) => (found === undefined ? [] : [found]));
}

function family(
  name: string,
  ids: readonly string[],
  table: PrintedTable,
  cells: readonly CellAudit[],
): FamilyAudit | undefined {
  const members = ids.flatMap((id) => {
    const printed = table.cells.find((cell) => cell.id === id)?.values.p;
    const range = cells.find((cell) => cell.id === id)?.implied.p ?? printed;
    return printed && range ? [{ id, p: printed.value, range: cut(range, printed) }] : [];
  });
  if (members.length < 2) return undefined;
  const printed = members.map((member) => member.p);
  const lows = members.map((member) => member.range.low);
  const highs = members.map((member) => member.range.high);
  return {
    family: name,
    tests: members.map((member) => member.id),
    holm: holm(printed),
    bh: benjaminiHochberg(printed),
    kept: { raw: kept(printed), holm: kept(holm(printed)), bh: kept(benjaminiHochberg(printed)) },
    keptRange: {
      holm: { low: kept(holm(highs)), high: kept(holm(lows)) },
      bh: { low: kept(benjaminiHochberg(highs)), high: kept(benjaminiHochberg(lows)) },
    },
  };
}

/** The implied range within the printed one, free of rounding noise at the ends. */
function cut(range: Range, printed: Range): Range {
  return { low: Math.max(0, range.low, printed.low), high: Math.min(1, range.high, printed.high) };
}

function kept(adjusted: readonly number[]): number {
  return adjusted.filter((p) => p <= LEVEL * (1 + 1e-12)).length;
}
