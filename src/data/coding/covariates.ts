/** How the study pools gender over the change of 2021. */
export const GENDER_RULES = ["three-groups", "female-male"] as const;
export type GenderRule = (typeof GENDER_RULES)[number];

/** A factor made from one survey variable: code to level. Codes without an entry are missing. */
export interface FactorCoding {
  readonly name: string;
  readonly label: string;
  /** All levels, in the order of display. */
  readonly levels: readonly string[];
  /** One source per run of years: the variable and its code-to-level table. */
  readonly sources: readonly { readonly variable: string; readonly levelOf: Readonly<Record<number, string>> }[];
}

const AGES = ["16-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-84", "85+"];

const ETHNIC_GROUPS = [
  "White British",
  "White Irish",
  "Gypsy or Irish Traveller",
  "Other White",
  "White and Black Caribbean",
  "White and Black African",
  "White and Asian",
  "Other Mixed",
  "Indian",
  "Pakistani",
  "Bangladeshi",
  "Chinese",
  "Other Asian",
  "African",
  "Caribbean",
  "Other Black",
  "Arab",
  "Any other ethnic group",
];

const EMPLOYMENT = [
  "Full-time paid work",
  "Part-time paid work",
  "Full-time education",
  "Unemployed",
  "Permanently sick or disabled",
  "Fully retired",
  "Looking after family or home",
  "Doing something else",
];

const numbered = (levels: readonly string[], first: number) =>
  Object.fromEntries(levels.map((level, i) => [i + first, level]));

/** Q112 swaps the order of Q47: 1 is female, 2 is male. */
const GENDER: Readonly<Record<GenderRule, FactorCoding>> = {
  "three-groups": {
    name: "gender",
    label: "Gender",
    levels: ["Female", "Male", "Other"],
    sources: [
      { variable: "Q47", levelOf: { 1: "Male", 2: "Female" } },
      { variable: "Q112", levelOf: { 1: "Female", 2: "Male", 3: "Other", 4: "Other", 5: "Other" } },
    ],
  },
  "female-male": {
    name: "gender",
    label: "Gender",
    levels: ["Female", "Male"],
    sources: [
      { variable: "Q47", levelOf: { 1: "Male", 2: "Female" } },
      { variable: "Q112", levelOf: { 1: "Female", 2: "Male" } },
    ],
  },
};

/** The covariates coded from survey answers. Roma (19) joins Other White; age code 1 (under 16) is outside the survey's population. */
export function covariateCoding(gender: GenderRule): readonly FactorCoding[] {
  return [
    { name: "age", label: "Age", levels: AGES, sources: [{ variable: "Q48_Merged", levelOf: numbered(AGES, 2) }] },
    GENDER[gender],
    {
      name: "ethnicity",
      label: "Ethnic group",
      levels: ETHNIC_GROUPS,
      sources: [{ variable: "Q49", levelOf: { ...numbered(ETHNIC_GROUPS, 1), 19: "Other White" } }],
    },
    {
      name: "employment",
      label: "Employment",
      levels: EMPLOYMENT,
      sources: [{ variable: "Q50", levelOf: numbered(EMPLOYMENT, 1) }],
    },
  ];
}

/** Levels of the covariates linked by the LSOA of residence. */
export const DEPRIVATION_LEVELS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"] as const;
export const RURALITY_LEVELS = ["Urban", "Rural"] as const;

/** Rural-Urban Classification 2011: A to C urban, D to F rural. */
export const RUC_LEVEL: Readonly<Record<string, (typeof RURALITY_LEVELS)[number]>> = {
  A1: "Urban",
  B1: "Urban",
  C1: "Urban",
  C2: "Urban",
  D1: "Rural",
  D2: "Rural",
  E1: "Rural",
  E2: "Rural",
};
