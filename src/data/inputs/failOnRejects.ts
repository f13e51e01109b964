import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { StudyError } from "../../util/errors";
import { didYouMean } from "../../util/nearest";
import type { Duck } from "../duck";
import type { InputDeclaration } from "./declarations";
import type { OpenedInput } from "./openInput";
import type { Header } from "./readHeader";

interface Reject {
  readonly at: number;
  readonly name: string | null;
  readonly type: string;
  readonly csv: string;
  readonly message: string;
}

/** Problems shown in one message; the count of all is always given. */
const SHOWN = 5;

/** Throws the cells and rows that the CSV reader refused, by file, line, column and rule. */
export async function failOnRejects(
  duck: Duck,
  input: OpenedInput,
  declaration: InputDeclaration,
  header: Header,
): Promise<void> {
  const [{ n }] = await duck.rows<{ n: number }>("SELECT count(*)::INTEGER AS n FROM rejects");
  if (n === 0) return;
  const rejects = await duck.rows<Reject>(
    `SELECT line_byte_position::DOUBLE AS at, column_name AS name, error_type::VARCHAR AS type, csv_line AS csv, error_message AS message
     FROM rejects ORDER BY 1, column_idx LIMIT ${SHOWN}`,
  );
  const lines = await lineNumbers(
    input,
    rejects.map(({ at }) => at),
  );
  const shown = rejects.map(
    (reject, i) => `${input.name}:${lines[i]}: ${describe(reject, declaration, header, input.restricted)}`,
  );
  const more = n > SHOWN ? [`… ${n - SHOWN} more problems in ${input.name}.`] : [];
  throw new StudyError("input", "cells-as-declared", [...shown, ...more].join("\n"));
}

function describe(reject: Reject, declaration: InputDeclaration, header: Header, restricted: boolean): string {
  const columns = header.names.length;
  if (reject.type === "MISSING COLUMNS") return `fewer than ${columns} columns. Complete or remove the row.`;
  if (reject.type === "TOO MANY COLUMNS")
    return `more than ${columns} columns. Quote cells that hold a comma, or remove the row.`;
  const column = declaration.columns.find(({ name }) => name === reject.name);
  if (reject.type !== "CAST" || !column)
    return restricted
      ? `${reject.type.toLowerCase()}. Correct the row.`
      : `${reject.type.toLowerCase()}: ${reject.message.split("\n", 1)[0]}. Correct the row.`;
  const value = /Could not convert string "([\s\S]*?)" to/.exec(reject.message)?.[1] ?? "";
  const shown = restricted ? "the cell" : `"${value}"`;
  const meant = restricted || typeof column.type === "string" ? "" : didYouMean(value, column.type);
  const spelled = header.names[header.position[column.name]];
  if (typeof column.type === "string")
    return `${spelled}: ${shown} is not ${typeWords(column.type)}. Correct the cell.`;
  return `${spelled}: ${shown} is not an allowed code.${meant} Allowed: ${column.type.join(", ")}.`;
}

const typeWords = (type: string): string =>
  type.startsWith("DECIMAL") ? "a number" : type === "INTEGER" ? "a whole number" : type;

/** Line numbers (1 = header) of byte positions in the uncompressed text. DuckDB's own line numbers miss blank lines. */
async function lineNumbers(input: OpenedInput, positions: readonly number[]): Promise<readonly number[]> {
  const raw = createReadStream(input.textPath);
  const compressed = input.facts.gzip && input.textPath === input.path;
  const wanted = Math.max(...positions);
  const lines = positions.map(() => 1);
  let start = 0;
  for await (const chunk of compressed ? raw.pipe(createGunzip()) : raw) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
      positions.forEach((position, i) => {
        if (start + at + 1 <= position) lines[i]++;
      });
    }
    start += bytes.length;
    if (start > wanted) break;
  }
  raw.destroy();
  return lines;
}
