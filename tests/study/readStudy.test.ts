import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { cellSpecs, describeSettings, parseStudy, readStudy, settingsReference } from "../../src/study";
import { StudyError } from "../../src/util/errors";
import { packageRoot } from "../../src/util/packageRoot";

const FILES = `
source:
  kind: files
  root: inputs
  survey: synthetic
  workforce: { 2020-12: a, 2021-12: b, 2022-12: c }
  practiceMap: map
  listSize: { 2018: l, 2019: l, 2020: l, 2021: l, 2022: l, 2023: l }
  incomeDeprivation: imd
  ruralUrban: ruc
`;

/** Settings text and what its message must say. */
const WRONG: readonly (readonly [string, RegExp])[] = [
  [
    "sorce: {}",
    /^x\.yaml:1:1: unknown key "sorce"\. Did you mean "source"\? Known keys: source, survey, exposure, linkage, covariates, models, disclosure\.$/,
  ],
  ["exposure:\n  absentPCN: zero", /^x\.yaml:2:3: unknown key "absentPCN" in exposure\. Did you mean "absentPcn"\?/],
  [
    "exposure:\n  absentPcn: zro",
    /^x\.yaml:2:3: exposure\.absentPcn: "zro" is not allowed\. Did you mean "zero"\? Allowed: zero, drop, flag\.$/,
  ],
  ["source: { kind: synthetic, workforce: {} }", /unknown key "workforce" in source\./],
  [
    "source: { kind: file }",
    /source\.kind: "file" is not allowed\. Did you mean "files"\? Allowed: synthetic, files, practice-files\./,
  ],
  ["source: { kind: synthetic, scale: 0 }", /source\.scale: 0/],
  ["source: { kind: synthetic, seed: 1.5 }", /source\.seed: 1\.5/],
  ["exposure: { staffAt: { 2031: none } }", /unknown key "2031" in exposure\.staffAt\. Did you mean "2021"\?/],
  ["exposure: { staffAt: { 2020: 2020-13 } }", /staffAt\.2020: "2020-13": must be a period written as YYYY-MM/],
  [
    "exposure: { role: Link Worker }",
    /exposure\.role: "Link Worker" is not allowed\..* Allowed: Social Prescribing Link Worker, /,
  ],
  ["linkage: { fixedDate: 2022-02-30 }", /fixedDate: "2022-02-30": must be a date written as YYYY-MM-DD/],
  [
    "survey: { years: [2018, 2024] }",
    /survey\.years\.1: 2024 is not allowed\..* Allowed: 2018, 2019, 2020, 2021, 2022, 2023/,
  ],
  ["survey: { years: [2018, 2018] }", /survey\.years\.1: 2018 is named twice/],
  ["covariates: [{ name: agee, base: x }]", /covariates\.0\.name: "agee" is not allowed\. Did you mean "age"\?/],
  [
    "covariates: [{ name: ethnicity, base: White Brit }]",
    /^x\.yaml:1:\d+: covariates\.0\.base: ethnicity has no level "White Brit"\. Did you mean "White British"\?/,
  ],
  [
    "survey: { gender: female-male }\ncovariates: [{ name: gender, base: Other }]",
    /gender has no level "Other"\..* Levels: Female, Male/,
  ],
  ["models: { cells: { M1: { good_gp: [lct] } } }", /M1\.good_gp\.0: "lct" is not allowed\. Did you mean "ltc"\?/],
  ["models: { cells: { M1: { goodgp: [] } } }", /unknown key "goodgp" in models\.cells\.M1\. Did you mean "good_gp"\?/],
  ["models: { vce: robust }", /models\.vce: "robust" is not allowed\./],
  [
    `${FILES}exposure: { staffAt: { 2020: 2020-03 } }`,
    /exposure\.staffAt\.2020: 2020-03 has no file in source\.workforce\. Did you mean "2020-12"\?/,
  ],
  [FILES.replace("2023: l", ""), /source\.listSize: no file for survey year 2023/],
  [FILES.replace("survey: synthetic", "survey: { 2018: s }"), /source\.survey: no file for survey year 2019/],
  [FILES.replace("practiceMap: map", ""), /source\.practiceMap: is missing/],
  ["- 1", /expected object/],
  ["a: [", /^x\.yaml:1:\d+: not valid YAML/],
  ["survey: {}\nsurvey: {}", /not valid YAML: .*unique/],
];

test("wrong settings are refused with line, column, the nearest valid word and the allowed values", () => {
  for (const [text, message] of WRONG) {
    assert.throws(
      () => parseStudy(text, "x.yaml"),
      (error: unknown) => {
        assert.ok(error instanceof StudyError, String(error));
        assert.equal(error.kind, "settings");
        assert.match(error.message, message);
        return true;
      },
      text,
    );
  }
});

test("all problems of a manifest are listed at once", () => {
  const text = "sorce: {}\nexposure:\n  absentPcn: zro\n  rol: x\n";
  assert.throws(
    () => parseStudy(text, "x.yaml"),
    (error: Error) => error.message.split("\n").length === 3,
  );
});

const withoutFile = (study: object) => ({ ...study, file: "" });

test("a manifest may leave out any section; the defaults are study.yaml", () => {
  const written = readStudy(join(packageRoot(), "study.yaml"));
  assert.deepEqual(withoutFile(parseStudy("", "x.yaml")), withoutFile(written));
  const partial = parseStudy("exposure: { staffAt: { 2020: 2020-03 } }", "x.yaml");
  assert.deepEqual(partial.exposure, {
    ...written.exposure,
    staffAt: { ...written.exposure.staffAt, 2020: "2020-03" },
  });
});

