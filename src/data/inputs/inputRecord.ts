import type { OpenedInput } from "./openInput";

/** An input file as the report lists it. */
export interface InputRecord {
  /** `workforce 2021-12` */
  readonly input: string;
  /** As the manifest writes it. */
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string;
}

export const inputRecord = (input: string, { name, facts }: OpenedInput, rows: number): InputRecord => ({
  input,
  path: name,
  rows,
  bytes: facts.bytes,
  sha256: facts.sha256,
  encoding: facts.encoding + (facts.byteOrderMark ? ", byte-order mark" : "") + (facts.gzip ? ", gzip" : ""),
});
