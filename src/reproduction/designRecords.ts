import { ARRS_ROLES } from "../data";
import { PUBLIC } from "../paper/behind";
import type { ResultRecord } from "../results/types";
import type { CellSpec, Study } from "../study";

/** Counts of the study's design as records `design/<name>`: the paper prints each of them. */
export function designRecords(study: Study, cells: readonly CellSpec[]): readonly ResultRecord[] {
  const distinct = (values: readonly string[]) => new Set(values).size;
  const counts = {
    surveyYears: study.survey.years.length,
    models: distinct(cells.map(({ model }) => model)),
    outcomes: distinct(cells.map(({ spec }) => spec.outcome)),
    cells: cells.length,
    otherRoles: ARRS_ROLES.length,
    multiplierPatients: study.exposure.perPatients,
  };
  return Object.entries(counts).map(([name, value]) => ({
    key: `design/${name}`,
    value,
    unit: "",
    decimals: 0,
    underlying: PUBLIC,
  }));
}
