import assert from "node:assert/strict";
import { test } from "node:test";
import { audit, publishedTable } from "../../src/audit";
import { printedValue, rescaled } from "../../src/audit/printedValue";
import { readTable } from "../../src/audit/readTable";
import { sharedPublished } from "./tables";

const report = audit(publishedTable());
const claim = (id: string) => report.claims.find((one) => one.id === id)!;

/** Feasible odds ratios, standard errors and naive p of the shared reference (published.README.md), as printed there. */
const REFERENCE: Readonly<Record<string, readonly [string, string, string]>> = {
  "M1.not_isolated": ["1.0007-1.0008", ".0021-.0024", ".66"],
  "M1.good_gp": ["1.0150-1.0155", ".0057-.0059", ".010"],
  "M2.confidence": ["1.0055-1.0060", ".0020-.0024", ".009"],
  "M2.support": ["1.0045-1.0047", ".0018-.0020", ".005"],
  "M2.not_isolated": ["1.0010-1.0012", ".0023-.0027", ".69"],
  "M2.good_gp": ["1.0146-1.0154", ".0058-.0062", ".014"],
  "M2.mh_understood": ["1.0125-1.0128", ".0047-.0049", ".007"],
  "M3.confidence": ["1.0039-1.0044", ".0028-.0031", ".19"],
  "M3.support": ["1.0039-1.0041", ".0026-.0028", ".12"],
  "M3.not_isolated": ["0.9991-0.9992", ".0024-.0027", ".70"],
  "M3.good_gp": ["1.0125-1.0131", ".0059-.0063", ".033"],
  "M3.mh_understood": ["1.0119-1.0125", ".0043-.0045", ".009"],
};

test("audit finds one of the paper's twelve cells inconsistent, and only with Table 4", () => {
  const flagged = report.cells.filter(({ verdict }) => verdict === "inconsistent");
  assert.deepEqual(
    flagged.map(({ id, checks }) => [id, checks]),
    [["M1.not_isolated", { estimate: "consistent", ame: "consistent", scaled: "inconsistent" }]],
  );
});

test("audit names the AME against both scaled counts of the inconsistent cell, and 2.5 to 3.0 people as needed", () => {
  const [cell] = report.cells;
  assert.deepEqual(cell.conflicts, [
    ["ame", "average"],
    ["ame", "national"],
  ]);
  assert.deepEqual(cell.repairs, [["ame"], ["average", "national"]]);
  assert.match(cell.reason, /scaled count 2\.5 to 3\.0; national count 3,170 to 3,791/);
});

test("audit reproduces the reference's feasible odds ratios, standard errors and naive p of all cells to their printed digits", () => {
  const span = (range: { low: number; high: number } | null, decimals: number) =>
    [range!.low, range!.high].map((end) => end.toFixed(decimals)).join("-");
  for (const { id, implied, naive } of report.cells) {
    const [or, se, p] = REFERENCE[id];
    assert.equal(span(implied.or, 4), or, id);
    assert.equal(span(implied.se, 4).replaceAll("0.", "."), se, id);
    assert.ok(Math.abs(naive.p! - Number(p)) <= 0.5001 * 10 ** -(p.length - 1), `${id}: naive p ${naive.p} v ${p}`);
  }
});

test("the naive recomputation disagrees in ten of twelve cells where intervals disagree in none", () => {
  assert.deepEqual([report.summary.naiveDisagrees, report.summary.naiveCompared], [10, 12]);
  assert.ok(report.cells.every(({ checks }) => checks.ame === "consistent"));
});

test("no significance decision of the paper depends on rounding", () => {
  const significant = report.cells.filter((cell) => cell.significant === "yes").map(({ id }) => id);
  assert.equal(significant.length, 7);
  assert.ok(report.cells.every((cell) => cell.significant !== "undecided"));
});

test("Holm keeps none of twelve and four of five headline cells, Benjamini-Hochberg six of twelve, also over the implied p", () => {
  const [all, headline] = report.families;
  assert.deepEqual(all.kept, { raw: 7, holm: 0, bh: 6 });
  assert.deepEqual(all.keptRange, { holm: { low: 0, high: 0 }, bh: { low: 6, high: 6 } });
  assert.deepEqual([headline.tests.length, headline.kept.holm, headline.keptRange.holm], [5, 4, { low: 4, high: 4 }]);
});

test("relative design effects are 16, 10 and 7 for good GP experience and below 4 elsewhere", () => {
  const effects = report.cells.map(({ id, evidence }) => [id, evidence.relativeDesignEffect!] as const);
  const large = effects.filter(([, effect]) => effect > 4).map(([id, effect]) => [id, Math.round(effect)]);
  assert.deepEqual(large, [
    ["M1.good_gp", 16],
    ["M2.good_gp", 10],
    ["M3.good_gp", 7],
  ]);
});

