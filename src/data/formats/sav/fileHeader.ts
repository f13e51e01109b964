import { damaged, fileError } from "../fileError";
import type { HeaderCursor } from "../headerCursor";

/** The fixed first 176 bytes. */
export interface FileHeader {
  readonly layout: number;
  readonly compression: "none" | "bytes" | "zlib";
  /** -1 = left open by the writer. */
  readonly rows: number;
  /** Added to a number before it is stored as one byte. */
  readonly bias: number;
}

const COMPRESSIONS = ["none", "bytes", "zlib"] as const;

/** Reads the file header and sets the cursor's byte order (PSPP developer's guide, "File Header Record"). */
export async function readFileHeader(cursor: HeaderCursor): Promise<FileHeader> {
  const { name } = cursor.source;
  const bytes = await cursor.take(176);
  const layout = [bytes.readInt32LE(64), bytes.readInt32BE(64)].findIndex((code) => code === 2 || code === 3);
  if (layout < 0) throw damaged(name, "has no known byte order");
  cursor.littleEndian = layout === 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const int32 = (at: number) => view.getInt32(at, cursor.littleEndian);
  const compression = COMPRESSIONS[int32(72)];
  const zlib = bytes.toString("latin1", 0, 4) === "$FL3";
  if (compression === undefined || zlib !== (compression === "zlib"))
    throw fileError(
      name,
      "format-supported",
      `states compression ${int32(72)}, which is not known. Save it without compression.`,
    );
  const rows = int32(80);
  if (rows < -1) throw damaged(name, "states an impossible number of rows");
  const bias = view.getFloat64(84, cursor.littleEndian);
  if (!Number.isFinite(bias)) throw damaged(name, "states an impossible compression bias");
  return { layout: int32(64), compression, rows, bias };
}
