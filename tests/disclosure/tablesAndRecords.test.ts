import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clearFit,
  clearRecords,
  clearTable,
  clearText,
  type DisclosableTable,
  fitFacts,
  isCleared,
  openGate,
  WITHHELD,
} from "../../src/disclosure";
import { formatCell } from "../../src/exhibit/formatCell";
import type { TableExhibit } from "../../src/exhibit/types";
import { Random } from "../../src/util/random";
import { FIT_COUNTS, MANY, someFit, yearTable } from "./fixtures";

function printed(table: TableExhibit): string[][] {
  return table.rows.map(({ cells }) => cells.map((cell) => formatCell(cell)));
}

const years = [
  { year: "2018", n: 203, events: 101 },
  { year: "2019", n: 158, events: 3 },
  { year: "2020", n: 7, events: 3 },
  { year: "2021", n: 96, events: 96 },
  { year: "2022", n: 121, events: 60 },
];

test("counts are rounded, small ones and a second one withheld, totals are sums of what is printed, shares come from rounded parts", () => {
  const rows = printed(clearTable(yearTable(years), openGate()));
  assert.deepEqual(rows[0], ["2018", WITHHELD, WITHHELD], "the second count of the sum");
  assert.deepEqual(rows[1], ["2019", "160", WITHHELD], "a numerator below the threshold");
  assert.deepEqual(rows[2], ["2020", WITHHELD, WITHHELD]);
  assert.deepEqual(rows[3], ["2021", "95", WITHHELD], "100% of a group is disclosed by no share");
  assert.deepEqual(rows[4], ["2022", "120", "50.0"], "60 of 120, not 60 of 121");
  assert.equal(rows[5][1], "375", "160 + 95 + 120");
});

test("a cleared table holds no exact count anywhere in its JSON, its note included", () => {
  const json = JSON.stringify(clearTable(yearTable(years), openGate()));
  assert.doesNotMatch(json, /underlying|disclosure/);
  for (const exact of ["203", "158", "121", "585", "49.7", "49.75"]) assert.ok(!json.includes(exact), exact);
  assert.match(json, /withheld to protect confidentiality/);
});

test("a value without underlying information, or without known practices and PCNs, is withheld", () => {
  const table = yearTable([{ year: "2018", n: 400, events: 200 }]);
  const bare: DisclosableTable = {
    ...table,
    rows: [
      {
        cells: [
          { kind: "text", text: "a" },
          { kind: "count", value: 400 },
          { kind: "number", value: 50, decimals: 1 },
        ],
      },
      {
        cells: [
          { kind: "text", text: "b" },
          { kind: "count", value: 400, underlying: { role: "count", n: 400 } },
          { kind: "p", value: 0.04, underlying: { role: "count", n: 400, ...MANY } },
        ],
      },
      { cells: [{ kind: "text", text: "c" }, { kind: "text", text: "400 people" }, { kind: "empty" }] },
    ],
    disclosure: { source: "restricted", population: "all" },
  };
  assert.deepEqual(printed(clearTable(bare, openGate())), [
    ["a", WITHHELD, WITHHELD],
    ["b", WITHHELD, WITHHELD],
    ["c", WITHHELD, ""],
  ]);
});

test("a count from fewer than 3 practices or PCNs is withheld whatever its size", () => {
  const rows = printed(clearTable(yearTable([{ year: "2018", n: 900, events: 300, practices: 2 }]), openGate()));
  assert.deepEqual(rows[0], ["2018", WITHHELD, WITHHELD]);
});

test("the result for a table does not depend on the order of its rows", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = new Random("table order", seed);
    const table = yearTable(
      ["2018", "2019", "2020", "2021", "2022"].map((year) => {
        const n = random.integer(60);
        return { year, n, events: random.integer(n + 1) };
      }),
    );
    const turned = { ...table, rows: random.shuffle(table.rows) };
    const lines = (one: DisclosableTable) =>
      new Set(printed(clearTable(one, openGate())).map((row) => row.join(" | ")));
    assert.deepEqual(lines(turned), lines(table));
  }
});