test("every headline estimate is below its detectable effect (0.91 to 0.97 of it; 0.16 not isolated), E-values 1.05 to 1.09", () => {
  const cells = report.cells.filter(({ id }) => report.table.headline.includes(id));
  const shares = cells.map(({ evidence }) => evidence.shareOfDetectable!.toFixed(2)).sort();
  assert.deepEqual(shares, ["0.16", "0.91", "0.92", "0.96", "0.97"]);
  const shown = cells.filter(({ id }) => id !== "M1.not_isolated").map(({ evidence }) => evidence);
  assert.deepEqual(shown.map(({ eValue }) => eValue!.toFixed(2)).sort(), ["1.05", "1.06", "1.08", "1.09"]);
  assert.deepEqual(shown.map(({ eValueLimit }) => eValueLimit!.toFixed(2)).sort(), ["1.02", "1.02", "1.04", "1.05"]);
});

test("audit finds the text's 65,000 and that it is the mean of two cells", () => {
  assert.equal(claim("T10").verdict, "inconsistent");
  assert.deepEqual(claim("T10").fits, ["the mean of M2.support and M3.support (65,302)"]);
});

test("audit finds that the stated sample is the isolation model's N and smaller than another model's", () => {
  assert.deepEqual([claim("abstract.n").verdict, claim("abstract.n").fits], ["inconsistent", ["N of M1.not_isolated"]]);
  assert.deepEqual(claim("abstract.n").against, ["M1.good_gp"]);
});

test("audit finds the sample that section 3.2 misnames and the cells that its general statement forgets", () => {
  assert.deepEqual([claim("T17").verdict, claim("T17").fits], ["inconsistent", ["M3"]]);
  assert.deepEqual(
    [claim("T15").against, claim("T15").fits],
    [["M3.confidence", "M3.support"], ["the headline cells"]],
  );
});

test("audit finds the deprivation analyses that disagree and the supplementary tables never referred to", () => {
  assert.match(
    claim("gradient.M2.confidence").reason,
    /S\.10: larger among the more deprived; S\.11: larger among the less deprived/,
  );
  assert.match(claim("gradient.M2.support").reason, /S\.11: alike/);
  assert.equal(claim("gradient.M1.not_isolated").verdict, "consistent");
  assert.equal(claim("supplement.Table S.1").verdict, "inconsistent");
});

test("nested samples leave plausible means: 95.7 and 82.1% without a long-term condition, 88.1 and 47.9% without mental health needs", () => {
  const of = (whole: string, part: string) =>
    report.complements.find((one) => one.whole === whole && one.part === part)!;
  const middle = (range: { low: number; high: number } | null, decimals: number) =>
    ((range!.low + range!.high) / 2).toFixed(decimals);
  assert.equal(middle(of("M1.not_isolated", "M2.not_isolated").mean, 3), "0.957");
  assert.equal(middle(of("M1.good_gp", "M2.good_gp").mean, 3), "0.821");
  assert.equal(middle(of("M2.confidence", "M3.confidence").mean, 3), "0.881");
  assert.equal(middle(of("M2.support", "M3.support").mean, 3), "0.479");
  assert.equal(middle(of("M1.good_gp", "M2.good_gp").amePp, 3), "0.225");
  assert.equal(report.summary.complementsInconsistent, 0);
});

test("a sample larger than the one that holds it, and a mean that leaves none for the others, are found", () => {
  const table = publishedTable();
  const changed = (id: string, field: "n" | "mean", text: string, factor = 1) => {
    const value = rescaled(printedValue(text)!, factor);
    const cells = table.cells.map((cell) =>
      cell.id === id ? { ...cell, values: { ...cell.values, [field]: value } } : cell,
    );
    return audit({ ...table, cells }).complements.filter(({ verdict }) => verdict === "inconsistent");
  };
  assert.deepEqual(
    changed("M2.good_gp", "n", "4,251,230").map(({ part }) => part),
    ["M2.good_gp"],
  );
  assert.deepEqual(
    changed("M2.support", "mean", "12.9", 0.01).map(({ whole }) => whole),
    ["M2.support"],
  );
});

test("audit finds nothing else wrong in the paper's text", () => {
  const wrong = report.claims.filter(({ verdict }) => verdict === "inconsistent").map(({ id }) => id);
  assert.deepEqual(wrong, [
    "counts.respondents",
    "abstract.n",
    "T10",
    "T15",
    "T15.2",
    "T17",
    "gradient.M2.support",
    "gradient.M2.confidence",
    "supplement.Table S.1",
    "supplement.Table S.2",
  ]);
});

test("the package's own numbers and the shared reference give the same audit", (t) => {
  if (sharedPublished === undefined) return t.skip("../shared/published.json is not here");
  const shared = audit(readTable(sharedPublished));
  for (const [i, cell] of shared.cells.entries()) {
    const own = report.cells[i];
    assert.deepEqual([cell.id, cell.verdict, cell.conflicts], [own.id, own.verdict, own.conflicts]);
    assert.deepEqual(cell.implied, own.implied);
  }
  const verdicts = new Map(report.claims.map(({ id, verdict }) => [id, verdict]));
  const evaluated = shared.claims.filter(({ verdict }) => verdict !== "not evaluated");
  assert.ok(evaluated.length >= 35);
  for (const { id, verdict } of evaluated) assert.equal(verdict, verdicts.get(id), id);
});
