import type { OutcomeName } from "../../published/published";
import { type Bytes, codeTable } from "./codeTable";
import { at } from "./layout";
import { type People, WITHHELD } from "./people";
import type { Selection } from "./selection";

/** Everything known of the respondents of a year when their answer codes are written. */
export interface Respondents {
  readonly year: number;
  readonly people: People;
  readonly selection: Selection;
  /** 1 positive, 0 negative, 2 no valid answer. */
  readonly outcomes: Readonly<Record<OutcomeName, Uint8Array>>;
}

/** Negative codes: -1 multi-coded, -2 answered in error, -3 not answered, -5 not asked (routed past). */
const BLANK = codeTable([[-3, 88], [-1, 10], [-2, 2]]);
const NOT_ASKED = -5;

const Q28 = { good: codeTable([[1, 53], [2, 47]]), bad: codeTable([[3, 58], [4, 27], [5, 15]]) };
const Q87 = { yes: codeTable([[1, 62], [2, 38]]), none: codeTable([[4, 58], [5, 38], [-3, 4]]) };
const Q94 = { good: codeTable([[1, 40], [2, 60]]), bad: codeTable([[3, 75], [4, 25]]), open: codeTable([[5, 55], [-3, 40], [-1, 5]]) };
const Q32 = { good: codeTable([[1, 54], [2, 46]]), bad: codeTable([[3, 43], [4, 57]]), open: codeTable([[5, 60], [-3, 36], [-1, 4]]) };
const NO_CONDITION = codeTable([[2, 91], [3, 3], [4, 3], [-3, 3]]);
const LAST_APPOINTMENT = codeTable([[1, 55], [2, 17], [3, 14], [4, 14]]);
const NEVER_APPOINTMENT = codeTable([[5, 80], [-3, 20]]);
const LONG_COVID = codeTable([[1, 10], [2, 215], [3, 24], [4, 3], [-3, 4]]);
const CARER = codeTable([[1, 80], [2, 9], [3, 3], [4, 2], [5, 2], [6, 2], [-3, 2]]);
const IDENTITY = codeTable([[1, 250], [2, 1], [3, 2], [-3, 3]]);
/** Other questions: after a good and after a bad overall experience. */
const SCALES = (
  [
    ["Q3", [[1, 25], [2, 48], [3, 16], [4, 8], [5, 1], [-3, 2]], [[1, 5], [2, 22], [3, 31], [4, 40], [5, 1], [-3, 1]]],
    ["Q4", [[1, 52], [2, 40], [3, 5], [4, 1], [5, 1], [-3, 1]], [[1, 14], [2, 45], [3, 25], [4, 13], [5, 2], [-3, 1]]],
    ["Q73", [[1, 20], [2, 33], [3, 8], [4, 3], [5, 34], [-3, 2]], [[1, 6], [2, 27], [3, 20], [4, 13], [5, 32], [-3, 2]]],
    ["Q8", [[1, 30], [2, 18], [3, 45], [4, 5], [-3, 2]], [[1, 27], [2, 20], [3, 48], [4, 3], [-3, 2]]],
    ["Q18", [[1, 35], [2, 42], [3, 14], [4, 5], [5, 2], [-3, 2]], [[1, 4], [2, 18], [3, 26], [4, 29], [5, 21], [-3, 2]]],
  ] as const
).map(([name, good, bad]) => ({ position: at(name), good: codeTable(good), bad: codeTable(bad) }));
const PREFERRED_SEEN = codeTable([[1, 20], [2, 23], [3, 42], [4, 13], [-3, 2]]);
const RATING = { good: codeTable([[1, 58], [2, 33], [3, 6], [4, 1], [5, 1], [-3, 1]]), bad: codeTable([[1, 22], [2, 33], [3, 24], [4, 12], [5, 8], [-3, 1]]) };
const YES_NO = { good: codeTable([[1, 66], [2, 29], [3, 3], [4, 1], [-3, 1]]), bad: codeTable([[1, 31], [2, 42], [3, 23], [4, 3], [-3, 1]]) };
const ACTIVITIES = codeTable([[1, 17], [2, 42], [3, 38], [-3, 3]]);
const CONVERSATION = codeTable([[1, 40], [2, 50], [3, 8], [-3, 2]]);
const PLAN = codeTable([[1, 23], [2, 68], [3, 7], [-3, 2]]);
const EXTRA_CONDITIONS = codeTable([[0, 48], [1, 26], [2, 14], [3, 7], [4, 5]]);

