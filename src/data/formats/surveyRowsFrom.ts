import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Tabular } from "./openTabular";
import type { CellBatch } from "./types";

/** Cells that became empty because the file holds no value for them. */
export interface EmptyCells {
  readonly column: string;
  /** System-missing and extended missing numbers, blank texts. */
  readonly rows: number;
}

export interface SurveyRows {
  readonly rows: number;
  readonly empty: readonly EmptyCells[];
}

/**
 * Writes the named columns of an SPSS or Stata file as UTF-8 CSV, so that survey files of every format take the same way
 * through the study's declarations. Row n of the file is line n + 1. Values that the file declares user-missing keep their codes;
 * system-missing becomes an empty cell. The target appears when it is whole, or not at all.
 * @param names names of the header, in the order wanted
 */
export async function surveyRowsFrom(file: Tabular, names: readonly string[], target: string): Promise<SurveyRows> {
  await mkdir(dirname(target), { recursive: true });
  const temporary = `${target}.${randomUUID()}.tmp`;
  const empty = names.map(() => 0);
  try {
    const out = await open(temporary, "wx", 0o600);
    try {
      await out.writeFile(`${names.map(quoted).join(",")}\n`);
      const rows = await file.stream(names, ({ rows, columns }) => out.writeFile(csvLines(rows, columns, empty)));
      await out.sync();
      await rename(temporary, target);
      return { rows, empty: names.map((column, i) => ({ column, rows: empty[i] })).filter((one) => one.rows > 0) };
    } finally {
      await out.close();
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

function csvLines(rows: number, columns: readonly CellBatch[], empty: number[]): string {
  const texts = columns.map((cells) => (cells instanceof Float64Array ? numberTexts(cells) : cells.map(quoted)));
  texts.forEach((column, j) => {
    empty[j] += column.reduce((count, text) => (text === "" ? count + 1 : count), 0);
  });
  // A line that is wholly empty would be no record.
  if (texts.length === 1) texts[0] = texts[0].map((text) => (text === "" ? '""' : text));
  const lines: string[] = new Array(rows);
  for (let row = 0; row < rows; row++) {
    let line = texts[0]?.[row] ?? "";
    for (let j = 1; j < texts.length; j++) line += `,${texts[j][row]}`;
    lines[row] = line;
  }
  return `${lines.join("\n")}\n`;
}

/** Texts of the codes that nearly all cells hold. */
const FIRST_CODE = -99;
const CODES = Array.from({ length: 200 }, (_, i) => String(FIRST_CODE + i));

function numberTexts(cells: Float64Array): readonly string[] {
  const texts: string[] = new Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    texts[row] = CODES[cell - FIRST_CODE] ?? (Number.isNaN(cell) ? "" : String(cell));
  }
  return texts;
}

/** A field of RFC 4180, unchanged in content. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
