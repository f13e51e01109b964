import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { prepareStudy } from "../../src/data";
import { StudyError } from "../../src/util/errors";
import {
  GOOD,
  mapLines,
  surveyCsv,
  surveyHeader,
  surveyRow,
  surveyRows,
  tinyFiles,
  WORKFORCE_HEADER,
  workforceLines,
  writeTiny,
} from "./tinyStudy";

interface Fault {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly rule: string;
  readonly message: RegExp;
}

const csv = surveyCsv(2022, surveyRows[2022]);
const survey = (given: Readonly<Record<string, string | number>>): string =>
  surveyCsv(2022, [...surveyRows[2022], surveyRow(2022, { ...GOOD, ...given })]);
const workforce = (line: string): Buffer => gzipSync(Buffer.from([...workforceLines, line].join("\r\n"), "latin1"));
const staff = (pcn: string, role: string, fte: string, month = "12"): Buffer =>
  workforce(`NWRS Staff,2021,${month},${pcn},N,36L,S,G,R,${role},${fte},9`);
const LINK = "Social Prescribing Link Worker";
const map = (...lines: readonly string[]): Buffer => gzipSync([...mapLines, ...lines].join("\n"));

/** Each fault is planted in one file of a good study; the run must stop with this rule and message. */
const FAULTS: readonly Fault[] = [
  {
    name: "an answer outside the codes",
    files: { "survey-2022.csv": survey({ Q28: 7 }) },
    rule: "cells-as-declared",
    message: /^survey-2022\.csv:7: Q28: "7" is not an allowed code\..* Allowed: 1, 2, 3, 4, 5, -1, -2, -3, -4, -5\.$/,
  },
  {
    name: "an answer between two codes",
    files: { "survey-2022.csv": survey({ Q94: "1.5" }) },
    rule: "cells-as-declared",
    message: /:7: Q94: "1\.5" is not an allowed code/,
  },
  {
    name: "a text where a code belongs",
    files: { "survey-2022.csv": survey({ Q91_3: "often" }) },
    rule: "cells-as-declared",
    message: /:7: Q91_3: "often"/,
  },
  {
    name: "an odd cell after blank lines",
    files: { "survey-2022.csv": survey({ Q28: 7 }).replace("\n", "\n\n\n") },
    rule: "cells-as-declared",
    message: /:9: Q28: "7"/,
  },
  {
    name: "a short row",
    files: { "survey-2022.csv": `${csv}1,A1,E01000001,1\n` },
    rule: "rows-have-all-cells",
    message: /^survey-2022\.csv:7: fewer than 16 cells/,
  },
  {
    name: "a long row",
    files: { "survey-2022.csv": csv.replace(/\n$/, ",1\n") },
    rule: "rows-have-all-cells",
    message: /:6: more than 16 cells/,
  },
  {
    name: "a quote that is not closed",
    files: { "survey-2022.csv": `${csv}"1,A1\n` },
    rule: "quotes-closed",
    message: /survey-2022\.csv: a quoted cell is not closed/,
  },
  {
    name: "a column missing",
    files: { "survey-2022.csv": csv.replace("Q112", "Q47") },
    rule: "column-present",
    message: /survey-2022\.csv:1: no column Q112 .*Columns found: /,
  },
  {
    name: "a column twice",
    files: { "survey-2022.csv": csv.replace("Unique_ID", "q28") },
    rule: "column-unique",
    message: /columns q28 \(1\) and Q28 \(4\) both match Q28/,
  },
  { name: "an empty file", files: { "survey-2022.csv": "" }, rule: "file-not-empty", message: /is empty/ },
  {
    name: "a header alone",
    files: { "survey-2022.csv": `${surveyHeader(2022).join(",")}\n` },
    rule: "file-has-rows",
    message: /no rows/,
  },
  {
    name: "a web page instead of CSV",
    files: { "imd.csv": "<!DOCTYPE html>\n<html></html>\n" },
    rule: "file-is-csv",
    message: /^imd\.csv: holds a web page/,
  },
  {
    name: "a gzip cut short",
    files: { "workforce.csv.gz": gzipSync("a,b\n1,2\n").subarray(0, 20) },
    rule: "gzip-whole",
    message: /cut short/,
  },
  {
    name: "a Parquet file cut short",
    files: { "survey-2022.csv": "PAR1 and no more" },
    rule: "parquet-whole",
    message: /^survey-2022\.csv: is not a whole Parquet file/,
  },
  {
    name: "an unknown role",
    files: { "workforce.csv.gz": staff("U00001", "Social Prescribing Link Wroker", "1") },
    rule: "role-known",
    message:
      /^workforce\.csv\.gz:10: .*"Social Prescribing Link Wroker" is not a known role\. Did you mean "Social Prescribing Link Worker"\?/,
  },
  {
    name: "a count where FTE is a number",
    files: { "workforce.csv.gz": staff("U00001", LINK, "one") },
    rule: "cells-as-declared",
    message: /:10: FTE: "one" is not a number/,
  },
  {
    name: "an infinite FTE",
    files: { "workforce.csv.gz": staff("U00001", LINK, "Infinity") },
    rule: "cells-as-declared",
    message: /"Infinity" is not a number/,
  },
  {
    name: "an empty FTE",
    files: { "workforce.csv.gz": staff("U00001", LINK, "") },
    rule: "cell-filled",
    message: /:10: column fte is empty/,
  },
  {
    name: "another period than declared",
    files: { "workforce.csv.gz": staff("U00001", LINK, "1", "9") },
    rule: "period-as-declared",
    message: /:10: .*2021-12/,
  },
  {
    name: "a letter O for a zero in a PCN code",
    files: { "workforce.csv.gz": staff("U0O001", LINK, "1") },
    rule: "pcn-code",
    message: /:10: "U0O001" is not a PCN code/,
  },
  {
    name: "headers of another table",
    files: { "workforce.csv.gz": gzipSync(WORKFORCE_HEADER.replace("DETAILED_STAFF_ROLE", "ROLE_TEXT")) },
    rule: "column-present",
    message: /no column role/,
  },
  {
    name: "two active PCNs",
    files: { "map.csv.gz": map("A1,A ONE,36L,U00002,SOUTH PCN,20210101,") },
    rule: "one-pcn-per-practice",
    message: /A1 in survey year 2022: U00001, U00002/,
  },
  {
    name: "a date that is none",
    files: { "map.csv.gz": map("E1,E,36L,U00002,SOUTH PCN,20211301,") },
    rule: "date-readable",
    message: /^map\.csv\.gz:8: relationship_start "20211301" is not a date/,
  },
  {
    name: "a practice twice in the lists",
    files: { "lists-2022.csv": "practice_code,registered_patients\nA1,1\nA1,2\n" },
    rule: "join-many-to-one",
    message: /practice_code A1 stands in 2 rows/,
  },
  {
    name: "a negative list",
    files: { "lists-2022.csv": "practice_code,registered_patients\nA1,-1\n" },
    rule: "patients-not-negative",
    message: /:2: registered patients are negative/,
  },
  {
    name: "an LSOA twice in the deciles",
    files: { "imd.csv": "lsoa11_code,income_decile\nE01000001,1\nE01000001,2\n" },
    rule: "join-many-to-one",
    message: /lsoa E01000001 stands in 2 rows/,
  },
  {
    name: "a decile of eleven",
    files: { "imd.csv": "lsoa11_code,income_decile\nE01000001,11\n" },
    rule: "cells-as-declared",
    message: /"11" is not an allowed code/,
  },
  {
    name: "an unknown rural-urban class",
    files: { "ruc.csv": "lsoa11_code,ruc11_code\nE01000001,B2\n" },
    rule: "cells-as-declared",
    message: /"B2" is not an allowed code/,
  },
];

test("each planted fault stops the run with file, line, rule and remedy, and leaves nothing half-made", async (t) => {
  for (const { name, files, rule, message } of FAULTS) {
    await t.test(name, async () => {
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
