import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { StudyError } from "../util/errors";
import type { Notebook } from "./nbformat";

const text = z.union([z.string(), z.array(z.string())]).transform((t) => (typeof t === "string" ? t : t.join("")));
const metadata = z.record(z.string(), z.unknown());
const bundle = metadata.transform((data) =>
  Object.fromEntries(Object.entries(data).map(([mime, value]) => [mime, isJsonMime(mime) ? value : joined(value)])),
);
const count = z.number().nullable().default(null);
const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.enum(["stdout", "stderr"]), text }),
  z.object({ output_type: z.literal("display_data"), data: bundle, metadata: metadata.default({}) }),
  z.object({
    output_type: z.literal("execute_result"),
    execution_count: count,
    data: bundle,
    metadata: metadata.default({}),
  }),
  z.object({ output_type: z.literal("error"), ename: z.string(), evalue: z.string(), traceback: z.array(z.string()) }),
]);
const shared = { id: z.string().optional(), metadata: metadata.default({}), source: text };
const cell = z.discriminatedUnion("cell_type", [
  z.object({ ...shared, cell_type: z.literal("code"), execution_count: count, outputs: z.array(output).default([]) }),
  z.object({ ...shared, cell_type: z.literal("markdown") }),
  z.object({ ...shared, cell_type: z.literal("raw") }),
]);
const notebookFile = z.object({ nbformat: z.literal(4), metadata: metadata.default({}), cells: z.array(cell) });

/** Reads a notebook of format 4. @throws {StudyError} `notebook-is-readable` when it is not one. */
export function readNotebook(path: string): Notebook {
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch {
    throw new StudyError(
      "notebook",
      "notebook-is-readable",
      `${path}: no such notebook. Check the name and the folder.`,
    );
  }
  return parseNotebook(source, basename(path));
}

/** Parses the text of an .ipynb file; cells without an id get one by their place. */
export function parseNotebook(source: string, name: string): Notebook {
  const unreadable = (why: string): StudyError =>
    new StudyError(
      "notebook",
      "notebook-is-readable",
      `${name}: not a notebook of format 4 (${why}). Save it again from Jupyter or VS Code.`,
    );
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
  const parsed = notebookFile.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw unreadable(`${issue.path.join(".") || "top level"}: ${issue.message}`);
  }
  const cells = parsed.data.cells.map((c, i) => ({ ...c, id: c.id ?? `cell-${i + 1}` }));
  return { metadata: parsed.data.metadata, cells };
}

function isJsonMime(mime: string): boolean {
  return /^application\/(.+\+)?json$/.test(mime);
}

function joined(value: unknown): unknown {
  return Array.isArray(value) ? value.join("") : value;
}