const RATED = ["Q86a", "Q86b", "Q86e"].map(at);
const AGREED = ["Q88", "Q89", "Q90"].map(at);
const CONDITION_CODES = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 14, 15, 16, 19, 20];
/** Conditions in rough order of frequency: hearing and high blood pressure more often than dementia. */
const COMMON = codeTable([[1, 2], [2, 9], [3, 22], [4, 12], [5, 4], [6, 6], [7, 9], [8, 13], [10, 26], [11, 4], [14, 12], [15, 4], [16, 12], [19, 1], [20, 2]]);
const CONDITION_AT = new Map([...CONDITION_CODES, 17, 18, 21].map((code) => [code, at(`Q31_${code}`)]));

const V = Object.fromEntries(
  "Q9 Q83 Q87 Q28 Q30_recoded Q31count Q118 Q93 Q94 Q32 Q96 Q97 Q91_1 Q91_2 Q91_3 Q91_4 Q48_Merged Q47 Q112 Q113 Q49 Q49band Q50 Q56"
    .split(" ")
    .map((name) => [name, at(name)]),
) as Readonly<Record<string, number>>;

/** Fills the answer codes of respondent i, routing included. */
export function fillAnswers(codes: Int8Array, i: number, all: Respondents, bytes: Bytes): void {
  fillExperience(codes, all.outcomes.good_gp[i], bytes);
  fillAppointment(codes, i, all, bytes);
  fillConditions(codes, i, all, bytes);
  fillIsolation(codes, all.outcomes.not_isolated[i], all.people.age[i], bytes);
  fillPerson(codes, i, all, bytes);
}

function fillExperience(codes: Int8Array, good: number, bytes: Bytes): void {
  codes[V.Q28] = good === 2 ? bytes.code(BLANK) : bytes.code(good === 1 ? Q28.good : Q28.bad);
  for (const scale of SCALES) codes[scale.position] = bytes.code(good === 0 ? scale.bad : scale.good);
  // The preferred GP's availability is asked of those who have one (Q8: 1 or 2).
  codes[V.Q9] = codes[at8] === 1 || codes[at8] === 2 ? bytes.code(PREFERRED_SEEN) : NOT_ASKED;
}
const at8 = at("Q8");

function fillAppointment(codes: Int8Array, i: number, all: Respondents, bytes: Bytes): void {
  const needs = all.selection.valid.mh_understood[i] === 1;
  // Who told of mental health needs at the last appointment had one; 1 in 12 of the others had none.
  const had = needs || !bytes.chance(21);
  codes[V.Q83] = bytes.code(had ? LAST_APPOINTMENT : NEVER_APPOINTMENT);
  const understood = all.outcomes.mh_understood[i];
  codes[V.Q87] = !had ? NOT_ASKED : !needs ? bytes.code(Q87.none) : understood === 1 ? bytes.code(Q87.yes) : 3;
  const good = all.outcomes.good_gp[i] !== 0;
  for (const position of RATED) codes[position] = had ? bytes.code(good ? RATING.good : RATING.bad) : NOT_ASKED;
  for (const position of AGREED) codes[position] = had ? bytes.code(good ? YES_NO.good : YES_NO.bad) : NOT_ASKED;
}

function fillConditions(codes: Int8Array, i: number, all: Respondents, bytes: Bytes): void {
  const ltc = all.selection.group[i] < 2;
  codes[V.Q30_recoded] = ltc ? 1 : bytes.code(NO_CONDITION);
  codes[V.Q31count] = ltc ? fillNamed(codes, all.year, all.selection.group[i] === 0, bytes) : fillNone(codes, bytes);
  codes[V.Q118] = bytes.code(LONG_COVID);
  // Asked of people with a long-term condition, from 2022 also of those with long COVID only.
  const asked = ltc || (all.year >= 2022 && codes[V.Q118] === 1);
  const only = asked && !ltc;
  const answer = (value: number, of: typeof Q94) =>
    value === 2 ? bytes.code(only && bytes.chance(200) ? of.good : of.open) : bytes.code(value === 1 ? of.good : of.bad);
  codes[V.Q93] = asked ? bytes.code(ACTIVITIES) : NOT_ASKED;
  codes[V.Q94] = asked ? answer(all.outcomes.confidence[i], Q94) : NOT_ASKED;
  codes[V.Q32] = asked ? answer(all.outcomes.support[i], Q32) : NOT_ASKED;
  codes[V.Q96] = asked ? bytes.code(CONVERSATION) : NOT_ASKED;
  codes[V.Q97] = asked ? bytes.code(PLAN) : NOT_ASKED;
}

