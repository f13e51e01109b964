import type { Duck } from "../duck";
import type { ColumnDeclaration, InputDeclaration } from "./declarations";
import { LIMITS } from "./limits";
import type { OpenedInput } from "./openInput";
import { type Header, readHeader } from "./readHeader";
import { textChunks } from "./textChunks";
import { TextDictionary } from "./textDictionary";

/** The declared columns of a file, each `rows` long. */
export interface RegularColumns {
  readonly rows: number;
  /** Columns with a closed list of codes: position in the list, 255 = blank. */
  readonly codes: Readonly<Record<string, Uint8Array>>;
  /** Text columns: position among the distinct texts as written, of which "" is the blank cell. */
  readonly texts: Readonly<Record<string, TextColumn>>;
}

export interface TextColumn {
  readonly at: Uint32Array;
  readonly distinct: TextDictionary;
}

/**
 * Reads a CSV file that is regular to the last byte: ASCII without quotes, every row with as many cells as the header, every code
 * written as declared. `undefined` for any other file: `loadTable` then reads it, repairs what can be repaired and says what is
 * wrong. It costs a fraction of DuckDB's CPU time, as nothing is converted but short codes and distinct texts.
 */
export async function readRegularCsv(
  duck: Duck,
  input: OpenedInput,
  declaration: InputDeclaration,
): Promise<RegularColumns | undefined> {
  const { encoding, records, crlf, openQuote } = input.facts;
  if (encoding !== "ascii" || records < 2 || records === LIMITS.sheetRows || openQuote || input.onColumns)
    return undefined;
  const header = await readHeader(duck, input, declaration);
  if (!declaration.columns.every((column) => readable(column, header))) return undefined;
  const columns = new Columns(declaration, header, records - 1, crlf > 0 ? CR : LF);
  let buffer = Buffer.alloc(1 << 19);
  let held = 0;
  let inBody = false;
  for await (const chunk of textChunks(input)) {
    if (held + chunk.length >= buffer.length) buffer = Buffer.concat([buffer], 2 * (held + chunk.length));
    const text = buffer.subarray(0, held + chunk.copy(buffer, held));
    const start: number = inBody ? 0 : text.indexOf(LF) + 1;
    if (!inBody && text.subarray(0, start).includes(QUOTE)) return undefined;
    inBody ||= start > 0;
    const end = text.lastIndexOf(LF) + 1;
    if (!columns.add(text, start, end)) return undefined;
    text.copyWithin(0, end);
    held = text.length - end;
  }
  if (held > 0) {
    // The last row lacks its line end.
    const last = Buffer.concat([buffer.subarray(0, held), Buffer.of(...(crlf > 0 ? [CR, LF] : [LF]))]);
    if (!inBody || !columns.add(last, 0, last.length)) return undefined;
  }
  return columns.rows === records - 1 ? columns.result() : undefined;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;

const BLANK = 255;
const NOT_ALLOWED = 0xffff;

/** Cells are texts, or codes of one or two characters. */
const readable = ({ name, type, filled }: ColumnDeclaration, { position }: Header): boolean =>
  name in position &&
  !filled &&
  (typeof type === "string"
    ? type === "VARCHAR"
    : type.length < BLANK && type.every((code) => code.length === 1 || code.length === 2));

/** A declared column where it stands in the file. */
interface Reading {
  readonly name: string;
  /** Columns between the one before it and this one, which are not read. */
  readonly gap: number;
  /** The byte after its cells. */
  readonly end: number;
  /** Of a column of codes. */
  readonly codes: Uint8Array;
  /** By the two bytes from the cell's start on: the code, and above 8 bits the cell's length. */
  readonly table: Uint16Array;
  readonly text: TextColumn | undefined;
}

/** Columns filled row by row. */
class Columns {
  rows = 0;
  private readonly readings: readonly Reading[];
  /** Columns after the last that is read. */
  private readonly rest: number;

  constructor(
    { columns }: InputDeclaration,
    { names, position }: Header,
    private readonly length: number,
    private readonly rowEnd: number,
  ) {
    const ordered = [...columns].sort((a, b) => position[a.name] - position[b.name]);
    this.readings = ordered.map(({ name, type }, i) => {
      const end = position[name] === names.length - 1 ? rowEnd : COMMA;
      const isText = typeof type === "string";
      return {
        name,
        gap: position[name] - (i === 0 ? 0 : position[ordered[i - 1].name] + 1),
        end,
        codes: new Uint8Array(isText ? 0 : length),
        table: codeTable(isText ? [] : type, end),
        text: isText ? { at: new Uint32Array(length), distinct: new TextDictionary() } : undefined,
      };
    });
    this.rest = names.length - 1 - position[ordered[ordered.length - 1].name];
  }

  /** Takes whole rows; false when they are not regular. */
  add(text: Uint8Array, from: number, end: number): boolean {
    const { readings, rest, rowEnd, length } = this;
    let at = from;
    while (at < end) {
      const row = this.rows++;
      if (row >= length) return false;
      for (const reading of readings) {
        let left = reading.gap;
        while (left > 0) left -= SEPARATORS[text[at++]];
        if (left < 0) return false;
        if (reading.text === undefined) {
          const entry = reading.table[(text[at] << 7) | text[at + 1]];
          if (entry === NOT_ALLOWED) return false;
          reading.codes[row] = entry;
          at += entry >> 8;
        } else {
          const start = at;
          while (SEPARATORS[text[at]] === 0) at++;
          reading.text.at[row] = reading.text.distinct.position(text, start, at);
        }
        if (text[at++] !== reading.end) return false;
      }
      if (rest > 0) {
        let left = rest - 1;
        while (left > 0) left -= SEPARATORS[text[at++]];
        if (left < 0) return false;
        while (SEPARATORS[text[at]] === 0) at++;
        if (text[at++] !== rowEnd) return false;
      }
      if (rowEnd === CR && text[at++] !== LF) return false;
    }
    return true;
  }

  result(): RegularColumns {
    const codes = this.readings.flatMap(({ name, codes, text }) => (text ? [] : [[name, codes] as const]));
    const texts = this.readings.flatMap(({ name, text }) => (text ? [[name, text] as const] : []));
    return { rows: this.rows, codes: Object.fromEntries(codes), texts: Object.fromEntries(texts) };
  }
}

/** What a byte takes off a number of columns to pass: 1 for a comma; more than there are for a byte that no regular cell holds. */
const SEPARATORS = Int32Array.from({ length: 256 }, (_, byte) =>
  byte === COMMA ? 1 : byte < SPACE || byte === QUOTE ? 0x7fffffff : 0,
);

/** The table of a column whose cells end with the byte `end` (see `Reading`). Both bytes are ASCII. */
function codeTable(codes: readonly string[], end: number): Uint16Array {
  const table = new Uint16Array(1 << 15).fill(NOT_ALLOWED);
  table.fill(BLANK, end << 7, (end + 1) << 7);
  for (const [i, code] of codes.entries()) {
    const [first, second = end] = Buffer.from(code);
    table[(first << 7) | second] = i | (code.length << 8);
  }
  return table;
}
