import type { TinyFiles } from "./tinyStudy";

/** A fault that stops the run. */
export interface Fault {
  /** Number in the catalogue of faults that real files have. */
  readonly item: string;
  readonly name: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly rule: string;
  readonly message: RegExp;
}

export type FrameRow = Readonly<Record<string, string>>;

/** A peculiarity that the run takes. */
export interface Accepted {
  readonly item: string;
  readonly name: string;
  readonly files: TinyFiles;
  /** Counted repairs beside those of the good study: rule and rows. */
  readonly repairs?: readonly (readonly [RegExp, number])[];
  /** What becomes of a row of the good study's frame; absent = all stay as they are. */
  readonly becomes?: (row: FrameRow) => FrameRow;
  /** What the page says of it, where no repair does. */
  readonly note?: string;
}
