import { Random } from "../../util/random";
import type { PracticeYear } from "../answerFrame";
import type { PackedResidences } from "./packFrame";
import type { People } from "./people";

/** Shares of respondents by age band: unweighted, so older than the registered population. */
const AGES = [0.035, 0.085, 0.11, 0.145, 0.205, 0.225, 0.145, 0.05];
/** Share of women by age band. */
const WOMEN = [0.6, 0.63, 0.6, 0.57, 0.55, 0.53, 0.52, 0.55];
/** How much likelier a minority background is at an age than on average. */
const MINORITY_BY_AGE = [1.9, 1.8, 1.7, 1.25, 0.85, 0.55, 0.45, 0.4];
/** Codes of `Q49` other than 1, with shares among them. */
const MINORITIES = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
const MINORITY_SHARES = [7, 0.4, 25, 1.6, 1, 2, 2.2, 15, 10, 3, 4, 7, 8, 5.5, 1, 1.6, 4.5];
/** Shares by code of `Q50` (1 to 8) for the age bands from 16-24 to 85 or over. */
const EMPLOYMENT = [
  [28, 15, 43, 7, 2, 0.1, 2.5, 3],
  [62, 15, 3, 5, 3.5, 0.2, 9, 3],
  [58, 20, 1, 4, 5, 0.4, 9, 3],
  [57, 19, 0.4, 4, 8, 3, 5.5, 3.5],
  [36, 17, 0.1, 3.5, 9, 27, 4, 3.5],
  [5, 7, 0, 0.6, 2, 82, 1.5, 2],
  [0.6, 1.2, 0, 0.1, 0.8, 95, 1, 1.3],
  [0.2, 0.3, 0, 0, 1, 96, 1, 1.5],
];
/** Log-odds slope of being out of work or disabled per decile of affluence. */
const POVERTY = -0.13;
const YOUNGER_WHEN_DEPRIVED = 0.022;
const OLDER_WHEN_RURAL = 0.06;

/** Share with a minority background at a practice relative to the national one. */
export function neighbourhood(seed: number, practice: PracticeYear): number {
  const place = practice.pcn === "" ? practice.practice : practice.pcn;
  return Math.exp(0.95 * new Random(seed, "neighbourhood", place).normal() - 0.45);
}

/** The area of a patient of a practice: the first whose running total passes the u-th patient. */
export function drawArea(homes: PackedResidences, practice: number, u: number): number {
  let low = homes.offsets[practice];
  let high = homes.offsets[practice + 1] - 1;
  const patient = u * homes.cumulative[high];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (homes.cumulative[middle] > patient) high = middle;
    else low = middle + 1;
  }
  return homes.areas[low];
}

const AGE_TABLE = crossed((decile, rural) => {
  const tilt = YOUNGER_WHEN_DEPRIVED * (decile - 5.5) + OLDER_WHEN_RURAL * rural;
  return AGES.map((share, k) => share * Math.exp(tilt * (k - 4)));
});
const EMPLOYMENT_TABLE = EMPLOYMENT.map((shares) =>
  crossed((decile) => {
    const odds = Math.exp(POVERTY * (decile - 5.5));
    return shares.map((share, k) => (k === 3 || k === 4 ? share * odds : share));
  }),
);
const MINORITY_TABLE = running(MINORITY_SHARES);

/** Draws age, gender, ethnic group and employment of one respondent into the arrays. */
export function drawPerson(people: People, i: number, year: number, local: number, random: Random): void {
  const decile = people.decile[i] === 0 ? 5 : people.decile[i];
  const rural = people.rural[i];
  const age = choose(AGE_TABLE[decile * 2 + rural], random.uniform());
  people.age[i] = age;
  const u = random.uniform();
  // Other genders can be told from 2021 only.
  people.gender[i] = year >= 2021 && u > 0.996 ? 2 : u < WOMEN[age] ? 0 : 1;
  const minority = Math.min(
    0.85,
    0.15 * local * MINORITY_BY_AGE[age] * (rural ? 0.3 : 1.1) * (1 - 0.03 * (decile - 5.5)),
  );
  const group = random.uniform() < minority ? MINORITIES[choose(MINORITY_TABLE, random.uniform())] : 1;
  people.ethnicity[i] = group === 4 && year >= 2021 && random.uniform() < 0.02 ? 19 : group;
  people.employment[i] = 1 + choose(EMPLOYMENT_TABLE[age][decile * 2 + rural], random.uniform());
}

/** Cumulative shares by decile (0 to 10) and rurality, at `decile * 2 + rural`. */
function crossed(shares: (decile: number, rural: number) => readonly number[]): Float64Array[] {
  return Array.from({ length: 22 }, (_, k) => running(shares(k >> 1, k & 1)));
}

function running(shares: readonly number[]): Float64Array {
  const total = shares.reduce((a, b) => a + b, 0);
  let sum = 0;
  return Float64Array.from(shares, (share) => {
    sum += share / total;
    return sum;
  });
}

function choose(cumulative: Float64Array, u: number): number {
  let k = 0;
  while (k < cumulative.length - 1 && cumulative[k] <= u) k++;
  return k;
}
