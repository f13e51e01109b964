import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { read, utils } from "@e965/xlsx";
import { StudyError } from "../util/errors";
import { isPublishedStructure, publishedStructure } from "./publishedStructure";
import type { TextRow } from "./rowCell";
import { type TableOptions, tableFromRows } from "./tableFromRows";
import type { PrintedTable } from "./types";

/** Reads a printed table: the structure `published/1`, rows as JSON (an array, or `{"cells": [...]}`), or CSV with a header line. */
export function readTable(file: string, options: Omit<TableOptions, "title"> = {}): PrintedTable {
  const text = readText(file);
  const title = basename(file);
  if (extname(file).toLowerCase() !== ".json" && !/^\s*[[{]/.test(text)) {
    return tableFromRows(csvRows(text, title), { ...options, title });
  }
  const json = parsed(text, title);
  if (isPublishedStructure(json)) return publishedStructure(json, title);
  return tableFromRows(jsonRows(json, title), { ...options, ...multipliers(json), title });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
    throw new StudyError(
      "input",
      "table-file-is-readable",
      `${file} ${reason}. Give a .json or .csv file with a table.`,
    );
  }
}

function parsed(text: string, title: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StudyError("input", "table-file-is-json", `${title} is no JSON: ${(error as Error).message}.`);
  }
}

function csvRows(text: string, title: string): TextRow[] {
  const book = read(text, { type: "string", raw: true });
  const lines = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]], { header: 1, defval: "" });
  const [first = [], ...rest] = lines.map((line) => line.map(String));
  const heads = first.slice(0, filled(first));
  const repeated = heads.find((head, i) => heads.indexOf(head) !== i && head.trim() !== "");
  if (repeated !== undefined) {
    throw new StudyError(
      "input",
      "column-is-given-once",
      `${title}: column "${repeated}" stands twice. Keep one of them.`,
    );
  }
  const rows = rest.filter((line) => line.some((field) => field.trim() !== ""));
  const long = rows.find((line) => line.slice(heads.length).some((field) => field.trim() !== ""));
  if (long !== undefined) {
    const message = `${title}: the row of "${long[0]}" has ${filled(long)} fields, the header ${heads.length}. Put texts with commas in quotation marks.`;
    throw new StudyError("input", "rows-have-the-header's-fields", message);
  }
  if (rows.length === 0) {
    const message = `${title}: no rows. The first line names the columns (id, or, ci_low, ci_high, p, …), the others hold the values.`;
    throw new StudyError("input", "table-has-rows", message);
  }
  return rows.map((line) =>
    Object.fromEntries(heads.flatMap((head, j) => (head.trim() === "" ? [] : [[head, line[j] ?? ""]]))),
  );
}

function filled(line: readonly string[]): number {
  return line.findLastIndex((field) => field.trim() !== "") + 1;
}

function jsonRows(json: unknown, title: string): TextRow[] {
  const list = Array.isArray(json)
    ? json
    : typeof json === "object" && json !== null && "cells" in json
      ? json.cells
      : undefined;
  const isRow = (row: unknown): row is Record<string, unknown> =>
    typeof row === "object" && row !== null && !Array.isArray(row);
  if (!Array.isArray(list) || list.length === 0 || !list.every(isRow)) {
    const message = `${title}: no rows. Give an array of objects, {"cells": [...]}, or the structure with table3.cells.`;
    throw new StudyError("input", "table-has-rows", message);
  }
  return list.map((row) => textRow(row));
}

/** Printed texts of a row; those of `display` come first, as they keep final zeros. */
function textRow(row: Readonly<Record<string, unknown>>): TextRow {
  const { display, ...rest } = row;
  const plain = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined);
  if (typeof display !== "object" || display === null)
    return Object.fromEntries(plain.map(([key, value]) => [key, String(value)]));
  const names = plain.filter(([key]) => key === "id" || key === "model" || key === "outcome");
  return Object.fromEntries([...names, ...Object.entries(display)].map(([key, value]) => [key, String(value)]));
}

function multipliers(json: unknown): Pick<TableOptions, "perPopulation" | "groups"> {
  const { table4 } = (json ?? {}) as { table4?: { perPatients?: unknown; pcns?: unknown } };
  return {
    ...(typeof table4?.perPatients === "number" ? { perPopulation: table4.perPatients } : {}),
    ...(typeof table4?.pcns === "number" ? { groups: table4.pcns } : {}),
  };
}
