import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { prepareStudy } from "../../src/data";
import { openDuck } from "../../src/data/duck";
import { frameRows } from "./frameText";
import { surveyCsv, surveyHeader, surveyRows, type TinyFiles, tinyFiles, workforceLines, writeTiny } from "./tinyStudy";

const prepare = (files?: TinyFiles, settings?: string) => {
  const folder = writeTiny(files);
  return prepareStudy(folder.study(settings), { cacheDir: folder.cacheDir });
};

/** FTE 0.986666667 + 1 + 1 - 0.026666667 over 12,000.75 patients. */
const U1_RATE = ((2.96 / 12000.75) * 50000).toFixed(6);

test("raw files become the frame cell by cell", async () => {
  const rows = frameRows((await prepare()).frame);
  const first = {
    year: "2018",
    practice: "A1",
    pcn: "U00001",
    link_workers: "0.000000",
    exposure_state: "before scheme",
    exposure_reported: "1",
    pcn_return: "Return or not due",
    age: "16-24",
    gender: "Male",
    ethnicity: "White British",
    employment: "Full-time paid work",
    deprivation: "1",
    rurality: "Urban",
    ltc: "1",
    mh_needs: "1",
    confidence: "0",
    support: "0",
    not_isolated: "1",
    good_gp: "1",
    mh_understood: "1",
  };
  const now = { ...first, year: "2022", link_workers: U1_RATE, exposure_state: "reported", gender: "Female" };
  const nobody = Object.fromEntries(Object.keys(first).map((name) => [name, "."]));
  const expected = [
    first,
    now,
    {
      ...now,
      practice: "A2",
      gender: "Male",
      ethnicity: "Other White",
      support: ".",
      mh_understood: "0",
      not_isolated: "0",
    },
    { ...first, practice: "A2", pcn: "U00002", gender: "Female", age: "85+", good_gp: "0" },
    {
      ...now,
      practice: "B1",
      pcn: "U00002",
      link_workers: "0.000000",
      exposure_state: "not reported",
      exposure_reported: "0",
      pcn_return: "No return",
      gender: "Other",
      deprivation: "10",
      rurality: "Rural",
      ltc: ".",
      mh_needs: "0",
      confidence: ".",
      not_isolated: ".",
      mh_understood: ".",
    },
    { ...first, practice: "X9", pcn: ".", link_workers: ".", exposure_state: ".", deprivation: ".", rurality: "Rural" },
    { ...nobody, year: "2022", practice: "D1", exposure_reported: "1", pcn_return: "Return or not due" },
    { ...now, practice: ".", pcn: ".", link_workers: ".", exposure_state: "." },
  ];
  assert.deepEqual(rows, expected);
});

test("the ledger accounts for every row of the files, by reason", async () => {
  const { ledger } = await prepare();
  assert.deepEqual(ledger.files, [
    {
      surveyYear: 2018,
      file: "survey-2018.csv",
      rowsInFile: 3,
      refused: 0,
      rowsRead: 3,
      withPcn: 2,
      withoutPcn: [{ rule: "practice not in the map", rows: 1 }],
    },
    {
      surveyYear: 2022,
      file: "survey-2022.csv",
      rowsInFile: 5,
      refused: 0,
      rowsRead: 5,
      withPcn: 3,
      withoutPcn: [
        { rule: "practice code blank", rows: 1 },
        { rule: "practice not in the map", rows: 1 },
      ],
    },
  ]);
  assert.equal(ledger.frameRows, 8);
});

test("every join reports what found no partner on either side", async () => {
  const { linkage } = await prepare();
  const join = (name: string) => {
    const found = linkage.find((one) => one.name.startsWith(name));
    assert.ok(found, name);
    return {
      left: [found.left.unmatchedKeys, found.left.unmatchedRows],
      right: found.right.unmatchedKeys,
      carried: found.carried,
    };
  };
  assert.deepEqual(join("survey 2022: practice to PCN"), { left: [1, 2], right: 0, carried: undefined });
  assert.deepEqual(join("survey 2018: LSOA to income decile"), { left: [1, 1], right: 2, carried: undefined });
  assert.deepEqual(join("survey 2018: LSOA to rural-urban class"), { left: [0, 0], right: 2, carried: undefined });
  // U00003 sent a return with 2 FTE and has no practice; U00002 has a practice and no return.
  assert.deepEqual(join("workforce 2021-12"), {
    left: [1, 1],
    right: 1,
    carried: { what: "FTE of the role", total: 4.96, unmatched: 2 },
  });
  assert.deepEqual(join("list size 2022"), {
    left: [2, 2],
    right: 0,
    carried: { what: "registered patients", total: 20000.75, unmatched: 3000 },
  });
});

