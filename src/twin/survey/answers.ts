import type { OutcomeName } from "../../published/published";
import {
  ACTIVITIES,
  AGREED,
  BLANK,
  CARER,
  COMMON,
  CONDITION_AT,
  CONVERSATION,
  EXTRA_CONDITIONS,
  IDENTITY,
  LAST_APPOINTMENT,
  LONG_COVID,
  NEVER_APPOINTMENT,
  NO_CONDITION,
  NOT_ASKED,
  PLAN,
  PREFERRED_SEEN,
  Q28,
  Q32,
  Q87,
  Q94,
  RATED,
  RATING,
  SCALES,
  YES_NO,
} from "./answerTables";
import type { Bytes } from "./codeTable";
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

const V = Object.fromEntries(
  "Q8 Q9 Q83 Q87 Q28 Q30_recoded Q31count Q118 Q93 Q94 Q32 Q96 Q97 Q91_1 Q91_2 Q91_3 Q91_4 Q48_Merged Q47 Q112 Q113 Q49 Q49band Q50 Q56"
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
  codes[V.Q9] = codes[V.Q8] === 1 || codes[V.Q8] === 2 ? bytes.code(PREFERRED_SEEN) : NOT_ASKED;
}
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
    value === 2
      ? bytes.code(only && bytes.chance(200) ? of.good : of.open)
      : bytes.code(value === 1 ? of.good : of.bad);
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
