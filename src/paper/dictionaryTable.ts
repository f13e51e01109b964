import {
  covariateCoding,
  DEPRIVATION_LEVELS,
  type FlagCoding,
  outcomeCoding,
  RURALITY_LEVELS,
  sampleCoding,
} from "../data/coding";
import { text } from "../exhibit/cells";
import type { TableExhibit, TableRow } from "../exhibit/types";
import type { Study } from "../study";
import { publicExhibit } from "./behind";
import { EXPOSURE } from "./labels";
import { covariateLabel } from "./supplement/covariateLabel";

/** The variable dictionary: every column of the models with its meaning, source and values, from the rules that code the files. */
export function dictionaryTable(study: Pick<Study, "survey" | "covariates" | "exposure" | "models">): TableExhibit {
  return {
    kind: "table",
    id: "table-dictionary",
    label: "",
    title: "Variable dictionary",
    columns: [
      { id: "name", label: "Name", align: "left" },
      { id: "meaning", label: "Meaning", align: "left" },
      { id: "source", label: "Source", align: "left" },
      { id: "values", label: "Values", align: "left" },
    ],
    rows: [
      ...block("Outcomes", outcomeCoding.map(flagRow)),
      ...block("Samples", sampleCoding.map(flagRow)),
      ...block("Exposure", [exposureRow(study)]),
      ...block("Covariates", covariateRows(study)),
      ...block("Cluster", [
        [study.models.cluster, "Unit of the standard errors", "practice-to-network map", "one code for each unit"],
      ]),
    ],
    note: "Survey variables by their column names. Negative codes and codes that are not listed are missing values; a respondent with one leaves the models that need the variable.",
    synthetic: false,
    disclosure: publicExhibit("rules of the coding"),
  };
}

type Line = readonly [name: string, meaning: string, source: string, values: string];

function block(group: string, lines: readonly Line[]): TableRow[] {
  return lines.map((line, i) => ({ ...(i === 0 ? { group } : {}), cells: line.map(text) }));
}

function flagRow(coding: FlagCoding): Line {
  const { name, label } = coding;
  if (coding.kind === "ticked")
    return [
      name,
      label,
      [coding.box, ...coding.others].sort().join(", "),
      `0 ${coding.box} ticked; 1 only others ticked`,
    ];
  return [name, label, coding.variable, `1 codes ${coding.one.join(", ")}; 0 codes ${coding.zero.join(", ")}`];
}

function exposureRow({ exposure }: Pick<Study, "exposure">): Line {
  const patients = exposure.perPatients.toLocaleString("en-GB");
  return [
    EXPOSURE,
    `${exposure.role}, full-time equivalents per ${patients} patients`,
    "workforce returns, list sizes",
    "number, 0 or more",
  ];
}

function covariateRows({ survey, covariates }: Pick<Study, "survey" | "covariates">): Line[] {
  const coded = new Map(covariateCoding(survey.gender).map((coding) => [coding.name, coding]));
  const linked: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    year: ["file of the survey year", survey.years.map(String)],
    deprivation: ["small area of residence, Indices of Deprivation 2019", DEPRIVATION_LEVELS],
    rurality: ["small area of residence, Rural Urban Classification 2011", RURALITY_LEVELS],
  };
  return covariates.map(({ name, base }) => {
    const coding = coded.get(name);
    const [source, levels] = coding
      ? [coding.sources.map(({ variable }) => variable).join(", "), coding.levels]
      : (linked[name] ?? ["", []]);
    return [
      name,
      covariateLabel(name),
      source,
      levels.map((level) => (level === base ? `${level} (base)` : level)).join("; "),
    ];
  });
}
