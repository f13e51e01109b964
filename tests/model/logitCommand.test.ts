import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { formatLogit } from "../../src/cli/logitFormats";
import { fitRequested, type LogitOptions, logitRequest } from "../../src/cli/logitOptions";
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
  const request = logitRequest(options);
  const { table, wald } = request;
  const fit = fitRequested(await readTable(path, table), request);
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
  const duck = await openDuck(folder, 0);
  // Whole numbers stored as floating point, as other programs do when values are missing.
  await duck.run(`COPY (SELECT * REPLACE (h::DOUBLE AS h) FROM read_csv('${csv}')) TO '${parquet}' (FORMAT parquet)`);
  duck.close();
  const expected = await run(csv, interaction);
  assert.deepEqual(await run(zipped, interaction), expected);
  assert.deepEqual(await run(parquet, interaction), expected);
});

test("SPSS and Stata files give the same result; values that the file declares missing are missing", async () => {
  const fixtures = join(packageRoot(), "tests", "model", "fixtures");
  const options = { outcome: "y", exposure: "x", factors: "f", where: "h >= 4", cluster: "cl", margins: "x,f" };
  const expected = await run(csv, options);
  assert.deepEqual(await run(join(fixtures, "survey.sav"), options), expected);
  assert.deepEqual(await run(join(fixtures, "survey.dta"), options), expected);
  // In a copy of the outcome every tenth answer is -9, declared missing.
  const kept = await run(join(fixtures, "survey.sav"), { outcome: "y9", exposure: "x" });
  assert.equal(kept.n, 855 - 85);
});

test("margins of a factor are discrete changes from its base, in the order asked", async () => {
  const { margins } = await run(csv, { outcome: "y", exposure: "x", factors: "f", cluster: "cl", margins: "f,x" });
  assert.deepEqual(
    margins.map(({ name }: { name: string }) => name),
    ["f=b", "f=c", "f=d", "x"],
  );
});

test("names with commas, colons, quotes and spaces are written in quotes", async () => {
  const path = join(folder, "names.csv");
  const [head, ...lines] = readFileSync(csv, "utf8").trim().split("\n");
  const names = head.split(",").map((name) => ({ x: '"staff, rate"', f: '"a:""b"""', z: " z " })[name] ?? name);
  writeFileSync(path, `${[names.join(","), ...lines].join("\n")}\n`);
  const options = { outcome: "y", exposure: "x", factors: "f(base=b)", interact: "x:f", numeric: "z", cluster: "cl" };
  const odd = {
    ...options,
    exposure: '"staff, rate"',
    factors: '"a:""b"""(base="b")',
    interact: '"staff, rate":"a:""b"""',
    wald: '"staff, rate:a:""b"""',
  };
  const [plain, quoted] = [await run(csv, { ...options, wald: "x:f" }), await run(path, odd)];
  assert.equal(quoted.terms.at(-1).name, 'staff, rate:a:"b"=d');
  assert.equal(quoted.wald[0].chi2, plain.wald[0].chi2);
});

const texts: readonly { readonly what: string; readonly of: (text: string) => string | Buffer }[] = [
  { what: "semicolons", of: (text) => text.replaceAll(",", ";") },
  { what: "tabs and CR LF", of: (text) => text.replaceAll(",", "\t").replaceAll("\n", "\r\n") },
  { what: "UTF-16", of: (text) => Buffer.from(`\uFEFF${text}`, "utf16le") },
  { what: "Windows-1252", of: (text) => Buffer.from(text, "latin1") },
];
for (const { what, of } of texts) {
  test(`a text file with ${what} gives the same result`, async () => {
    const text = readFileSync(csv, "utf8").replaceAll("area1", "Z\u00fcrich");
    const [path, plain] = [join(folder, "other.csv"), join(folder, "plain.csv")];
    writeFileSync(path, of(text));
    writeFileSync(plain, text);
    const options = { outcome: "y", exposure: "x", factors: "area", cluster: "cl" };
    assert.deepEqual(await run(path, options), await run(plain, options));
  });
}

