/** Columns of a respondent file: identifiers written as text, then answer codes. */
export interface Layout {
  /** Header names as this year's extract spells them. */
  readonly header: readonly string[];
  /** Positions in `CODED` of the coded columns, in file order. */
  readonly coded: readonly number[];
  /** Network code and name are delivered (from 2022). */
  readonly hasNetwork: boolean;
  /** `rurality_new` is delivered (from 2022). */
  readonly hasRurality: boolean;
}

const CONDITIONS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21];

/** Every coded variable of any year, in file order. */
export const CODED = [
  ..."Q3 Q4 Q73 Q8 Q9 Q18 Q83 Q86a Q86b Q86e Q87 Q88 Q89 Q90 Q28 Q30_recoded".split(" "),
  ...CONDITIONS.map((k) => `Q31_${k}`),
  ..."Q31count Q118 Q93 Q94 Q32 Q96 Q97 Q91_1 Q91_2 Q91_3 Q91_4 Q48_Merged Q47 Q112 Q113 Q49 Q49band Q50 Q56".split(
    " ",
  ),
] as const;

/** Position of a coded variable. */
export function at(name: string): number {
  const position = CODED.indexOf(name);
  if (position < 0) throw new Error(`no survey variable ${name}`);
  return position;
}

/** Columns and spelling of a survey year: gender, autism and long COVID change; some extracts come in lower case. */
export function layoutOf(year: number): Layout {
  const left = [...(year >= 2021 ? ["Q47", "Q31_18"] : ["Q112", "Q113", "Q31_21"]), ...(year >= 2022 ? [] : ["Q118"])];
  const kept = CODED.filter((name) => !left.includes(name));
  const hasNetwork = year >= 2022;
  const hasRurality = year >= 2022;
  const names = [
    "Unique_ID",
    "Practice_Code",
    "LSOA11",
    ...(hasNetwork ? ["pcn_code", "pcn_name"] : []),
    "practice_pop_size",
    ...(hasRurality ? ["rurality_new"] : []),
    "period",
    "mode",
    "wt_new",
    ...kept,
  ];
  const lower = year === 2018 || year === 2019 || year === 2022;
  const header = lower ? names.map((name) => name.toLowerCase()) : names;
  return { header, coded: kept.map(at), hasNetwork, hasRurality };
}
