import type { People, Sum } from "../disclosure/underlying";
import { count, text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { countBehind, PUBLIC, restingOn, restrictedExhibit } from "./behind";
import { EVERYBODY } from "./modelFacts";
import type { OpenStudy } from "./openStudy";
import { type YearPeople, yearPeople } from "./yearPeople";

/** Rows of each respondent file, and those whose practice belongs to a PCN. */
export function filesTable({ frame, ledger, synthetic }: OpenStudy): TableExhibit {
  const people = yearPeople(frame);
  return {
    kind: "table",
    id: "table-files",
    label: "",
    title: "Respondent files",
    columns: [
      { id: "year", label: "Survey year", align: "left" },
      { id: "rows", label: "Rows in file", align: "right" },
      { id: "refused", label: "Refused", align: "right" },
      { id: "with", label: "Practice in a PCN", align: "right" },
      { id: "without", label: "Practice in no PCN", align: "right" },
    ],
    rows: ledger.files.map(({ surveyYear, rowsInFile, refused, rowsRead, withPcn }) => {
      const of = people.get(surveyYear);
      return {
        cells: [
          text(String(surveyYear)),
          restingOn(countBehind(of?.all), count(rowsInFile)),
          restingOn(PUBLIC, count(refused)),
          restingOn(countBehind(of?.linked), count(withPcn)),
          restingOn(countBehind(of?.unlinked), count(rowsRead - withPcn)),
        ],
      };
    }),
    note: "A refused row stops the run with its file, line, column and rule, so that a finished run has none.",
    synthetic,
    disclosure: restrictedExhibit("all respondents, by survey year and link to a network", { sums: sumsOf(people) }),
  };
}

/** Years make up everybody; those with and without a PCN make up a year. */
function sumsOf(people: ReadonlyMap<number, YearPeople>): readonly Sum[] {
  const name = ({ population = "" }: People) => population;
  const years = [...people.values()];
  return [
    { total: EVERYBODY, parts: years.map(({ all }) => name(all)) },
    ...years.map(({ all, linked, unlinked }) => ({ total: name(all), parts: [name(linked), name(unlinked)] })),
  ];
}