test("a line that starts with # is a row like any other", async () => {
  const path = join(folder, "hash.csv");
  writeFileSync(path, `id,y,x\n${Array.from({ length: 300 }, (_, i) => `#${i},${i % 2},${i % 7}`).join("\n")}\n`);
  assert.equal((await readTable(path, { columns: { y: "flag" } })).rows, 300);
});

const faults: readonly {
  readonly what: string;
  readonly text: string;
  readonly rule: string;
  readonly says: RegExp;
}[] = [
  {
    what: "a line with too many cells",
    text: "y,x\n1,2\n0,3,4\n",
    rule: "file-can-be-read",
    says: /Line: 3.*Columns: 2/,
  },
  { what: "a line with too few cells", text: "y,x,a\n1,2,3\n0,3\n", rule: "file-can-be-read", says: /Line: 3/ },
  { what: "a name that two columns have", text: "y,x,x\n1,2,3\n", rule: "column-unique", says: /named "x"/ },
  { what: "a quote never closed", text: 'y,x\n1,"2\n0,3\n', rule: "quotes-are-closed", says: /quoted cell/ },
];
for (const { what, text, rule, says } of faults) {
  test(`${what} is refused by name, and no row is lost in silence`, async () => {
    const path = join(folder, "fault.csv");
    writeFileSync(path, text);
    await assert.rejects(
      () => readTable(path, { columns: { y: "flag", x: "number" } }),
      (error) => error instanceof StudyError && error.rule === rule && says.test(error.message),
    );
  });
}

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

test("clusters may be more than 65,535, and a factor of as many levels is refused before any matrix is made", async () => {
  const path = join(folder, "households.csv");
  const rows = Array.from({ length: 140_000 }, (_, i) => `${(i * 7) % 3 === 0 ? 1 : 0},${i % 11},h${i >> 1}`);
  writeFileSync(path, `y,x,household\n${rows.join("\n")}\n`);
  const { clusters, terms } = await run(path, { outcome: "y", exposure: "x", cluster: "household" });
  assert.equal(clusters, 70_000);
  assert.ok(terms[1].se > 0);
  await assert.rejects(
    () => run(path, { outcome: "y", exposure: "x", factors: "household" }),
    (error) => error instanceof StudyError && error.rule === "columns-are-few",
  );
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
    what: "no exposure",
    options: { exposure: " , " },
    rule: "options-are-consistent",
    says: /--exposure names no column/,
  },
  {
    what: "an outcome that is not 0 or 1",
    options: { outcome: "h" },
    rule: "outcome-is-0-or-1",
    says: /h holds "\d+"/,
  },
  { what: "text as a number", options: { numeric: "f" }, rule: "numbers-are-numbers", says: /f holds "[a-d]"/ },
  {
    what: "a condition that fails on a value",
    options: { where: "'text'" },
    rule: "where-is-a-condition",
    says: /--where "'text'"/,
  },
  {
    what: "an unknown column in a condition",
    options: { where: "yaer > 2019" },
    rule: "where-is-a-condition",
    says: /Did you mean "year"/,
  },
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
  copyFileSync(join(packageRoot(), "tests", "data", "fixtures", "epcn.xlsx"), other);
  await assert.rejects(() => readTable(other, { columns }), /is a workbook; only CSV/);
  await assert.rejects(() => readTable(folder, { columns }), /is a folder/);
  writeFileSync(other, "");
  await assert.rejects(() => readTable(other, { columns }), /is empty/);
});

test("table, CSV and LaTeX carry terms, margins and tests", async () => {
  const { table, spec, wald } = logitRequest(interaction);
  const fit = fitLogit(await readTable(csv, table), spec);
  const tests = wald.map((name) => waldTest(fit, name));
  assert.match(formatLogit(fit, tests, "table"), /Wald test of x:h: chi2\(9\) = \d+\.\d{3}, p/);
  const lines = formatLogit(fit, tests, "csv").split("\r\n");
  assert.equal(lines.length, 1 + fit.terms.length + 1 + 1 + 1);
  assert.match(lines[1], /^term,\(Intercept\),-?\d/);
  assert.match(formatLogit(fit, tests, "latex"), /Wald test of x:h: \$\\chi\^2\(9\) = \d/);
  assert.match(formatLogit(fit, tests, "latex"), /x:h=10 & \d\.\d{3} & \d\.\d{3} to \d\.\d{3} & /);
});
