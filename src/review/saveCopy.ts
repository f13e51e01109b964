import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatNotebook, parseNotebook } from "../notebook";
import { StudyError } from "../util/errors";
import { HttpError } from "./httpError";

/**
 * Writes a reviewer's notebook to `<folder>/<name>-<n>.ipynb` with the first free number; no file is ever replaced.
 * Returns the file's name.
 * @throws {HttpError} 400 when the content is not a notebook
 */
export function saveCopy(folder: string, name: string, content: unknown): string {
  const text = formatNotebook(readContent(content, name));
  mkdirSync(folder, { recursive: true });
  for (let n = 1; ; n++) {
    const file = `${name}-${n}.ipynb`;
    try {
      writeFileSync(join(folder, file), text, { flag: "wx" });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function readContent(content: unknown, name: string) {
  try {
    return parseNotebook(JSON.stringify(content ?? null), name);
  } catch (error) {
    if (error instanceof StudyError) throw new HttpError(400, error.message);
    throw error;
  }
}
