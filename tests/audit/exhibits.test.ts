import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  audit,
  auditHtml,
  auditJson,
  auditTable,
  auditText,
  feasibleRegionFigure,
  fittedImpacts,
  fittedShares,
  impactRows,
  populationImpactTable,
  printedFits,
  publishedImpacts,
  publishedShares,
  publishedTable,
} from "../../src/audit";
import { tableHtml } from "../../src/exhibit";
import { fitLogit } from "../../src/model";
import { packageRoot } from "../../src/util/packageRoot";
import { Random } from "../../src/util/random";

const report = audit(publishedTable());

test("auditTable gives verdicts, evidence, multiplicity and claims, each row with a cell per column", () => {
  const tables = auditTable(report);
  assert.deepEqual(
    tables.map(({ id, rows }) => [id, rows.length]),
    [
      ["audit-cells", 12],
      ["audit-evidence", 12],
      ["audit-multiplicity", 2],
      ["audit-complements", 7],
      ["audit-claims", 10],
    ],
  );
  for (const { columns, rows } of tables) for (const { cells } of rows) assert.equal(cells.length, columns.length);
  assert.match(tables[0].note, /^11 of 12 rows are consistent/);
});

test("auditTable leaves out tables without rows", () => {
  const tables = auditTable(audit({ ...publishedTable(), claims: [] }));
  assert.ok(!tables.some(({ id }) => id === "audit-claims"));
});

test("the JSON of an audit holds cells with verdict, conflicts and implied ranges, and claims", () => {
  const json = JSON.parse(auditJson(report));
  assert.deepEqual(Object.keys(json), ["title", "summary", "cells", "claims", "families", "complements", "remarks"]);
  assert.equal(json.cells[0].verdict, "inconsistent");
  assert.deepEqual(json.cells[0].conflicts[0], ["ame", "average"]);
  assert.ok(json.cells[1].implied.se.low > 0.005);
});

test("the text of an audit names its findings before its tables", () => {
  const lines = auditText(report).split("\n");
  assert.match(lines[1], /^11 of 12 rows consistent; 47 of 57 claims/);
  assert.match(lines[2], /^ {2}M1\.not_isolated: Cannot hold together: AME 0\.01 with scaled count 0/);
});

