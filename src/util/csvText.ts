import { csvField } from "./csvField";

/** An RFC 4180 file (comma, CRLF) with a header line. */
export function csvText(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}
