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
  const { tally, rules, wordCount } = design;
  const flags = (spec.sample ?? []).map((flag) => flagOfWord(design, flag));
  const outcome = flagOfWord(design, spec.outcome);
  const outside = new Float64Array(flags.length);
  const incomplete = new Float64Array(rules.length);
  let missingOutcome = 0;
  const take = new Uint8Array(wordCount);
  for (let i = 0; i < tally.words.length; i++) {
    const word = tally.words[i];
    let failed = 0;
    while (failed < flags.length && flags[failed][word] === 1) failed++;
    if (failed < flags.length) outside[failed] += tally.all[i];
    else if (outcome[word] === 3) missingOutcome += tally.all[i];
    else {
      take[word] = outcome[word] === 1 ? 3 : 1;
      for (let rule = 0; rule < rules.length; rule++) incomplete[rule] += tally.rows[rule + 1][i];
    }
  }
  const ledger = [
    ...(spec.sample ?? []).map((flag, i) => ({ rule: `outside sample: ${flag}`, rows: outside[i] })),
    { rule: "missing outcome", rows: missingOutcome },
    ...rules.map((rule, i) => ({ rule, rows: incomplete[i] })),
  ];
  return { take, ledger };
}
