import type { PrintedRecord } from "../renderOutput.js";
import type { Published } from "./api.mjs";

/** A published number that a reviewer's run gave differently. */
export interface MovedNumber {
  readonly key: string;
  /** As printed; undefined for a number the report does not have. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Numbers whose printed form changed, and how many changed beyond their printed decimals only. */
export function movedNumbers(
  records: readonly PrintedRecord[],
  published: Published,
): { moved: MovedNumber[]; unseen: number } {
  const changed = records.filter(({ key, value }) => !Object.is(published[key]?.value, value));
  const moved = changed.filter(({ key, text }) => published[key]?.text !== text);
  return {
    moved: moved.map(({ key, text }) => ({ key, before: published[key]?.text, after: text })),
    unseen: changed.length - moved.length,
  };
}
