import type { RawCount } from "../data";
import type { People, Sum, Underlying } from "../disclosure/underlying";
import { EVERYBODY } from "./modelFacts";

/** Code of a question that a survey wave did not hold. */
const NOT_ASKED = -4;

/** Name of the respondents of a survey year. */
export const everybodyIn = (year: number): string => `${EVERYBODY}, ${year}`;

const nameOf = (variable: string, code: number | null): string => `${variable}=${code ?? "blank"}`;

/** Who gave one answer, in one survey year or over all years that are given. Pooled practices and PCNs: those of the year with the most. */
export function answerPeople(
  variable: string,
  code: number | null,
  counts: readonly RawCount[],
  year?: number,
): People {
  const of = counts.filter(
    (one) => one.variable === variable && one.code === code && (year === undefined || one.surveyYear === year),
  );
  const most = (name: "practices" | "pcns") => Math.max(0, ...of.map((one) => one[name] ?? 0));
  return {
    n: of.reduce((sum, { rows }) => sum + rows, 0),
    practices: most("practices"),
    pcns: most("pcns"),
    population: year === undefined ? nameOf(variable, code) : `${nameOf(variable, code)}, ${year}`,
  };
}

/** A count of one answer in a year; zeros of questions that were not asked say nothing about anybody. */
export function answerBehind(
  variable: string,
  code: number | null,
  counts: readonly RawCount[],
  year: number,
): Underlying {
  const ofYear = counts.filter((one) => one.variable === variable && one.surveyYear === year);
  const asked = ofYear.some((one) => one.code !== NOT_ASKED);
  const people = answerPeople(variable, code, counts, year);
  return { role: "count", ...people, structuralZero: people.n === 0 && (code === NOT_ASKED || !asked) };
}

/** Every respondent of a year gave one answer to each question, and the answers of the years make the answers of all. */
export function answerSums(variables: readonly string[], counts: readonly RawCount[]): readonly Sum[] {
  const years = [...new Set(counts.map(({ surveyYear }) => surveyYear))];
  const ofYears = { total: EVERYBODY, parts: years.map(everybodyIn) };
  return [ofYears, ...variables.flatMap(sumsOf)];

  function sumsOf(variable: string): readonly Sum[] {
    const codes = [...new Set(counts.filter((one) => one.variable === variable).map(({ code }) => code))];
    const name = (code: number | null, year: number) => `${nameOf(variable, code)}, ${year}`;
    return [
      ...years.map((year) => ({ total: everybodyIn(year), parts: codes.map((code) => name(code, year)) })),
      ...codes.map((code) => ({ total: nameOf(variable, code), parts: years.map((year) => name(code, year)) })),
      { total: EVERYBODY, parts: codes.map((code) => nameOf(variable, code)) },
    ];
  }
}

/** The share of `one` among `one` and `zero` over all years, in percent. */
export function answerShare(
  variable: string,
  counts: readonly RawCount[],
  one: readonly number[],
  zero: readonly number[],
): Underlying {
  const people = [...one, ...zero].map((code) => answerPeople(variable, code, counts));
  const total = (of: readonly People[]) => of.reduce((sum, { n }) => sum + n, 0);
  const most = (of: readonly People[], name: "practices" | "pcns") => Math.max(0, ...of.map((each) => each[name] ?? 0));
  const numerator = people.slice(0, one.length);
  return {
    role: "share",
    n: total(people),
    practices: most(people, "practices"),
    pcns: most(people, "pcns"),
    population: `${variable} in ${[...one, ...zero].join(", ")}`,
    numerator: `${variable} in ${one.join(", ")}`,
    events: total(numerator),
    among: { practices: most(numerator, "practices"), pcns: most(numerator, "pcns") },
    scale: 100,
  };
}
