import type { CheckedColumn, StudyCheck } from "../../data/check/types";
import type { RuleCount } from "../../data/inputs/columnCounts";
import { EXPOSURE_STATES } from "../../data/linkage/types";
import { count, number, text } from "../../exhibit/cells";
import type { TableColumn, TableExhibit, TableRow } from "../../exhibit/types";

/** The findings of a check as tables, in the order of the page. `byFile` keeps the files of a series apart in the table of variables. */
export function checkTables(check: StudyCheck, { byFile }: { readonly byFile: boolean }): readonly TableExhibit[] {
  const tables = [
    filesTable(check),
    columnsTable(check, byFile),
    repairsTable(check),
    joinsTable(check),
    reconciliationTable(check),
    exposureTable(check),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

function filesTable(check: StudyCheck): TableExhibit {
  return table(check, "files", "Files", {
    columns: [
      left("Input"),
      left("File"),
      left("State"),
      right("Rows"),
      left("Period"),
      left("Encoding"),
      left("SHA-256"),
    ],
    rows: check.files.map(({ input, path, state, rows, period, encoding, sha256 }) =>
      line(
        text(input),
        text(path),
        text(state),
        count(rows),
        text(period || "all"),
        text(encoding),
        text(sha256.slice(0, 12)),
      ),
    ),
    note: "Digests are shortened to 12 digits; `--format json` has them whole.",
  });
}

function columnsTable(check: StudyCheck, byFile: boolean): TableExhibit {
  const columns = byFile ? check.columns : pooled(check.columns);
  return table(check, "variables", "Variables", {
    columns: [left("Input"), left("Variable"), right("Accepted"), right("Repaired"), right("Refused"), left("By rule")],
    rows: columns.map(({ input, header, accepted, repaired, refused }) =>
      line(
        text(input),
        text(header),
        count(total(accepted)),
        count(total(repaired)),
        count(total(refused)),
        text(
          [...accepted, ...repaired, ...refused]
            .map(({ rule, rows }) => `${rule} ${rows.toLocaleString("en-GB")}`)
            .join("; "),
        ),
      ),
    ),
    note: `Every row of a file is counted once for each variable.${byFile ? "" : " Files of a series are taken together; HTML and JSON list them one by one."}${roundedNote(check)}`,
  });
}

function repairsTable(check: StudyCheck): TableExhibit {
  return table(check, "repairs", "Repairs and peculiarities accepted", {
    columns: [left("Rule"), left("File"), right("Rows")],
    rows: check.repairs.map(({ rule, file, rows }) => line(text(rule), text(file), count(rows))),
    note: `Nothing is changed or left out but under a rule listed here.${roundedNote(check)}`,
  });
}

function joinsTable(check: StudyCheck): TableExhibit {
  return table(check, "joins", "Joins and what found no partner", {
    columns: [
      left("Join"),
      right("Rows"),
      right("Rows without partner"),
      right("Keys without partner"),
      right("Partners not used"),
      left("Such as"),
    ],
    rows: check.joins.map(({ name, left: side, right: other, examples }) =>
      line(
        text(name),
        count(side.rows),
        count(side.unmatchedRows),
        count(side.unmatchedKeys),
        count(other.unmatchedKeys),
        text([...examples.left, ...examples.right.map((key) => `(${key})`)].join(" ")),
      ),
    ),
    note: "All joins are many-to-one: a key with two partners is a problem. Keys in parentheses are partners that nothing joins to.",
  });
}

function reconciliationTable(check: StudyCheck): TableExhibit {
  return table(check, "totals", "Totals", {
    columns: [
      left("Total"),
      left("Unit"),
      right("In the file"),
      right("Assigned"),
      right("Unassigned"),
      left("Balances"),
      right("Published for England"),
      left("To half a percent"),
    ],
    rows: check.reconciliations.map(({ what, unit, inFile, assigned, unassigned, balances, published }) => {
      const decimals = unit === "respondents" ? 0 : 2;
      const numbers = [inFile, assigned, unassigned].map((value) => number(value, decimals));
      return line(
        text(what),
        text(unit),
        ...numbers,
        text(balances ? "yes" : "no"),
        number(published, decimals),
        text(published === null ? "" : Math.abs(published - inFile) <= 0.005 * published ? "agrees" : "differs"),
      );
    }),
    note: `Assigned: given to a PCN with a practice at the map date. Unassigned: no PCN, or one without a practice.${roundedNote(check)}`,
  });
}

function exposureTable(check: StudyCheck): TableExhibit {
  return table(check, "exposure", "What each PCN's exposure rests on", {
    columns: [
      left("Survey year"),
      left("Staff at"),
      right("PCNs"),
      ...EXPOSURE_STATES.map((state) => right(`${state}, %`)),
    ],
    rows: check.exposure.map(({ surveyYear, period, pcns, byState }) =>
      line(
        text(String(surveyYear)),
        text(period ?? "none"),
        count(pcns),
        ...EXPOSURE_STATES.map((state) => number(pcns === 0 ? null : (100 * byState[state]) / pcns, 1)),
      ),
    ),
    note: "A PCN that sent no return (not reported) is not a PCN without staff (reported none); exposure.absentPcn says how it is read.",
  });
}

/** Files of a series (workforce 2020-12, workforce 2021-12, ...) as one, variable by variable. */
function pooled(columns: readonly CheckedColumn[]): readonly CheckedColumn[] {
  const series = ({ input }: CheckedColumn) => input.replace(/ \d{4}(-\d\d)?$/, "");
  const found = new Map<string, CheckedColumn>();
  for (const column of columns) {
    const key = `${series(column)} ${column.column}`;
    const before = found.get(key);
    found.set(key, {
      ...(before ?? column),
      input: series(column),
      accepted: added(before?.accepted, column.accepted),
      repaired: added(before?.repaired, column.repaired),
      refused: added(before?.refused, column.refused),
    });
  }
  return [...found.values()];
}

function added(before: readonly RuleCount[] = [], more: readonly RuleCount[]): readonly RuleCount[] {
  const rules = [...new Set([...before, ...more].map(({ rule }) => rule))];
  return rules.map((rule) => ({ rule, rows: total([...before, ...more].filter((one) => one.rule === rule)) }));
}

const total = (counts: readonly RuleCount[]): number => counts.reduce((sum, { rows }) => sum + rows, 0);

const roundedNote = ({ restricted }: StudyCheck): string =>
  restricted ? " Counts of respondents are rounded; those under the threshold of disclosure control show as 0." : "";

const left = (label: string): Omit<TableColumn, "id"> => ({ label, align: "left" });
const right = (label: string): Omit<TableColumn, "id"> => ({ label, align: "right" });
const line = (...cells: TableRow["cells"]): TableRow => ({ cells });

function table(
  { label }: StudyCheck,
  id: string,
  title: string,
  parts: {
    readonly columns: readonly Omit<TableColumn, "id">[];
    readonly rows: readonly TableRow[];
    readonly note: string;
  },
): TableExhibit {
  const columns = parts.columns.map((column, i) => ({ id: `c${i}`, ...column }));
  return { kind: "table", id: `check-${id}`, label: "", title, ...parts, columns, synthetic: label === "SYNTHETIC" };
}
