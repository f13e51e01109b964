import { csvField } from "../../util/csvField";

/** Text of a raw file: header line and rows, with the line end of the imitated release. */
export function rawCsv(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  lineEnd: "\n" | "\r\n" = "\n",
): string {
  return [columns, ...rows].map((row) => row.map(csvField).join(",") + lineEnd).join("");
}