test("accepted peculiarities of the files are counted", async () => {
  const { repairs } = await prepare();
  assert.deepEqual(
    repairs.map(({ rule, rows }) => [rule, rows]),
    [
      ["workforce 2021-12: negative FTE kept", 1],
      ["workforce 2021-12: repeated rows kept", 1],
      ["workforce 2021-12: staff in no PCN left out", 1],
      ["practice map: relationships to no PCN left out", 1],
    ],
  );
});

const header = surveyHeader(2022);
const reversed = (row: readonly string[]) => [...row].reverse();
const csv = surveyCsv(2022, surveyRows[2022]);

const SAME: readonly (readonly [string, () => TinyFiles])[] = [
  ["CRLF line ends", () => ({ "survey-2022.csv": csv.replaceAll("\n", "\r\n") })],
  ["mixed line ends", () => ({ "survey-2022.csv": csv.replace("\n", "\r\n") })],
  ["no line end after the last row", () => ({ "survey-2022.csv": csv.trimEnd() })],
  ["blank lines", () => ({ "survey-2022.csv": csv.replace("\n", "\n\n") + "\n" })],
  ["a UTF-8 byte-order mark", () => ({ "survey-2022.csv": `\uFEFF${csv}` })],
  ["debris of a byte-order mark", () => ({ "survey-2022.csv": Buffer.from(`\u00ef${csv}`, "latin1") })],
  ["UTF-16 with a byte-order mark", () => ({ "survey-2022.csv": Buffer.from(`\uFEFF${csv}`, "utf16le") })],
  ["gzip under a plain name", () => ({ "survey-2022.csv": gzipSync(csv) })],
  [
    "header names in other case",
    () => ({ "survey-2022.csv": csv.replace(header.join(","), header.join(",").toLowerCase()) }),
  ],
  [
    "columns in reverse",
    () => ({ "survey-2022.csv": surveyCsv(2022, surveyRows[2022].map(reversed), reversed(header)) }),
  ],
  [
    "an unused column",
    () => ({ "survey-2022.csv": csv.replaceAll("\n", ',"a, ""b"""\n').replace(',"a, ""b"""', ",wt_new") }),
  ],
  ["rows in reverse", () => ({ "survey-2022.csv": surveyCsv(2022, [...surveyRows[2022]].reverse()) })],
  [
    "every cell quoted",
    () => ({
      "survey-2022.csv": surveyCsv(
        2022,
        surveyRows[2022].map((row) => row.map((cell) => `"${cell}"`)),
      ),
    }),
  ],
  [
    "codes with spaces",
    () => ({
      "survey-2022.csv": surveyCsv(
        2022,
        surveyRows[2022].map((row) => row.map((cell) => ` ${cell} `)),
      ),
    }),
  ],
  ["codes as decimals", () => ({ "survey-2022.csv": csv.replaceAll(/,(-?\d)(?=[,\n])/g, ",$1.0") })],
  ["practice codes in small letters", () => ({ "survey-2022.csv": csv.replaceAll(",A1,", ",a1 ,") })],
  ["workforce in UTF-8", () => ({ "workforce.csv.gz": gzipSync(workforceLines.join("\n").replace("\x96", "–")) })],
  [
    "workforce rows in reverse",
    () => ({
      "workforce.csv.gz": gzipSync(
        Buffer.from([workforceLines[0], ...workforceLines.slice(1).reverse()].join("\n"), "latin1"),
      ),
    }),
  ],
  ["map dates as the ODS workbook writes them", () => ({ "map.csv.gz": gzipSync(mapWithDates()) })],
];

function mapWithDates(): string {
  return [
    "Partner\u00a0Organisation Code,PCN Code,Practice to PCN Relationship Start Date,Practice to PCN Relationship End Date",
    "A1,U00001,01/10/2019,",
    "A2,U00002,01/10/2019,01/04/2021",
    "A2,U00001,01/04/2021,",
    "B1,u00002 ,2019-10-01,",
    "C1,U00004,01-Oct-2019,01/04/2020",
    "D1,U,01/10/2019,",
  ].join("\r\n");
}

test("the same content written otherwise gives the same frame", async (t) => {
  const plain = frameRows((await prepare()).frame);
  for (const [name, change] of SAME) {
    await t.test(name, async () => {
      const { frame } = await prepare({ ...tinyFiles(), ...change() });
      assert.deepEqual(frameRows(frame), plain);
    });
  }
});

