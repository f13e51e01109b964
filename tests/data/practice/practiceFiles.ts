import { type PracticeStudy, parseAnyStudy } from "../../../src/study";
import { type TinyFiles, tinyFiles, writeTiny } from "../tinyStudy";

/** A practice-level file by column; cells as written. */
export type Rows = readonly Readonly<Record<string, string | number>>[];

/** Counts of a practice that all fit together. */
export function counts(practice: string, [good, poor]: readonly [number, number]): Record<string, string | number> {
  return {
    Practice_Code: practice,
    Practice_Name: `THE SURGERY, ${practice}`,
    Q28base: good + poor,
    ...{ Q28_1: good - 1, Q28_2: 1, Q28_3: poor, Q28_4: 0, Q28_5: 0 },
    Q87base: 20,
    Q87_123base: 12,
    ...{ Q87_1: 6, Q87_2: 3, Q87_3: 3, Q87_4: 5, Q87_5: 3 },
    Q91base: 30,
    ...{ Q91_1: 4, Q91_2: 2, Q91_3: 5, Q91_4: 20 },
    Q94base: 15,
    Q94_1234base: 14,
    ...{ Q94_1: 4, Q94_2: 5, Q94_3: 3, Q94_4: 2, Q94_5: 1 },
    Q32base: 16,
    Q32_123base: 9,
    ...{ Q32_1: 4, Q32_2: 2, Q32_3: 3, Q32_4: 5, Q32_5: 2 },
  };
}

export const rows2018: Rows = [counts("A1", [20, 5]), counts("A2", [11, 4]), counts("B1", [30, 9])];
export const rows2022: Rows = [
  counts("A1", [18, 6]),
  counts("A2", [9, 7]),
  counts("B1", [22, 8]),
  counts("D1", [7, 7]),
  counts("X9", [5, 5]),
];

const quoted = (cell: string | number): string => (/[",]/.test(String(cell)) ? `"${cell}"` : String(cell));

export const practiceCsv = (rows: Rows, columns = Object.keys(rows[0])): string =>
  [columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((row) => `${row.map(quoted).join(",")}\n`)
    .join("");

/** The tiny country with practice-level files in place of respondents. */
export function tinyPractices(files: TinyFiles = {}): { readonly study: PracticeStudy; readonly cacheDir: string } {
  const { root, cacheDir } = writeTiny({
    ...tinyFiles(),
    "gpps/2018.csv": practiceCsv(rows2018),
    "gpps/2022.csv": practiceCsv(rows2022),
    ...files,
  });
  return { study: parseAnyStudy(MANIFEST, "practices.yaml", { dataRoot: root }) as PracticeStudy, cacheDir };
}

export const MANIFEST = `
source:
  kind: practice-files
  practices: { 2018: gpps/2018.csv, 2022: gpps/2022.csv }
  workforce: { 2021-12: workforce.csv.gz }
  practiceMap: map.csv.gz
  listSize: { 2018: lists-2018.csv, 2022: lists-2022.csv }
survey: { years: [2018, 2022] }
`;
