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
  const said = bySpot(before.sentences);
  return {
    changed: after.results.flatMap(({ key, value, decimals }) => {
      const earlier = old.get(key);
      return earlier && !Object.is(earlier.value, value)
        ? [{ key, before: earlier.value, after: value, decimals }]
        : [];
    }),
    added: after.results.filter(({ key }) => !old.has(key)).map(({ key }) => key),
    removed: before.results.filter(({ key }) => !now.has(key)).map(({ key }) => key),
    sentences: [...bySpot(after.sentences)].flatMap(([spot, { notebook, cell, text }]) => {
      const earlier = said.get(spot)?.text;
      return earlier === undefined || earlier === text ? [] : [{ notebook, cell, before: earlier, after: text }];
    }),
  };
}

/** Sentences by notebook, cell and place among the sentences of the cell. */
function bySpot(sentences: readonly StoredSentence[]): ReadonlyMap<string, StoredSentence> {
  const spots = new Map<string, StoredSentence>();
  for (const one of sentences) {
    let place = 1;
    while (spots.has(spot(one, place))) place++;
    spots.set(spot(one, place), one);
  }
  return spots;
}

function spot({ notebook, cell }: StoredSentence, place: number): string {
  return `${notebook}#${cell}#${place}`;
}
