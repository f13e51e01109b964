import type { TableColumn } from "../exhibit/types";

/** Columns of a table that sets estimates against planted effects. */
export const recoveryColumns: readonly TableColumn[] = [
  { id: "outcome", label: "Outcome", align: "left" },
  { id: "planted", label: "planted", align: "right", group: "Odds ratio" },
  { id: "estimate", label: "estimated", align: "right", group: "Odds ratio" },
  { id: "z", label: "distance in SE", align: "right", group: "Recovery" },
  { id: "covered", label: "in the 95% CI", align: "left", group: "Recovery" },
];