test("clearing twice changes nothing, and a changed copy has no clearance", () => {
  const gate = openGate();
  const once = clearTable(yearTable(years), gate);
  assert.equal(clearTable(once, gate), once);
  assert.ok(isCleared(once));
  assert.ok(!isCleared({ ...once }));
  assert.throws(() => {
    (once as { title: string }).title = "203 respondents";
  }, TypeError);
});

test("a published count is not withheld in a later exhibit, and a withheld one is not published there", () => {
  const gate = openGate();
  const first = printed(clearTable(yearTable(years), gate));
  const second = printed(clearTable({ ...yearTable(years.toReversed()), id: "table-again" }, gate));
  const sizes = (rows: string[][]) => Object.fromEntries(rows.map(([year, n]) => [year, n]));
  assert.deepEqual(sizes(second), sizes(first));
});

test("one population under two counts is refused, without telling either", () => {
  const gate = openGate();
  clearTable(yearTable(years), gate);
  assert.throws(
    () => clearTable(yearTable(years.with(0, { year: "2018", n: 211, events: 100 })), gate),
    (error: Error) => /two different counts/.test(error.message) && !/203|211/.test(error.message),
  );
});

test("codes of practices, PCNs, areas and postcodes leave neither as labels nor in notes", () => {
  const table: DisclosableTable = {
    ...yearTable([]),
    rows: [{ group: "U12345", cells: [{ kind: "text", text: "A81001" }, { kind: "empty" }, { kind: "empty" }] }],
    note: "One respondent lives in E01012345. Unweighted.",
  };
  const json = JSON.stringify(clearTable(table, openGate()));
  assert.doesNotMatch(json, /U12345|A81001|E01012345/);
  assert.match(json, /Unweighted/);
});

test("a label carries no number that may be a count or a result, unless it is declared a constant", () => {
  const labelled = (label: string, constants: readonly string[] = []) => {
    const table: DisclosableTable = {
      ...yearTable([]),
      rows: [{ cells: [{ kind: "text", text: label }, { kind: "empty" }, { kind: "empty" }] }],
      disclosure: { source: "restricted", population: "all", constants },
    };
    return printed(clearTable(table, openGate()))[0][0];
  };
  for (const label of [
    "SHA-256 (start)",
    "16-24",
    "85 or over",
    "2021",
    "Q28",
    "Table 3",
    "1 most deprived",
    "per 50,000 patients",
  ]) {
    assert.equal(labelled(label), label);
  }
  for (const label of ["Women (1,203)", "203 people", "mean 4.5", "E01012345"]) assert.equal(labelled(label), WITHHELD);
  assert.equal(labelled("1,268 networks", ["1,268"]), "1,268 networks");
});

test("a table declared public passes as it is and is put to review", () => {
  const gate = openGate();
  const table: DisclosableTable = {
    ...yearTable(years),
    disclosure: { source: "public", population: "PCNs of England" },
  };
  assert.equal(printed(clearTable(table, gate))[2][1], "7");
  assert.equal(gate.decisions[0].rules[0].status, "review");
});

test("sentences with numbers that were not cleared are withheld; names, constants and cleared values pass", () => {
  const text = clearText("Table 3 shows 1,234 people. Per 50,000 patients in 2021. Of these 17 moved.", {
    numbers: ["1234", "50,000"],
  });
  assert.equal(
    text.text,
    "Table 3 shows 1,234 people. Per 50,000 patients in 2021. [A sentence is withheld to protect confidentiality.]",
  );
  assert.equal(text.withheld, 1);
});

test("releases of nested samples that differ by 1 to 9 people are refused, in one run and across runs", () => {
  const size = (key: string, n: number, within?: readonly string[]) => ({
    key,
    value: n,
    unit: "",
    decimals: 0,
    underlying: { role: "count" as const, n, ...MANY, population: key, within },
  });
  const options = { name: "samples", population: "samples" };
  const run1 = openGate();
  const first = clearRecords(
    [size("complete", 5003, ["all"]), size("all", 5010), size("ltc", 2000, ["all"])],
    run1,
    options,
  );
  assert.deepEqual(first.withheld, ["complete"]);
  assert.deepEqual(
    first.records.map(({ value }) => value),
    [5010, 2000],
  );
  const run2 = openGate({}, { earlier: run1.ledger.released() });
  const second = clearRecords([size("all", 5011), size("ltc", 2012)], run2, options);
  assert.deepEqual(second.withheld, ["all"], "one more than the earlier release; 12 more is let pass");
  const run3 = openGate({}, { earlier: run2.ledger.released() });
  assert.deepEqual(clearRecords([size("all", 5010), size("ltc", 2012)], run3, options).withheld, []);
});

