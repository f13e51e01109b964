import { Random } from "../../util/random";
import type { PracticeYear } from "../answerFrame";
import type { PackedResidences } from "./packFrame";
import { drawArea, drawPerson, neighbourhood } from "./person";

/** Bits of `missing`: which covariate the respondent withheld. */
export const WITHHELD = { age: 1, gender: 2, ethnicity: 4, employment: 8, residence: 16 } as const;

/** Respondents of one survey year in order of practice: who they are, before what they answer. Values also where withheld. */
export interface People {
  readonly count: number;
  /** Position of the practice among those of the year. */
  readonly practice: Uint16Array;
  readonly area: Int32Array;
  readonly decile: Uint8Array;
  readonly rural: Uint8Array;
  /** 0 = 16-24 to 7 = 85 or over. */
  readonly age: Uint8Array;
  /** 0 female, 1 male, 2 other. */
  readonly gender: Uint8Array;
  /** Codes of `Q49` and `Q50`. */
  readonly ethnicity: Uint8Array;
  readonly employment: Uint8Array;
  readonly missing: Uint8Array;
}

/** Draws the respondents; each practice has its own stream, so the result does not depend on the others. */
export function drawPeople(
  seed: number,
  year: number,
  practices: readonly PracticeYear[],
  rows: readonly number[],
  homes: PackedResidences,
): People {
  const count = rows.reduce((a, b) => a + b, 0);
  const people: People = {
    count,
    practice: new Uint16Array(count),
    area: new Int32Array(count),
    decile: new Uint8Array(count),
    rural: new Uint8Array(count),
    age: new Uint8Array(count),
    gender: new Uint8Array(count),
    ethnicity: new Uint8Array(count),
    employment: new Uint8Array(count),
    missing: new Uint8Array(count),
  };
  let next = 0;
  practices.forEach((practice, k) => {
    const random = new Random(seed, "people", year, practice.practice);
    const local = neighbourhood(seed, practice);
    const home = homes.practices.get(practice.practice) ?? homes.offsets.length - 2;
    for (let i = 0; i < rows[k]; i++) {
      const area = drawArea(homes, home, random.uniform());
      people.practice[next] = k;
      people.area[next] = area;
      people.decile[next] = homes.deciles[area];
      people.rural[next] = homes.rural[area];
      drawPerson(people, next, year, local, random);
      next++;
    }
  });
  return people;
}
