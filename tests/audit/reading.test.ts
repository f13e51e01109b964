import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { audit } from "../../src/audit";
import { roundNumber } from "../../src/audit/auditClaims";
import { printedValue } from "../../src/audit/printedValue";
import { readStatement } from "../../src/audit/readStatement";
import { readTable } from "../../src/audit/readTable";
import { StudyError } from "../../src/util/errors";
import { sharedPublished } from "./tables";

const folder = mkdtempSync(join(tmpdir(), "audit-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string, name = "table.csv"): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const VALUES: readonly (readonly [string, number, number])[] = [
  ["1.010", 1.0095, 1.0105],
  ["0.02", 0.015, 0.025],
  ["4,132,676", 4_132_675.5, 4_132_676.5],
  ["\u22120.01", -0.015, -0.005],
  ["<0.001", 0, 0.001],
  ["92.0%", 91.95, 92.05],
  ["0.04*", 0.035, 0.045],
  ["1.2e-3", 0.00115, 0.00125],
  [".05", 0.045, 0.055],
];
for (const [text, low, high] of VALUES) {
  test(`the printed text ${text} stands for ${low} to ${high}`, () => {
    const value = printedValue(text)!;
    assert.ok(Math.abs(value.low - low) < 1e-12 && Math.abs(value.high - high) < 1e-12, `${value.low} ${value.high}`);
  });
}

test("a round number stands for half a unit of its last digit that is not zero", () => {
  assert.deepEqual(roundNumber(printedValue("65000")!), { low: 64_500, high: 65_500 });
  assert.deepEqual(roundNumber(printedValue("130,000")!), { low: 125_000, high: 135_000 });
});

test("readTable reads the same table from CSV, semicolons, one interval column and JSON", () => {
  const files = [
    fileOf('id,or,ci_low,ci_high,p,n\na,1.015,1.004,1.027,0.009,"4,176,144"\n'),
    fileOf("\ufeffLabel;Odds ratio;CI lower;CI upper;P-value;N\r\na;1.015;1.004;1.027;0.009;4176144\r\n", "semi.csv"),
    fileOf('term,OR,"95% CI",p,n\na,1.015,"1.004 to 1.027",0.009,4176144\n', "interval.csv"),
    fileOf('term,OR,"95% CI",p,n\na,1.015,"[1.004, 1.027]",0.009,4176144\n', "brackets.csv"),
    fileOf('[{"id":"a","or":"1.015","ciLow":"1.004","ciHigh":"1.027","p":"0.009","n":4176144}]', "rows.json"),
    fileOf(
      '{"cells":[{"id":"a","or":"1.015","ci_low":"1.004","ci_high":"1.027","p":"0.009","n":4176144}]}',
      "cells.json",
    ),
  ];
  const [first, ...others] = files.map((file) => audit(readTable(file)).cells[0]);
  assert.equal(first.verdict, "consistent");
  for (const other of others) assert.deepEqual(other.implied, first.implied);
});

test("readTable takes multipliers from the header or the options", () => {
  const named = readTable(fileOf("id,or,per_50000,national_1268\na,1.015,104,131872\n"));
  assert.deepEqual([named.perPopulation, named.groups], [50_000, 1268]);
  const given = readTable(fileOf("id,or,average,all_pcns\na,1.015,104,131872\n"), {
    perPopulation: 50_000,
    groups: 1268,
  });
  assert.equal(audit(given).cells[0].verdict, "consistent");
});

test("readTable takes the multipliers that the numbers show, and says so", () => {
  const rows = ["a,1.015,0.21,104,131872", "b,1.006,0.07,37,46916", "c,1.005,0.11,56,71008"];
  const table = readTable(fileOf(`id,or,ame_pp,average,national\n${rows.join("\n")}\n`));
  assert.deepEqual([table.perPopulation, table.groups], [50_000, 1268]);
  assert.match(
    table.remarks.join(" "),
    /Scaled counts taken as AME x 50,000.*National counts taken as scaled count x 1,268/,
  );
});

test("counts whose last digits are zero in every row were rounded to that unit", () => {
  const table = readTable(fileOf("id,or,average,national\na,1.015,104,132000\nb,1.006,37,47000\n"), {
    perPopulation: 50_000,
    groups: 1268,
  });
  assert.deepEqual(
    audit(table).cells.map(({ verdict }) => verdict),
    ["consistent", "consistent"],
  );
  const wrong = readTable(fileOf("id,or,average,national\na,1.015,104,152000\nb,1.006,37,47000\n"), {
    perPopulation: 50_000,
    groups: 1268,
  });
  assert.deepEqual(audit(wrong).cells[0].conflicts, [["average", "national"]]);
});

test("readTable tells percentage points from probabilities by what the odds ratios allow", () => {
  const points = readTable(fileOf("id,or,ame,mean\na,1.015,0.21,0.828\n"));
  const probabilities = readTable(fileOf("id,or,ame,mean\na,1.015,0.0021,82.8\n"));
  for (const table of [points, probabilities]) {
    const { ame, mean } = table.cells[0].values;
    assert.ok(Math.abs(ame!.value - 0.21) < 1e-12 && Math.abs(mean!.value - 0.828) < 1e-12);
    assert.equal(audit(table).cells[0].verdict, "consistent");
  }
});

const REFUSED: readonly (readonly [string, string, string, RegExp])[] = [
  [
    "an unknown column, with the nearest known one",
    "id,odds_rato,p\na,1,0.5\n",
    "unknown-column",
    /"odds_rato".*Did you mean "odds_ratio"/,
  ],
  [
    "a text that is no number, with its row and column",
    "id,or\na,1.0\nb,one\n",
    "printed-value-is-a-number",
    /row 2, or: "one"/,
  ],
  ["two columns of one meaning", "id,or,odds ratio\na,1,1\n", "column-is-given-once", /"or" and "odds ratio"/],
  ["a row without a name", "id,or\n,1.2\n", "row-has-a-name", /row 1/],
  ["a name that stands twice", "id,or\na,1.2\na,1.3\n", "row-name-is-unique", /"a"/],
  ["a table without rows", "id,or\n", "table-has-rows", /no rows/],
  ["a table without numbers", "id,or\na,\n", "table-has-numbers", /no printed numbers/],
  ["a scaled count without its multiplier", "id,or,average\na,1.1,5\n", "scaled-count-has-a-multiplier", /--per/],
  ["an interval with one end", "id,or,ci\na,1.1,1.05\n", "interval-has-two-ends", /1\.05/],
  [
    "a row longer than the header",
    "id,or,n\na,1.1,1,234\n",
    "rows-have-the-header's-fields",
    /row of "a" has 4 fields/,
  ],
  ["broken JSON", '{"cells": [', "table-file-is-json", /no JSON/],
];
for (const [what, text, rule, message] of REFUSED) {
  test(`readTable refuses ${what}`, () => {
    assert.throws(
      () => readTable(fileOf(text)),
      (error) => {
        assert.ok(error instanceof StudyError);
        assert.equal(error.rule, rule);
        assert.match(error.message, message);
        return true;
      },
    );
  });
}

test("readTable refuses a file that does not exist", () => {
  assert.throws(() => readTable(join(folder, "none.csv")), /does not exist/);
});

test("a printed text that contradicts the number kept beside it conflicts with itself", () => {
  const paper = {
    table3: { cells: [{ id: "a", p: 0.09, display: { or: "1.015", ci_low: "1.004", ci_high: "1.027", p: "0.009" } }] },
  };
  const [cell] = audit(readTable(fileOf(JSON.stringify(paper), "paper.json"))).cells;
  assert.deepEqual([cell.verdict, cell.conflicts], ["inconsistent", [["p"]]]);
});

test("an error planted in a copy of the shared reference is found in that cell alone", (t) => {
  if (sharedPublished === undefined) return t.skip("../shared/published.json is not here");
  const paper = JSON.parse(readFileSync(sharedPublished, "utf8"));
  const cell = paper.table3.cells.find(({ id }: { id: string }) => id === "M3.good_gp");
  cell.display.ci_high = "1.052";
  cell.ci_high = 1.052;
  const { cells } = audit(readTable(fileOf(JSON.stringify(paper), "planted.json")));
  const flagged = cells.filter(({ verdict }) => verdict === "inconsistent");
  assert.deepEqual(
    flagged.map(({ id }) => id),
    ["M1.not_isolated", "M3.good_gp"],
  );
  assert.ok(flagged[1].conflicts.every((set) => set.includes("ci_high")));
});

test("readStatement reads what can be evaluated and leaves other sentences", () => {
  const words = {
    outcomes: ["confidence", "not_isolated"],
    models: [{ model: "M2", words: "long-term conditions" }],
  };
  const read = (text: string) => readStatement(text, words);
  assert.deepEqual(read("All odds ratios were significant except for isolated people"), [
    { kind: "statement", statement: { test: "significant-except", except: ["not_isolated"] } },
  ]);
  assert.deepEqual(read("Confidence is not significant among those with long-term conditions"), [
    { kind: "statement", statement: { test: "not-significant", outcomes: ["confidence"], model: "M2" } },
  ]);
  assert.equal(read("a sample size of over four million people")[0]?.kind, "sample-over");
  assert.deepEqual(read("The scheme was rolled out in 2019."), []);
});
