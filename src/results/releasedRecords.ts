import { activeGate } from "../disclosure/activeGate";
import { clearRecords } from "../disclosure/clearRecords";
import type { ResultRecord } from "./types";

/** Records that may be shown, and the keys of those that may not. */
export interface ShownRecords {
  readonly records: readonly ResultRecord[];
  readonly withheld: readonly string[];
}

/** All records as they are; of restricted answers, those that the disclosure gate of this process clears, rounded. */
export function releasedRecords(records: readonly ResultRecord[]): ShownRecords {
  const active = activeGate();
  if (!active) return { records, withheld: [] };
  const population = "named by the model and sample of each record";
  return clearRecords(records, active.gate, { name: groupsOf(records), population });
}

/** First parts of the keys, for messages: `table3, table4`. */
export function groupsOf(records: readonly ResultRecord[]): string {
  return [...new Set(records.map(({ key }) => key.split("/")[0]))].join(", ");
}
