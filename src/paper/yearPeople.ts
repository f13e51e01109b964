import { type Frame, missingCode } from "../data/frame";
import { isGated } from "../disclosure/activeGate";
import type { People } from "../disclosure/underlying";
import { everybodyIn } from "./answerPeople";
import { column } from "./completeRows";
import { EVERYBODY, peopleOf } from "./modelFacts";

/** The respondents of a survey year, and those of practices in a PCN and in none. */
export interface YearPeople {
  readonly all: People;
  readonly linked: People;
  readonly unlinked: People;
}

/** By survey year, on restricted answers; empty otherwise, when nobody asks for them. */
export function yearPeople(frame: Frame): ReadonlyMap<number, YearPeople> {
  if (!isGated()) return new Map();
  const [year, pcn] = ["year", "pcn"].map((name) => column(frame, name));
  if (year.kind !== "factor" || pcn.kind !== "factor") throw new RangeError("year and pcn are factor columns");
  const missing = missingCode(pcn.codes);
  const marked = (is: (row: number) => boolean) =>
    peopleOf(
      frame,
      Uint8Array.from(pcn.codes, (_, i) => Number(is(i))),
    );
  return new Map(
    year.levels.map((level, k) => {
      const name = everybodyIn(Number(level));
      const linked = marked((i) => year.codes[i] === k && pcn.codes[i] !== missing);
      const unlinked = marked((i) => year.codes[i] === k && pcn.codes[i] === missing);
      const all = marked((i) => year.codes[i] === k);
      return [
        Number(level),
        {
          all: { ...all, population: name, within: [EVERYBODY] },
          linked: { ...linked, population: `${name}, in a PCN`, within: [name] },
          unlinked: { ...unlinked, population: `${name}, in no PCN`, within: [name] },
        },
      ];
    }),
  );
}
