import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import JSZip from "jszip";
import { prepareStudy } from "../../src/data";
import { StudyError } from "../../src/util/errors";
import { packageRoot } from "../../src/util/packageRoot";
import type { Accepted, Fault, FrameRow } from "./fault";
import { type FaultRow, faultsPage } from "./faultsPage";
import { frameRows } from "./frameText";
import { parquet } from "./parquet";
import { RESPONDENT_ACCEPTED, RESPONDENT_FAULTS } from "./respondentFaults";
import {
  GOOD,
  mapLines,
  surveyCsv,
  surveyHeader,
  surveyRow,
  surveyRows,
  type TinyFiles,
  tinyFiles,
  WORKFORCE_HEADER,
  workforceLines,
  writeTiny,
} from "./tinyStudy";

const csv = surveyCsv(2022, surveyRows[2022]);
const survey = (given: Readonly<Record<string, string | number>>): string =>
  surveyCsv(2022, [...surveyRows[2022], surveyRow(2022, { ...GOOD, ...given })]);
const workforce = (line: string): Buffer => gzipSync(Buffer.from([...workforceLines, line].join("\r\n"), "latin1"));
const staff = (pcn: string, role: string, fte: string, month = "12"): Buffer =>
  workforce(`NWRS Staff,2021,${month},${pcn},N,36L,S,G,R,${role},${fte},9`);
const LINK = "Social Prescribing Link Worker";
const map = (...lines: readonly string[]): Buffer => gzipSync([...mapLines, ...lines].join("\n"));

/** The staff of another month than declared, wholly. */
const workforceOf = (month: string): Buffer =>
  gzipSync(Buffer.from(workforceLines.join("\n").replaceAll(",2021,12,", `,${month},`), "latin1"));
/** Lists of three practices with the date of their extract. */
const extract = (...dates: readonly string[]): string =>
  ["EXTRACT_DATE,CODE,NUMBER_OF_PATIENTS", ...dates.map((date, i) => `${date},A${i + 1},1000`)].join("\n");

const fixture = (name: string): Buffer => readFileSync(join(packageRoot(), "tests", "data", "fixtures", name));

/** A workbook with zeros in the middle of its packed parts. */
function damagedSheet(workbook: Buffer): Buffer {
  const copy = Buffer.from(workbook);
  copy.fill(0, 400, copy.lastIndexOf("PK\u0001\u0002", undefined, "latin1") - 700);
  return copy;
}

/** A zip archive of one empty part whose directory states a size of its own. */
function zipBomb(unpacked = 4_000_000_000, flags = 0): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt32LE(100, 20);
  entry.writeUInt32LE(unpacked, 24);
  entry.writeUInt16LE(1, 28);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(4, 16);
  return Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), entry, Buffer.from("x"), end]);
}

