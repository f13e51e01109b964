import { flagOfWord, type PreparedDesign } from "./prepareDesign";
import type { LedgerStep, LogitSpec } from "./types";

/** Which words belong to the sample of a model, and what left before it. */
export interface WordSelection {
  /** By word: 0 = not in the sample, 1 = in it with outcome no, 3 = in it with outcome yes. */
  readonly take: Uint8Array;
  readonly ledger: readonly LedgerStep[];
}

/**
 * Listwise deletion: sample flags, then the outcome, then the right-hand-side columns in order, then the cluster.
 * A flag that is missing is not 1, so its row is outside the sample.
 */
export function selectWords(design: PreparedDesign, spec: LogitSpec): WordSelection {
  const { tally, rules } = design;
  const flags = spec.sample ?? [];
  const outside = flags.map(() => 0);
  let missingOutcome = 0;
  const incomplete = rules.map(() => 0);
  const take = new Uint8Array(design.wordPatterns.length);
  for (let word = 0; word < take.length; word++) {
    const rows = tally.reduce((sum, counts) => sum + counts[word], 0);
    if (rows === 0) continue;
    const failed = flags.findIndex((flag) => flagOfWord(design, flag, word) !== 1);
    const outcome = flagOfWord(design, spec.outcome, word);
    if (failed >= 0) outside[failed] += rows;
    else if (outcome === 3) missingOutcome += rows;
    else {
      take[word] = outcome === 1 ? 3 : 1;
      rules.forEach((_, i) => {
        incomplete[i] += tally[i + 1][word];
      });
    }
  }
  const ledger = [
    ...flags.map((flag, i) => ({ rule: `outside sample: ${flag}`, rows: outside[i] })),
    { rule: "missing outcome", rows: missingOutcome },
    ...rules.map((rule, i) => ({ rule, rows: incomplete[i] })),
  ];
  return { take, ledger };
}
