import { StudyError } from "../../util/errors";
import { isParquet, type Scan } from "./csvScan";
import { lineAtByte } from "./recordLines";

/** Problems shown in one message; the count of all is always given. */
export const PROBLEMS_SHOWN = 5;

interface Reject {
  /** Byte of the uncompressed text at which the row starts. */
  readonly at: number;
  readonly type: string;
}

/** What is wrong with a row as a whole, by DuckDB's kind of fault. */
const FAULTS: Readonly<Record<string, (columns: number) => string>> = {
  "MISSING COLUMNS": (columns) => `fewer than ${columns} cells. Complete or remove the row.`,
  "TOO MANY COLUMNS": (columns) => `more than ${columns} cells. Quote cells that hold a comma, or remove the row.`,
  "UNQUOTED VALUE": () => "a quote is not closed, or text follows a closing quote. Correct the row.",
  "LINE SIZE OVER MAXIMUM": () => "the line is longer than 1,048,576 bytes. Check the line ends.",
  "INVALID UNICODE": () => "bytes that are not text. Save the file as UTF-8.",
};

/** Throws the rows that the last scan refused as a whole. Single cells are left to `repairOrFail`. */
export async function failOnRaggedRows({ duck, input, header }: Scan): Promise<void> {
  if (isParquet(input)) return;
  const rejects = await duck.rows<Reject>(
    "SELECT line_byte_position::DOUBLE AS at, error_type::VARCHAR AS type FROM rejects WHERE error_type <> 'CAST' ORDER BY 1",
  );
  if (rejects.length === 0) return;
  const shown: string[] = [];
  for (const { at, type } of rejects.slice(0, PROBLEMS_SHOWN)) {
    const fault = FAULTS[type]?.(header.names.length) ?? `${type.toLowerCase()}. Correct the row.`;
    shown.push(`${input.name}:${await lineAtByte(input, at)}: ${fault}`);
  }
  const more = rejects.length - shown.length;
  if (more > 0) shown.push(`… ${more} or more other rows.`);
  throw new StudyError("input", "rows-have-all-cells", shown.join("\n"));
}
