import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../util/packageRoot";
import { interfaceFields } from "./interfaceFields";
import { markdownTable } from "./markdownTable";

const FIT_TYPES = ["LogitSpec", "LogitFit", "TermEstimate", "Margin", "DroppedTerm", "LedgerStep", "Notice"] as const;

/** `docs/reference/results.md`: the records of a run and of a fit, from their type declarations. `keys` is {@link keyTable}. */
export function resultsPage(keys: string): string {
  const results = source("src/results/types.ts");
  const types = source("src/model/types.ts");
  return [
    "# Results",
    "",
    "`report/out/results.json` holds every number that a notebook published, with `schema`, `label` (SYNTHETIC or empty), `data` (a key of",
    "the inputs' content and the settings that shaped them), `study` (the settings), `inputs` (file, rows, bytes, SHA-256), `ledger` (rows by",
    "file and rule), `results` and `sentences`. Tables, figures and sentences are made from these records; `link-workers diff` compares two",
    "such files and `link-workers verify-published` judges one against the paper.",
    "",
    "## A result",
    "",
    ...fieldTable(results, "ResultRecord"),
    "In the file each also names the `notebook` and `cell` that published it, the `data` key of the run and the version and digest of the",
    "`code`. The store only grows: a cell may publish a key again with the same value; with another value the run ends with an error that",
    "names both cells (`result-keys-are-unique`).",
    "",
    "## Keys",
    "",
    "`<cell>` is a model and an outcome, such as `M1.good_gp`. Effects are per link worker (FTE) per 50,000 patients.",
    "",
    keys,
    "",
    "## A fit",
    "",
    "What `fitLogit` takes (`LogitSpec`) and returns (`LogitFit`): plain data, complete, readonly.",
    "",
    ...FIT_TYPES.flatMap((name) => [`### ${name}`, "", ...fieldTable(types, name)]),
    "`vce` is one of `oim`, `cr0`, `cr1`, `cr1-regress`, `cr3`, `cr3l`: see [standard errors](../explanation/standard-errors.md).",
    "",
  ].join("\n");
}

const source = (path: string): string => readFileSync(join(packageRoot(), path), "utf8");

function fieldTable(text: string, name: string): readonly string[] {
  const { comment, fields } = interfaceFields(text, name);
  const rows = fields.map((field) => [
    `\`${field.name}${field.optional ? "?" : ""}\``,
    `\`${field.type}\``,
    field.comment,
  ]);
  return [...(comment ? [comment, ""] : []), markdownTable(["field", "type", "meaning"], rows), ""];
}
