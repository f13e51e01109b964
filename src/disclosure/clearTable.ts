import { formatCell } from "../exhibit/formatCell";
import type { Cell, TableExhibit } from "../exhibit/types";
import { type Cleared, grant, isCleared } from "./clearance";
import { clearText, isLabel } from "./clearText";
import { type Candidate, type ClearedValue, clearValues } from "./clearValues";
import type { Gate } from "./gate";
import { hasIdentifier } from "./identifiers";
import { outputDecision } from "./outputDecision";
import { quotedCandidates, quotedNumbers } from "./quotedNumbers";
import { WITHHELD } from "./rounding";
import type { DisclosableCell, DisclosableTable } from "./underlying";

/** Added to the note of a table with withheld values. */
const MARK_NOTE = `${WITHHELD}: withheld to protect confidentiality.`;
const ROUNDED_NOTE =
  "Counts of respondents are rounded; totals are sums of the printed parts; percentages are of rounded counts.";

/**
 * The table as it may leave: counts rounded or withheld, shares from rounded parts, estimates by rule 7, text without codes of
 * places, no underlying information. A cleared table passes unchanged.
 */
export function clearTable(table: DisclosableTable, gate: Gate): Cleared<TableExhibit> {
  if (isCleared(table)) return table as unknown as Cleared<TableExhibit>;
  const { disclosure, rows, ...frame } = table;
  if (disclosure?.source === "public") {
    gate.record(outputDecision({ ...table, population: disclosure.population, isPublic: true, released: rows.length }));
    return grant({ ...frame, rows: rows.map((row) => ({ ...row, cells: row.cells.map(plain) })) });
  }
  const ids = cellIds(table);
  const values = rows.flatMap((row, i) => row.cells.flatMap((cell, j) => candidateOf(cell, ids[i][j])));
  const quotes = quotedCandidates(disclosure);
  const cleared = clearValues([...values, ...quotes], { scope: table.id, sums: disclosure?.sums, ...gate });
  const said = [...(disclosure?.constants ?? []), ...quotedNumbers(disclosure, cleared)];
  const label = (text: string) => (isLabel(text, said) ? text : WITHHELD);
  const isLabels = (j: number) => j === 0 || (disclosure?.labelColumns ?? []).includes(table.columns[j].id);
  const clearedRows = rows.map((row, i) => ({
    ...(row.group === undefined ? {} : { group: clearText(row.group, { numbers: said }).text }),
    cells: row.cells.map((cell, j) =>
      clearedCell(cell, isLabels(j), label, (part) => cleared.values.get(ids[i][j] + part)),
    ),
  }));
  const withheld = clearedRows
    .flatMap(({ cells }) => cells)
    .filter((cell) => cell.kind === "text" && cell.text === WITHHELD);
  const numbers = [...said, ...clearedRows.flatMap(({ cells }) => cells.map((cell) => formatCell(cell)))];
  const note = clearText(table.note, { numbers });
  gate.record(
    outputDecision({
      ...table,
      population: disclosure?.population ?? "not stated",
      isPublic: false,
      released: clearedRows.flatMap(({ cells }) => cells.slice(1)).length - withheld.length,
      withheld: withheld.length,
      cleared,
      textWithheld: note.withheld,
    }),
  );
  const notes = [
    note.text,
    ...(cleared.counts.length > 0 ? [ROUNDED_NOTE] : []),
    ...(withheld.length > 0 ? [MARK_NOTE] : []),
  ];
  return grant({
    ...frame,
    title: clearText(table.title, { numbers }).text,
    columns: table.columns.map((column) => ({
      ...column,
      label: label(column.label),
      ...(column.group === undefined ? {} : { group: label(column.group) }),
    })),
    rows: clearedRows,
    note: notes.filter((part) => part !== "").join(" "),
  });
}

/** Names cells by their labels, so that the place of a row or column does not matter. */
function cellIds({ rows, columns }: DisclosableTable): string[][] {
  const seen = new Map<string, number>();
  let group = "";
  return rows.map((row) => {
    group = row.group ?? group;
    const base = `${group} / ${row.cells.length > 0 ? formatCell(row.cells[0]) : ""}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    const name = times === 1 ? base : `${base} (${times})`;
    return columns.map(({ id }) => `${name} / ${id}`);
  });
}

/** The numbers of a cell that need clearance; an interval has two. */
function candidateOf(cell: DisclosableCell, id: string): Candidate[] {
  const { underlying } = cell;
  switch (cell.kind) {
    case "number":
      return [{ id, value: cell.value, decimals: cell.decimals, underlying }];
    case "count":
      return [{ id, value: cell.value, decimals: 0, underlying }];
    case "p":
      return [{ id, value: cell.value, decimals: cell.value < 0.01 ? 3 : 2, underlying: estimateOnly(cell) }];
    case "interval":
      return [
        { id: `${id} / low`, value: cell.low, decimals: cell.decimals, underlying: estimateOnly(cell) },
        { id: `${id} / high`, value: cell.high, decimals: cell.decimals, underlying: estimateOnly(cell) },
      ];
    case "text":
      return underlying?.role === "estimate" ? [{ id, value: 0, decimals: 0, underlying }] : [];
    default:
      return [];
  }
}

/** Intervals and p values are computed from exact counts, so that only those of a cleared model pass. */
function estimateOnly({ underlying }: DisclosableCell) {
  return underlying?.role === "estimate" || underlying?.role === "public" ? underlying : undefined;
}

function clearedCell(
  cell: DisclosableCell,
  isOfLabels: boolean,
  label: (text: string) => string,
  released: (part: string) => ClearedValue | undefined,
): Cell {
  const withheld: Cell = { kind: "text", text: WITHHELD };
  switch (cell.kind) {
    case "empty":
      return { kind: "empty" };
    case "text": {
      if (isOfLabels) return { kind: "text", text: label(cell.text) };
      const isCleared = cell.underlying?.role === "public" || (released("")?.value ?? null) !== null;
      return isCleared && !hasIdentifier(cell.text) ? { kind: "text", text: cell.text } : withheld;
    }
    case "interval": {
      const [low, high] = [released(" / low")?.value ?? null, released(" / high")?.value ?? null];
      return low === null || high === null ? withheld : { kind: "interval", low, high, decimals: cell.decimals };
    }
    default: {
      const value = released("")?.value ?? null;
      if (value === null) return withheld;
      if (cell.kind === "number") {
        return {
          kind: "number",
          value,
          decimals: cell.decimals,
          ...(cell.unit === undefined ? {} : { unit: cell.unit }),
        };
      }
      return cell.kind === "count" ? { kind: "count", value } : { kind: "p", value };
    }
  }
}

function plain({ underlying: _, ...cell }: DisclosableCell): Cell {
  return cell as Cell;
}
