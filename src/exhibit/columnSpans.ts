import type { TableColumn } from "./types";

/** Neighbouring columns under one spanning head; `group` is undefined for columns without one. */
export interface ColumnSpan {
  readonly group: string | undefined;
  readonly columns: readonly TableColumn[];
}

/** The columns in order, neighbours of one group together. */
export function columnSpans(columns: readonly TableColumn[]): readonly ColumnSpan[] {
  const spans: { group: string | undefined; columns: TableColumn[] }[] = [];
  for (const column of columns) {
    const last = spans.at(-1);
    if (last && last.group === column.group) last.columns.push(column);
    else spans.push({ group: column.group, columns: [column] });
  }
  return spans;
}
