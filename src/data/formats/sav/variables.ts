import { damaged } from "../fileError";
import type { TabularVariable, UserMissing, ValueLabel } from "../types";
import type { ExtensionTexts } from "./extensions";
import { formatName } from "./formatName";
import type { SavPlace } from "./layout";
import type { Records, VariableRecord } from "./records";

interface Reading {
  readonly decode: (bytes: Buffer) => string;
  readonly littleEndian: boolean;
  readonly file: string;
}

interface Joined {
  readonly variable: TabularVariable;
  readonly place: SavPlace;
}

/** Each segment of a very long string stands for 252 bytes of its width and holds 255 of its text (PSPP developer's guide). */
const SEGMENT_WIDTH = 252;
const SEGMENT_TEXT = 255;

/** Variables as the user knows them: segments of very long strings joined, long names, labels and missing values attached. */
export function joinVariables(records: Records, texts: ExtensionTexts, reading: Reading): readonly Joined[] {
  checkSlots(records, reading.file);
  const labels = labelsBySlot(records, reading);
  const joined: Joined[] = [];
  for (let i = 0; i < records.variables.length; ) {
    const record = records.variables[i];
    const short = reading.decode(record.name).trimEnd().toUpperCase();
    const width = texts.veryLong.get(short) ?? record.width;
    const count = width > 255 ? Math.ceil(width / SEGMENT_WIDTH) : 1;
    const segments = records.variables.slice(i, i + count);
    if (segments.length < count || (width > 255 && segments.some((segment) => segment.width === 0)))
      throw damaged(reading.file, "has an incomplete very long string");
    const name = texts.longNames.get(short) ?? short;
    const key = name.toUpperCase();
    joined.push({
      variable: {
        name,
        type: record.width === 0 ? { kind: "number" } : { kind: "string", bytes: width, stored: true },
        label: reading.decode(record.label),
        format: formatName(record.format),
        valueLabels: labels.get(record.slot) ?? texts.labels.get(key) ?? texts.labels.get(short) ?? [],
        missing: userMissing(record, texts.missing.get(key) ?? texts.missing.get(short), reading),
      },
      place: { segments: segments.map(({ slot }, k) => ({ slot, bytes: segmentBytes(record.width, width, k) })) },
    });
    i += count;
  }
  const names = new Set(joined.map(({ variable }) => variable.name));
  if (names.size < joined.length) throw damaged(reading.file, "names two variables alike");
  return joined;
}

function segmentBytes(recordWidth: number, width: number, k: number): number {
  if (recordWidth === 0) return 8;
  return width > 255 ? Math.min(SEGMENT_TEXT, Math.max(0, width - k * SEGMENT_TEXT)) : width;
}

/** Every variable record must be followed by as many continuations as its width needs. */
function checkSlots({ variables, slots }: Records, file: string): void {
  for (const [i, { slot, width }] of variables.entries()) {
    const next = variables[i + 1]?.slot ?? slots;
    if (next - slot !== Math.max(1, Math.ceil(width / 8))) throw damaged(file, "has strings of impossible width");
  }
  if (variables.length > 0 && variables[0].slot !== 0) throw damaged(file, "has strings of impossible width");
}

function labelsBySlot(records: Records, reading: Reading): Map<number, readonly ValueLabel[]> {
  const recordAt = new Map(records.variables.map((record) => [record.slot, record]));
  const all = new Map<number, readonly ValueLabel[]>();
  for (const { labels, slots } of records.labels) {
    for (const slot of slots) {
      const record = recordAt.get(slot - 1);
      if (record === undefined) throw damaged(reading.file, "labels values of no variable");
      const set = labels.map(({ value, label }) => ({
        value: valueIn(value, record.width, reading),
        label: reading.decode(label).trimEnd(),
      }));
      all.set(slot - 1, [...(all.get(slot - 1) ?? []), ...set]);
    }
  }
  return all;
}

function valueIn(bytes: Buffer, width: number, { decode, littleEndian }: Reading): number | string {
  if (width > 0) return decode(bytes.subarray(0, Math.min(8, width))).trimEnd();
  return littleEndian ? bytes.readDoubleLE(0) : bytes.readDoubleBE(0);
}

function userMissing(record: VariableRecord, long: readonly string[] | undefined, reading: Reading): UserMissing {
  const { missing, missingCount, width } = record;
  const values = Array.from({ length: Math.abs(missingCount) }, (_, i) =>
    valueIn(missing.subarray(8 * i, 8 * i + 8), width, reading),
  );
  if (missingCount >= 0) return { values: [...values, ...(long ?? [])] };
  return { values: values.slice(2), range: [openEnd(values[0] as number), openEnd(values[1] as number)] };
}

/** SPSS writes LOWEST and HIGHEST as the outermost numbers. */
const openEnd = (value: number): number =>
  Math.abs(value) > 1.7976931348623e308 ? Math.sign(value) * Infinity : value;
