import { isGated } from "../disclosure/activeGate";
import type { LogitFit } from "../model/types";
import type { StoredFrame } from "../results/fitCache";
import type { FittedCell } from "./fittedCell";
import { modelFacts } from "./modelFacts";

/**
 * The counts behind a fit for the disclosure gate, on restricted answers; nothing otherwise, when nobody asks for them.
 * @param id names the sample: `M1.good_gp`, `M1.good_gp & deprivation=3`
 */
export function gatedFacts(study: StoredFrame, id: string, fit: LogitFit): Pick<FittedCell, "facts"> {
  return isGated() ? { facts: modelFacts(study.frame, id, fit) } : {};
}
