import type { CodeCell, Notebook, Output } from "../notebook";
import { picturesDiffer } from "./comparePictures";
import { jsonDifferences } from "./jsonDifferences";

/** An output, or the count of outputs, that is not what the notebook holds. */
export interface CellDifference {
  /** `cell 3 (table-3)`: place among the code cells, and label. */
  readonly cell: string;
  /** `output 1, text/plain`. */
  readonly what: string;
  /** What changed, lines with `-` as held and `+` as executed; the first of many. */
  readonly lines: readonly string[];
}

/**
 * Compares the outputs that a notebook holds with those of its execution, cell by cell: text, tables and figure data exactly, pictures by
 * what is seen ({@link picturesDiffer}).
 */
export async function compareNotebooks(held: Notebook, executed: Notebook): Promise<CellDifference[]> {
  const differences: CellDifference[] = [];
  const now = codeCells(executed);
  for (const [i, cell] of codeCells(held).entries()) {
    const name = `cell ${i + 1} (${cell.metadata.label ?? cell.id})`;
    for (const one of await compareCells(cell, now[i])) differences.push({ cell: name, ...one });
  }
  return differences;
}

type Found = Omit<CellDifference, "cell">;

async function compareCells(held: CodeCell, now: CodeCell): Promise<Found[]> {
  if (held.outputs.length !== now.outputs.length) {
    const list = (cell: CodeCell) => cell.outputs.map(kindOf).join(", ") || "none";
    return [{ what: "outputs", lines: [`- ${list(held)}`, `+ ${list(now)}`] }];
  }
  const found: Found[] = [];
  if (held.execution_count !== now.execution_count)
    found.push({ what: "execution count", lines: [`- ${held.execution_count}`, `+ ${now.execution_count}`] });
  for (const [i, output] of held.outputs.entries()) {
    for (const { what, lines } of await compareOutputs(output, now.outputs[i]))
      found.push({ what: `output ${i + 1}, ${what}`, lines });
  }
  return found;
}

async function compareOutputs(held: Output, now: Output): Promise<Found[]> {
  if (kindOf(held) !== kindOf(now)) return [{ what: "kind", lines: [`- ${kindOf(held)}`, `+ ${kindOf(now)}`] }];
  const [before, after] = [formsOf(held), formsOf(now)];
  const found: Found[] = [];
  for (const mime of Object.keys({ ...before, ...after })) {
    const lines = await compareForms(mime, before[mime], after[mime]);
    const told = found.some((one) => one.lines.join("\n") === lines.join("\n"));
    if (lines.length > 0 && !told) found.push({ what: mime, lines });
  }
  // The same change in words says more than in tags.
  return found.filter(({ what }) => what !== "text/html" || !found.some((one) => one.what === "text/plain"));
}

/** Forms of an output by mime type; what is printed counts as `text/plain`, metadata as one form more. */
function formsOf(output: Output): Readonly<Record<string, unknown>> {
  if (output.output_type === "stream") return { "text/plain": output.text };
  if (output.output_type === "error") return { "text/plain": `${output.ename}: ${output.evalue}` };
  return { ...output.data, metadata: output.metadata };
}

async function compareForms(mime: string, before: unknown, now: unknown): Promise<string[]> {
  if (before === undefined || now === undefined) return [before === undefined ? "+ is new" : "- is gone"];
  if (typeof before !== "string" || typeof now !== "string") return firstOf(jsonDifferences(before, now));
  if (mime === "image/png") {
    const difference = picturesDiffer(before, now);
    return difference === undefined ? [] : [difference];
  }
  return before === now
    ? []
    : changedLines(mime === "text/html" ? tagged(before) : before, mime === "text/html" ? tagged(now) : now);
}

async function changedLines(before: string, now: string): Promise<string[]> {
  const { lineDiff } = await import("../review/page/lineDiff.mjs");
  const signs = { removed: "-", added: "+", same: " " };
  const changed = lineDiff(before, now).filter(({ kind }) => kind !== "same");
  return firstOf(changed.map(({ kind, text }) => `${signs[kind]} ${text.trim()}`));
}

const MOST_LINES = 8;

function firstOf(lines: readonly string[]): string[] {
  if (lines.length <= MOST_LINES) return [...lines];
  return [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more`];
}

/** A tag a line. */
const tagged = (html: string): string => html.replaceAll("><", ">\n<");

const kindOf = (output: Output): string => (output.output_type === "stream" ? output.name : output.output_type);

const codeCells = ({ cells }: Notebook): CodeCell[] =>
  cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
