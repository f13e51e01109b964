import type { Field } from "./types";

/** How the printed values are called in tables and messages. */
export const FIELD_LABELS: Readonly<Record<Field, string>> = {
  or: "odds ratio",
  ci_low: "lower limit",
  ci_high: "upper limit",
  p: "p",
  b: "log odds ratio",
  se: "standard error",
  z: "z",
  ame: "AME",
  mean: "mean",
  n: "N",
  average: "scaled count",
  national: "national count",
};
