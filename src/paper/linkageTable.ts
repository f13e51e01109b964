import { count, number, text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import type { OpenStudy } from "./openStudy";

/** Every join with its cardinality and what found no partner on either side. */
export function linkageTable({ linkage, synthetic }: OpenStudy): TableExhibit {
  return {
    kind: "table",
    id: "table-linkage",
    label: "",
    title: "Joins and what did not match",
    columns: [
      { id: "join", label: "Join", align: "left" },
      { id: "rows", label: "Rows", align: "right" },
      { id: "unmatched", label: "Rows without partner", align: "right" },
      { id: "keys", label: "Keys without partner", align: "right" },
      { id: "right", label: "Partners not used", align: "right" },
      { id: "lost", label: "Carried, unmatched, %", align: "right" },
    ],
    rows: linkage.map(({ name, left, right, carried }) => ({
      cells: [
        text(name),
        count(left.rows),
        count(left.unmatchedRows),
        count(left.unmatchedKeys),
        count(right.unmatchedKeys),
        number(carried && carried.total > 0 ? (100 * carried.unmatched) / carried.total : null, 2),
      ],
    })),
    note: "All joins are many-to-one by assertion: a key that matches twice stops the run. Carried: staff or patients on the rows.",
    synthetic,
  };
}
