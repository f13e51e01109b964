import type { ExhibitDisclosure, Underlying } from "../disclosure/underlying";
import { count, number, text } from "./cells";
import type { Cell, TableExhibit } from "./types";

/** A small data frame: columns by name and rows of values. danfojs-node's DataFrame has this shape. */
export interface DisplayFrame {
  readonly columns: readonly string[];
  /** An array of rows; typed loosely because danfojs does. */
  readonly values: unknown;
}

/** How a frame becomes a table. */
export interface FrameTableOptions {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  /** Decimals by numeric column; a numeric column not named is printed as counts. */
  readonly decimals?: Readonly<Record<string, number>>;
  readonly synthetic: boolean;
  /** What it is made of; without it the table is withheld when the answers are restricted. */
  readonly disclosure?: ExhibitDisclosure;
  /** By column, what stands behind the value of each row. */
  readonly behind?: Readonly<Record<string, readonly (Underlying | undefined)[]>>;
}

/**
 * A small frame as a table exhibit, for display.
 * @example show(frameTable(new DataFrame(rows), { id: "table-readings", title: "Two readings", decimals: { percent: 1 }, synthetic }));
 */
export function frameTable({ columns, values }: DisplayFrame, options: FrameTableOptions): TableExhibit {
  const rows = values as readonly (readonly unknown[])[];
  const numeric = columns.map((_, i) => rows.every((row) => typeof row[i] === "number"));
  const printed = (value: unknown, i: number): Cell => {
    if (!numeric[i]) return text(String(value));
    const decimals = options.decimals?.[columns[i]];
    return decimals === undefined ? count(value as number) : number(value as number, decimals);
  };
  const cell = (value: unknown, i: number, row: number): Cell => {
    const underlying = options.behind?.[columns[i]]?.[row];
    return underlying === undefined ? printed(value, i) : { ...printed(value, i), underlying };
  };
  return {
    kind: "table",
    id: options.id,
    label: "",
    title: options.title,
    columns: columns.map((name, i) => ({ id: name, label: name, align: numeric[i] ? "right" : "left" })),
    rows: rows.map((row, at) => ({ cells: row.map((value, i) => cell(value, i, at)) })),
    note: options.note ?? "",
    synthetic: options.synthetic,
    ...(options.disclosure && { disclosure: options.disclosure }),
  };
}
