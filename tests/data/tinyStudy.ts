import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { surveyVariables } from "../../src/data/coding";
import { parseStudy, type Study } from "../../src/study";

/**
 * A country small enough to check by eye: PCNs U00001 (practices A1, A2) and U00002 (B1), D1 in no PCN from 2020 on, X9 unknown to the map.
 * Survey years 2018 (before networks) and 2022.
 */
export interface TinyFiles {
  [path: string]: string | Buffer;
}

/** An en dash in Windows-1252, as in the real workforce files. */
const DASH = "\x96";

export const WORKFORCE_HEADER =
  "Data_source,CENSUS_YEAR,CENSUS_MONTH,PCN_CODE,PCN_NAME,SUB_ICB_CODE,SUB_ICB_NAME,STAFF_GROUP,STAFF_ROLE,DETAILED_STAFF_ROLE,FTE,UNIQUE_IDENTIFIER";

const staff = (source: string, pcn: string, role: string, fte: string, id: string): string =>
  `${source},2021,12,${pcn},"NORTH, SOUTH PCN",36L,NHS Somewhere ,G,R,${role},${fte},${id}`;

const LINK = "Social Prescribing Link Worker";

export const workforceLines: readonly string[] = [
  WORKFORCE_HEADER,
  staff("NWRS Staff", "U00001", LINK, "0.986666667", "1"),
  staff("NWRS contracted services", "U00001", LINK, "1", "NULL"),
  staff("NWRS contracted services", "U00001", LINK, "1", "NULL"),
  staff("NWRS Staff", "U00001", LINK, "-0.026666667", "2"),
  staff("NWRS Staff", "U00001", "Pharmacist", "5", "3"),
  staff("NWRS Staff", "U00001", `Clinical Director ${DASH} Medical`, "0.2", "4"),
  staff("NWRS Staff", "U00003", LINK, "2", "5"),
  staff("NWRS Staff", "U", LINK, "3", "6"),
];

export const mapLines: readonly string[] = [
  "practice_code,practice_name,practice_ccg_or_subicb,pcn_code,pcn_name,relationship_start,relationship_end",
  "A1,A ONE,36L,U00001,NORTH PCN,20191001,",
  "A2,A TWO,36L,U00002,SOUTH PCN,20191001,20210401",
  "A2,A TWO,36L,U00001,NORTH PCN,20210401,",
  "B1,B ONE,36L,U00002,SOUTH PCN,20191001,",
  "C1,C ONE,36L,U00004,EAST PCN,20191001,20200401",
  "D1,D ONE,36L,U,Unallocated,20191001,",
];

const lists = (patients: Readonly<Record<string, number>>): string =>
  ["practice_code,registered_patients", ...Object.entries(patients).map(([code, size]) => `${code},${size}`)].join(
    "\n",
  ) + "\n";

/** Columns of the survey files of the tests; LSOA and practice first, then the coded variables of the year. */
export const surveyHeader = (year: number): readonly string[] => [
  "Unique_ID",
  "Practice_Code",
  "LSOA11",
  ...surveyVariables.filter(({ years }) => years === undefined || years.includes(year)).map(({ name }) => name),
];

/** A row with the given answers; the rest are `not answered`. */
export function surveyRow(year: number, given: Readonly<Record<string, string | number>>): readonly string[] {
  return surveyHeader(year).map((name) => String(given[name] ?? (name === "Unique_ID" ? "1" : "-3")));
}

export const GOOD = {
  Practice_Code: "A1",
  LSOA11: "E01000001",
  Q28: 1,
  Q30_recoded: 1,
  Q32: 4,
  Q47: 1,
  Q112: 1,
  Q48_Merged: 2,
  Q49: 1,
  Q50: 1,
  Q87: 2,
  Q91_1: 0,
  Q91_2: 0,
  Q91_3: 0,
  Q91_4: 1,
  Q94: 3,
};

export const surveyRows: Readonly<Record<number, readonly (readonly string[])[]>> = {
  2018: [
    surveyRow(2018, GOOD),
    surveyRow(2018, { ...GOOD, Practice_Code: "A2", Q47: 2, Q48_Merged: 9, Q28: 3 }),
    surveyRow(2018, { ...GOOD, Practice_Code: "X9", LSOA11: "W01000001" }),
  ],
  2022: [
    surveyRow(2022, GOOD),
    surveyRow(2022, { ...GOOD, Practice_Code: "A2", Q112: 2, Q49: 19, Q32: 5, Q87: 3, Q91_3: 1 }),
    surveyRow(2022, {
      ...GOOD,
      Practice_Code: "B1",
      Q112: 5,
      LSOA11: "E01000002",
      Q87: 5,
      Q91_4: 0,
      Q94: 5,
      Q30_recoded: -1,
    }),
    surveyRow(2022, { Practice_Code: "D1", LSOA11: "" }),
    surveyRow(2022, { ...GOOD, Practice_Code: "" }),
  ],
};

export const surveyCsv = (year: number, rows: readonly (readonly string[])[], header = surveyHeader(year)): string =>
  `${[header, ...rows].map((row) => row.join(",")).join("\n")}\n`;

export function tinyFiles(): TinyFiles {
  return {
    "workforce.csv.gz": gzipSync(Buffer.from(workforceLines.map((line) => `${line}\r\n`).join(""), "latin1")),
    "map.csv.gz": gzipSync(mapLines.join("\n")),
    "lists-2018.csv": lists({ A1: 9000, A2: 1000, B1: 5000, C1: 700, D1: 3000 }),
    "lists-2022.csv": lists({ A1: 10000.5, A2: 2000.25, B1: 5000, C1: 0, D1: 3000 }),
    "imd.csv":
      "lsoa11_code,imd_rank,imd_decile,income_rank,income_decile\nE01000001,1,1,1,1\nE01000002,2,9,2,10\nE01000003,2,9,2,10\n",
    "ruc.csv":
      "lsoa11_code,ruc11_code,ruc11\nE01000001,A1,Urban\nE01000002,E2,Rural\nE01000003,D1,Rural\nW01000001,D2,Rural\n",
    "survey-2018.csv": surveyCsv(2018, surveyRows[2018]),
    "survey-2022.csv": surveyCsv(2022, surveyRows[2022]),
  };
}

export interface TinyFolder {
  readonly root: string;
  readonly cacheDir: string;
  study(settings?: string): Study;
}

const folders: string[] = [];
const removeFolders = () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
};

/** A new folder that goes when the test process ends. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "link-workers-test-"));
  if (folders.length === 0) process.on("exit", removeFolders);
  folders.push(folder);
  return folder;
}

/** Writes files into a new folder beside an empty cache. */
export function writeTiny(files: TinyFiles = tinyFiles()): TinyFolder {
  const folder = testFolder();
  const root = join(folder, "data");
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return { root, cacheDir: join(folder, "cache"), study: (settings = "") => tinyStudy(root, settings) };
}

const tinyStudy = (root: string, settings: string): Study =>
  parseStudy(tinyManifest(settings), "tiny.yaml", { dataRoot: root });

/** The manifest of the tiny study; settings that hold `# restricted` make it restricted. */
export const tinyManifest = (settings = ""): string => `
source:
  kind: files
  restricted: ${settings.includes("# restricted")}
  survey: { 2018: survey-2018.csv, 2022: survey-2022.csv }
  workforce: { 2021-12: workforce.csv.gz }
  practiceMap: map.csv.gz
  listSize: { 2018: lists-2018.csv, 2022: lists-2022.csv }
  incomeDeprivation: imd.csv
  ruralUrban: ruc.csv
survey: { years: [2018, 2022] }
${settings}`;
