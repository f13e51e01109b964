import { type Column, type Frame, missingCode } from "../../src/data";

/** A cell as text; missing is `.`. */
export function cellText(column: Column, row: number): string {
  switch (column.kind) {
    case "factor":
      return column.codes[row] === missingCode(column.codes) ? "." : column.levels[column.codes[row]];
    case "flag":
      return column.values[row] === 255 ? "." : String(column.values[row]);
    case "numeric":
      return Number.isNaN(column.values[row]) ? "." : String(column.values[row]);
    case "lookup": {
      const value = column.codes[row] === 0xffff ? Number.NaN : column.values[column.codes[row]];
      return Number.isNaN(value) ? "." : value.toFixed(6);
    }
  }
}

/** Rows of a frame as objects of text, but for the columns of the scheme's roles, which arrsRoles.test.ts looks at. */
export function frameRows(frame: Frame): readonly Readonly<Record<string, string>>[] {
  const columns = Object.entries(frame.columns).filter(([name]) => !name.startsWith("arrs_"));
  return Array.from({ length: frame.rows }, (_, row) =>
    Object.fromEntries(columns.map(([name, column]) => [name, cellText(column, row)])),
  );
}
