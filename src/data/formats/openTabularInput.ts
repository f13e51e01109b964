import { existsSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../../util/nearest";
import { shortHash } from "../../util/shortHash";
import type { ColumnDeclaration, InputDeclaration } from "../inputs/declarations";
import { cachedFacts } from "../inputs/factsCache";
import type { OpenedInput } from "../inputs/openInput";
import { plainName, suggestable } from "../inputs/readHeader";
import { fileError } from "./fileError";
import { openTabular } from "./openTabular";
import { surveyRowsFrom } from "./surveyRowsFrom";

/** Raised whenever the CSV written of a file changes. */
const VERSION = 1;

/**
 * Opens an SPSS or Stata file as `openInput` opens a text file: the declared columns (under every name of the declaration that the
 * file has) are written as CSV into the cache, keyed by the file's digest, and read from there by `loadTable`.
 */
export async function openTabularInput(
  input: { readonly name: string; readonly path: string; readonly restricted?: boolean },
  declaration: InputDeclaration,
  cacheDir: string,
): Promise<OpenedInput> {
  const { name, path, restricted = false } = input;
  const { bytes, sha256 } = await cachedFacts(path, cacheDir);
  const file = await openTabular(path, { name });
  const all = file.header.variables.map((variable) => variable.name);
  for (const column of declaration.columns) checkPresent(name, column, all);
  const declared = new Set(declaration.columns.flatMap(({ headers }) => headers.map(plainName)));
  const names = all.filter((one) => declared.has(plainName(one)));
  const textPath = join(cacheDir, "decoded", `${sha256}-${shortHash([VERSION, names])}.csv`);
  if (!existsSync(textPath)) await surveyRowsFrom(file, names, textPath);
  return { name, path, textPath, restricted, facts: { ...(await cachedFacts(textPath, cacheDir)), bytes, sha256 } };
}

/** Checked here, as the CSV holds only the columns that were found. */
function checkPresent(file: string, column: ColumnDeclaration, all: readonly string[]): void {
  const { name, headers, optional } = column;
  const wanted = headers.map(plainName);
  if (optional || all.some((one) => wanted.includes(plainName(one)))) return;
  const others = headers.slice(1).join(", ") || "no other name";
  const found = `${all.slice(0, 40).join(", ")}${all.length > 40 ? ", …" : ""}`;
  throw fileError(
    file,
    "column-present",
    `no column ${name} (also accepted: ${others}).${didYouMean(name, suggestable(column, all))} Columns found: ${found}.`,
  );
}
