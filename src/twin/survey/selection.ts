import type { OutcomeName } from "../../published/published";
import { Random } from "../../util/random";
import type { PracticeYear } from "../answerFrame";
import { systematicSample } from "../systematicSample";
import { type People, WITHHELD } from "./people";
import type { QuotaOutcome, Quotas } from "./quotas";
import { rowsWhere, sizesOf } from "./rowsWhere";
import { expit } from "./yearTargets";

/** Who belongs to which group and gives which valid answers, in one survey year. */
export interface Selection {
  /** 1 = all covariates and a network: the universe of the quotas. */
  readonly complete: Uint8Array;
  /** Number of the group in `GROUPS`. */
  readonly group: Uint8Array;
  /** 1 = valid answer. */
  readonly valid: Readonly<Record<OutcomeName, Uint8Array>>;
}

/** Relative odds of leaving questions blank, and log odds of a long-term condition and of mental health needs, by age band. */
const BLANK = [0.8, 0.75, 0.75, 0.8, 0.9, 1.05, 1.4, 2];
const CONDITION = [-0.75, -0.65, -0.35, 0, 0.45, 0.8, 1.1, 1.3];
const NEEDS = [0.6, 0.6, 0.4, 0.2, 0, -0.25, -0.2, -0.1];
/** Share of invalid answers where no quota binds (incomplete rows). */
const INVALID = 0.06;

const QUOTA_OUTCOMES: readonly QuotaOutcome[] = ["good_gp", "not_isolated", "confidence", "support"];

/** Draws the flags with exact totals, each with probability proportional to a size that depends on the respondent. */
export function selectRespondents(
  seed: number,
  year: number,
  people: People,
  practices: readonly PracticeYear[],
  quotas: Quotas,
): Selection {
  const random = new Random(seed, "selection", year);
  const complete = selectComplete(people, practices, quotas, random);
  const group = selectGroups(people, complete, quotas, random);
  const valid = {} as Record<OutcomeName, Uint8Array>;
  for (const outcome of QUOTA_OUTCOMES) valid[outcome] = selectValid(people, complete, group, quotas, outcome, random);
  valid.mh_understood = group.map((g) => (g === 0 || g === 2 ? 1 : 0));
  return { complete, group, valid };
}

/** Marks who withheld a covariate; the rest of those who could be complete are, in exact number. */
function selectComplete(
  people: People,
  practices: readonly PracticeYear[],
  quotas: Quotas,
  random: Random,
): Uint8Array {
  const complete = new Uint8Array(people.count);
  const eligible = rowsWhere(people.count, (i) => people.decile[i] > 0 && practices[people.practice[i]].pcn !== "");
  const wanted = quotas.complete.reduce((a, b) => a + b, 0);
  const sizes = sizesOf(eligible, (i) => BLANK[people.age[i]]);
  const blank = systematicSample(sizes, Math.max(0, eligible.length - wanted), random.uniform());
  eligible.forEach((i, k) => {
    if (blank[k] === 1) withhold(people, i, random);
    else complete[i] = 1;
  });
  for (let i = 0; i < people.count; i++) {
    const outside = people.decile[i] === 0 || practices[people.practice[i]].pcn === "";
    if (outside && random.uniform() < INVALID) withhold(people, i, random);
  }
  return complete;
}

/** One question left blank, now and then a second. */
function withhold(people: People, i: number, random: Random): void {
  do {
    const u = random.uniform();
    const { age, gender, ethnicity, employment, residence } = WITHHELD;
    people.missing[i] |= u < 0.2 ? age : u < 0.38 ? gender : u < 0.62 ? ethnicity : u < 0.95 ? employment : residence;
  } while (random.uniform() < 0.3);
}

function selectGroups(people: People, complete: Uint8Array, quotas: Quotas, random: Random): Uint8Array {
  const [both, ltcOnly, mhOnly] = quotas.complete;
  const ltcSize = (i: number) =>
    expit(CONDITION[people.age[i]] - 0.08 * (people.decile[i] - 5.5) + (people.employment[i] === 5 ? 2.5 : 0));
  const needsSize = (i: number) =>
    expit(NEEDS[people.age[i]] - 0.4 + (people.gender[i] === 0 ? 0.15 : 0) + (people.employment[i] === 5 ? 0.7 : 0));
  const everyone = rowsWhere(people.count, (i) => complete[i] === 1);
  const ltc = drawFrom(everyone, ltcSize, both + ltcOnly, random);
  const ill = everyone.filter((i) => ltc.has(i));
  const well = everyone.filter((i) => !ltc.has(i));
  const needs = [drawFrom(ill, needsSize, both, random), drawFrom(well, needsSize, mhOnly, random)];
  const group = new Uint8Array(people.count);
  for (let i = 0; i < people.count; i++) {
    const inQuota = complete[i] === 1;
    const hasLtc = inQuota ? ltc.has(i) : random.uniform() < ltcSize(i);
    const hasNeeds = inQuota ? needs[hasLtc ? 0 : 1].has(i) : random.uniform() < needsSize(i);
    group[i] = hasLtc ? (hasNeeds ? 0 : 1) : hasNeeds ? 2 : 3;
  }
  return group;
}

function selectValid(
  people: People,
  complete: Uint8Array,
  group: Uint8Array,
  quotas: Quotas,
  outcome: QuotaOutcome,
  random: Random,
): Uint8Array {
  const valid = new Uint8Array(people.count);
  quotas.valid[outcome].forEach((wanted, g) => {
    const members = rowsWhere(people.count, (i) => complete[i] === 1 && group[i] === g);
    const sizes = sizesOf(members, (i) => BLANK[people.age[i]]);
    const blank = systematicSample(sizes, members.length - wanted, random.uniform());
    members.forEach((i, k) => {
      valid[i] = 1 - blank[k];
    });
  });
  const asked = (g: number) => quotas.valid[outcome][g] > 0;
  for (let i = 0; i < people.count; i++) {
    if (complete[i] === 0) valid[i] = asked(group[i]) && random.uniform() > INVALID ? 1 : 0;
  }
  return valid;
}

/** Members of a sample as a bit set over row numbers. */
interface Members {
  has(i: number): boolean;
}

function drawFrom(rows: Int32Array, size: (i: number) => number, quota: number, random: Random): Members {
  const drawn = systematicSample(sizesOf(rows, size), quota, random.uniform());
  const flags = new Uint8Array(rows.length === 0 ? 0 : rows[rows.length - 1] + 1);
  rows.forEach((i, k) => {
    flags[i] = drawn[k];
  });
  return { has: (i) => flags[i] === 1 };
}
