/** A column to write: numbers with NaN as system-missing, or texts of up to 255 bytes. */
export type SavColumn = readonly number[] | { readonly width: number; readonly texts: readonly string[] };

export interface SavSettings {
  readonly littleEndian?: boolean;
  readonly compressed?: boolean;
  /** Row count to state; -1 leaves it open. Default: the rows of the columns. */
  readonly rows?: number;
  /** Code put in front of every group of eight, as padding between rows may stand anywhere. */
  readonly padding?: boolean;
  /** Ends compressed data by its end code. */
  readonly endCode?: boolean;
}

/**
 * The bytes of a small SPSS file, for shapes that neither R haven nor PSPP writes here: big-endian, an open row count,
 * padding codes, an end code, more rows than a batch.
 */
export function savBytes(columns: Readonly<Record<string, SavColumn>>, settings: SavSettings = {}): Buffer {
  const { littleEndian = true, compressed = true } = settings;
  const parts: Buffer[] = [];
  const int32 = (...values: readonly number[]) => {
    for (const value of values) {
      const bytes = Buffer.alloc(4);
      if (littleEndian) bytes.writeInt32LE(value);
      else bytes.writeInt32BE(value);
      parts.push(bytes);
    }
  };
  const list = Object.values(columns);
  const rows = list.length === 0 ? 0 : lengthOf(list[0]);
  parts.push(Buffer.from(`$FL2${"test".padEnd(60)}`, "latin1"));
  int32(2, -1, compressed ? 1 : 0, 0, settings.rows ?? rows);
  parts.push(double(100, littleEndian), Buffer.from("23 Nov 2609:00:00".padEnd(84), "latin1"));
  for (const [i, column] of list.entries()) {
    const width = "width" in column ? column.width : 0;
    int32(2, width, 0, 0, 0x050800, 0x050800);
    parts.push(Buffer.from(`V${i}`.padEnd(8), "latin1"));
    for (let k = 8; k < width; k += 8) {
      int32(2, -1, 0, 0, 0, 0);
      parts.push(Buffer.alloc(8, 0x20));
    }
  }
  const names = Buffer.from(
    Object.keys(columns)
      .map((name, i) => `V${i}=${name}`)
      .join("\t"),
  );
  int32(7, 13, 1, names.length);
  parts.push(names);
  int32(7, 20, 1, 5);
  parts.push(Buffer.from("UTF-8"));
  int32(999, 0);
  const slots = slotBytes(list, rows, littleEndian);
  return Buffer.concat([...parts, ...(compressed ? byteCodes(slots, settings) : slots.map(({ bytes }) => bytes))]);
}

const lengthOf = (column: SavColumn): number => ("width" in column ? column.texts.length : column.length);

interface Slot {
  readonly value: number | undefined;
  readonly bytes: Buffer;
}

function double(value: number, littleEndian: boolean): Buffer {
  const bytes = Buffer.alloc(8);
  if (littleEndian) bytes.writeDoubleLE(value);
  else bytes.writeDoubleBE(value);
  return bytes;
}

function slotBytes(columns: readonly SavColumn[], rows: number, littleEndian: boolean): readonly Slot[] {
  return Array.from({ length: rows }, (_, row) =>
    columns.flatMap((column): Slot[] => {
      if (!("width" in column)) {
        const value = column[row];
        return [{ value, bytes: double(Number.isNaN(value) ? -Number.MAX_VALUE : value, littleEndian) }];
      }
      const text = Buffer.alloc(8 * Math.ceil(column.width / 8), 0x20);
      text.write(column.texts[row]);
      return Array.from({ length: text.length / 8 }, (_, k) => ({
        value: undefined,
        bytes: text.subarray(8 * k, 8 * k + 8),
      }));
    }),
  ).flat();
}

function byteCodes(slots: readonly Slot[], { padding = false, endCode = false }: SavSettings): readonly Buffer[] {
  const out: Buffer[] = [];
  let codes: number[] = [];
  let values: Buffer[] = [];
  const close = () => {
    out.push(Buffer.from([...codes, ...Array(8 - codes.length).fill(0)]), ...values);
    [codes, values] = [padding ? [0] : [], []];
  };
  if (padding) codes.push(0);
  for (const { value, bytes } of slots) {
    const code = codeOf(value, bytes);
    codes.push(code);
    if (code === 253) values.push(bytes);
    if (codes.length === 8) close();
  }
  if (endCode) codes.push(252);
  if (codes.length > 0) close();
  return out;
}

function codeOf(value: number | undefined, bytes: Buffer): number {
  if (value === undefined) return bytes.every((byte) => byte === 0x20) ? 254 : 253;
  if (Number.isNaN(value)) return 255;
  return Number.isInteger(value) && value >= -99 && value <= 151 ? value + 100 : 253;
}
