import type { TabularHeader } from "../types";
import type { ZlibBlock } from "./zlibBlocks";

/** Where a variable lies in a row: the slots (8 bytes each) and bytes of its segments; numbers have one segment of 8 bytes. */
export interface SavPlace {
  readonly segments: readonly { readonly slot: number; readonly bytes: number }[];
}

/** The header and what reading the rows needs. */
export interface SavLayout {
  readonly header: TabularHeader;
  /** By variable, in the order of the header. */
  readonly places: readonly SavPlace[];
  /** Slots of a row. */
  readonly slots: number;
  readonly dataStart: number;
  readonly littleEndian: boolean;
  readonly bias: number;
  /** The number that stands for system-missing. */
  readonly systemMissing: number;
  /** Of `.zsav` files only. */
  readonly blocks: readonly ZlibBlock[] | undefined;
}
