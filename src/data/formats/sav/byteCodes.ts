import { damaged } from "../fileError";
import type { SavLayout } from "./layout";
import type { SavRows } from "./savRows";

/** Longest group: eight codes and the eight values they may announce. */
export const GROUP_BYTES = 72;

const PADDING = 0;
const END = 252;
const VALUE_FOLLOWS = 253;
const SPACES = 254;
const SYSTEM_MISSING = 255;

/**
 * Decodes byte-compressed rows (PSPP developer's guide, "Data Record"): each slot is one code, a small number, a constant, or a mark
 * that its eight bytes follow after the group of eight codes.
 */
export class ByteCodes {
  /** Whole rows since `startBatch`. */
  row: number = 0;
  /** The end code was met. */
  ended: boolean = false;
  private slot: number = 0;

  constructor(
    private readonly layout: SavLayout,
    private readonly rows: SavRows,
    private readonly file: string,
  ) {}

  /** True when the data stops inside a row. */
  get insideRow(): boolean {
    return this.slot !== 0;
  }

  /** Decodes whole groups from `start` until the batch is full or the bytes run out; returns where it stopped. */
  decode(bytes: Buffer, start: number, final: boolean): number {
    const { bias, systemMissing, littleEndian, slots } = this.layout;
    const { targets, numbers, capacity, text, textBytes } = this.rows;
    const numberCount = numbers.length;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const end = bytes.length;
    const lastGroup = final ? end - 1 : end - GROUP_BYTES;
    let { slot, row } = this;
    let position = start;
    while (position <= lastGroup && row < capacity && !this.ended) {
      const group = position;
      position += 8;
      if (position > end) throw this.cut();
      for (let k = 0; k < 8; k++) {
        const code = bytes[group + k];
        const target = targets[slot];
        if (code < END && code !== PADDING) {
          if (target >= 0) {
            if (target >= numberCount) this.smallText(code, row * textBytes + 8 * (target - numberCount));
            else numbers[target][row] = code - bias;
          }
        } else if (code === VALUE_FOLLOWS) {
          if (position + 8 > end) throw this.cut();
          if (target >= 0) {
            if (target < numberCount) {
              const value = view.getFloat64(position, littleEndian);
              numbers[target][row] = value === systemMissing ? Number.NaN : value;
            } else {
              const to = row * textBytes + 8 * (target - numberCount);
              for (let b = 0; b < 8; b++) text[to + b] = bytes[position + b];
            }
          }
          position += 8;
        } else if (code === SYSTEM_MISSING) {
          if (target >= numberCount) throw this.misplaced();
          if (target >= 0) numbers[target][row] = Number.NaN;
        } else if (code === SPACES) {
          if (target >= 0 && target < numberCount) throw this.misplaced();
          if (target >= 0) this.fill(row * textBytes + 8 * (target - numberCount), 0x20);
        } else if (code === PADDING) {
          continue;
        } else {
          this.ended = true;
          break;
        }
        if (++slot === slots) {
          slot = 0;
          row++;
        }
      }
    }
    this.slot = slot;
    this.row = row;
    return position;
  }

  /** The code of zero stands for eight NUL bytes in text written by some programs; no other number can be text. */
  private smallText(code: number, at: number): void {
    if (code !== this.layout.bias) throw this.misplaced();
    this.fill(at, 0);
  }

  private fill(at: number, byte: number): void {
    this.rows.text.fill(byte, at, at + 8);
  }

  private cut(): Error {
    return damaged(this.file, "ends inside a row");
  }

  private misplaced(): Error {
    return damaged(this.file, "has text where a number should be, or a number where text should be");
  }
}
