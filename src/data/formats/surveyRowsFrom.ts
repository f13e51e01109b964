import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { CsvLines, csvText } from "./csvLines";
import type { Tabular } from "./openTabular";

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
  const lines = new CsvLines(names.length);
  try {
    const out = await open(temporary, "wx", 0o600);
    try {
      await out.writeFile(`${names.map(csvText).join(",")}\n`);
      const rows = await file.stream(names, (batch) => out.writeFile(lines.of(batch)));
      await out.sync();
      await rename(temporary, target);
      return {
        rows,
        empty: names.map((column, i) => ({ column, rows: lines.empty[i] })).filter((one) => one.rows > 0),
      };
    } finally {
      await out.close();
    }
  } finally {
    await rm(temporary, { force: true });
  }
}