test("records keep their printed decimals and rounded counts, and lose what the gate has not seen", () => {
  const base = { unit: "%", decimals: 1, n: 121, events: 60, clusters: 33 };
  const { records, withheld } = clearRecords(
    [
      {
        ...base,
        key: "mean",
        value: 49.586776,
        underlying: { role: "share", n: 121, events: 60, scale: 100, ...MANY },
      },
      { ...base, key: "unknown", value: 3 },
    ],
    openGate(),
    { name: "r", population: "all" },
  );
  assert.deepEqual(withheld, ["unknown"]);
  assert.deepEqual([...records], [{ key: "mean", value: 50, unit: "%", decimals: 1, n: 120, events: 60 }]);
});

test("a fit leaves with estimates and rounded N, without covariance, likelihood, ledger, or rows of dropped levels", () => {
  const gate = openGate();
  const fit = someFit();
  const left = clearFit(fit, fitFacts(fit, FIT_COUNTS), gate)!;
  assert.equal(left.n, 12345);
  assert.deepEqual(left.withheldTerms, ["gender=Other"], "4 without the outcome");
  assert.deepEqual(left.merged, ["ethnicity=Roma"]);
  const json = JSON.stringify(left);
  assert.doesNotMatch(json, /vcov|logLik|ledger|12347|9871|"rows"|perfect/);
});

test("rule 7 and 8 withhold a whole model: few of an outcome value, few clusters, few degrees of freedom, a table in disguise", () => {
  const fit = someFit();
  const facts = fitFacts(fit, FIT_COUNTS);
  const cases = [
    { ...facts, events: facts.n - 9 },
    { ...facts, clusters: 9 },
    { ...facts, practices: 2 },
    { ...facts, n: 30, events: 15, parameters: 21 },
    { ...facts, patterns: facts.parameters },
    { ...facts, termCount: 1 },
  ];
  for (const one of cases) {
    const gate = openGate();
    assert.equal(clearFit(fit, one, gate), null);
    assert.ok(gate.decisions[0].rules.some(({ status }) => status === "fail"));
  }
});

test("cells of a model's estimates pass with its facts, a level's by its own cell", () => {
  const facts = fitFacts(someFit(), FIT_COUNTS);
  const cell = (term: string) => ({
    kind: "interval" as const,
    low: 1.00123456,
    high: 1.123456,
    decimals: 3,
    underlying: { role: "estimate" as const, fit: facts, term },
  });
  const table: DisclosableTable = {
    ...yearTable([]),
    rows: ["link_workers", "gender=Other", "age=65-74"].map((term) => ({
      cells: [{ kind: "text", text: term }, cell(term), { kind: "empty" }],
    })),
  };
  const cleared = clearTable(table, openGate());
  assert.deepEqual(
    printed(cleared).map((row) => row[1]),
    ["1.001 to 1.123", WITHHELD, WITHHELD],
  );
  assert.doesNotMatch(JSON.stringify(cleared), /1\.0012/);
});

test("sums of magnitudes that one or two units dominate are withheld", () => {
  const mean = (sum: number, largest: [number, number]) =>
    clearRecords(
      [
        {
          key: "fte",
          value: sum / 40,
          unit: "",
          decimals: 2,
          underlying: { role: "mean", n: 40, sum, largest, ...MANY },
        },
      ],
      openGate(),
      { name: "fte", population: "PCNs" },
    ).withheld.length;
  assert.equal(mean(100, [10, 9]), 0);
  assert.equal(mean(100, [50, 41]), 1, "n-k rule");
  assert.equal(mean(100, [85, 8]), 1, "p% rule");
  assert.equal(mean(10, [9, 8]), 1, "negative rest: review, withheld meanwhile");
});
