import { chmodSync, existsSync, readFileSync } from "node:fs";
import { writeFileAtomically } from "../util/writeFileAtomically";
import type { Decision } from "./decision";
import { type DisclosurePolicy, disclosurePolicy } from "./policy";
import { type LedgerState, type ReleaseLedger, releaseLedger } from "./releaseLedger";

/** The state of disclosure control in one run: thresholds, what was released so far, what was decided. */
export interface Gate {
  readonly policy: DisclosurePolicy;
  readonly ledger: ReleaseLedger;
  /** In the order of the outputs; lines of the review sheet. */
  readonly decisions: readonly Decision[];
  record(decision: Decision): void;
}

/** A gate as plain data. PRIVATE: exact counts. */
export interface GateState extends LedgerState {
  readonly policy: DisclosurePolicy;
  readonly decisions: readonly Decision[];
}

/** Opens a gate, new or from the state that another process of the run left. */
export function openGate(overrides: Partial<DisclosurePolicy> = {}, from: Partial<GateState> = {}): Gate {
  const policy = disclosurePolicy(overrides);
  const decisions: Decision[] = [...(from.decisions ?? [])];
  return {
    policy,
    ledger: releaseLedger(policy, from),
    decisions,
    record: (decision) => {
      const same = decisions.findIndex(({ output, kind }) => output === decision.output && kind === decision.kind);
      if (same < 0) decisions.push(decision);
      else decisions[same] = decision;
    },
  };
}

/** Stores a gate in the private folder, for its owner only. */
export function saveGate({ policy, ledger, decisions }: Gate, path: string): void {
  const state: GateState = { ...ledger.state(), policy, decisions };
  const mask = process.umask(0o077);
  try {
    writeFileAtomically(path, `${JSON.stringify(state)}\n`);
    chmodSync(path, 0o600);
  } finally {
    process.umask(mask);
  }
}

/** The gate of this run as stored, with its thresholds; a new one when there is none. */
export function loadGate(path: string): Gate {
  const state: Partial<GateState> = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as GateState) : {};
  return openGate(state.policy, state);
}

/** The gate of a new run: nothing is decided, and everything that the stored run and those before it released is remembered. */
export function nextGate(path: string, overrides: Partial<DisclosurePolicy> = {}): Gate {
  return openGate(overrides, { earlier: loadGate(path).ledger.released() });
}
