import { activeGate } from "../disclosure/activeGate";
import { RESULTS_MIME } from "../exhibit/types";
import { displayBundle } from "../notebook/display";
import { groupsOf, releasedRecords } from "./releasedRecords";
import type { ResultRecord } from "./types";

/** Hands records from a notebook cell to the results store of the run (`report/out/results.json`); of restricted answers the cleared ones. */
export function publish(records: readonly ResultRecord[]): void {
  const { records: released } = releasedRecords(records);
  const plain = released.map(({ underlying: _, ...record }) => record);
  const bundle = {
    "text/plain": `${plain.length} results stored (${groupsOf(plain)})`,
    [RESULTS_MIME]: plain,
  };
  displayBundle(activeGate()?.seal(bundle) ?? bundle);
}
