import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { formatLogit } from "../../src/cli/logitFormats";
import { type LogitOptions, logitRequest } from "../../src/cli/logitOptions";
import { openDuck } from "../../src/data/duck";
import { fitLogit, readTable, waldTest } from "../../src/model";
import { StudyError } from "../../src/util/errors";
import { packageRoot } from "../../src/util/packageRoot";
import { type ReferenceCase, readJson, referenceFrame, specOf } from "./support/referenceCases";

const csv = join(packageRoot(), "tests", "reference", "data.csv");
let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "logit-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

async function run(path: string, options: LogitOptions) {
  const { table, spec, wald } = logitRequest(options);
  const fit = fitLogit(await readTable(path, table), spec);
  return JSON.parse(
    formatLogit(
      fit,
      wald.map((name) => waldTest(fit, name)),
      "json",
    ),
  );
}

const interaction: LogitOptions = {
  outcome: "y",
  exposure: "x",
  factors: "h",
  interact: "x:h",
  cluster: "cl",
  margins: "x",
  wald: "x:h",
};

test("the command's JSON has the documented keys and the reference's numbers", async () => {
  const result = await run(csv, interaction);
  assert.deepEqual(Object.keys(result), [
    "n",
    "events",
    "clusters",
    "logLik",
    "logLikNull",
    "converged",
    "iterations",
    "vce",
    "terms",
    "margins",
    "wald",
    "dropped",
    "notices",
  ]);
  assert.deepEqual(Object.keys(result.terms[0]), ["name", "estimate", "se", "z", "p", "or", "orLow", "orHigh"]);
  assert.deepEqual(Object.keys(result.margins[0]), ["name", "ame", "se", "z", "p", "low", "high"]);
  assert.deepEqual(Object.keys(result.wald[0]), ["name", "chi2", "df", "p"]);
  const known = readJson<readonly ReferenceCase[]>("cases.json").find((c) => c.id === "interaction") as ReferenceCase;
  const fit = fitLogit(referenceFrame(), specOf(known));
  assert.deepEqual(result.terms, JSON.parse(JSON.stringify(fit.terms)));
  assert.equal(result.terms.find((t: { name: string }) => t.name === "x:h=10").name, "x:h=10");
});

test("CSV, gzipped CSV and Parquet give the same result", async () => {
  const zipped = join(folder, "data.csv.gz");
  writeFileSync(zipped, gzipSync(readFileSync(csv)));
  const parquet = join(folder, "data.parquet");
  const duck = await openDuck(folder);
  // Whole numbers stored as floating point, as other programs do when values are missing.
  await duck.run(`COPY (SELECT * REPLACE (h::DOUBLE AS h) FROM read_csv('${csv}')) TO '${parquet}' (FORMAT parquet)`);
  duck.close();
  const expected = await run(csv, interaction);
  assert.deepEqual(await run(zipped, interaction), expected);
  assert.deepEqual(await run(parquet, interaction), expected);
});

test("a condition sees typed columns, factors included", async () => {
  const result = await run(csv, {
    outcome: "y",
    exposure: "x",
    factors: "f,h(base=7)",
    where: "h >= 4 AND f <> 'd'",
    cluster: "cl",
  });
  const names = result.terms.map((t: { name: string }) => t.name);
  assert.deepEqual(names, ["(Intercept)", "x", "f=b", "f=c", "h=4", "h=5", "h=6", "h=8", "h=9", "h=10"]);
});

test("a number that is zero for thousands of rows keeps its decimals afterwards", async () => {
  const path = join(folder, "late.csv");
  const rows = Array.from(
    { length: 30000 },
    (_, i) => `${(i * 7) % 3 === 0 ? 1 : 0},${i < 29000 ? 0 : (i % 9) + 0.25}`,
  );
  writeFileSync(path, `y,x\n${rows.join("\n")}\n`);
  const frame = await readTable(path, { columns: { y: "flag", x: "number" } });
  const { x } = frame.columns;
  assert.ok(x.kind === "numeric");
  assert.equal(x.values[29999], (29999 % 9) + 0.25);
});

test("missing values of any spelling stay missing, and levels keep their text", async () => {
  const path = join(folder, "missing.csv");
  writeFileSync(path, "y,x,a\n1,0.5,01\n0,NA,1\n,.,\nNA,2,01\n0,3,é\n");
  const frame = await readTable(path, { columns: { y: "flag", x: "number", a: "factor" } });
  const { y, x, a } = frame.columns;
  assert.ok(y.kind === "flag" && x.kind === "numeric" && a.kind === "factor");
  assert.deepEqual([...y.values], [1, 0, 255, 255, 0]);
  assert.deepEqual([...x.values], [0.5, Number.NaN, Number.NaN, 2, 3]);
  assert.deepEqual(
    [a.levels, [...a.codes]],
    [
      ["01", "1", "é"],
      [0, 1, 255, 0, 2],
    ],
  );
});

const misuses: readonly {
  readonly what: string;
  readonly options: Partial<LogitOptions>;
  readonly rule: string;
  readonly says: RegExp;
}[] = [
  {
    what: "an unknown column",
    options: { exposure: "xx" },
    rule: "column-exists",
    says: /no column "xx".*Did you mean "x/,
  },
  {
    what: "an outcome that is not 0 or 1",
    options: { outcome: "h" },
    rule: "outcome-is-0-or-1",
    says: /h holds "\d+"/,
  },
  { what: "text as a number", options: { numeric: "f" }, rule: "numbers-are-numbers", says: /f holds "[a-d]"/ },
  { what: "a broken condition", options: { where: "h >" }, rule: "where-is-a-condition", says: /--where "h >"/ },
  {
    what: "one column in two roles",
    options: { factors: "x" },
    rule: "options-are-consistent",
    says: /"x" is used as number and as factor/,
  },
  {
    what: "a malformed interaction",
    options: { interact: "xh" },
    rule: "options-are-consistent",
    says: /number:factor/,
  },
];
for (const { what, options, rule, says } of misuses) {
  test(`${what} is named with a remedy`, async () => {
    await assert.rejects(
      () => run(csv, { outcome: "y", exposure: "x", ...options }),
      (error) => error instanceof StudyError && error.rule === rule && says.test(error.message),
    );
  });
}

test("a file that is absent or of another type is named", async () => {
  const columns = { y: "flag" } as const;
  await assert.rejects(() => readTable(join(folder, "no.csv"), { columns }), /There is no file/);
  const other = join(folder, "data.xlsx");
  writeFileSync(other, "");
  await assert.rejects(() => readTable(other, { columns }), /only .csv, .csv.gz and .parquet/);
});

test("table, CSV and LaTeX carry terms, margins and tests", async () => {
  const { table, spec, wald } = logitRequest(interaction);
  const fit = fitLogit(await readTable(csv, table), spec);
  const tests = wald.map((name) => waldTest(fit, name));
  assert.match(formatLogit(fit, tests, "table"), /Wald test of x:h: chi2\(9\) = \d+\.\d{3}, p/);
  const lines = formatLogit(fit, tests, "csv").split("\r\n");
  assert.equal(lines.length, 1 + fit.terms.length + 1 + 1 + 1);
  assert.match(lines[1], /^term,\(Intercept\),-?\d/);
  assert.match(formatLogit(fit, tests, "latex"), /x:h=10 & \d\.\d{3} & \d\.\d{3} to \d\.\d{3} & /);
});
