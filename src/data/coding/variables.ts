import type { Variable } from "./codes";

const options = (...labels: readonly string[]) => labels.map((label, i) => ({ code: i + 1, label }));

const ticked = (name: string, question: string): Variable => ({
  name,
  question,
  options: [
    { code: 0, label: "not ticked" },
    { code: 1, label: "ticked" },
  ],
});

/** The coded variables of the respondent files that the study reads (codebook, sections 3 and 4). */
export const surveyVariables: readonly Variable[] = [
  {
    name: "Q28",
    question: "Overall experience of the GP practice",
    options: options("very good", "fairly good", "neither good nor poor", "fairly poor", "very poor"),
  },
  {
    name: "Q30_recoded",
    question: "Any long-term condition",
    options: options("yes", "no", "don't know", "prefer not to say"),
  },
  {
    name: "Q32",
    question: "Enough support to manage long-term conditions, last 12 months",
    options: options(
      "yes, definitely",
      "yes, to some extent",
      "no",
      "haven't needed support",
      "don't know / can't say",
    ),
  },
  { name: "Q47", question: "Gender (2018-2020)", options: options("male", "female"), years: [2018, 2019, 2020] },
  {
    name: "Q112",
    question: "Gender (2021-2023)",
    options: options("female", "male", "non-binary", "prefer to self-describe", "prefer not to say"),
    years: [2021, 2022, 2023],
  },
  {
    name: "Q48_Merged",
    question: "Age band",
    options: options("under 16", "16-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-84", "85 or over"),
  },
  {
    name: "Q49",
    question: "Ethnic group",
    options: options(
      "English, Welsh, Scottish, Northern Irish or British",
      "Irish",
      "Gypsy or Irish Traveller",
      "other White",
      "White and Black Caribbean",
      "White and Black African",
      "White and Asian",
      "other Mixed",
      "Indian",
      "Pakistani",
      "Bangladeshi",
      "Chinese",
      "other Asian",
      "African",
      "Caribbean",
      "other Black",
      "Arab",
      "any other",
      "Roma (from 2021)",
    ),
  },
  {
    name: "Q50",
    question: "Employment",
    options: options(
      "full-time paid work",
      "part-time paid work",
      "full-time education",
      "unemployed",
      "permanently sick or disabled",
      "fully retired",
      "looking after family or home",
      "doing something else",
    ),
  },
  {
    name: "Q87",
    question: "Mental health needs recognised or understood at the last appointment",
    options: options(
      "yes, definitely",
      "yes, to some extent",
      "no, not at all",
      "did not have any mental health needs",
      "did not apply to my last appointment",
    ),
  },
  ticked("Q91_1", "Last 12 months: problems with mobility"),
  ticked("Q91_2", "Last 12 months: two or more falls"),
  ticked("Q91_3", "Last 12 months: feeling isolated from others"),
  ticked("Q91_4", "Last 12 months: none of these"),
  {
    name: "Q94",
    question: "Confidence in managing long-term conditions",
    options: options("very confident", "fairly confident", "not very confident", "not at all confident", "don't know"),
  },
];

/** The coded variables that a survey year's file must hold. */
export function variablesOf(year: number): readonly Variable[] {
  return surveyVariables.filter((variable) => variable.years === undefined || variable.years.includes(year));
}
