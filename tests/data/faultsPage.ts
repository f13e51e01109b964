/** A row of the page of faults: where it stands in the catalogue, what is planted, and what becomes of it. */
export interface FaultRow {
  readonly item: string;
  readonly fault: string;
  readonly outcome: "refused" | "accepted" | "accepted, repair counted" | "tested elsewhere";
  /** Rule of the refusal, or where the test stands. */
  readonly rule: string;
}

/** `docs/reference/faults.md`, in full. */
export function faultsPage(rows: readonly FaultRow[], behaviour: readonly (readonly [string, string])[]): string {
  const number = ({ item }: FaultRow) => Number(item.slice(1));
  const lines = [...rows]
    .sort((a, b) => number(a) - number(b) || (a.outcome < b.outcome ? -1 : a.outcome > b.outcome ? 1 : 0))
    .map(({ item, fault, outcome, rule }) => `| ${[item, fault, outcome, rule].map(cell).join(" | ")} |`);
  return `${[
    "# Faults of input files",
    "",
    "What real files do, one row for each fault that a test plants, with the outcome: refused by a named rule (its message has file, line, column and",
    "remedy), accepted as it is, or accepted with a repair that is counted in the report. Nothing else happens to a file. The numbers are those of the",
    "catalogue of faults that the tests are held to: every number must have a row. Written by `tests/data/faults.test.ts`, which fails when the page is old.",
    "",
    "| item | planted | outcome | rule or place |",
    "|---|---|---|---|",
    ...lines,
    "",
    "## Behaviour that holds of every file",
    "",
    "| behaviour | tested by |",
    "|---|---|",
    ...behaviour.map((row) => `| ${row.map(cell).join(" | ")} |`),
    "",
    "Rules with their remedies: [notices and errors](notices.md). What the command ends with: [exit codes](exit-codes.md).",
    "",
  ].join("\n")}`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
