import type { Decision } from "./decision";
import { type DisclosurePolicy, disclosurePolicy } from "./policy";
import { type ReleasedCount, type ReleaseLedger, releaseLedger } from "./releaseLedger";

/** The state of disclosure control in one run: thresholds, what was released so far, what was decided. */
export interface Gate {
  readonly policy: DisclosurePolicy;
  readonly ledger: ReleaseLedger;
  /** In the order of the outputs; lines of the review sheet. */
  readonly decisions: readonly Decision[];
  record(decision: Decision): void;
}

/**
 * Opens the gate of a run.
 * @param earlier counts that former runs released, from the private folder
 */
export function openGate(overrides: Partial<DisclosurePolicy> = {}, earlier: readonly ReleasedCount[] = []): Gate {
  const policy = disclosurePolicy(overrides);
  const decisions: Decision[] = [];
  return {
    policy,
    ledger: releaseLedger(policy, earlier),
    decisions,
    record: (decision) => {
      const same = decisions.findIndex(({ output, kind }) => output === decision.output && kind === decision.kind);
      if (same < 0) decisions.push(decision);
      else decisions[same] = decision;
    },
  };
}