test("the HTML of an audit is one page that loads nothing", () => {
  const html = auditHtml(audit({ ...publishedTable(), title: "<b>odd</b> & title" }));
  assert.match(html, /<title>Audit of printed numbers: &lt;b&gt;odd&lt;\/b&gt; &amp; title<\/title>/);
  assert.doesNotMatch(html, /(?:href|src)=|url\(|@import/);
});

test("feasibleRegionFigure draws the corners of the region and says its ranges in words", () => {
  const cell = report.cells[1];
  const figure = feasibleRegionFigure(cell, report.table)!;
  const corners = figure.data.rows.filter(([kind]) => kind === "region");
  assert.equal(corners.length, cell.region.flat().length);
  assert.match(
    figure.alt,
    /row M1\.good_gp allows by all its printed numbers: a polygon with 4 corners, odds ratio 1\.0150 to 1\.0155/,
  );
  assert.match(
    figure.alt,
    /Bounds drawn: odds ratio 1\.015, lower limit 1\.004, upper limit 1\.027, p 0\.009, AME 0\.21\./,
  );
});

test("the picture on the page for readers says what the code now says of that row", () => {
  const svg = readFileSync(join(packageRoot(), "docs", "explanation", "feasible-M1-good-gp.svg"), "utf8");
  const { alt } = feasibleRegionFigure(report.cells[1], report.table)!;
  assert.ok(svg.includes(`>${alt}</desc>`));
});

test("feasibleRegionFigure draws no line outside its window", () => {
  for (const cell of report.cells) {
    const { plot } = feasibleRegionFigure(cell, report.table)!;
    const { xaxis, yaxis } = plot.layout as Record<"xaxis" | "yaxis", { range: [number, number] }>;
    for (const { x, y } of plot.data as { x: number[]; y: number[] }[]) {
      const inside = (value: number, [low, high]: [number, number]) => value >= low - 1e-9 && value <= high + 1e-9;
      assert.ok(
        x.every((value) => inside(value, xaxis.range)) && y.every((value) => inside(value, yaxis.range)),
        cell.id,
      );
    }
  }
});

test("feasibleRegionFigure gives nothing for a row whose estimate cannot be", () => {
  const table = publishedTable();
  const [first, second] = table.cells;
  const broken = {
    ...second,
    values: { ...second.values, ci_low: second.values.ci_high, ci_high: second.values.ci_low },
  };
  const audited = audit({ ...table, cells: [first, broken] });
  assert.equal(feasibleRegionFigure(audited.cells[1], audited.table), undefined);
});

test("impactRows gives the paper's Table 4 by its own convention, but for the cell that is inconsistent", () => {
  const rows = impactRows(publishedImpacts(report), publishedShares());
  for (const { id, paper } of rows) {
    const { average, national } = report.table.cells.find((cell) => cell.id === id)!.values;
    const expected = id === "M1.not_isolated" ? [3, 3804] : [average!.value, national!.value];
    assert.deepEqual([paper.averagePcn, paper.allPcns], expected, id);
  }
});

test("impactRows with the shares of the printed samples takes confidence from 37 to 22, support from 56 to 33, mental health from 71 to 28", () => {
  const rows = impactRows(publishedImpacts(report), publishedShares());
  const of = (id: string) => rows.find((row) => row.id === id)!;
  const people = (id: string) => Math.round(of(id).withCondition!.averagePcn);
  assert.deepEqual([people("M2.confidence"), people("M2.support"), people("M3.mh_understood")], [22, 33, 28]);
  const national = ["M2.confidence", "M2.support", "M3.mh_understood"].map((id) =>
    Math.round(of(id).withCondition!.allPcns / 100),
  );
  assert.deepEqual(national, [275, 417, 356]);
});

test("impactRows leaves the AME unrounded and carries its interval through every multiplier", () => {
  const input = { id: "a", model: "M2", outcome: "support", sample: ["ltc"], ame: 0.00111, low: 0.0001, high: 0.002 };
  const shares = { aged16: 0.8, ltc: 0.5, mhNeeds: 0.4, both: 0.2, source: "made up" };
  const [row] = impactRows([input], shares);
  const close = (actual: number, expected: number) =>
    assert.ok(Math.abs(actual - expected) < 1e-9 * Math.abs(expected), `${actual}`);
  assert.deepEqual(row.paper, { averagePcn: 56, allPcns: 71_008 });
  close(row.unrounded.allPcns, 0.00111 * 50_000 * 1268);
  close(row.withCondition!.averageInterval.high, 0.002 * 50_000 * 0.5);
  close(row.eligible!.allInterval.low, 0.0001 * 50_000 * 1268 * 0.5 * 0.8);
  assert.equal(impactRows([{ ...input, sample: ["other"] }], shares)[0].eligible, null);
});

test("fittedShares come from the samples fitted, and are not known where no sample tells", () => {
  const fit = simulatedFit(5);
  const cell = (sample: readonly string[], n: number) => ({
    id: `${sample.join(" & ")} ${n}`,
    model: "M1",
    fit: { ...fit, n, spec: { ...fit.spec, sample } },
  });
  const shares = fittedShares([cell([], 1000), cell([], 900), cell(["mh_needs", "ltc"], 250), cell(["ltc"], 600)], 0.8);
  assert.deepEqual([shares.ltc, shares.mhNeeds, shares.both, shares.aged16], [0.6, null, 0.25, 0.8]);
});

test("populationImpactTable names every convention in its heads and its shares in the note", () => {
  const shares = publishedShares();
  const table = populationImpactTable(impactRows(publishedImpacts(report), shares), shares, { synthetic: false });
  const html = tableHtml(table);
  for (const words of [
    "The paper&#39;s convention",
    "Unrounded, all patients",
    "Patients with the condition",
    "Of them, aged 16 and over",
  ]) {
    assert.ok(html.includes(words), words);
  }
  assert.match(table.note, /long-term condition 58\.7%, with mental health needs 39\.5%, with both 24\.8%/);
  for (const { cells } of table.rows) assert.equal(cells.length, table.columns.length);
});

test("this project's own tables pass the audit before they are written", () => {
  const cells = [1, 2, 3, 4].map((seed) => ({ id: `M1.outcome${seed}`, model: "M1", fit: simulatedFit(seed) }));
  const own = audit(printedFits(cells));
  assert.deepEqual(
    own.cells.map(({ reason }) => reason),
    ["", "", "", ""],
  );
  assert.equal(fittedImpacts(cells)[0].ame, cells[0].fit.margins[0].ame);
  const wrong = cells.map(({ fit, ...rest }) => ({
    ...rest,
    fit: { ...fit, margins: fit.margins.map((m) => ({ ...m, ame: 3 * m.ame })) },
  }));
  assert.equal(audit(printedFits(wrong)).summary.inconsistent, 4);
});

test("with no cell that may be printed the audit of this project's own tables says so in its table", () => {
  const own = audit(printedFits([]));
  assert.equal(own.summary.inconsistent, 0);
  const [table, ...more] = auditTable(own, { id: "audit-own" });
  assert.deepEqual(more, []);
  assert.match(table.note, /No row of Table 3 may be printed whole/);
  assert.equal(table.rows[0].cells.length, table.columns.length);
  assert.match(tableHtml(table), /nothing to check/);
});

/** A logit with effect 0.4 on 4,000 simulated people in 80 networks. */
function simulatedFit(seed: number) {
  const random = new Random(seed, "own tables");
  const rows = 4000;
  const codes = Uint16Array.from({ length: rows }, () => random.integer(80));
  const exposure = Float64Array.from({ length: 80 }, () => 2 * random.uniform());
  const outcome = Uint8Array.from(codes, (code) =>
    random.uniform() < 1 / (1 + Math.exp(-0.4 * exposure[code])) ? 1 : 0,
  );
  return fitLogit(
    {
      rows,
      columns: {
        link_workers: { kind: "lookup", codes, values: exposure },
        pcn: { kind: "factor", levels: Array.from({ length: 80 }, (_, i) => String(i)), codes },
        good: { kind: "flag", values: outcome },
      },
    },
    { outcome: "good", terms: [{ kind: "numeric", name: "link_workers" }], cluster: "pcn", margins: ["link_workers"] },
  );
}
