import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableCsv } from "../exhibit/tableCsv";
import { tableLatex } from "../exhibit/tableLatex";
import { tableMarkdown } from "../exhibit/tableMarkdown";
import type { TableExhibit } from "../exhibit/types";
import type { PlacedExhibit } from "./types";

/** Formats of a table's files, by extension. */
export const TABLE_WRITERS = { csv: tableCsv, md: tableMarkdown, tex: tableLatex } as const;

/** The tables among the exhibits, each once. */
export function tablesOf(exhibits: readonly PlacedExhibit[]): TableExhibit[] {
  return exhibits.flatMap(({ exhibit, repeated }) => (exhibit.kind === "table" && !repeated ? [exhibit] : []));
}

/** Each table once, in every format, as `<id>.<format>`. */
export function writeTables(exhibits: readonly PlacedExhibit[], folder: string): string[] {
  const tables = tablesOf(exhibits);
  if (tables.length > 0) mkdirSync(folder, { recursive: true });
  return tables.flatMap((table) =>
    Object.entries(TABLE_WRITERS).map(([extension, write]) => {
      const path = join(folder, `${table.id}.${extension}`);
      writeFileSync(path, write(table));
      return path;
    }),
  );
}
