import { damaged, fileError } from "../fileError";
import type { HeaderCursor } from "../headerCursor";
import { RELEASES, type Release } from "./releases";

/** What stands before the variables, with the map of the sections. */
export interface FileHeader {
  readonly number: string;
  readonly release: Release;
  readonly variables: number;
  readonly rows: number;
  /** First bytes of the 14 sections. */
  readonly sections: readonly number[];
}

/** Positions in the map. */
export const SECTION = {
  types: 2,
  names: 3,
  sort: 4,
  formats: 5,
  labelNames: 6,
  variableLabels: 7,
  characteristics: 8,
  data: 9,
  strls: 10,
  labels: 11,
  close: 12,
  end: 13,
} as const;

/** Passes over a tag that must stand here. */
export async function expectTag(cursor: HeaderCursor, tag: string): Promise<void> {
  const bytes = await cursor.take(tag.length);
  if (bytes.toString("latin1") !== tag)
    throw damaged(cursor.source.name, `has no ${tag} before byte ${cursor.position}`);
}

export async function readFileHeader(cursor: HeaderCursor): Promise<FileHeader> {
  const { name } = cursor.source;
  await expectTag(cursor, "<stata_dta><header><release>");
  const number = (await cursor.take(3)).toString("latin1");
  const release = RELEASES[number];
  if (release === undefined)
    throw fileError(
      name,
      "format-supported",
      `is a Stata file of release ${number.replace(/\D/g, "?")}. Save it with Stata 13 or later (releases 117 to 119).`,
    );
  await expectTag(cursor, "</release><byteorder>");
  const order = (await cursor.take(3)).toString("latin1");
  if (order !== "LSF" && order !== "MSF") throw damaged(name, "has no known byte order");
  cursor.littleEndian = order === "LSF";
  await expectTag(cursor, "</byteorder><K>");
  const variables = await unsigned(cursor, release.variables);
  await expectTag(cursor, "</K><N>");
  const rows = await unsigned(cursor, release.rows);
  await expectTag(cursor, "</N><label>");
  await cursor.take(await unsigned(cursor, release.labelLength));
  await expectTag(cursor, "</label><timestamp>");
  await cursor.take(await unsigned(cursor, 1));
  await expectTag(cursor, "</timestamp></header><map>");
  const sections: number[] = [];
  for (let i = 0; i < 14; i++) sections.push(await unsigned(cursor, 8));
  await expectTag(cursor, "</map>");
  if (sections[SECTION.end] !== cursor.source.size)
    throw damaged(name, `has ${cursor.source.size} bytes and states another size`);
  return { number, release, variables, rows, sections };
}

/** An unsigned number of 1, 2, 4 or 8 bytes; beyond 2^53 only a damaged file goes, and every use compares it with the file's size. */
export async function unsigned(cursor: HeaderCursor, bytes: number): Promise<number> {
  const field = await cursor.take(bytes);
  if (bytes === 8) return Number(cursor.littleEndian ? field.readBigUInt64LE(0) : field.readBigUInt64BE(0));
  return cursor.littleEndian ? field.readUIntLE(0, bytes) : field.readUIntBE(0, bytes);
}
