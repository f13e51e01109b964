import { isTabular, openTabularInput } from "../formats";
import type { InputDeclaration } from "./declarations";
import { cachedFacts } from "./factsCache";
import { failOnContraryLabels } from "./failOnContraryLabels";
import { type OpenedInput, openInput } from "./openInput";
import { openWorkbookInput } from "./workbook/openWorkbookInput";

/** Opens an input of any format by its content, whatever its name: text and Parquet as they stand, others as text in the cache. */
export async function openDeclared(
  file: { readonly name: string; readonly path: string; readonly restricted?: boolean },
  declaration: InputDeclaration,
  cacheDir: string,
): Promise<OpenedInput> {
  const { name, path, restricted } = file;
  const { encoding } = await cachedFacts(path, cacheDir);
  if (encoding === "xlsx") return openWorkbookInput(file, declaration, cacheDir);
  if (!(await isTabular(path))) return openInput(name, path, cacheDir, restricted);
  const opened = await openTabularInput(file, declaration, cacheDir);
  return { ...opened, facts: { ...opened.facts, encoding: await failOnContraryLabels(file, declaration) } };
}
