import type { Frame, LookupColumn } from "../../data/frame";
import { column } from "../completeRows";

/** A lookup column by name (exposures and rates are such). */
export function lookupOf(frame: Frame, name: string): LookupColumn {
  const found = column(frame, name);
  if (found.kind !== "lookup") throw new RangeError(`${name} is a ${found.kind} column, not a lookup`);
  return found;
}
