import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { prepareStudy } from "../../src/data";
import { packageRoot } from "../../src/util/packageRoot";
import { frameRows } from "./frameText";
import { parquet } from "./parquet";
import {
  surveyCsv,
  surveyHeader,
  surveyRows,
  type TinyFiles,
  tinyFiles,
  tinyManifest,
  WORKFORCE_HEADER,
  workforceLines,
  writeTiny,
} from "./tinyStudy";

const FIXTURES = join(packageRoot(), "tests", "data", "fixtures");
const fixture = (name: string): Buffer => readFileSync(join(FIXTURES, name));
const csv = surveyCsv(2022, surveyRows[2022]);

const prepare = (files: TinyFiles = {}, settings?: string) => {
  const folder = writeTiny({ ...tinyFiles(), ...files });
  return prepareStudy(folder.study(settings), { cacheDir: folder.cacheDir });
};

let known: ReturnType<typeof plainFrame> | undefined;
const plainFrame = async () => frameRows((await prepare()).frame);
const plain = () => {
  known ??= plainFrame();
  return known;
};

const FORMATS: readonly (readonly [string, string, () => Buffer | Promise<Buffer>])[] = [
  ["gzip", "ascii, gzip", () => gzipSync(csv)],
  ["UTF-16", "utf-16le, byte-order mark", () => Buffer.from(`\uFEFF${csv}`, "utf16le")],
  ["Parquet", "parquet", () => parquet(csv)],
  ["SPSS .sav, written by R haven", "sav", () => fixture("tiny_2022.sav")],
  ["SPSS .zsav, written by R haven", "zsav", () => fixture("tiny_2022.zsav")],
  ["Stata .dta, written by R haven", "dta", () => fixture("tiny_2022.dta")],
];

test("the same respondents in every format give the identical frame", async (t) => {
  assert.equal(fixture("tiny_2022.csv").toString(), csv, "run make_survey.R again with the changed tiny_2022.csv");
  for (const [name, encoding, content] of FORMATS) {
    await t.test(name, async () => {
      const { frame, inputs } = await prepare({ "survey-2022.csv": await content() });
      assert.deepEqual(frameRows(frame), await plain());
      assert.equal(inputs.find(({ input }) => input === "survey 2022")?.encoding, encoding);
    });
  }
});

test("an SPSS file whose value labels contradict the codebook is refused, not read the other way round", async () => {
  await assert.rejects(prepare({ "survey-2022.csv": fixture("contrary_labels.sav") }), (error: Error) => {
    assert.match(error.message, /Q112: the file calls code 1 "Male", which is code 2 of the codebook/);
    assert.match(error.message, /Q112: the file calls code 2 "Female", which is code 1/);
    return true;
  });
});

/** Both survey years under one header, blank where a year did not ask. */
function pooled(column: string, years: Readonly<Record<number, string>>): string {
  const names = [...new Set([2018, 2022].flatMap((year) => surveyHeader(year)))];
  const rows = [2018, 2022].flatMap((year) =>
    surveyRows[year].map((row) => [years[year], ...names.map((name) => row[surveyHeader(year).indexOf(name)] ?? "")]),
  );
  return `${[[column, ...names], ...rows].map((row) => row.join(",")).join("\n")}\n`;
}

const ONE_FILE = "  survey: { 2018: all.csv, 2022: all.csv }";

async function preparePooled(text: string) {
  const folder = writeTiny({ ...tinyFiles(), "all.csv": text });
  const { parseStudy } = await import("../../src/study/index.js");
  const manifest = tinyManifest().replace(/^ {2}survey: .*$/m, ONE_FILE);
  return prepareStudy(parseStudy(manifest, "tiny.yaml", { dataRoot: folder.root }), { cacheDir: folder.cacheDir });
}

test("one respondent file of all years, told apart by a column, gives the same frame and a ledger by year", async () => {
  for (const [column, years] of [
    ["year", { 2018: "2018", 2022: "2022" }],
    ["Survey_Year", { 2018: "2018.0", 2022: " 2022" }],
  ] as const) {
    const { frame, ledger } = await preparePooled(pooled(column, years));
    assert.deepEqual(frameRows(frame), await plain(), column);
    assert.deepEqual(
      ledger.files.map(({ surveyYear, file, rowsInFile }) => [surveyYear, file, rowsInFile]),
      [
        [2018, "all.csv", 3],
        [2022, "all.csv", 5],
      ],
    );
  }
});

