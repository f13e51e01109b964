import type { Cell, Exhibit } from "./types";

/** The exhibit without what it carries for the disclosure gate: as writers and notebooks get it when nothing is restricted. */
export function withoutUnderlying(exhibit: Exhibit): Exhibit {
  const { disclosure: _, ...shown } = exhibit;
  if (shown.kind === "table") {
    return { ...shown, rows: shown.rows.map((row) => ({ ...row, cells: row.cells.map(bare) })) };
  }
  const { source: __, ...figure } = shown;
  return figure;
}

function bare({ underlying: _, ...cell }: Cell): Cell {
  return cell as Cell;
}
