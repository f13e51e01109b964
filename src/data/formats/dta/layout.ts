import type { TabularHeader } from "../types";

/** How a cell is stored; strings are kept in their declared bytes. */
export type Storage = "byte" | "int" | "long" | "float" | "double" | "string" | "strL";

export interface DtaPlace {
  readonly storage: Storage;
  /** First byte within a row. */
  readonly offset: number;
  readonly bytes: number;
}

/** The header and what reading the rows needs. */
export interface DtaLayout {
  readonly header: TabularHeader;
  /** By variable, in the order of the header. */
  readonly places: readonly DtaPlace[];
  readonly rows: number;
  readonly rowBytes: number;
  readonly dataStart: number;
  readonly littleEndian: boolean;
}
