import type { Underlying } from "../disclosure/underlying";
import type { ResultRecord } from "../results/types";
import { countBehind, organisationsBehind, shareBehind } from "./behind";
import { type SampleSummary, samplePeople, samplePeopleOfYear } from "./sampleSummary";

/** Sizes and means of the samples as records: `sample/<cell>/n`, `/meanPct`, `/practices`, `/pcns`, `/mean<year>`. */
export function sampleRecords(samples: readonly SampleSummary[]): readonly ResultRecord[] {
  return samples.flatMap((sample) => {
    const base = { n: sample.n, events: sample.events, clusters: sample.pcns, model: sample.id };
    const people = samplePeople(sample);
    const record = (
      name: string,
      value: number,
      underlying: Underlying | undefined,
      decimals = 0,
      unit = "",
    ): ResultRecord => ({
      key: `sample/${sample.id}/${name}`,
      value,
      unit,
      decimals,
      ...base,
      underlying,
    });
    return [
      record("n", sample.n, countBehind(people)),
      record("meanPct", (100 * sample.events) / sample.n, shareBehind(people, sample.events), 1, "%"),
      record("practices", sample.practices, organisationsBehind(people, sample.practices)),
      record("pcns", sample.pcns, organisationsBehind(people, sample.pcns)),
      ...sample.years
        .filter((year) => year.n > 0)
        .map((year) => ({
          ...record(`mean${year.year}`, (100 * year.events) / year.n, behindYear(sample, year), 1, "%"),
          n: year.n,
          events: year.events,
        })),
    ];
  });
}

function behindYear(sample: SampleSummary, year: SampleSummary["years"][number]): Underlying | undefined {
  return shareBehind(samplePeopleOfYear(sample, year), year.events);
}