/** Each fault is planted in one file of a good study; the run must stop with this rule and message. */
const FAULTS: readonly Fault[] = [
  {
    item: "A10",
    name: "an answer outside the codes",
    files: { "survey-2022.csv": survey({ Q28: 7 }) },
    rule: "cells-as-declared",
    message: /^survey-2022\.csv:7: Q28: "7" is not an allowed code\..* Allowed: 1, 2, 3, 4, 5, -1, -2, -3, -4, -5\.$/,
  },
  {
    item: "A8",
    name: "an answer between two codes",
    files: { "survey-2022.csv": survey({ Q94: "1.5" }) },
    rule: "cells-as-declared",
    message: /:7: Q94: "1\.5" is not an allowed code/,
  },
  {
    item: "A29",
    name: "a text where a code belongs",
    files: { "survey-2022.csv": survey({ Q91_3: "often" }) },
    rule: "cells-as-declared",
    message: /:7: Q91_3: "often"/,
  },
  {
    item: "A5",
    name: "an odd cell after blank lines",
    files: { "survey-2022.csv": survey({ Q28: 7 }).replace("\n", "\n\n\n") },
    rule: "cells-as-declared",
    message: /:9: Q28: "7"/,
  },
  {
    item: "A5",
    name: "a short row",
    files: { "survey-2022.csv": `${csv}1,A1,E01000001,1\n` },
    rule: "rows-have-all-cells",
    message: /^survey-2022\.csv:7: fewer than 16 cells/,
  },
  {
    item: "A3",
    name: "a long row",
    files: { "survey-2022.csv": csv.replace(/\n$/, ",1\n") },
    rule: "rows-have-all-cells",
    message: /:6: more than 16 cells/,
  },
  {
    item: "A3",
    name: "a quote that is not closed",
    files: { "survey-2022.csv": `${csv}"1,A1\n` },
    rule: "quotes-closed",
    message: /survey-2022\.csv: a quoted cell is not closed/,
  },
  {
    item: "A6",
    name: "a column missing",
    files: { "survey-2022.csv": csv.replace("Q112", "Q47") },
    rule: "column-present",
    message: /survey-2022\.csv:1: no column Q112 .*Columns found: /,
  },
  {
    item: "A6",
    name: "a column twice",
    files: { "survey-2022.csv": csv.replace("Unique_ID", "q28") },
    rule: "column-unique",
    message: /columns q28 \(1\) and Q28 \(4\) both match Q28/,
  },
  { item: "A32", name: "an empty file", files: { "survey-2022.csv": "" }, rule: "file-not-empty", message: /is empty/ },
  {
    item: "A5",
    name: "a header alone",
    files: { "survey-2022.csv": `${surveyHeader(2022).join(",")}\n` },
    rule: "file-has-rows",
    message: /no rows/,
  },
  {
    item: "A32",
    name: "a web page instead of CSV",
    files: { "imd.csv": "<!DOCTYPE html>\n<html></html>\n" },
    rule: "file-is-csv",
    message: /^imd\.csv: holds a web page/,
  },
  {
    item: "A32",
    name: "a gzip cut short",
    files: { "workforce.csv.gz": gzipSync("a,b\n1,2\n").subarray(0, 20) },
    rule: "gzip-whole",
    message: /cut short/,
  },
  {
    item: "A32",
    name: "a Parquet file cut short",
    files: { "survey-2022.csv": "PAR1 and no more" },
    rule: "parquet-whole",
    message: /^survey-2022\.csv: is not a whole Parquet file/,
  },
  {
    item: "A26",
    name: "an unknown role",
    files: { "workforce.csv.gz": staff("U00001", "Social Prescribing Link Wroker", "1") },
    rule: "role-known",
    message:
      /^workforce\.csv\.gz:10: .*"Social Prescribing Link Wroker" is not a known role\. Did you mean "Social Prescribing Link Worker"\?/,
  },
  {
    item: "A8",
    name: "a count where FTE is a number",
    files: { "workforce.csv.gz": staff("U00001", LINK, "one") },
    rule: "cells-as-declared",
    message: /:10: FTE: "one" is not a number/,
  },
  {
    item: "A24",
    name: "an infinite FTE",
    files: { "workforce.csv.gz": staff("U00001", LINK, "Infinity") },
    rule: "cells-as-declared",
    message: /"Infinity" is not a number/,
  },
  {
    item: "A10",
    name: "an empty FTE",
    files: { "workforce.csv.gz": staff("U00001", LINK, "") },
    rule: "cell-filled",
    message: /:10: column fte is empty/,
  },
  {
    item: "A7",
    name: "another period than declared",
    files: { "workforce.csv.gz": staff("U00001", LINK, "1", "9") },
    rule: "period-as-declared",
    message: /:10: .*2021-12/,
  },
  {
    item: "A23",
    name: "a letter O for a zero in a PCN code",
    files: { "workforce.csv.gz": staff("U0O001", LINK, "1") },
    rule: "pcn-code",
    message: /:10: "U0O001" is not a PCN code/,
  },
  {
    item: "A6",
    name: "headers of another table",
    files: { "workforce.csv.gz": gzipSync(WORKFORCE_HEADER.replace("DETAILED_STAFF_ROLE", "ROLE_TEXT")) },
    rule: "column-present",
    message: /no column role/,
  },
  {
    item: "A17",
    name: "two active PCNs",
    files: { "map.csv.gz": map("A1,A ONE,36L,U00002,SOUTH PCN,20210101,") },
    rule: "one-pcn-per-practice",
    message: /A1 in survey year 2022: U00001, U00002/,
  },
  {
    item: "A7",
    name: "a date that is none",
    files: { "map.csv.gz": map("E1,E,36L,U00002,SOUTH PCN,20211301,") },
    rule: "date-readable",
    message: /^map\.csv\.gz:8: relationship_start "20211301" is not a date/,
  },
  {
    item: "A20",
    name: "a practice twice in the lists",
    files: { "lists-2022.csv": "practice_code,registered_patients\nA1,1\nA1,2\n" },
    rule: "join-many-to-one",
    message: /practice_code A1 stands in 2 rows/,
  },
  {
    item: "A27",
    name: "a negative list",
    files: { "lists-2022.csv": "practice_code,registered_patients\nA1,-1\n" },
    rule: "patients-not-negative",
    message: /:2: registered patients are negative/,
  },
  {
    item: "A20",
    name: "an LSOA twice in the deciles",
    files: { "imd.csv": "lsoa11_code,income_decile\nE01000001,1\nE01000001,2\n" },
    rule: "join-many-to-one",
    message: /lsoa E01000001 stands in 2 rows/,
  },
  {
    item: "A10",
    name: "a decile of eleven",
    files: { "imd.csv": "lsoa11_code,income_decile\nE01000001,11\n" },
    rule: "cells-as-declared",
    message: /"11" is not an allowed code/,
  },
  {
    item: "A26",
    name: "an unknown rural-urban class",
    files: { "ruc.csv": "lsoa11_code,ruc11_code\nE01000001,B2\n" },
    rule: "cells-as-declared",
    message: /"B2" is not an allowed code/,
  },
  ...["*", "-", "..", "[c]", "[x]", ":", "z", "NULL", "N/A", "Not applicable", "-9", "-97", "99", "999"].map(
    (cell) => ({
      item: "A10",
      name: `the sentinel ${cell} of another publication among answers`,
      files: { "survey-2022.csv": survey({ Q28: cell }) },
      rule: "cells-as-declared",
      message: /:7: Q28: .* is not an allowed code/,
    }),
  ),
  ...[
    "*",
    "| Part year of data |",
    "| No registered patients |",
    "| Part year of data | Large fluctuation in patients |",
    '"4,132"',
    "12%",
    "(5)",
    '"0,5"',
    "NaN",
  ].map((cell) => ({
    item: cell.startsWith("|") ? "A11" : "A8",
    name: `the list size ${cell}`,
    files: { "lists-2022.csv": `practice_code,registered_patients\nA1,${cell}\n` },
    rule: "cells-as-declared",
    message: /lists-2022\.csv:2: registered_patients: .* is not a number/,
  })),
  ...["1.2E+05", "01-Feb", "81001", "A8I00!", "ENGLAND2"].map((cell) => ({
    item: "A9",
    name: `the practice code ${cell}, as a spreadsheet leaves it, among respondents`,
    files: { "survey-2022.csv": survey({ Practice_Code: cell }) },
    rule: "practice-code",
    message: /^survey-2022\.csv:7: .* is not a practice code .* spreadsheet/,
  })),
  {
    item: "A9",
    name: "a practice code in scientific notation in the lists",
    files: { "lists-2022.csv": "practice_code,registered_patients\nA1,10\n1E+05,10\n" },
    rule: "practice-code",
    message: /:3: "1E\+05" is not a practice code/,
  },
  ...["43739", "01/10/19", "0019-10-01", "13/13/2020"].map((cell) => ({
    item: "A7",
    name: `the date ${cell}`,
    files: { "map.csv.gz": map(`E1,E,36L,U00002,SOUTH PCN,${cell},`) },
    rule: cell === "0019-10-01" || cell === "01/10/19" ? "date-plausible" : "date-readable",
    message: /:8: relationship_start .* Write YYYYMMDD/,
  })),
  {
    item: "A2",
    name: "zero bytes in a text",
    files: { "survey-2022.csv": csv.replace("E01000002", "E0100\u00002") },
    rule: "text-without-nul",
    message: /zero bytes/,
  },
  {
    item: "A2",
    name: "UTF-16 without a byte-order mark",
    files: { "survey-2022.csv": Buffer.from(csv, "utf16le") },
    rule: "text-without-nul",
    message: /UTF-16 without a byte-order mark/,
  },
  {
    item: "A2",
    name: "a Ctrl-Z at the end",
    files: { "survey-2022.csv": `${csv}\u001a` },
    rule: "rows-have-all-cells",
    message: /:7: fewer than 16 cells/,
  },
  {
    item: "A5",
    name: "no header line",
    files: { "survey-2022.csv": csv.replace(/^.*\n/, "") },
    rule: "column-present",
    message: /:1: no column practice_code/,
  },
  {
    item: "A5",
    name: "a title above the header",
    files: { "lists-2022.csv": "Patients registered,\npractice_code,registered_patients\nA1,1\n" },
    rule: "column-present",
    message: /:1: no column practice_code.*\n.*:1: no column patients/,
  },
  {
    item: "A5",
    name: "a second header line",
    files: { "survey-2022.csv": `${surveyHeader(2022).join(",")}\n${csv}` },
    rule: "cells-as-declared",
    message: /:2: Q28: "Q28" is not an allowed code/,
  },
  {
    item: "A5",
    name: "a note below the rows",
    files: { "lists-2022.csv": "practice_code,registered_patients\nA1,1\nSource: NHS England\n" },
    rule: "rows-have-all-cells",
    message: /:3: fewer than 2 cells/,
  },
  ...["900", "37.5E3", "-5"].map((cell) => ({
    item: "A24",
    name: `an FTE of ${cell} in one record`,
    files: { "workforce.csv.gz": staff("U00001", LINK, cell) },
    rule: "fte-plausible",
    message: /:10: FTE -?\d+.* of one record; -1 to 100 is plausible/,
  })),
  {
    item: "A24",
    name: "an FTE that is not a number",
    files: { "workforce.csv.gz": staff("U00001", LINK, "NaN") },
    rule: "cells-as-declared",
    message: /"NaN" is not a number/,
  },
  {
    item: "A27",
    name: "a practice larger than any",
    files: { "lists-2022.csv": "practice_code,registered_patients\nA1,62134644\n" },
    rule: "patients-plausible",
    message: /:2: 62134644(\.0)? registered patients of one practice/,
  },
  {
    item: "A28",
    name: "a total row that is not the sum",
    files: { "lists-2022.csv": "practice_code,registered_patients\nA1,10\nB1,5\nEngland,16\n" },
    rule: "total-row-adds-up",
    message: /a total row says 16; the rows add up to 15/,
  },
  {
    item: "A28",
    name: "a total row among the staff",
    files: { "workforce.csv.gz": staff("England", "Total", "50") },
    rule: "role-known",
    message: /:10: .*"Total" is not a known role.*\n.*:10: "ENGLAND" is not a PCN code/,
  },
  ...(
    [
      ["epcn_formula.xlsx", "cell-not-a-formula", /:3: a cell is a formula/],
      ["epcn_error.xlsx", "cell-without-error", /:3: a cell holds the error #N\/A/],
      ["epcn_merged.xlsx", "cells-not-merged", /:4: cells are merged/],
      ["epcn_hidden_row.xlsx", "rows-shown", /:3: the row is hidden/],
      ["epcn_hidden_sheet.xlsx", "sheet-found", /the sheet with the declared columns is hidden/],
      [
        "epcn_renamed_column.xlsx",
        "sheet-found",
        /no sheet holds the columns .* Sheets: Notes, PCN Core Partner Details/,
      ],
      ["epcn_two_sheets.xlsx", "sheet-found", /2 sheets hold the columns/],
    ] as const
  ).map(([name, rule, message]) => ({
    item: "A31",
    name: `the workbook ${name}`,
    files: { "map.csv.gz": fixture(name) },
    rule,
    message,
  })),
  {
    item: "A31",
    name: "a workbook cut short",
    files: { "map.csv.gz": fixture("epcn.xlsx").subarray(0, 3000) },
    rule: "zip-whole",
    message: /archive is damaged or cut short/,
  },
  {
    item: "A31",
    name: "a workbook whose sheet is damaged",
    files: { "map.csv.gz": damagedSheet(fixture("epcn.xlsx")) },
    rule: "zip-whole",
    message: /archive is damaged or cut short/,
  },
  {
    item: "A31",
    name: "an encrypted or old workbook",
    files: { "map.csv.gz": Buffer.from("d0cf11e0a1b11ae10000", "hex") },
    rule: "workbook-open",
    message: /encrypted workbook or one of the old format/,
  },
  {
    item: "A31",
    name: "a zip that would unpack without end",
    files: { "map.csv.gz": zipBomb() },
    rule: "unpacked-size",
    message: /would unpack to 4000000000 bytes/,
  },
  {
    item: "A32",
    name: "a zip archive that is no workbook",
    files: { "map.csv.gz": zipBomb(10) },
    rule: "archive-is-workbook",
    message: /is a zip archive and no workbook\. Unpack it/,
  },
  {
    item: "A32",
    name: "a gzip that unpacks to three hundred times its size",
    files: { "survey-2022.csv": gzipSync(Buffer.alloc(24_000_000, "1\n"), { level: 9 }) },
    rule: "unpacked-size",
    message: /unpacks to more than 200 times its size/,
  },
  {
    item: "A32",
    name: "a line without end",
    files: { "survey-2022.csv": `${csv}${"1".repeat(1_100_000)}` },
    rule: "record-length",
    message: /:7: the record is longer than 1048576 bytes/,
  },
  {
    item: "A32",
    name: "a web page under the name of a compressed file",
    files: { "workforce.csv.gz": "<html><body>Service unavailable</body></html>\n" },
    rule: "file-is-csv",
    message: /holds a web page/,
  },
  ...RESPONDENT_FAULTS,
  {
    item: "A4",
    name: "a space that does not break inside a role",
    files: { "workforce.csv.gz": staff("U00001", LINK.replace("Link ", "Link\u00a0"), "1") },
    rule: "role-known",
    message: /:10: .* is not a known role\. Did you mean "Social Prescribing Link Worker"\?/,
  },
  ...[
    ["q28", "columns q28 \\(1\\) and Q28 \\(4\\) both match Q28"],
    ["LSOA11", "columns LSOA11 \\(1\\) and LSOA11 \\(3\\) both match lsoa"],
    ["PRACTICE_CODE", "columns PRACTICE_CODE \\(1\\) and Practice_Code \\(2\\) both match practice_code"],
  ].map(([header, message]) => ({
    item: "A6",
    name: `the header ${header} beside the same in another case, or twice`,
    files: { "survey-2022.csv": csv.replace("Unique_ID", header) },
    rule: "column-unique",
    message: new RegExp(message),
  })),
  {
    item: "A6",
    name: "FTE twice in other letters among the staff",
    files: { "workforce.csv.gz": gzipSync(workforceLines.join("\n").replace("UNIQUE_IDENTIFIER", "Fte")) },
    rule: "column-unique",
    message: /columns FTE \(11\) and Fte \(12\) both match fte/,
  },
  {
    item: "A7",
    name: "day and month swapped: 20190110 for 20191001",
    files: { "map.csv.gz": map("E1,E,36L,U00002,SOUTH PCN,20190110,") },
    rule: "date-plausible",
    message: /:8: relationship_start "20190110" is not between 2019-07-01, .* day and month may be swapped/,
  },
  {
    item: "A7",
    name: "the month before the day: 10/01/2019",
    files: { "map.csv.gz": map("E1,E,36L,U00002,SOUTH PCN,10/01/2019,") },
    rule: "date-plausible",
    message: /:8: relationship_start "10\/01\/2019"/,
  },
  {
    item: "A7",
    name: "year and month of the staff swapped for another month",
    files: { "workforce.csv.gz": workforceOf("2021,01") },
    rule: "period-as-declared",
    message: /:2: period 2021-1 where 2021-12 is declared/,
  },
  {
    item: "A7",
    name: "day and month of an extract swapped in one row of the lists",
    files: { "lists-2022.csv": extract("2021-10-01", "2021-10-01", "2021-01-10") },
    rule: "one-extract-date",
    message: /:4: extract of 2021-01-10 among rows of another day\. .* swapped/,
  },
  {
    item: "A7",
    name: "a row of the lists without the date of its extract",
    files: { "lists-2022.csv": extract("01JAN2021", "01Jan2021", "") },
    rule: "one-extract-date",
    message: /:4: extract of no date among rows/,
  },
  {
    item: "A7",
    name: "the date of an extract as a spreadsheet's number",
    files: { "lists-2022.csv": extract("44470", "44470", "44470") },
    rule: "date-readable",
    message: /:2: extract_date "44470" is not a date/,
  },
  {
    item: "A9",
    name: "a PCN code in scientific notation among the staff",
    files: { "workforce.csv.gz": staff("1.2E+05", LINK, "1") },
    rule: "pcn-code",
    message: /:10: "1\.2E\+05" is not a PCN code/,
  },
  {
    item: "A9",
    name: "a damaged LSOA code in the deciles",
    files: { "imd.csv": "lsoa11_code,income_decile\nE01000001,1\n1.00E+08,1\n" },
    rule: "lsoa-code",
    message: /^imd\.csv:3: "1\.00E\+08" is not an LSOA code/,
  },
  {
    item: "A23",
    name: "a Cyrillic letter in a practice code",
    files: { "survey-2022.csv": survey({ Practice_Code: "\u04101" }) },
    rule: "practice-code",
    message: /^survey-2022\.csv:7: .* is not a practice code/,
  },
  {
    item: "A23",
    name: "a letter O for a zero in an LSOA code of the classes",
    files: { "ruc.csv": "lsoa11_code,ruc11_code\nE0100O001,A1\n" },
    rule: "lsoa-code",
    message: /:2: "E0100O001" is not an LSOA code/,
  },
  {
    item: "A25",
    name: "a head count without FTE",
    files: { "workforce.csv.gz": gzipSync(workforceLines.join("\n").replace(",FTE,", ",HEADCOUNT,")) },
    rule: "column-present",
    message: /:1: no column fte/,
  },
  {
    item: "A25",
    name: "a head count of 250 in place of FTE",
    files: { "workforce.csv.gz": staff("U00001", LINK, "250") },
    rule: "fte-plausible",
    message: /FTE 250.* head counts/,
  },
  {
    item: "A27",
    name: "a list size that is blank",
    files: { "lists-2022.csv": 'practice_code,registered_patients\nA1,1\nA2,""\n' },
    rule: "cell-filled",
    message: /:3: column patients is empty/,
  },
  {
    item: "A31",
    name: "a workbook with a password on its parts",
    files: { "map.csv.gz": zipBomb(10, 1) },
    rule: "workbook-open",
    message: /is encrypted\. Save it without a password/,
  },
  {
    item: "A31",
    name: "a CSV file cut at the last row of a worksheet",
    files: { "lists-2022.csv": `practice_code,registered_patients\n${"A1,1\n".repeat(1_048_575)}` },
    rule: "sheet-whole",
    message: /has 1048576 rows, the most that a worksheet holds/,
  },
  {
    item: "A31",
    name: "a respondent file cut at the last row of a worksheet",
    files: {
      "survey-2022.csv": `${surveyHeader(2022).join(",")}\n${`${surveyRows[2022][0].join(",")}\n`.repeat(1_048_575)}`,
    },
    rule: "sheet-whole",
    message: /^survey-2022\.csv: has 1048576 rows/,
  },
  {
    item: "A32",
    name: "two hundred thousand columns",
    files: {
      "survey-2022.csv": csv.replace("\n", `${Array.from({ length: 200_000 }, (_, i) => `,c${i}`).join("")}\n`),
    },
    rule: "record-length",
    message: /survey-2022\.csv:1: the record is longer than 1048576 bytes/,
  },
  {
    item: "A32",
    name: "a gzip inside a gzip",
    files: { "survey-2022.csv": gzipSync(gzipSync(csv)) },
    rule: "text-without-nul",
    message: /zero bytes/,
  },
];

test("each planted fault stops the run with file, line, rule and remedy, and leaves nothing half-made", async (t) => {
  for (const { item, name, files, rule, message } of FAULTS) {
    await t.test(`${item} ${name}`, async () => {
      const folder = writeTiny({ ...tinyFiles(), ...files });
      await assert.rejects(prepareStudy(folder.study(), { cacheDir: folder.cacheDir }), (error: unknown) => {
        assert.ok(error instanceof StudyError, String((error as Error).stack));
        assert.deepEqual([error.rule, error.kind], [rule, "input"]);
        assert.match(error.message, message);
        return true;
      });
      const left = existsSync(folder.cacheDir) ? readdirSync(folder.cacheDir) : [];
      assert.deepEqual(
        left.filter((entry) => !["digests.json", "decoded"].includes(entry)),
        [],
      );
    });
  }
});

test("a missing file names the remedy", async () => {
  const folder = writeTiny();
  const study = folder.study();
  const source = { ...study.source, practiceMap: "nowhere.csv" } as typeof study.source;
  await assert.rejects(
    prepareStudy({ ...study, source }, { cacheDir: folder.cacheDir }),
    /nowhere\.csv: does not exist\. Correct the path/,
  );
});

test("no message about a restricted file holds a cell of it", async () => {
  for (const variable of ["Q28", "Q94"]) {
    const folder = writeTiny({ ...tinyFiles(), "survey-2022.csv": survey({ [variable]: "7654321" }) });
    await assert.rejects(prepareStudy(folder.study("# restricted"), { cacheDir: folder.cacheDir }), (error: Error) => {
      assert.match(error.message, /survey-2022\.csv:7: Q(28|94): a cell is not an allowed code/);
      assert.doesNotMatch(error.message, /7654321/);
      return true;
    });
  }
});

const list = (...lines: readonly string[]): string =>
  ["practice_code,registered_patients", "A1,10000.5", "A2,2000.25", "B1,5000", "C1,0", "D1,3000", ...lines].join("\n");
const good = tinyFiles();
/** The good lists with the date of their extract. */
const dated = (date: string): string =>
  list()
    .split("\n")
    .map((line, i) => `${line},${i === 0 ? "extract_date" : date}`)
    .join("\n");

/** Peculiarities that real files have: the frame is that of the good study, and what was changed is counted. */
const ACCEPTED: readonly Accepted[] = [
  {
    item: "A1",
    name: "workforce in UTF-8 in place of Windows-1252",
    files: { "workforce.csv.gz": gzipSync(workforceLines.join("\n").replace("\x96", "–")) },
  },
  {
    item: "A3",
    name: "line breaks and quotes inside quoted cells",
    files: { "map.csv.gz": gzipSync(mapLines.join("\n").replace("A ONE", '"A ""ONE"",\nLONDON"')) },
  },
  {
    item: "A4",
    name: "spaces around codes, also ones that do not break",
    files: { "survey-2022.csv": csv.replaceAll(",A1,", ", A1\u00a0,").replaceAll("E01000001", "E01000001 ") },
    repairs: [
      [/practice codes put in capitals without spaces/, 1],
      [/LSOA codes put in capitals without spaces/, 3],
    ],
  },
  {
    item: "A8",
    name: "codes with decimals, zeros in front and an apostrophe",
    files: { "survey-2022.csv": csv.replace("E01000001,1,1,4,1,2,", "E01000001,'1,1.0,04,+1,2.,") },
    repairs: ["Q28", "Q30_recoded", "Q32", "Q112", "Q48_Merged"].map(
      (name) => [new RegExp(`codes of ${name} written with spaces, zeros or decimals`), 1] as const,
    ),
  },
  {
    item: "A2",
    name: "a byte-order mark inside a cell, where files were put together",
    files: { "survey-2022.csv": csv.replace("E01000001,1,1,4,1,2,", "E01000001,1,1,\ufeff4,1,2,") },
    repairs: [[/codes of Q32 written with spaces, zeros or decimals/, 1]],
  },
  {
    item: "A8",
    name: "a list size in scientific notation",
    files: { "lists-2022.csv": list().replace("5000", "5E3") },
  },
  {
    item: "A15",
    name: "staff and practices of networks that are none",
    files: {
      "workforce.csv.gz": gzipSync(
        Buffer.from(
          [
            ...workforceLines,
            ...["UNK", "Unmapped", "Unallocated", ""].map((pcn) => `NWRS Staff,2021,12,${pcn},N,36L,S,G,R,${LINK},1,9`),
          ].join("\n"),
          "latin1",
        ),
      ),
    },
    repairs: [[/staff in no PCN left out/, 5]],
  },
  {
    item: "A17",
    name: "a relationship that ends before it starts, and one that had ended",
    files: {
      "map.csv.gz": map("A1,A,36L,U00002,S,20210401,20210301", "B1,B,36L,U00001,N,20190701,20190801"),
    },
    repairs: [[/end before they start never apply/, 1]],
  },
  {
    item: "A23",
    name: "codes in small letters",
    files: { "survey-2022.csv": csv.replaceAll(",A1,", ",a1,").replaceAll(",E0", ",e0") },
    repairs: [
      [/practice codes put in capitals/, 1],
      [/LSOA codes put in capitals/, 4],
    ],
  },
  {
    item: "A28",
    name: "a total row that is the sum",
    files: { "lists-2022.csv": list("England,20000.75") },
    repairs: [[/total row left out: it equals the sum of the rows/, 1]],
  },
  {
    item: "A32",
    name: "another file name than the content has",
    files: { "map.csv.gz": mapLines.join("\n"), "imd.csv": gzipSync(good["imd.csv"]) },
  },
  ...RESPONDENT_ACCEPTED,
  {
    item: "A4",
    name: "spaces around roles and PCN codes of the staff",
    files: {
      "workforce.csv.gz": gzipSync(
        Buffer.from(
          workforceLines.join("\n").replaceAll(`,${LINK},`, `, ${LINK} ,`).replaceAll(",U00001,", ",U00001 ,"),
          "latin1",
        ),
      ),
    },
    note: "`check` counts them by column",
  },
  {
    item: "A5",
    name: "blank rows at the end",
    files: { "survey-2022.csv": `${csv}\n\n`, "lists-2022.csv": `${list()}\n\n\n` },
  },
  {
    item: "A6",
    name: "columns that are not read and differ by case alone",
    files: {
      "survey-2022.csv": csv
        .replace("Unique_ID", "note")
        .trimEnd()
        .split("\n")
        .map((line, i) => `${line},${i === 0 ? "NOTE" : "x"}\n`)
        .join(""),
    },
  },
  {
    item: "A7",
    name: "day and month swapped for a day that may be true: 20210104 for 20210401",
    files: { "map.csv.gz": map("E1,E,36L,U00002,SOUTH PCN,20210104,") },
    repairs: [[/dates of 2 to 12 January kept/, 1]],
  },
  ...["01JAN2021", "01-Sep-21", "20211001", "01/10/2021"].map((date) => ({
    item: "A7",
    name: `lists of the extract ${date}`,
    files: { "lists-2022.csv": dated(date) },
  })),
  {
    item: "A7",
    name: "lists of an extract of another year",
    files: { "lists-2022.csv": dated("01/10/2019") },
    repairs: [[/list size 2022: extract of 2019, neither the year before the survey nor its own, kept/, 5]],
  },
  {
    item: "A16",
    name: "a network's code changed in every file",
    files: {
      "map.csv.gz": gzipSync(mapLines.join("\n").replaceAll("U00001", "U77777")),
      "workforce.csv.gz": gzipSync(Buffer.from(workforceLines.join("\n").replaceAll("U00001", "U77777"), "latin1")),
    },
    becomes: (row) => (row.pcn === "U00001" ? { ...row, pcn: "U77777" } : row),
    note: "the same networks under the new code",
  },
  {
    item: "A16",
    name: "two networks of one name",
    files: { "map.csv.gz": gzipSync(mapLines.join("\n").replaceAll("SOUTH PCN", "NORTH PCN")) },
    note: "names are no key",
  },
  {
    item: "A21",
    name: "other identifiers of staff, and one in several networks",
    files: {
      "workforce.csv.gz": gzipSync(
        Buffer.from(workforceLines.map((line, i) => (i > 0 ? line.replace(/\d$/, "7") : line)).join("\n"), "latin1"),
      ),
    },
    note: "FTE adds; no identifier is a key",
  },
  {
    item: "A24",
    name: "an FTE of 0 with a person, and pooled services of 14.1",
    files: {
      "workforce.csv.gz": gzipSync(
        Buffer.from(
          [
            ...workforceLines,
            `NWRS Staff,2021,12,U00001,N,36L,S,G,R,${LINK},0,9`,
            "NWRS Staff,2021,12,U00001,N,36L,S,G,R,Pharmacist,14.1,9",
          ].join("\n"),
          "latin1",
        ),
      ),
    },
  },
  {
    item: "A27",
    name: "a network whose practices have no patients",
    files: { "lists-2022.csv": list().replace("10000.5", "0").replace("2000.25", "0") },
    becomes: (row) => (row.year === "2022" && row.pcn === "U00001" ? { ...row, link_workers: "." } : row),
    note: "exposure missing, never divided by zero",
  },
];

/** Rows that differ in an answer may change places. */
const inOrder = (rows: readonly FrameRow[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort();

test("peculiarities of real files give the same frame, and what was changed is counted", async (t) => {
  const prepared = async (files: TinyFiles) => {
    const folder = writeTiny({ ...good, ...files });
    return prepareStudy(folder.study(), { cacheDir: folder.cacheDir });
  };
  const plain = await prepared({});
  for (const { item, name, files, repairs = [], becomes = (row: FrameRow) => row } of ACCEPTED) {
    await t.test(`${item} ${name}`, async () => {
      const { frame, repairs: found } = await prepared(files);
      assert.deepEqual(inOrder(frameRows(frame)), inOrder(frameRows(plain.frame).map(becomes)));
      for (const [rule, rows] of repairs)
        assert.equal(found.find((one) => rule.test(one.rule))?.rows, rows, String(rule));
      const others = found.filter((one) => !repairs.some(([rule]) => rule.test(one.rule)));
      assert.deepEqual(
        others.map(({ rule }) => rule),
        plain.repairs.map(({ rule }) => rule).filter((rule) => !repairs.some(([own]) => own.test(rule))),
      );
    });
  }
});

test("A32 a file that changes while it is read is refused, and nothing of it is kept", async () => {
  const folder = writeTiny(good);
  const file = join(folder.root, "survey-2022.csv");
  // Grows when the readers have begun.
  const stage = (name: string) => {
    if (name === "read respondent files") appendFileSync(file, `${csv.trim().split("\n")[1]}\n`);
    return { update: () => {}, done: () => {} };
  };
  await assert.rejects(
    prepareStudy(folder.study(), { cacheDir: folder.cacheDir, progress: { stage } }),
    (error: StudyError) =>
      error.rule === "file-unchanged" && /survey 2022: changed while it was read/.test(error.message),
  );
  assert.deepEqual(
    readdirSync(folder.cacheDir).filter((name) => name.startsWith("frame-")),
    [],
  );
});

test("A32 a symbolic link is read as the file it points to", async () => {
  const folder = writeTiny(good);
  const plain = await prepareStudy(folder.study(), { cacheDir: folder.cacheDir });
  renameSync(join(folder.root, "survey-2022.csv"), join(folder.root, "elsewhere.csv"));
  symlinkSync(join(folder.root, "elsewhere.csv"), join(folder.root, "survey-2022.csv"));
  const linked = await prepareStudy(folder.study(), { cacheDir: join(folder.root, "other cache") });
  assert.deepEqual(frameRows(linked.frame), frameRows(plain.frame));
});

test("A31, A32 a workbook whose parts declare entities without end, link elsewhere or are named for other folders is read as its cells", async () => {
  const folder = writeTiny(good);
  const plain = await prepareStudy(folder.study(), { cacheDir: folder.cacheDir });
  writeFileSync(join(folder.root, "map.csv.gz"), await hostileWorkbook());
  const read = await prepareStudy(folder.study(), { cacheDir: join(folder.root, "other cache") });
  assert.deepEqual(frameRows(read.frame), frameRows(plain.frame));
  assert.ok(!existsSync(join(folder.root, "planted.txt")) && !existsSync("/tmp/planted.txt"));
});

test("A20 the same staff row twice is two people: rows of staff have no identifier and are never made one", async () => {
  const prepared = async (lines: readonly string[]) => {
    const folder = writeTiny({ ...good, "workforce.csv.gz": gzipSync(Buffer.from(lines.join("\n"), "latin1")) });
    return frameRows((await prepareStudy(folder.study(), { cacheDir: folder.cacheDir })).frame);
  };
  const at = workforceLines.findIndex((line) => line.includes(LINK) && line.includes(",2021,12,U00001,"));
  const fte = workforceLines[at].split(",").at(-2) as string;
  const twice = await prepared([...workforceLines, workforceLines[at]]);
  const double = workforceLines.with(at, workforceLines[at].replace(`,${fte},`, `,${2 * Number(fte)},`));
  assert.deepEqual(twice, await prepared(double));
  assert.notDeepEqual(twice, await prepared(workforceLines));
});

/** The workbook of practices and networks with parts of it written otherwise. */
async function workbook(part: RegExp, change: (xml: string) => string): Promise<Buffer> {
  const zip = await JSZip.loadAsync(fixture("epcn_openpyxl.xlsx"));
  for (const name of Object.keys(zip.files).filter((name) => part.test(name)))
    zip.file(name, change(await zip.file(name)!.async("string")));
  return zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}

const refusal = (rule: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StudyError, String((error as Error).stack));
  assert.equal(error.rule, rule);
  assert.match(error.message, message);
  return true;
};

test("A31 a worksheet filled to its last row is refused; one shorter by a row, or of another name, is read", async () => {
  const folder = writeTiny(good);
  const plain = await prepareStudy(folder.study(), { cacheDir: folder.cacheDir });
  const read = async (content: Buffer) => {
    const planted = writeTiny({ ...good, "map.csv.gz": content });
    return prepareStudy(planted.study(), { cacheDir: planted.cacheDir });
  };
  /** The last row of the table moved down, blank rows above it. */
  const lastRow = (row: number) =>
    workbook(/worksheets\/sheet\d\.xml$/, (xml) => {
      const last = [...xml.matchAll(/<row r="(\d+)"/g)].at(-1)?.[1] as string;
      return xml
        .replace(`<row r="${last}"`, `<row r="${row}"`)
        .replaceAll(new RegExp(`r="([A-Z]+)${last}"`, "g"), `r="$1${row}"`)
        .replace(new RegExp(`(<dimension ref="[A-Z]+\\d+:[A-Z]+)${last}"`), `$1${row}"`);
    });
  await assert.rejects(
    read(await lastRow(1_048_576)),
    refusal("sheet-whole", /^map\.csv\.gz\[.*\]:1048576: the sheet is full to its last row: .* Save it as CSV/),
  );
  assert.deepEqual(frameRows((await read(await lastRow(1000))).frame), frameRows(plain.frame));
  const renamed = await workbook(/xl\/workbook\.xml$/, (xml) => xml.replace(/(<sheet [^>]*name=")/g, "$1Of 2023 "));
  assert.deepEqual(frameRows((await read(renamed)).frame), frameRows(plain.frame));
});

test("A7 a map of practices at one date is refused when day and month of its extract are swapped in a row", async () => {
  const rows = ["A1,U00001", "A2,U00001", "B1,U00002"].map(
    (codes, i) => `${i === 1 ? "2022-10-01" : "2022-01-10"},${codes}`,
  );
  const folder = writeTiny({ ...good, "map.csv.gz": ["EXTRACT_DATE,PRACTICE_CODE,PCN_CODE", ...rows].join("\n") });
  await assert.rejects(
    prepareStudy(folder.study("linkage: { practiceMap: fixed, fixedDate: 2022-01-10 }"), { cacheDir: folder.cacheDir }),
    refusal("one-extract-date", /^map\.csv\.gz:3: extract of 2022-10-01 among rows of another day/),
  );
});

test("A6 column names that differ by case alone are refused in Parquet and Stata files too", async () => {
  const text = csv.replace("Unique_ID", "xxx");
  // Changed in the written file: DuckDB writes no such names.
  const renamed = (file: Buffer, from: string, to: string) =>
    Buffer.from(file.toString("latin1").replaceAll(from, to), "latin1");
  const both = /columns q28 \(\d+\) and Q28 \(\d+\) both match Q28/;
  const stata = renamed(fixture("tiny_2022.dta"), "Unique_ID\0", "q28\0\0\0\0\0\0\0");
  for (const content of [renamed(await parquet(text), "xxx", "q28"), stata]) {
    const folder = writeTiny({ ...good, "survey-2022.csv": content });
    await assert.rejects(prepareStudy(folder.study(), { cacheDir: folder.cacheDir }), refusal("column-unique", both));
  }
});

test("A32 a file beyond the limit is refused by its size, before it is read", async (t) => {
  if (process.platform === "win32") return t.skip("the file system would fill the hole");
  const folder = writeTiny(good);
  truncateSync(join(folder.root, "survey-2022.csv"), 32_000_000_001);
  await assert.rejects(
    prepareStudy(folder.study(), { cacheDir: folder.cacheDir }),
    refusal("file-size", /32000000001 bytes are more than the 32000000000 that are read\. Split the file/),
  );
});

test("A32 of files whose names differ by case alone, the declared one is read", async (t) => {
  const folder = writeTiny(good);
  const plain = await prepareStudy(folder.study(), { cacheDir: folder.cacheDir });
  const other = join(folder.root, "SURVEY-2022.csv");
  if (existsSync(other)) return t.skip("the file system does not tell cases apart");
  writeFileSync(other, "not a survey\n");
  const read = await prepareStudy(folder.study(), { cacheDir: join(folder.root, "other cache") });
  assert.deepEqual(frameRows(read.frame), frameRows(plain.frame));
});

/** The workbook of practices and networks with entities that multiply, an external link, and members that lead out of the archive. */
async function hostileWorkbook(): Promise<Buffer> {
  const zip = await JSZip.loadAsync(fixture("epcn.xlsx"));
  const sheet = Object.keys(zip.files).find((name) => /worksheets\/sheet1\.xml$/.test(name)) as string;
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join("");
  const declared = `<!DOCTYPE x [<!ENTITY e0 "ha">${entities}]>`;
  const text = await zip.file(sheet)!.async("string");
  zip.file(sheet, text.replace(/^(<\?xml[^>]*\?>)?/, `$1${declared}`));
  zip.file(
    "xl/externalLinks/externalLink1.xml",
    '<externalLink><externalBook r:id="http://127.0.0.1:9/x.xlsx"/></externalLink>',
  );
  for (const name of ["../planted.txt", "/tmp/planted.txt"]) zip.file(name, "planted", { createFolders: false });
  return zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}

/** Items of the catalogue that other tests plant. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  A12: "tests/data/frame.test.ts and exposure.test.ts: a PCN without a row is `not reported`, never zero by silence",
  A13: "tests/data/exposure.test.ts: years before the scheme and without a return",
  A14: "tests/study/readStudy.test.ts: the workforce period of each year is named in the manifest",
  A16: "tests/data/frame.test.ts: dated and fixed maps",
  A18: "tests/data/frame.test.ts: practices outside the map leave by a named rule of the ledger",
  A19: "tests/data/frame.test.ts: both anti-joins",
  A22: "no reader uses the geography columns of the workforce files (tests/data/everyFormat.test.ts, both eras)",
  A30: "tests/data/practice: bases and counts of the published practice files",
  A33: "tests/model/edges.test.ts",
};

/** What holds of every file, with the tests that hold it. */
const BEHAVIOUR: readonly (readonly [string, string])[] = [
  [
    "encoding, delimiter, headers by release, types, codes, keys and sentinels are declared, never guessed",
    "tests/data/inputs.test.ts, tests/data/everyFormat.test.ts",
  ],
  [
    "accepted, accepted with a counted repair, or refused with file, line, column and rule; nothing else",
    "tests/data/faults.test.ts, tests/data/check.test.ts",
  ],
  [
    "rows in = rows used + rows that left by a named rule; FTE, patients and England totals likewise",
    "tests/data/ledger.test.ts, tests/data/check.test.ts",
  ],
  [
    "joins are many-to-one and report both anti-joins; many-to-many stops",
    "tests/data/frame.test.ts, tests/data/faults.test.ts",
  ],
  [
    "unknown columns, roles, codes and years stop, with the nearest valid word",
    "tests/study/readStudy.test.ts, tests/data/inputs.test.ts",
  ],
  [
    "permuted, re-encoded, re-quoted, split and concatenated files give the same bits",
    "tests/data/metamorphic.test.ts",
  ],
  [
    "every row twice: the same coefficients; the exposure doubled: half the coefficient",
    "tests/model/agreement.test.ts",
  ],
  [
    "interrupted at any stage and run again: the same result, nothing half-written, no two runs in one folder",
    "tests/data/interrupt.test.ts, tests/slow/interrupt.ts, tests/util/folderLock.test.ts",
  ],
  ["size, line length, columns and decompression ratio have limits with a clear refusal", "tests/data/faults.test.ts"],
  [
    "a message about a restricted file holds no cell of it",
    "tests/data/faults.test.ts, tests/disclosure/guards.test.ts",
  ],
  ["mutated files end in a balanced result or a named error", "tests/data/fuzz.test.ts, tests/slow/fuzz.ts"],
];

/** Planted by tests of their own above. */
const ALONE: readonly FaultRow[] = [
  { item: "A20", fault: "the same staff row twice", outcome: "accepted", rule: "two people" },
  { item: "A27", fault: "a practice with no patients", outcome: "accepted", rule: "in every test: practice C1" },
  {
    item: "A31",
    fault: "a workbook with entities that multiply, and with external links",
    outcome: "accepted",
    rule: "",
  },
  {
    item: "A32",
    fault: "archive members named for other folders",
    outcome: "accepted",
    rule: "nothing is unpacked to disk",
  },
  {
    item: "A31",
    fault: "a worksheet filled to its last row, 1,048,576",
    outcome: "refused",
    rule: "`sheet-whole`",
  },
  { item: "A31", fault: "a renamed sheet", outcome: "accepted", rule: "found by its columns" },
  {
    item: "A7",
    fault: "day and month of an extract swapped in one row of a map at one date",
    outcome: "refused",
    rule: "`one-extract-date`",
  },
  {
    item: "A6",
    fault: "column names that differ by case alone in a Parquet or Stata file",
    outcome: "refused",
    rule: "`column-unique`",
  },
  { item: "A32", fault: "a file of more than 32 GB", outcome: "refused", rule: "`file-size`" },
  { item: "A32", fault: "a symbolic link", outcome: "accepted", rule: "" },
  {
    item: "A32",
    fault: "a file of the same name in another case",
    outcome: "accepted",
    rule: "the declared one is read",
  },
  { item: "A32", fault: "a file that changes while it is read", outcome: "refused", rule: "`file-unchanged`" },
];

const rows: readonly FaultRow[] = [
  ...ALONE,
  ...FAULTS.map(({ item, name, rule }) => ({ item, fault: name, outcome: "refused" as const, rule: `\`${rule}\`` })),
  ...ACCEPTED.map(({ item, name, repairs = [], note = "" }) => ({
    item,
    fault: name,
    outcome: repairs.length > 0 ? ("accepted, repair counted" as const) : ("accepted" as const),
    rule: repairs.length > 0 ? repairs.map(([rule]) => rule.source.replaceAll("\\", "")).join("; ") : note,
  })),
  ...Object.entries(ELSEWHERE).map(([item, where]) => ({
    item,
    fault: "",
    outcome: "tested elsewhere" as const,
    rule: where,
  })),
];

test("the page of faults has every planted fault with its rule and outcome (LINK_WORKERS_WRITE=1 writes it)", () => {
  const page = join(packageRoot(), "docs", "reference", "faults.md");
  const wanted = faultsPage(rows, BEHAVIOUR);
  if (process.env.LINK_WORKERS_WRITE) writeFileSync(page, wanted);
  assert.equal(readFileSync(page, "utf8"), wanted);
  for (const [, tests] of BEHAVIOUR) {
    for (const file of tests.split(", ")) assert.ok(existsSync(join(packageRoot(), file)), file);
  }
});

test("no message about a fault in a restricted file quotes anything but names of columns, files and settings", async () => {
  // "…" stands in place of a cell.
  const names = new Set([...surveyHeader(2022), "survey-2022.csv", "…"].map((name) => name.toLowerCase()));
  for (const { item, name, files } of FAULTS.filter(({ files }) => "survey-2022.csv" in files)) {
    const folder = writeTiny({ ...tinyFiles(), ...files });
    await assert.rejects(prepareStudy(folder.study("# restricted"), { cacheDir: folder.cacheDir }), (error: Error) => {
      const quoted = [...error.message.matchAll(/"([^"]*)"/g)].map(([, text]) => text.toLowerCase());
      assert.deepEqual(
        quoted.filter((text) => !names.has(text)),
        [],
        `${item} ${name}: ${error.message}`,
      );
      return true;
    });
  }
});

test("every fault of the catalogue is planted here or named with the test that plants it", () => {
  const planted = new Set([...FAULTS, ...ACCEPTED].map(({ item }) => item));
  const catalogue = Array.from({ length: 33 }, (_, i) => `A${i + 1}`);
  assert.deepEqual(
    catalogue.filter((item) => !planted.has(item) && ELSEWHERE[item] === undefined),
    [],
  );
});
