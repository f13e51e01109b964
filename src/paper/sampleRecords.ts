import type { ResultRecord } from "../results/types";
import type { SampleSummary } from "./sampleSummary";

/** Sizes and means of the samples as records: `sample/<cell>/n`, `/meanPct`, `/practices`, `/pcns`, `/mean<year>`. */
export function sampleRecords(samples: readonly SampleSummary[]): readonly ResultRecord[] {
  return samples.flatMap((sample) => {
    const base = { n: sample.n, events: sample.events, clusters: sample.pcns, model: sample.id };
    const record = (name: string, value: number, decimals: number, unit = ""): ResultRecord => ({
      key: `sample/${sample.id}/${name}`,
      value,
      unit,
      decimals,
      ...base,
    });
    return [
      record("n", sample.n, 0),
      record("meanPct", (100 * sample.events) / sample.n, 1, "%"),
      record("practices", sample.practices, 0),
      record("pcns", sample.pcns, 0),
      ...sample.years
        .filter((year) => year.n > 0)
        .map((year) => ({
          ...record(`mean${year.year}`, (100 * year.events) / year.n, 1, "%"),
          n: year.n,
          events: year.events,
        })),
    ];
  });
}