test("the data folder comes from the option, then the environment, then the manifest", () => {
  const root = (dataRoot?: string) => {
    const { source } = parseStudy(FILES, "/somewhere/x.yaml", { dataRoot });
    return source.kind === "files" ? source.root : undefined;
  };
  const before = process.env.LINK_WORKERS_DATA;
  delete process.env.LINK_WORKERS_DATA;
  try {
    assert.equal(root(), resolve("/somewhere/inputs"));
    process.env.LINK_WORKERS_DATA = "/environment";
    assert.equal(root(), resolve("/environment"));
    assert.equal(root("/option"), resolve("/option"));
  } finally {
    delete process.env.LINK_WORKERS_DATA;
    if (before !== undefined) process.env.LINK_WORKERS_DATA = before;
  }
});

test("scale and seed can be given beside the manifest and are validated alike", () => {
  const { source } = parseStudy("", "x.yaml", { scale: 0.02, seed: 7 });
  assert.deepEqual([source.scale, source.seed], [0.02, 7]);
  assert.throws(() => parseStudy("", "x.yaml", { scale: -1 }), /--scale/);
});

test("a manifest that does not exist is named", () => {
  assert.throws(() => readStudy("no/such.yaml"), /no\/such\.yaml: cannot be read\. Name an existing study manifest/);
});

test("the reference of settings gives every key a meaning and every closed choice its values", () => {
  const rows = settingsReference();
  assert.deepEqual(
    rows.filter(({ meaning }) => meaning === "").map(({ key }) => key),
    [],
  );
  const absent = rows.find(({ key }) => key === "exposure.absentPcn");
  assert.deepEqual([absent?.default, absent?.allowed], ['"zero"', "zero | drop | flag"]);
  for (const section of [
    "source(files).workforce",
    "survey.years",
    "linkage.noPcn",
    "covariates[].base",
    "models.cells",
  ]) {
    assert.ok(
      rows.some(({ key }) => key === section),
      section,
    );
  }
});

test("every open choice is described with its alternatives, and stand-in periods are declared", () => {
  const choices = describeSettings(parseStudy("exposure: { absentPcn: drop, staffAt: { 2023: 2022-09 } }", "x.yaml"));
  const of = (key: string) => choices.find((choice) => choice.key === key);
  assert.deepEqual(of("exposure.absentPcn")?.alternatives, ["zero", "flag"]);
  assert.match(of("exposure.staffAt.2023")?.meaning ?? "", /2022-09 in place of 2022-12/);
  assert.equal(of("exposure.staffAt.2022"), undefined);
  assert.deepEqual(
    choices.map(({ key }) => key).filter((key) => key.startsWith("linkage")),
    ["linkage.practiceMap", "linkage.beforeNetworks", "linkage.noPcn"],
  );
});

test("the models of a study are the paper's twelve cells, exposure first", () => {
  const cells = cellSpecs(parseStudy("", "x.yaml"));
  assert.equal(cells.length, 12);
  assert.deepEqual(cells.find(({ id }) => id === "M3.support")?.spec.sample, ["mh_needs", "ltc"]);
  assert.deepEqual(cells[0], {
    id: "M1.not_isolated",
    model: "M1",
    spec: {
      outcome: "not_isolated",
      sample: [],
      terms: [
        { kind: "numeric", name: "link_workers" },
        { kind: "factor", name: "year", base: "2018" },
        { kind: "factor", name: "age", base: "16-24" },
        { kind: "factor", name: "gender", base: "Female" },
        { kind: "factor", name: "ethnicity", base: "White British" },
        { kind: "factor", name: "employment", base: "Full-time paid work" },
        { kind: "factor", name: "deprivation", base: "1" },
        { kind: "factor", name: "rurality", base: "Urban" },
      ],
      cluster: "pcn",
      vce: "cr1",
      margins: ["link_workers"],
    },
  });
  const flagged = cellSpecs(parseStudy("exposure: { absentPcn: flag }", "x.yaml"))[0].spec.terms;
  assert.deepEqual(flagged[1], { kind: "factor", name: "pcn_return", base: "Return or not due" });
});

test("disclosure thresholds can be raised, and a lower one is refused with its key, place and floor", () => {
  const read = (line: string) => parseStudy(`disclosure: { ${line} }`, "study.yaml", {}).disclosure;
  assert.deepEqual(
    [read("").threshold, read("threshold: 20").threshold, read("roundingBase: 7").roundingBase],
    [10, 20, 7],
  );
  assert.equal(read("dominanceShare: 0.8").dominanceShare, 0.8);
  const weaker = ["threshold: 9", "minPractices: 2", "minPcns: 0", "minClusters: 3", "intervalWidth: 5", "minBox: 10"];
  for (const line of [...weaker, "roundingBase: 3", "dominanceShare: 0.95", "dominanceRest: 0.05", "threshold: -1"]) {
    const [key] = line.split(":");
    const place = new RegExp(`^study\\.yaml:1:15: disclosure\\.${key}: .*(never weaker|Too small|>)`);
    assert.throws(() => read(line), { rule: "settings-valid", message: place }, line);
  }
  assert.throws(() => read("roundingBase: 10"), { message: /must be odd/ });
  assert.throws(() => read("treshold: 20"), { message: /Did you mean "threshold"\?/ });
  assert.throws(() => read("threshold: .inf"), { rule: "settings-valid" });
});
