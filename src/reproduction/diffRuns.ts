import type { StoredResult, StoredSentence } from "../results/collectResults";

/** What two runs have in their results files. */
export interface RunResults {
  readonly results: readonly StoredResult[];
  readonly sentences: readonly StoredSentence[];
}

/** What changed between two runs. */
export interface RunDiff {
  readonly changed: readonly {
    readonly key: string;
    readonly before: number;
    readonly after: number;
    readonly decimals: number;
  }[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly sentences: readonly {
    readonly notebook: string;
    readonly cell: string;
    readonly before: string;
    readonly after: string;
  }[];
}

/** Compares two runs value by value at full precision and sentence by sentence. */
export function diffRuns(before: RunResults, after: RunResults): RunDiff {
  const old = new Map(before.results.map((record) => [record.key, record]));
  const now = new Map(after.results.map((record) => [record.key, record]));
  const place = ({ notebook, cell }: StoredSentence) => `${notebook}#${cell}`;
  const said = new Map(before.sentences.map((one) => [place(one), one.text]));
  return {
    changed: after.results.flatMap(({ key, value, decimals }) => {
      const earlier = old.get(key);
      return earlier && !Object.is(earlier.value, value)
        ? [{ key, before: earlier.value, after: value, decimals }]
        : [];
    }),
    added: after.results.filter(({ key }) => !old.has(key)).map(({ key }) => key),
    removed: before.results.filter(({ key }) => !now.has(key)).map(({ key }) => key),
    sentences: after.sentences.flatMap((one) => {
      const earlier = said.get(place(one));
      if (earlier === undefined || earlier === one.text) return [];
      return [{ notebook: one.notebook, cell: one.cell, before: earlier, after: one.text }];
    }),
  };
}
