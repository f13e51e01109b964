import { count, number, text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { countBehind, PUBLIC, resting, restingOn, restrictedExhibit } from "./behind";
import type { OpenStudy } from "./openStudy";
import { yearPeople } from "./yearPeople";

/** Every join with its cardinality and what found no partner on either side. */
export function linkageTable({ frame, linkage, synthetic }: OpenStudy): TableExhibit {
  const people = yearPeople(frame);
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
    rows: linkage.map(({ name, left, right, carried }) => {
      const counts = [
        count(left.rows),
        count(left.unmatchedRows),
        count(left.unmatchedKeys),
        count(right.unmatchedKeys),
        number(carried && carried.total > 0 ? (100 * carried.unmatched) / carried.total : null, 2),
      ];
      // Respondents without a partner are few and belong to few places: only their total is offered to the gate.
      const [, year] = /^survey (\d{4}): /.exec(name) ?? [];
      const rows = restingOn(countBehind(people.get(Number(year))?.all), counts[0]);
      return { cells: [text(name), ...(year === undefined ? resting(counts, PUBLIC) : [rows, ...counts.slice(1)])] };
    }),
    note: "All joins are many-to-one by assertion: a key that matches twice stops the run. Carried: staff or patients on the rows.",
    synthetic,
    disclosure: restrictedExhibit("public files joined among themselves, and all respondents by survey year"),
  };
}
