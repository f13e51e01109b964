import { type ErrorKind, EXIT_CODES, EXIT_MEANINGS } from "../util/errors";

/** The page `docs/reference/exit-codes.md`, made from the codes themselves; a test holds the file to it. */
export function exitCodesPage(): string {
  const kinds = Object.entries(EXIT_CODES) as [ErrorKind, number][];
  return [
    "# Exit codes",
    "",
    "Every command of `link-workers` ends with one of these codes. They do not change between versions.",
    "",
    "| code | kind | meaning |",
    "| --- | --- | --- |",
    "| 0 | | Done. |",
    "| 1 | | A defect of the program: the message asks to report it. |",
    ...kinds.map(([kind, code]) => `| ${code} | ${kind} | ${EXIT_MEANINGS[kind]} |`),
    "",
    "`link-workers check` reads on after a fault and ends with the smallest code among all problems found, or 0 when there is none.",
    "",
  ].join("\n");
}
