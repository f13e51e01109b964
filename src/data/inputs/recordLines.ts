import { isParquet } from "./csvScan";
import type { OpenedInput } from "./openInput";
import { textChunks } from "./textChunks";

const LF = 10;
const CR = 13;
const QUOTE = 34;

/**
 * Line number (1 = header) of a record of a table (1 = first below the header); blank lines and quoted line breaks are stepped over.
 * In a Parquet file the number of the record itself.
 */
export async function recordLine(input: OpenedInput, record: number): Promise<number> {
  if (isParquet(input)) return record;
  let line = 1 + (input.linesAbove ?? 0);
  let records = 0;
  let started = false;
  let quoted = false;
  for await (const chunk of textChunks(input)) {
    for (const byte of chunk) {
      if (byte !== LF && byte !== CR && !started) {
        started = true;
        // The header is record 0.
        if (records++ === record) return line;
      }
      if (byte === QUOTE) quoted = !quoted;
      if (byte !== LF) continue;
      line++;
      if (!quoted) started = false;
    }
  }
  return line;
}

/** Line number of a byte position as DuckDB gives it: that of the row's first byte, or of the line end before it. */
export async function lineAtByte(input: OpenedInput, position: number): Promise<number> {
  let line = 1 + (input.linesAbove ?? 0);
  let start = 0;
  for await (const chunk of textChunks(input)) {
    const end = Math.min(chunk.length, position - start);
    for (let at = chunk.indexOf(LF); at >= 0 && at < end; at = chunk.indexOf(LF, at + 1)) line++;
    start += chunk.length;
    if (start >= position) break;
  }
  return line;
}
