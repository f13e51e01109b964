/**
 * The questions of the practice-level files in column order, from the 2023 list of reporting variables (codebook, section 5).
 * `name options /base +sum ci`: options are a number (1 to it) or a list in column order; `/124` is the base that counts only options
 * 1, 2 and 4; `+12` a column that adds options 1 and 2; `ci` the limits of the headline share, `ci_146` those of a sum.
 * `>=2021` and `<=2020` bound the survey years of a question or, after an option, of that option.
 */
const LIST = `
Q3 5 /1234 +12 ci | Q4 5 /1234 +12 ci | Q121 5 | Q73 5 /1234 +12 ci | Q74 6 | Q25 6 /12345 +12 ci | Q8 1,4,2,3 /124 +14 ci
Q9 5 /1234 +12 ci | Q75 6 /12346 +12 ci | Q100 9 | Q11 6 | Q122 5 | Q115 7 /123456 +12345 ci | Q116 3 | Q103 7 /12345 +1234 ci
Q104 4 /123 +12 ci ci_12 | Q105 12 | Q106 12 | Q123 6 +146 +235 ci_146 ci_235 | Q14 5 | Q18 5 +12 ci | Q83 5 +12 ci
Q124 6 +146 +235 ci_146 ci_235 | Q108 4 /123 +12 ci | Q117 4 /123 | Q84 6 | Q86a 6 /12345 +12 ci | Q86b 6 /12345 +12 ci
Q86e 6 /12345 +12 ci | Q87 5 /123 +12 ci | Q88 4 /123 +12 ci | Q89 4 /123 +12 ci | Q90 4 /123 +12 ci | Q28 5 +12 ci
Q111 7 /123456 +12345 ci | Q91 4 | Q30_recoded 4 /124 ci
Q31 1,3,18<=2020,21>=2021,5,4,6,7,8,2,10,11,19,14,15,20,16,17 | Q118 4 >=2022 | Q93 3 +12 ci | Q94 5 /1234 +12 ci | Q32 5 /123 +12 ci
Q96 3 ci | Q97 3 ci | Q98 5 /1234 +12 ci | Q66 3 | Q109 11 | Q68 3 /12 ci | Q70 6 /12345 +12 ci | Q42 6 | Q43 3 /12 | Q119 5 /1234
Q45 5 | Q120 7 | Q47 2 <=2020 | Q112 5 >=2021 | Q113 3 >=2021
Q49 1,2,3,19>=2021,4,5,6,7,8,9,10,11,12,13,15,14,16,17,18 | Q49band 5 >=2021 | Q48_merged 9 | Q50 8 | Q56 6 +23456 ci | Q53 2 | Q54 2
Q55 4 | Q57 5 | Q58 9`;

/** A question as the practice files report it. */
export interface Question {
  readonly name: string;
  /** Option codes in column order. */
  readonly options: readonly number[];
  /** Options of the restricted base, when there is one. */
  readonly base?: readonly number[];
  /** Sums of options that have a column of their own. */
  readonly sums: readonly (readonly number[])[];
  /** Shares with Wilson limits: the first sum, or option 1, for `""`; a named sum otherwise. */
  readonly limits: readonly string[];
}

/** The questions of a survey year's practice file, in column order. */
export function questionsOf(year: number): readonly Question[] {
  return LIST.split(/[|\n]/)
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .flatMap((text) => parse(text, year) ?? []);
}

function parse(text: string, year: number): Question | undefined {
  const [name, options, ...rest] = text.split(" ");
  if (!rest.every((part) => inYears(part, year))) return undefined;
  const marked = (mark: string) => rest.filter((part) => part.startsWith(mark)).map((part) => part.slice(mark.length));
  const digits = (part: string) => [...part].map(Number);
  return {
    name,
    options: optionsOf(options, year),
    ...(marked("/").length > 0 ? { base: digits(marked("/")[0]) } : {}),
    sums: marked("+").map(digits),
    limits: marked("ci"),
  };
}

function optionsOf(text: string, year: number): readonly number[] {
  if (!text.includes(",")) return Array.from({ length: Number(text) }, (_, i) => i + 1);
  return text
    .split(",")
    .filter((option) => inYears(option.replace(/^\d+/, ""), year))
    .map((option) => Number.parseInt(option, 10));
}

/** False when a bound such as `>=2021` excludes the year; any other text bounds nothing. */
function inYears(bound: string, year: number): boolean {
  const limit = Number(bound.slice(2));
  if (bound.startsWith(">=")) return year >= limit;
  return bound.startsWith("<=") ? year <= limit : true;
}
