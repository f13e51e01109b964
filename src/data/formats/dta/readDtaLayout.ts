import { damaged, fileError } from "../fileError";
import { HeaderCursor } from "../headerCursor";
import type { SourceFile } from "../sourceFile";
import { type DecodeText, textDecoder } from "../textDecoder";
import type { ReadOptions, TabularVariable, ValueLabel, VariableType } from "../types";
import { expectTag, type FileHeader, readFileHeader, SECTION } from "./fileHeader";
import type { DtaLayout, DtaPlace, Storage } from "./layout";
import { readValueLabels } from "./valueLabels";

const NUMBERS: Readonly<Record<number, readonly [Storage, number]>> = {
  65530: ["byte", 1],
  65529: ["int", 2],
  65528: ["long", 4],
  65527: ["float", 4],
  65526: ["double", 8],
  32768: ["strL", 8],
};

/** Reads header, map, variables and value labels of a Stata file; the rows are checked to fill their section exactly. */
export async function readDtaLayout(source: SourceFile, options: ReadOptions): Promise<DtaLayout> {
  const cursor = new HeaderCursor(source);
  const header = await readFileHeader(cursor);
  const { release, sections, variables: count } = header;
  const encoding = options.encoding ?? release.encoding;
  const decode = textDecoder(source.name, encoding, false);
  const texts = (section: number, tag: string, bytes: number) =>
    readTexts(cursor, decode, sections[section], tag, count, bytes);
  const places = await readPlaces(cursor, header);
  const names = await texts(SECTION.names, "varnames", release.name);
  const formats = await texts(SECTION.formats, "formats", release.format);
  const labelNames = await texts(SECTION.labelNames, "value_label_names", release.name);
  const labels = await texts(SECTION.variableLabels, "variable_labels", release.variableLabel);
  if (new Set(names).size < count) throw damaged(source.name, "names two variables alike");
  const rowBytes = places.reduce((sum, { bytes }) => sum + bytes, 0);
  const dataStart = await checkRows(cursor, header, rowBytes);
  const valueLabels = await readValueLabels(cursor, decode, sections[SECTION.labels], sections[SECTION.close], release);
  return {
    header: {
      format: "dta",
      release: header.number,
      compression: "none",
      encoding,
      rows: header.rows,
      variables: names.map((name, i) =>
        variable(name, places[i], labels[i], formats[i], valueLabels.get(labelNames[i])),
      ),
    },
    places,
    rows: header.rows,
    rowBytes,
    dataStart,
    littleEndian: cursor.littleEndian,
  };
}

function variable(
  name: string,
  { storage, bytes }: DtaPlace,
  label: string,
  format: string,
  valueLabels: readonly ValueLabel[] = [],
): TabularVariable {
  const text = storage === "string" || storage === "strL";
  const type: VariableType = text ? { kind: "string", bytes, stored: storage === "string" } : { kind: "number" };
  return { name, type, label, format, valueLabels, missing: { values: [] } };
}

/** Goes to a section, whose place the map states. */
async function enter(cursor: HeaderCursor, position: number, tag: string): Promise<void> {
  cursor.position = Math.min(position, cursor.source.size);
  await expectTag(cursor, `<${tag}>`);
}

async function readPlaces(cursor: HeaderCursor, { sections, variables }: FileHeader): Promise<readonly DtaPlace[]> {
  await enter(cursor, sections[SECTION.types], "variable_types");
  const bytes = await cursor.take(2 * variables);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const places: DtaPlace[] = [];
  let offset = 0;
  for (let i = 0; i < variables; i++) {
    const code = view.getUint16(2 * i, cursor.littleEndian);
    const [storage, width] = code >= 1 && code <= 2045 ? (["string", code] as const) : (NUMBERS[code] ?? []);
    if (storage === undefined || width === undefined)
      throw damaged(cursor.source.name, `has a variable of unknown type ${code}`);
    places.push({ storage, offset, bytes: width });
    offset += width;
  }
  await expectTag(cursor, "</variable_types>");
  return places;
}

/** Texts of fixed width that end at the first NUL. */
async function readTexts(
  cursor: HeaderCursor,
  decode: DecodeText,
  position: number,
  tag: string,
  count: number,
  width: number,
): Promise<readonly string[]> {
  await enter(cursor, position, tag);
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    const bytes = await cursor.take(width);
    const nul = bytes.indexOf(0);
    texts.push(decode(bytes, 0, nul < 0 ? width : nul, "its header"));
  }
  await expectTag(cursor, `</${tag}>`);
  return texts;
}

async function checkRows(cursor: HeaderCursor, { sections, rows }: FileHeader, rowBytes: number): Promise<number> {
  const { name } = cursor.source;
  await enter(cursor, sections[SECTION.data], "data");
  const start = cursor.position;
  const held = (sections[SECTION.strls] - start - "</data>".length) / rowBytes;
  if (rowBytes === 0)
    throw fileError(name, "file-has-columns", "has no variables. Save it with the variables of the study.");
  if (held !== rows)
    throw fileError(
      name,
      "rows-add-up",
      `states ${rows} rows and has room for ${Math.max(0, Math.floor(held))}. The file is damaged or cut short: fetch or save it again.`,
    );
  cursor.position = Math.min(start + rows * rowBytes, cursor.source.size);
  await expectTag(cursor, "</data>");
  await enter(cursor, sections[SECTION.strls], "strls");
  return start;
}
