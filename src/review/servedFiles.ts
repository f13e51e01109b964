import { readFileSync, realpathSync, statSync } from "node:fs";
import { extname, join, sep } from "node:path";
import type { Answer } from "./http";
import { HttpError } from "./httpError";

/** Kinds of file a report has; no other is served. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".pdf": "application/pdf",
  ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".ipynb": "application/x-ipynb+json",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".tex": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

/** A file below a folder, by the decoded pieces of its path. Links that lead out of the folder are not followed. @throws {HttpError} 404 */
export function servedFile(folder: string, pieces: readonly string[]): Answer {
  const type = TYPES[extname(pieces.at(-1) ?? "").toLowerCase()];
  const file = type === undefined ? undefined : fileInside(folder, pieces);
  if (file === undefined) throw new HttpError(404, "No such file in the report.");
  return { kind: "content", type, body: readFileSync(file) };
}

function fileInside(folder: string, pieces: readonly string[]): string | undefined {
  if (pieces.some((piece) => piece === "" || piece.startsWith(".") || /[\\/\0:]/.test(piece))) return undefined;
  try {
    const file = realpathSync(join(folder, ...pieces));
    return file.startsWith(realpathSync(folder) + sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}
