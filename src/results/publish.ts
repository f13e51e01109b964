import { RESULTS_MIME } from "../exhibit/types";
import { displayBundle } from "../notebook/display";
import type { ResultRecord } from "./types";

/** Hands records from a notebook cell to the results store of the run (`report/out/results.json`). */
export function publish(records: readonly ResultRecord[]): void {
  const groups = [...new Set(records.map(({ key }) => key.split("/")[0]))];
  displayBundle({
    "text/plain": `${records.length} results stored (${groups.join(", ")})`,
    [RESULTS_MIME]: records,
  });
}
