import { existsSync } from "node:fs";
import { join } from "node:path";
import { shortHash } from "../../util/shortHash";
import type { InputDeclaration } from "../inputs/declarations";
import { cachedFacts } from "../inputs/factsCache";
import type { OpenedInput } from "../inputs/openInput";
import { plainName } from "../inputs/readHeader";
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
  const declared = new Set(declaration.columns.flatMap(({ headers }) => headers.map(plainName)));
  const names = file.header.variables.map((variable) => variable.name).filter((one) => declared.has(plainName(one)));
  if (names.length === 0) {
    const wanted = declaration.columns.map((column) => column.name).join(", ");
    throw fileError(name, "column-present", `has none of the columns ${wanted}. Correct its entry in the manifest.`);
  }
  const textPath = join(cacheDir, "decoded", `${sha256}-${shortHash([VERSION, names])}.csv`);
  if (!existsSync(textPath)) await surveyRowsFrom(file, names, textPath);
  return { name, path, textPath, restricted, facts: { ...(await cachedFacts(textPath, cacheDir)), bytes, sha256 } };
}
