import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { StudyError } from "../util/errors";
import { writeFileAtomically } from "../util/writeFileAtomically";

/** Outputs of one mime type each; JSON types hold the object, all others a string. */
export type MimeBundle = Readonly<Record<string, unknown>>;
export type Metadata = Readonly<Record<string, unknown>>;

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: Metadata;
}

export interface ResultOutput {
  readonly output_type: "execute_result";
  readonly execution_count: number | null;
  readonly data: MimeBundle;
  readonly metadata: Metadata;
}

export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: Metadata;
  readonly source: string;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

export interface TextCell {
  readonly cell_type: "markdown" | "raw";
  readonly id: string;
  readonly metadata: Metadata;
  readonly source: string;
}

export type Cell = CodeCell | TextCell;

/** A notebook of format 4.5, every multi-line string joined. */
export interface Notebook {
  readonly metadata: Metadata;
  readonly cells: readonly Cell[];
}

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

/**
 * The text of the .ipynb file: one-space indent, keys in a fixed order, long strings as lists of lines,
 * nothing of the machine or the clock. Parsing and formatting again gives the same text.
 */
export function formatNotebook(notebook: Notebook): string {
  const file = {
    cells: notebook.cells.map(formatCell),
    metadata: stableMetadata(notebook.metadata),
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Writes a notebook; a reader never sees half of it. */
export function writeNotebook(path: string, notebook: Notebook): void {
  writeFileAtomically(path, formatNotebook(notebook));
}

/** Cell metadata that editors and executors write for themselves. */
const EDITOR_METADATA = new Set(["execution", "ExecuteTime", "collapsed", "scrolled", "vscode", "jupyter"]);

function formatCell(c: Cell): object {
  const kept = Object.fromEntries(Object.entries(c.metadata).filter(([key]) => !EDITOR_METADATA.has(key)));
  const source = lines(c.source);
  if (c.cell_type !== "code") return { cell_type: c.cell_type, id: c.id, metadata: kept, source };
  const { cell_type, execution_count, id } = c;
  return { cell_type, execution_count, id, metadata: kept, outputs: c.outputs.map(formatOutput), source };
}

function formatOutput(o: Output): object {
  switch (o.output_type) {
    case "stream":
      return { name: o.name, output_type: o.output_type, text: lines(o.text) };
    case "error":
      return { ename: o.ename, evalue: o.evalue, output_type: o.output_type, traceback: o.traceback };
    case "display_data":
      return { data: formatBundle(o.data), metadata: o.metadata, output_type: o.output_type };
    case "execute_result": {
      const { execution_count, output_type } = o;
      return { data: formatBundle(o.data), execution_count, metadata: o.metadata, output_type };
    }
  }
}

function formatBundle(data: MimeBundle): object {
  const isText = (mime: string): boolean => /^text\/|\+xml$/.test(mime);
  return Object.fromEntries(
    Object.entries(data).map(([mime, value]) => [
      mime,
      isText(mime) && typeof value === "string" ? lines(value) : value,
    ]),
  );
}

/** Which kernel and language; not their versions on the machine that ran it. */
function stableMetadata(all: Metadata): object {
  const { kernelspec, language_info, ...rest } = all;
  const { vscode: _vscode, widgets: _widgets, ...kept } = rest;
  return {
    kernelspec: pick(kernelspec, ["display_name", "language", "name"]),
    language_info: pick(language_info, ["file_extension", "mimetype", "name"]),
    ...kept,
  };
}

function pick(value: unknown, keys: readonly string[]): object | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => keys.includes(key))
      .sort(),
  );
}

function isJsonMime(mime: string): boolean {
  return /^application\/(.+\+)?json$/.test(mime);
}

function joined(value: unknown): unknown {
  return Array.isArray(value) ? value.join("") : value;
}

/** nbformat's way with long strings: one element per line, each with its line break. */
function lines(value: string): string[] {
  return value.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
