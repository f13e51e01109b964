import { writeFileAtomically } from "../util/writeFileAtomically";
import type { Cell, Metadata, MimeBundle, Notebook, Output } from "./nbformat";

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

/** nbformat's way with long strings: one element per line, each with its line break. */
function lines(value: string): string[] {
  return value.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