test("rows of years that the study does not read are counted, years that do not exist are refused", async () => {
  const text = pooled("year", { 2018: "2018", 2022: "2022" });
  const last = text.trimEnd().split("\n").at(-1) as string;
  const { repairs, ledger } = await preparePooled(`${text}${last.replace("2022", "2021")}\n`);
  assert.equal(ledger.frameRows, 8);
  assert.equal(repairs.find(({ rule }) => rule.startsWith("rows of survey years"))?.rows, 1);
  await assert.rejects(
    preparePooled(`${text}${last.replace("2022", "2024")}\n`),
    /:10: year: "2024" is not an allowed code/,
  );
  await assert.rejects(preparePooled(text.replaceAll("\n2018,", "\n2019,")), /holds no row of survey year 2018/);
  await assert.rejects(preparePooled(csv), /no column survey_year \(also accepted: year/);
});

test("answers given as the words of the codebook are taken as its codes, and counted", async () => {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    Q28: { 1: "Very good", "-3": "Not answered" },
    Q112: { 1: "Female", 2: "MALE", 5: "Prefer not to say" },
    Q87: { 2: "Yes – to some extent" },
    Q91_4: { 1: "Ticked", 0: "Not ticked" },
  };
  const header = surveyHeader(2022);
  const rows = surveyRows[2022].map((row) => row.map((cell, j) => words[header[j]]?.[cell] ?? cell));
  const { frame, repairs } = await prepare({ "survey-2022.csv": surveyCsv(2022, rows) });
  assert.deepEqual(frameRows(frame), await plain());
  assert.equal(repairs.find(({ rule }) => rule === "codes of Q112 given as the words of the answer")?.rows, 4);
  const wrong = rows.map((row) => row.map((cell) => (cell === "MALE" ? "Man" : cell)));
  await assert.rejects(prepare({ "survey-2022.csv": surveyCsv(2022, wrong) }), /Q112: "Man" is not an allowed code/);
});

test("the ODS workbook gives the same practice map as its CSV, titles, blank rows and date cells included", async () => {
  for (const name of ["epcn.xlsx", "epcn_openpyxl.xlsx", "epcn_1904.xlsx"]) {
    const { frame, repairs, inputs } = await prepare({ "map.csv.gz": fixture(name) });
    assert.deepEqual(frameRows(frame), await plain(), name);
    assert.equal(inputs.find(({ input }) => input === "practice map")?.encoding, "xlsx");
    const above = repairs.find(({ rule }) => rule === "rows above the header left out");
    assert.equal(above?.rows, name === "epcn.xlsx" ? 2 : undefined);
  }
});

test("gp-reg-pat-prac-all serves as list sizes", async () => {
  const line = (code: string, patients: string) =>
    `GP_PRAC_PAT_LIST,01JAN2021,GP,00L,E38000130,${code},NE65 7UW,ALL,ALL,${patients}`;
  const lists = { A1: "10000.5", A2: "2000.25", B1: "5000", C1: "0", D1: "3000" };
  const text = [
    "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS",
    ...Object.entries(lists).map(([code, patients]) => line(code, patients)),
  ].join("\n");
  assert.deepEqual(frameRows((await prepare({ "lists-2022.csv": text })).frame), await plain());
});

/** Every practice in the PCN it has in 2022. */
const SNAPSHOT = [
  "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME",
  "GP_PRAC_PAT_LIST,01Jan2022,A1,A ONE,N1,U00001,NORTH PCN",
  "GP_PRAC_PAT_LIST,01Jan2022,A2,A TWO,N8   8JD,U00001,NORTH PCN",
  "GP_PRAC_PAT_LIST,01Jan2022,B1,B ONE,N1,U00002,SOUTH PCN",
  "GP_PRAC_PAT_LIST,01Jan2022,D1,D ONE,N1,U,Unallocated",
].join("\n");

test("gp-reg-pat-prac-map serves as a fixed practice map, and is refused where dates are asked for", async () => {
  const fixed = "linkage: { practiceMap: fixed, fixedDate: 2022-01-01 }";
  const { frame } = await prepare({ "map.csv.gz": gzipSync(SNAPSHOT) }, fixed);
  assert.deepEqual(frameRows(frame), frameRows((await prepare({}, fixed)).frame));
  await assert.rejects(prepare({ "map.csv.gz": gzipSync(SNAPSHOT) }), /Set linkage\.practiceMap: fixed/);
  const misspelt = gzipSync("practice_code,pcn_code,relationship_strat,relationship_end\nA1,U00001,20191001,\n");
  await assert.rejects(prepare({ "map.csv.gz": misspelt }, fixed), /no column relationship_start/);
});

test("link workers of the later labels are summed over both specialties, whatever the era of the geography columns", async () => {
  const header = WORKFORCE_HEADER.replace("SUB_ICB_CODE,SUB_ICB_NAME", "CCG_CODE,CCG_NAME");
  const lines = workforceLines.slice(1).map((line, i) => {
    const later = `Social Prescribing Link Worker (${i % 2 === 0 ? "Non-" : ""}Mental Health Practitioner)`;
    return line.replace("Social Prescribing Link Worker", later);
  });
  const other = lines[0].replace(/,Social[^,]*,[^,]*,/, ",Peer Support Workers (Mental Health Practitioners),3,");
  const text = [header, ...lines, other].join("\r\n");
  const { frame } = await prepare({ "workforce.csv.gz": gzipSync(Buffer.from(text, "latin1")) });
  assert.deepEqual(frameRows(frame), await plain());
});
