import { isTabular, openTabularInput } from "../formats";
import type { InputDeclaration } from "./declarations";
import { type OpenedInput, openInput } from "./openInput";

/** Opens an input of any format by its content, whatever its name: text and Parquet as they stand, others as text in the cache. */
export async function openDeclared(
  file: { readonly name: string; readonly path: string; readonly restricted?: boolean },
  declaration: InputDeclaration,
  cacheDir: string,
): Promise<OpenedInput> {
  const { name, path, restricted } = file;
  if (await isTabular(path)) return openTabularInput(file, declaration, cacheDir);
  return openInput(name, path, cacheDir, restricted);
}