/** Ticks at least one condition; returns how many. */
function fillNamed(codes: Int8Array, year: number, mhNeeds: boolean, bytes: Bytes): number {
  clearConditions(codes);
  const draws = 1 + bytes.code(EXTRA_CONDITIONS);
  for (let k = 0; k < draws; k++) codes[CONDITION_AT.get(bytes.code(COMMON)) as number] = 1;
  if (mhNeeds && bytes.chance(45)) codes[CONDITION_AT.get(14) as number] = 1;
  if (bytes.chance(3)) codes[CONDITION_AT.get(year >= 2021 ? 21 : 18) as number] = 1;
  let count = 0;
  for (const [code, position] of CONDITION_AT) if (code !== 17) count += codes[position];
  return count;
}

/** "None of these" where the question was answered; returns 0 conditions. */
function fillNone(codes: Int8Array, bytes: Bytes): number {
  clearConditions(codes);
  codes[CONDITION_AT.get(17) as number] = bytes.chance(243) ? 1 : 0;
  return 0;
}

function clearConditions(codes: Int8Array): void {
  for (const position of CONDITION_AT.values()) codes[position] = 0;
}

/** Tick all that apply: isolation with or without other problems; a blank question is all zeros, in some rows all -3. */
function fillIsolation(codes: Int8Array, notIsolated: number, age: number, bytes: Bytes): void {
  const blank = notIsolated === 2 && bytes.chance(50) ? -3 : 0;
  const answered = notIsolated !== 2;
  const mobility = answered && bytes.chance(18 + 12 * age);
  const falls = answered && bytes.chance(4 + 3 * age);
  codes[V.Q91_1] = mobility ? 1 : blank;
  codes[V.Q91_2] = falls ? 1 : blank;
  codes[V.Q91_3] = notIsolated === 0 ? 1 : blank;
  codes[V.Q91_4] = notIsolated === 1 && !mobility && !falls ? 1 : blank;
}

function fillPerson(codes: Int8Array, i: number, all: Respondents, bytes: Bytes): void {
  const { people } = all;
  const withheld = people.missing[i];
  codes[V.Q48_Merged] = withheld & WITHHELD.age ? bytes.code(BLANK) : people.age[i] + 2;
  const gender = people.gender[i];
  codes[V.Q47] = withheld & WITHHELD.gender ? bytes.code(BLANK) : gender === 0 ? 2 : 1;
  // The order of the new question is female, male; "prefer not to say" comes with other questions left blank.
  const other = bytes.chance(150) ? 3 : 4;
  const undisclosed = withheld !== 0 && bytes.chance(20) ? 5 : 0;
  codes[V.Q112] = withheld & WITHHELD.gender ? bytes.code(BLANK) : undisclosed || (gender === 2 ? other : gender + 1);
  codes[V.Q113] = gender === 2 && bytes.chance(120) ? 2 : bytes.code(IDENTITY);
  const group = people.ethnicity[i];
  const blank = withheld & WITHHELD.ethnicity ? bytes.code(BLANK) : 0;
  codes[V.Q49] = blank || group;
  codes[V.Q49band] = blank || bandOf(group);
  codes[V.Q50] = withheld & WITHHELD.employment ? bytes.code(BLANK) : people.employment[i];
  codes[V.Q56] = bytes.code(CARER);
}

/** White, Mixed, Asian, Black, Other. */
function bandOf(group: number): number {
  if (group <= 4 || group === 19) return 1;
  if (group <= 8) return 2;
  if (group <= 13) return 3;
  return group <= 16 ? 4 : 5;
}
