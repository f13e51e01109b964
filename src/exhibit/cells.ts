import type { Cell } from "./types";

/** Short forms for writing rows of a table. */
export const text = (value: string): Cell => ({ kind: "text", text: value });
export const count = (value: number | null | undefined): Cell =>
  value === null || value === undefined ? { kind: "empty" } : { kind: "count", value };
export const number = (value: number | null | undefined, decimals: number): Cell =>
  value === null || value === undefined ? { kind: "empty" } : { kind: "number", value, decimals };