const CHOICES: readonly (readonly [
  string,
  string,
  (row: Readonly<Record<string, string>>) => boolean,
  Readonly<Record<string, string>>,
])[] = [
  [
    "absentPcn drop takes the exposure of a PCN without a return away",
    "exposure: { absentPcn: drop }",
    ({ practice }) => practice === "B1",
    { link_workers: ".", pcn: "U00002" },
  ],
  [
    "beforeNetworks drop leaves the years before networks without PCN",
    "linkage: { beforeNetworks: drop }",
    ({ year }) => year === "2018",
    { pcn: ".", link_workers: "." },
  ],
  [
    "noPcn own-cluster makes the practice a cluster with no link workers",
    "linkage: { noPcn: own-cluster }",
    ({ practice }) => practice === "X9",
    { pcn: "practice X9", link_workers: "0.000000" },
  ],
  [
    "a fixed map takes one date for all years",
    "linkage: { practiceMap: fixed, fixedDate: 2022-12-31 }",
    ({ practice }) => practice === "A2",
    { pcn: "U00001" },
  ],
  [
    "female-male leaves other genders missing",
    "survey: { years: [2018, 2022], gender: female-male }",
    ({ practice }) => practice === "B1",
    { gender: "." },
  ],
  [
    "another role is summed by its own labels",
    "exposure: { role: Pharmacist }",
    ({ year, pcn }) => year === "2022" && pcn === "U00001",
    { link_workers: ((5 / 12000.75) * 50000).toFixed(6) },
  ],
];

test("each open choice has its documented effect", async (t) => {
  for (const [name, settings, concerned, expected] of CHOICES) {
    await t.test(name, async () => {
      const own = settings.startsWith("survey") ? settings : settings;
      const rows = frameRows((await prepareWith(own)).frame).filter(concerned);
      assert.ok(rows.length > 0);
      for (const row of rows) assert.deepEqual(pick(row, expected), expected);
    });
  }
});

test("a blank practice code never becomes a cluster", async () => {
  const rows = frameRows((await prepareWith("linkage: { noPcn: own-cluster }")).frame);
  assert.deepEqual(
    rows.filter(({ practice }) => practice === ".").map(({ pcn }) => pcn),
    ["."],
  );
});

const prepareWith = (settings: string) => {
  const folder = writeTiny();
  const study = folder.study(settings.startsWith("survey") ? "" : settings);
  const survey = settings.startsWith("survey") ? { ...study.survey, gender: "female-male" as const } : study.survey;
  return prepareStudy({ ...study, survey }, { cacheDir: folder.cacheDir });
};

const pick = (row: Readonly<Record<string, string>>, like: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.keys(like).map((name) => [name, row[name]]));

test("raw codes are tabulated as they stand, negative ones and blanks included", async () => {
  const { rawCounts } = await prepare({
    ...tinyFiles(),
    "survey-2022.csv": csv.replace(/-3\n$/, "\n").replace(/-3(?=\n)/, ""),
  });
  const of = (variable: string) =>
    rawCounts
      .filter((count) => count.surveyYear === 2022 && count.variable === variable)
      .map(({ code, rows }) => [code, rows]);
  assert.deepEqual(of("Q112"), [
    [1, 2],
    [2, 1],
    [5, 1],
    [-3, 1],
  ]);
  assert.deepEqual(of("Q94"), [
    [3, 3],
    [5, 1],
    [null, 1],
  ]);
});

test("unchanged inputs open from the cache with equal columns in shared memory", async () => {
  const folder = writeTiny();
  const first = await prepareStudy(folder.study(), { cacheDir: folder.cacheDir });
  const second = await prepareStudy(folder.study(), { cacheDir: folder.cacheDir });
  assert.deepEqual([first.cached, second.cached], [false, true]);
  assert.deepEqual(second.frame, first.frame);
  for (const column of Object.values(second.frame.columns)) {
    const data = column.kind === "factor" || column.kind === "lookup" ? column.codes : column.values;
    assert.ok(data.buffer instanceof SharedArrayBuffer);
  }
  const other = await prepareStudy(folder.study("exposure: { absentPcn: drop }"), { cacheDir: folder.cacheDir });
  assert.equal(other.cached, false);
});

test("Parquet input gives the same frame, whatever the types of its columns", async () => {
  const folder = writeTiny();
  const { frame } = await prepareStudy(folder.study(), { cacheDir: folder.cacheDir });
  const duck = await openDuck(folder.cacheDir, 0);
  for (const [name, types] of [
    ["text", ""],
    ["whole numbers", "Q28: 'INTEGER', Q94: 'TINYINT'"],
    ["decimals", "Q28: 'DOUBLE', Q112: 'DOUBLE'"],
  ]) {
    const file = join(folder.root, `${name}.parquet`);
    const options = types === "" ? "all_varchar = true" : `types = {${types}}`;
    await duck.run(
      `COPY (FROM read_csv('${join(folder.root, "survey-2022.csv")}', ${options})) TO '${file}' (FORMAT parquet)`,
    );
    const study = folder.study();
    if (study.source.kind !== "files" || study.source.survey === "synthetic") throw new Error("not a study on files");
    const source = { ...study.source, survey: { ...study.source.survey, 2022: `${name}.parquet` } };
    const prepared = await prepareStudy({ ...study, source }, { cacheDir: folder.cacheDir });
    assert.deepEqual(frameRows(prepared.frame), frameRows(frame), name);
    assert.equal(prepared.ledger.files[1].rowsInFile, 5);
  }
  duck.close();
});
